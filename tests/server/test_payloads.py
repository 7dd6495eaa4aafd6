"""Known payloads through every parameter of every route: no answer is a fault of ours, nothing comes back unescaped, nothing is harmed."""
import collections
import html.parser
import http.client
import json
import pathlib
import re
import shutil
import tempfile
import unittest
import urllib.parse

from harness import Server, data_folder, run

# Written by us: what belongs to each language that a value could be pasted into.
OWN = ["'", "\"", "' OR '1'='1", "1; DROP TABLE articles--", "1' UNION SELECT NULL,NULL--", "%' ESCAPE '\\", "\\", "1)", "$1", "?1", "@x", ":x", "0x41", "1e309", "-1", "9223372036854775807",
       "9223372036854775808", "99999999999999999999", "NaN", "null", "true", "[]", "{}", "{{%AUTOESCAPE context=\"HTML\"}}", "{{MAIN}}", "{{>INCLUDE}}", "%s%s%n", "{0}", "${7*7}", "#{7*7}",
       "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "javascript:alert(1)", "</title><script>alert(1)</script>", "]]><b>", "<!--", "-->", "&lt;b&gt;",
       "a\r\nX-Injected: yes", "a\nX-Injected: yes", "a\rb", "a\x00b", "a\x1b[31mred", "a\u2028b", "\u202eb", "\ufeff", "\ud7ff", "é", "\U0001f469\u200d\U0001f680", "..", "../../etc/passwd",
       "..%2f..%2fetc/passwd", "%2e%2e%2f", "....//", "/etc/passwd", "C:\\windows\\win.ini", "\\\\host\\share", "//evil.example", "/\\evil.example", "https://evil.example/", "=1+1", "+1", "@SUM(A1)",
       "=cmd|' /C calc'!A0", "a" * 300, "a" * 5000, "*", "**", "(", "[", "a{1,99999}", "^(a+)+$", "aux", "con", "-", "--help", "; ls", "| ls", "`ls`", "$(ls)"]

# "{}" is where a payload goes, once percent-coded; the rest are headers.
ROUTES = ["/{}", "/section/{}", "/section/world/before/{}", "/country/{}", "/country/DE/before/{}", "/title/{}", "/title/none/before/{}", "/title/{}.rss", "/article/{}", "/article/1/{}", "/story/{}",
          "/story/1/{}", "/latest/before/{}", "/latest/new?after={}", "/?language={}", "/latest?language={}", "/section/world?language={}", "/latest.rss?language={}", "/?{}=1", "/static/{}",
          "/picture/{}/320/s/example.org/a.jpg", "/picture/AAAA/{}/s/example.org/a.jpg", "/picture/AAAA/320/{}", "/icon/{}", "/search?q={}", "/search.rss?q={}",
          "/search.json?q={}", "/search?q=a&sort={}&when={}&page={}&language={}", "/wrong/{}/thanks", "/websub/{}",
          "/websub/none?hub.mode=subscribe&hub.topic={}&hub.challenge={}&hub.lease_seconds={}"]
HEADERS = ["Accept-Language", "Accept", "Accept-Encoding", "Cookie", "User-Agent", "Referer", "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "X-Forwarded-Host", "Origin", "Range"]
FORMS = [("/theme", "theme={}&back=/"), ("/theme", "theme=dark&back={}"), ("/theme", "{}"), ("/wrong/1", "{}"), ("/wrong/{}", "a=b"), ("/websub/none", "{}")]


def payloads():
    known = list(OWN)
    with open(data_folder("security", "blns", "blns.json"), encoding="utf-8") as file:
        known += json.load(file)
    with open(data_folder("security", "hostile_html.jsonl"), encoding="utf-8") as file:
        rows = [json.loads(line)["input"] for line in file]
    known += [row for row in rows if "<" in row][::200]
    with open(data_folder("security", "open_redirect.jsonl"), encoding="utf-8") as file:
        known += [json.loads(line)["input"] for line in file][::6]
    return list(dict.fromkeys(known))


LEADS = ("href", "src", "srcset", "action", "formaction", "data", "poster", "content", "xlink:href")


class Faults(html.parser.HTMLParser):
    """What of a page could run."""

    def __init__(self):
        super().__init__()
        self.faults = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.faults += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.faults += [f"{tag} {name}={value}" for name, value in attributes
                        if name in LEADS and re.match(r"\s*(javascript|vbscript|data):", value or "", re.I)]
        if tag == "script" and not given.get("src", "").startswith("/static/") and given.get("type") != "application/ld+json":
            self.faults.append("a script")

    @classmethod
    def of(cls, text):
        parser = cls()
        parser.feed(text)
        return parser.faults


class Payloads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.payloads = payloads()
        cls.data = pathlib.Path(tempfile.mkdtemp(prefix="newsstand-payloads-"))
        cls.server = Server(cls.data, "demo")
        cls.server.wait_until(lambda: cls.server.metric("edition_articles") > 300 and cls.server.metric("pages_under_way") == 0, 120)
        cls.connection = None
        cls.statuses = collections.Counter()

    @classmethod
    def tearDownClass(cls):
        if cls.connection:
            cls.connection.close()
        code = cls.server.stop()
        shutil.rmtree(cls.data, ignore_errors=True)
        assert code == 0, f"stopped with {code}"

    def ask(self, path, headers=None, method="GET", body=None):
        """One connection for all, opened again when the server closes it, as it does after a bad request."""
        where = urllib.parse.urlsplit(self.server.base)
        for last in (False, True):
            if self.connection is None:
                type(self).connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
            try:
                self.connection.request(method, path, body=body, headers=headers or {})
                answer = self.connection.getresponse()
                answer.data = answer.read()
                self.statuses[answer.status] += 1
                return answer
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                type(self).connection = None
                if last:
                    raise

    def check(self, answer, payload, where, usual=""):
        """`usual`: the answer to a harmless value, which may hold a short payload by itself."""
        self.assertLess(answer.status, 500, where)
        self.assertIsNone(answer.headers["X-Injected"], where)
        text = answer.data.decode("utf-8")  # what is not UTF-8 would be a fault, too
        if answer.headers["Location"]:
            self.assertRegex(answer.headers["Location"], r"^/(?![/\\])[!-\[\]-~]*$", where)
        shown = (answer.headers["Content-Type"] or "").split(";")[0]
        if shown in ("text/html", "application/rss+xml", "application/atom+xml", "image/svg+xml"):
            dangerous = [one for one in (payload, payload.strip()) if len(one) > 3 and re.search(r"<[a-zA-Z!/?]|[\"'][^<>]*on[a-z]+=", one)]
            for one in dangerous:
                self.assertFalse(text.count(one) > usual.count(one), f"{where}: {one!r} stands in the answer")
            if shown == "text/html" and (dangerous or "script:" in payload.lower()):
                self.assertEqual(Faults.of(text), [], where)
        elif shown == "text/plain":
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff", where)

    def test_through_every_part_of_every_address(self):
        for route in ROUTES:
            usual = self.ask(route.replace("{}", "harmless")).data.decode() + self.ask("/nowhere").data.decode()
            for payload in self.payloads:
                coded = urllib.parse.quote(payload.encode("utf-8", "surrogatepass"), safe="")
                self.check(self.ask(route.replace("{}", coded)), payload, f"{route} with {payload!r}", usual)
        self.end()

    def test_through_every_header_that_is_read(self):
        for path in ("/about?language=en", "/nowhere"):
            usual = self.ask(path).data.decode()
            for name in HEADERS:
                for payload in self.payloads:
                    value = re.sub(r"[\r\n\0]", " ", payload).encode("utf-8", "surrogatepass").decode("latin-1")
                    answer = self.ask(path, {name: f"theme={value}; language={value}" if name == "Cookie" else value})
                    self.check(answer, payload, f"{name} with {payload!r}", usual)
        self.end()

    def test_through_every_form(self):
        own = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        for path, form in FORMS:
            usual = self.ask(path.replace("{}", "harmless"), own, "POST", form.replace("{}", "harmless")).data.decode() + self.ask("/nowhere").data.decode()
            for payload in self.payloads:
                coded = urllib.parse.quote(payload.encode("utf-8", "surrogatepass"), safe="")
                raw = payload.encode("utf-8", "surrogatepass")
                for body in (form.replace("{}", coded).encode(), form.encode().replace(b"{}", raw)):
                    self.check(self.ask(path.replace("{}", coded), own, "POST", body), payload, f"{path} {form} with {payload!r}", usual)
        self.end()

    def end(self):
        """The store is whole, the log has no line of somebody else's making, the next reader is served."""
        print(f"{sum(self.statuses.values())} answers:", dict(sorted(self.statuses.items())))
        self.assertEqual(self.server.get("/").status, 200)
        self.assertEqual(self.server.get("/healthz").text, "ok\n")
        for line in self.server.lines:
            self.assertNotRegex(line, r"[\x00-\x08\x0b-\x1f\x7f]", "a control character in the log")
        doctor = run("doctor", "--json", data=self.data)
        self.assertEqual(doctor.returncode, 0, doctor.stdout + doctor.stderr)
        self.assertGreater(self.server.metric("edition_articles"), 300)


if __name__ == "__main__":
    unittest.main()
