"""A publisher's site for tests: what each address answers is set by the test, and what was asked is kept."""
import http.server
import threading


class Origin:
    """`answers[path]` is a body (text or bytes), or (status, headers, body), or a function of the handler that returns such a thing."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.lock = threading.Lock()
        origin = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.sent = self.rfile.read(length)
                path = self.path.split("?")[0]
                with origin.lock:
                    origin.asked.append((self.command, self.path, dict(self.headers), self.sent))
                    found = origin.answers.get(path, (404, {}, "nothing here"))
                if callable(found):
                    found = found(self)
                if isinstance(found, (str, bytes)):
                    found = (200, {}, found)
                status, headers, body = found
                data = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = answer

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # somebody who hangs up in the middle
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    def count(self, path, method="GET"):
        with self.lock:
            return sum(1 for asked in self.asked if asked[0] == method and asked[1].split("?")[0] == path)


def page(headline, first, head=""):
    """An article's page, long enough to be taken for one."""
    rest = "".join(f"<p>Paragraph {i} says, at some length, what the mayor, the engineers and the neighbours of the river made of the day, and why it matters to them.</p>" for i in range(8))
    return f"<!doctype html><html lang=en><head><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1><p>{first} were there when it happened, and they tell at some length what they saw of it.</p>{rest}</article></body></html>"


def rss(items, head="", namespaces=""):
    """`items`: dictionaries of elements; what is not text is written as it is."""
    body = ""
    for item in items:
        extra = item.get("extra", "")
        body += "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in item.items() if name != "extra") + extra + "</item>"
    return f'<?xml version="1.0"?><rss version="2.0" {namespaces}><channel><title>The Origin</title><link>https://origin.example/</link>{head}{body}</channel></rss>'
