"""Everything a publisher can name and we might fetch: 127.0.0.2 stands for the web, 127.0.0.1 for what must never be reached."""
import http.server
import json
import re
import socket
import threading
import time
import unittest

from harness import Case, Server, data_folder, run

WEB = {"NEWSSTAND_NET_ALLOW_PRIVATE": "127.0.0.2/32", "NEWSSTAND_MODE": "personal"}

# Where each scenario of the data is tried. What does not exist yet is fetched by nobody; it gets its row when it is built.
NET = "src/net/ssrf_test.cc"
SCENARIOS = {
    **dict.fromkeys(["rebind-1", "rebind-2", "mixed-A", "mixed-AAAA", "cname", "rebind-keepalive", "redir-301-literal", "redir-302-literal", "redir-303-literal",
                     "redir-307-literal", "redir-308-literal", "redir-scheme-file", "redir-relative-//", "redir-meta-refresh", "redir-header-injection",
                     "http_proxy-env", "proxy-env", "alt-svc", "ipv6-scope", "blind-timing", "error-oracle"], NET),
    **dict.fromkeys(["redir-chain-20", "redir-loop", "redir-https-to-http-auth"], "src/net/http_client_test.cc"),
    **dict.fromkeys(["link-alternate", "icon", "img", "enclosure", "websub-hub", "opengraph", "robots"], "here"),
    "webhook-out": "members have no webhooks",
    "push-endpoint": "there is no Web Push",
    "stripe-base": "there is no payment",
}


class Inside:
    """Counts whoever comes."""

    def __init__(self, port):
        self.connections = 0
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", port))
        self.socket.listen(64)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self):
        self.socket.close()


class Web:
    """A site on 127.0.0.2; `pages` maps paths to (content type, body) or (status, location)."""

    def __init__(self):
        self.pages, self.asked = {}, []
        web = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                web.asked.append(self.path)
                kind, body = web.pages.get(self.path, ("text/plain", None))
                if isinstance(kind, int):
                    self.send_response(kind)
                    self.send_header("Location", body)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                data = (body or "nothing").encode()
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.2", 0), Handler)
        self.address = f"http://127.0.0.2:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Ssrf(Case):
    def setUp(self):
        super().setUp()
        self.web = Web()
        self.addCleanup(self.web.close)
        self.inside = Inside(0)
        self.addCleanup(self.inside.close)
        self.secret = f"http://127.0.0.1:{self.inside.port}"

    def run_here(self, *arguments):
        return run(*arguments, data=self.folder, env=WEB)

    def test_every_scenario_of_the_data_has_a_place(self):
        with open(data_folder("security", "ssrf", "scenarios.json"), encoding="utf-8") as file:
            scenarios = [row["id"] for row in json.load(file)]
        self.assertEqual(len(scenarios), 34)
        self.assertEqual(set(scenarios), set(SCENARIOS))

    def test_discovery_follows_no_link_inside(self):
        links = "".join(f'<link rel=alternate type=application/rss+xml href="{self.secret}/{i}">' for i in range(3))
        self.web.pages["/"] = ("text/html", f'<title>A</title>{links}<a href="{self.secret}/rss">RSS</a>')
        self.web.pages["/moved"] = (302, self.secret + "/feed")
        for path in ("/", "/moved"):
            self.assertEqual(self.run_here("titles", "add", self.web.address + path).returncode, 1)
        self.assertEqual(self.run_here("feeds", "check", self.secret + "/feed").returncode, 1)
        self.assertIn("/", self.web.asked)
        self.assertEqual(self.inside.connections, 0)

    def feed(self, secret):
        paragraph = "<p>" + "The ferry came back to the harbour on Sunday after a week of repairs, and the town was glad of it. " * 6 + "</p>"
        body = f'<p><img src="{secret}/body.jpg" width="800" height="600"></p>{paragraph}<iframe src="{secret}/frame"></iframe>'
        item = f"""<item><title>{{0}}</title><link>{{1}}</link><guid>{{1}}</guid><pubDate>{time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())}</pubDate>
            <comments>{secret}/comments</comments><enclosure url="{secret}/sound.mp3" length="9" type="audio/mpeg"/>
            <media:content url="{secret}/media.jpg" medium="image" width="800" height="600"/><itunes:image href="{secret}/cover.jpg"/>"""
        whole = item.format("The ferry is back", self.web.address + "/story") + f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
        short = item.format("A short one", self.web.address + "/page") + "<description>Short.</description></item>"
        away = item.format("One that leads inside", secret + "/page") + "<description>Short.</description></item>"
        moved = item.format("One that moves inside", self.web.address + "/moved") + "<description>Short.</description></item>"
        return f"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
            xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Web</title><language>en</language>
            <link>{self.web.address}/</link><atom:link rel="hub" href="{secret}/hub"/><atom:link rel="self" href="{secret}/self"/>
            <image><url>{secret}/logo.png</url></image><itunes:image href="{secret}/cover.jpg"/>{whole}{short}{away}{moved}</channel></rss>"""

    def test_nothing_a_feed_or_its_pages_name_is_fetched_from_inside(self):
        secret = self.secret
        sentences = "<p>" + "People stood on the quay from six in the morning, some of them with flowers, and waited for it in the rain. " * 8 + "</p>"
        self.web.pages["/feed"] = ("application/rss+xml", self.feed(secret))
        self.web.pages["/"] = ("text/html", f'<title>The Web</title><link rel=icon href="{secret}/icon.png"><link rel=alternate type=application/rss+xml href=/feed>')
        self.web.pages["/page"] = ("text/html", f"""<title>A short one</title><meta property="og:image" content="{secret}/og.jpg"><link rel=canonical href="{secret}/canonical">
            <link rel=alternate type=application/json+oembed href="{secret}/oembed"><article><h1>A short one</h1><figure><img src="{secret}/figure.jpg" width=900 height=600>
            <figcaption>The quay.</figcaption></figure>{sentences * 3}</article>""")
        self.web.pages["/moved"] = (301, secret + "/page")
        self.web.pages["/robots.txt"] = ("text/plain", f"User-agent: *\nAllow: /\nSitemap: {secret}/sitemap.xml\n")
        self.assertEqual(self.run_here("titles", "add", self.web.address + "/").returncode, 0)
        self.assertEqual(self.run_here("ingest", "--once").returncode, 0)
        server = self.started(Server(self.folder, env=WEB))
        server.wait_until(lambda: server.metric("edition_articles") >= 3)
        server.wait_until(lambda: "/page" in self.web.asked and server.metric("pages_under_way") == 0)
        asked, articles = 0, re.findall(r'href="(/article/\d+/[^"]+)"', server.get("/latest").text)
        self.assertGreaterEqual(len(set(articles)), 3)
        slug = re.search(r'href="/title/([^"./]+)"', server.get("/titles").text).group(1)
        for path in ["/", "/latest", f"/title/{slug}", f"/icon/{slug}", *sorted(set(articles))]:
            page = server.get(path).text
            for picture in set(re.findall(r"(/picture/[^\"\s,]+)", page)):
                asked += 1
                self.assertIn(server.get(picture.replace("&amp;", "&")).status, (403, 404, 503), picture)
        self.assertGreater(asked, 0, "no page shows a picture: nothing was tried")
        self.assertEqual(self.inside.connections, 0)

    def test_a_licence_inside_is_not_read_and_nothing_is_taken_over_without_it(self):
        self.web.pages["/robots.txt"] = ("text/plain", f"User-agent: *\nAllow: /\nLicense: {self.secret}/rsl.xml\n")
        self.web.pages["/feed"] = ("application/rss+xml", self.feed(self.secret))
        self.run_here("titles", "add", self.web.address + "/feed")
        self.run_here("ingest", "--once")
        self.assertIn("/robots.txt", self.web.asked)
        self.assertNotIn("/page", self.web.asked)
        self.assertEqual(self.inside.connections, 0)

    def test_robots_that_moves_inside_is_not_followed(self):
        self.web.pages["/robots.txt"] = (302, self.secret + "/robots.txt")
        self.web.pages["/feed"] = ("application/rss+xml", self.feed(self.secret))
        self.run_here("titles", "add", self.web.address + "/feed")
        self.run_here("ingest", "--once")
        self.assertIn("/robots.txt", self.web.asked)
        self.assertEqual(self.inside.connections, 0)


if __name__ == "__main__":
    unittest.main()
