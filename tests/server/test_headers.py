"""Every kind of answer of the demo, found by following links: the headers that keep a browser from being talked into anything."""
import collections
import html
import pathlib
import re
import shutil
import socket
import tempfile
import unittest
import urllib.parse

from harness import Server

# As in security.md: what every answer carries, and what must not be in it.
POLICY = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'", "form-action 'self'",
          "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types newsstand", "worker-src 'self'"]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# What a picture's bytes have to begin with, so that no browser can take them for something else.
MAGIC = {"image/jpeg": rb"\xff\xd8\xff", "image/webp": rb"RIFF....WEBP", "image/png": rb"\x89PNG\r\n\x1a\n"}
OF_A_KIND = 30
START = ["/", "/latest", "/titles", "/top", "/blind-spots", "/ranking", "/about", "/latest.rss", "/latest.atom", "/latest.json", "/top.rss", "/top.json", "/robots.txt",
         "/favicon.svg", "/favicon.ico", "/manifest.webmanifest", "/sw.js", "/speculation-rules.json", "/metrics", "/healthz", "/readyz", "/latest?language=all", "/latest/new?after=0",
         "/welcome", "/app", "/offline", "/highlights", "/how-publishers-are-paid", "/share?url=https://e.example/a&title=%22%3Cscript%3E", "/sitemap.xml", "/sitemap/news.xml", "/sitemap/pages.xml",
         "/search", "/search?q=the", "/search?q=%22%3Cscript%3E", "/search.rss?q=the", "/search.json?q=the"]
WRONG = ["/nowhere", "/section/none", "/country/ZZ", "/title/none", "/title/none.rss", "/article/999999999", "/article/x", "/story/999999999", "/latest/before/x", "/latest/new?after=x",
         "/static/none.css", "/static/..%2fmanifest.json", "/picture/x/320/s/example.org/a.jpg", "/picture/x", "/icon/none", "/wrong/1", "/wrong/x/thanks", "/websub/none",
         "/%00", "/%zz", "/a/../b", "//example.org/", "/%2e%2e/etc/passwd", "/?" + "a=b&" * 2000]


def kind(path):
    """Addresses of one kind look alike; the crawl reads some of each."""
    parts = urllib.parse.urlsplit(path).path.strip("/").split("/")
    shape = [parts[0]] + ["*"] * (len(parts) - 1)
    ending = re.search(r"\.[a-z0-9]+$", parts[-1])
    return "/".join(shape) + (ending.group(0) if ending and parts[0] != "picture" else "")


def links(text):
    found = re.findall(r'(?:href|src|action|content)="(/[^"]*)"', text)
    for value in re.findall(r'srcset="([^"]+)"', text):
        found += [one.strip().split(" ")[0] for one in value.split(",")]
    return [html.unescape(one).split("#")[0] for one in found if not one.startswith("//")]


class Headers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data = pathlib.Path(tempfile.mkdtemp(prefix="newsstand-headers-"))
        cls.server = Server(cls.data, "demo")
        cls.server.wait_until(lambda: cls.server.metric("edition_articles") > 300 and 'class="opening"' in cls.server.get("/").text, 120)

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        shutil.rmtree(cls.data, ignore_errors=True)
        assert code == 0, f"stopped with {code}"

    def check_policy(self, policy, where):
        self.assertIsNotNone(policy, where)
        self.assertNotIn("unsafe", policy, where)
        self.assertNotIn("*", policy, where)
        directives = [one.strip() for one in policy.split(";")]
        for wanted in POLICY:
            self.assertIn(wanted, directives, where)

    def check_answer(self, answer, body, where):
        for name, value in ALWAYS.items():
            self.assertEqual(answer.get_all(name), [value], f"{where}: {name}")
        self.assertEqual(len(answer.get_all("Content-Security-Policy") or []), 1, where)
        policy, shown = answer["Content-Security-Policy"], (answer["Content-Type"] or "").split(";")[0]
        path = urllib.parse.urlsplit(where.split(" ")[-1]).path
        if path.startswith(("/picture/", "/icon/")) and shown.startswith("image/"):
            self.assertEqual(policy, "default-src 'none'; sandbox", where)
            self.assertIn(shown, MAGIC, where)
            self.assertRegex(body[:16], re.compile(b"^" + MAGIC[shown], re.S), where)
            return
        self.check_policy(policy, where)
        self.assertNotEqual(shown, "image/svg+xml" if not path.startswith(("/favicon.", "/static/")) else "", where)
        if shown == "text/html":
            self.check_page(body.decode("utf-8"), where)
        elif body:
            self.assertTrue(shown, f"{where}: bytes without a type")

    def check_page(self, text, where):
        """The policy forbids what is inline; nothing of it may stand in a page and wait for a browser without one."""
        for script in re.findall(r"<script\b[^>]*>", text):
            self.assertTrue('src="/static/' in script or 'type="application/ld+json"' in script, f"{where}: {script}")
        bare = re.sub(r"<script\b.*?</script>", "", text, flags=re.S)
        for tag in re.findall(r"<[a-zA-Z][^<>]*>", bare):
            self.assertNotRegex(tag, r'(?i)\s(on[a-z]+|style|srcdoc)\s*=\s*["\']', where)
            self.assertNotRegex(tag, r'(?i)=\s*["\']?\s*(javascript|vbscript|data):', where)
            if re.match(r"(?i)<(img|source)\b", tag):
                self.assertNotRegex(tag, r'(?i)\s(src|srcset)\s*=\s*["\'](?!/(?!/))', where)
        self.assertNotRegex(bare, r"(?i)<(style|iframe|object|embed|base|applet)\b")

    def test_every_kind_of_answer_carries_them(self):
        seen, count = set(), collections.Counter()
        queue = collections.deque(START + WRONG)
        kinds_of_body = collections.Counter()
        while queue:
            path = queue.popleft()
            if path in seen or count[kind(path)] >= OF_A_KIND:
                continue
            seen.add(path)
            count[kind(path)] += 1
            answer = self.server.get(path, {"Accept": "image/webp,*/*"} if len(seen) % 2 else {})
            self.assertLess(answer.status, 500, path)
            self.check_answer(answer.headers, answer.data, f"{answer.status} {path}")
            kinds_of_body[(answer.status // 100, (answer.headers["Content-Type"] or "").split(";")[0])] += 1
            if answer.status == 200 and "text/html" in answer.headers["Content-Type"]:
                queue.extend(links(answer.text))
            if answer.headers["Location"]:
                queue.append(answer.headers["Location"])
        print(f"{len(seen)} addresses of {len(count)} kinds:", dict(sorted((f"{status}xx {shown}", number) for (status, shown), number in kinds_of_body.items())))
        self.assertGreater(len(seen), 250)
        for wanted in ["article/*/*", "title/*", "section/*", "country/*", "static/*.css", "static/*.js", "icon/*"]:
            self.assertGreater(count[wanted], 0, f"no {wanted} was found")
        self.assertGreater(sum(number for name, number in count.items() if name.startswith("picture/")), 10)
        self.assertGreater(sum(number for (_, shown), number in kinds_of_body.items() if shown in MAGIC), 10)

    def test_what_is_refused_before_it_has_an_address_carries_them_too(self):
        where = urllib.parse.urlsplit(self.server.base)
        requests = [b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"BREW /tea HTTP/1.1\r\nHost: a\r\n\r\n", b"nonsense\r\n\r\n",
                    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", b"POST /theme HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
                    b"POST /theme HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"]
        for request in requests:
            with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                data = b""
                while True:
                    try:
                        more = connection.recv(65536)
                    except ConnectionResetError:
                        break
                    if not more:
                        break
                    data += more
            head = data.split(b"\r\n\r\n")[0].decode("latin-1")
            self.assertRegex(head, r"^HTTP/1\.1 4\d\d ", request[:60])
            for name, value in ALWAYS.items():
                self.assertIn(f"\r\n{name.lower()}: {value.lower()}", head.lower(), f"{request[:60]}: {head}")
            self.check_policy(re.search(r"(?i)content-security-policy: ([^\r]+)", head).group(1), request[:60])

    def test_an_unsafe_method_from_elsewhere_is_refused_with_them(self):
        for path in ["/theme", "/wrong/1"]:
            for headers in [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}]:
                answer = self.server.get(path, {**headers, "Content-Type": "application/x-www-form-urlencoded"}, "POST", "theme=dark&back=/")
                self.assertEqual(answer.status, 403, (path, headers))
                self.check_answer(answer.headers, answer.data, f"403 {path}")
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]:
            answer = self.server.get("/latest", {}, method)
            self.assertIn(answer.status, (400, 404, 405, 501), method)
            self.check_answer(answer.headers, answer.data, f"{answer.status} /latest")


if __name__ == "__main__":
    unittest.main()
