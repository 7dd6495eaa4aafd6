"""Search: the real program over HTTP and on the command line."""
import email.utils
import json
import re
import time
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

from harness import Case, Server, run
from origin import Origin, rss

SOON = {"NEWSSTAND_INGEST_LONGEST_INTERVAL_SECONDS": "5"}
TYPE = {"Content-Type": "application/rss+xml"}


class Search(Case):
    def setUp(self):
        super().setUp()
        self.origin = self.started(Origin())
        self.origin.answers["/feed.xml"] = lambda handler: (200, TYPE, self.feed)
        self.origin.answers["/"] = "<!doctype html><title>The Origin</title><link rel=alternate type=application/rss+xml href=/feed.xml>"
        self.items = [self.item(1, "The river floods the harbour", "Ferries stayed at their moorings while <b>ministers</b> argued about the dam."),
                      self.item(2, "Harbour market opens again", "Fishmongers and ferries return."),
                      self.item(3, "Council votes on the tram", "A close vote, says the minister &lt;script&gt;alert(1)&lt;/script&gt; of transport.")]
        self.feed = rss(self.items)

    def item(self, number, title, text, **more):
        return {"guid": f"g{number}", "link": f"{self.origin.base}/story-{number}", "title": title, "pubDate": email.utils.formatdate(time.time() - 600 * number),
                "description": text, "author": f"writer{number}@origin.example (Writer Number{number})", **more}

    def serve(self, **env):
        if not (self.folder / "newsstand.db").exists():
            self.assertEqual(run("titles", "add", self.origin.base + "/feed.xml", data=self.folder).returncode, 0)
        return self.started(Server(self.folder, env={**SOON, **env}))

    def found(self, server, query):
        """Headlines, the newest first: what a feed lists is not folded by story."""
        return [item["title"] for item in json.loads(server.get(f"/search.json?q={urllib.parse.quote(query)}").text)["items"]]

    def shown(self, server, query, more=""):
        text = server.get(f"/search?q={urllib.parse.quote(query)}{more}").text
        return [re.sub(r"<[^>]+>", "", headline) for headline in re.findall(r'<h3 id="r\d+"[^>]*><a[^>]*>(.*?)</a></h3>', text)]

    def wait_found(self, server, query, count, seconds=60):
        server.wait_until(lambda: len(self.found(server, query)) == count, seconds)

    def test_the_query_language_finds_what_it_says(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        flood, market, tram = (item["title"] for item in self.items)
        for query, expected in [("harbour ferries", {flood, market}), ("harbour -market", {flood}), ('"close vote"', {tram}), ('"vote close"', set()), ("flood OR tram", {flood, tram}),
                                ("fishm*", {market}), ("title:harbour dam", {flood}), ("author:number3", {tram}), ("minister", {flood, tram}), ("after:2099", set()),
                                ("before:2099 harbour", {flood, market}), ("lang:xx", set()), ("zzz", set())]:
            self.assertEqual(set(self.found(server, query)), expected, query)
        for more in ["", "&sort=newest", "&when=day", "&sort=newest&when=month"]:
            self.assertEqual(self.shown(server, "harbour dam", more), [flood], more)
        page = server.get("/search?q=minister")
        self.assertIn('<meta name="robots" content="noindex">', page.text)
        self.assertIn("<mark>", page.text)
        self.assertNotIn("<script>alert", page.text)
        self.assertIn('href="/search.rss?q=minister"', page.text)
        self.assertIn("Did you mean", server.get("/search?q=harbuor").text)
        self.assertIn(">harbour</a>", server.get("/search?q=harbuor").text)
        empty = server.get("/search").text
        self.assertIn("What you can write", empty)
        self.assertNotIn("noindex", empty)

    def test_a_saved_search_is_a_feed(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        rss_text = server.get("/search.rss?q=harbour+%26+-market").text
        channel = ElementTree.fromstring(rss_text).find("channel")
        self.assertEqual([item.find("title").text for item in channel.findall("item")], ["The river floods the harbour"])
        self.assertIn("harbour & -market", channel.find("title").text)
        link = channel.find("link").text
        self.assertEqual(urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["q"], ["harbour & -market"])
        self.assertEqual(ElementTree.fromstring(server.get("/search.atom?q=harbour").text).tag, "{http://www.w3.org/2005/Atom}feed")
        feed = json.loads(server.get("/search.json?q=harbour").text)
        self.assertEqual([item["title"] for item in feed["items"]], ["The river floods the harbour", "Harbour market opens again"])
        self.assertIn("/search.json?q=harbour", feed["feed_url"])

    def test_an_article_is_found_within_two_seconds_of_its_arrival(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        self.items.append(self.item(9, "A lighthouse is sold", "The keeper stays."))
        self.feed = rss(self.items)
        path = "/latest?language=all"
        server.wait_until(lambda: "A lighthouse is sold" in server.get(path).text, 60)
        begun = time.time()
        server.wait_until(lambda: self.found(server, "lighthouse keeper"), 10)
        took = time.time() - begun
        print(f"found {took:.2f} s after it stood in the latest list")
        self.assertLess(took, 2)

    def test_what_is_withdrawn_or_changed_is_gone_from_the_results(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        changed = [self.item(1, "The river floods the quay", "Ferries stayed.", extra=""), dict(self.items[1], extra='<media:status state="deleted"/>'), self.items[2]]
        self.feed = rss(changed, namespaces='xmlns:media="http://search.yahoo.com/mrss/"')
        self.wait_found(server, "market", 0)
        self.wait_found(server, "title:quay", 1)
        self.wait_found(server, "title:harbour", 0)
        self.assertNotIn("Harbour market", server.get("/search.rss?q=market").text)

    def test_after_a_kill_everything_is_found_and_a_damaged_index_is_made_anew(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        server.kill()
        for damage in [None, "manifest", ".segment"]:
            for file in (self.folder / "search").iterdir():
                if damage and file.name.endswith(damage):
                    file.write_bytes(file.read_bytes()[:-7] + b"nothing")
            server = Server(self.folder, env={**SOON, "NEWSSTAND_INGEST_ENABLED": "false"})
            try:
                self.wait_found(server, "harbour", 2, 20)
            finally:
                server.stop()

    def test_the_command_searches_with_and_beside_a_server_and_rebuilds(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        beside = json.loads(run("search", "harbour", "--json", "--every", data=self.folder).stdout)
        self.assertEqual({row["headline"] for row in beside}, {"The river floods the harbour", "Harbour market opens again"})
        refused = run("search", "--rebuild", data=self.folder)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("stop it first", refused.stderr)
        server.stop()
        rebuilt = run("search", "--rebuild", data=self.folder)
        self.assertEqual((rebuilt.returncode, rebuilt.stderr), (0, ""))
        self.assertIn("3 articles", rebuilt.stdout)
        self.assertRegex(run("doctor", data=self.folder).stdout, r"search +an index in \d files, up to date")
        rows = json.loads(run("search", "ferries dam", "--json", "--limit", "5", data=self.folder).stdout)
        self.assertEqual([row["headline"] for row in rows], ["The river floods the harbour"])
        self.assertIn("Ferries", rows[0]["snippet"])
        self.assertEqual(set(rows[0]), {"id", "story", "headline", "title", "slug", "url", "language", "published", "score", "snippet", "others"})
        plain = run("search", "harbuor", data=self.folder)
        self.assertIn("Did you mean: harbour", plain.stdout)
        self.assertEqual(run("search", data=self.folder).returncode, 2)
        self.assertEqual(run("search", "x", "--limit", "0", data=self.folder).returncode, 2)

    def test_hostile_queries_are_answered_at_once(self):
        server = self.serve()
        self.wait_found(server, "harbour", 2)
        for query in ["a OR " * 2000, '"' * 3000, '"a" "' * 900, "-" * 3000, "w* " * 900, "(" * 3000, "title:" * 500, "\0\1\x7f", "\ud7ff\U0010ffff", "<script>alert(1)</script>", "'; DROP TABLE articles; --",
                      "%", "a" * 4000, " ".join(f"word{i}*" for i in range(300)), "ب" * 900, "京" * 900]:
            begun = time.time()
            answer = server.get("/search?q=" + urllib.parse.quote(query, errors="ignore"))
            self.assertLess(time.time() - begun, 2, query[:40])
            self.assertIn(answer.status, (200, 414, 431), query[:40])
            self.assertNotIn("<script>alert", answer.text)
        self.assertIn("only its beginning was used", server.get("/search?q=" + "word+" * 100).text)
        self.assertIn("A date is written as", server.get("/search?q=after:yesterday").text)
        for page in ["0", "-1", "99999999999999999999", "x"]:
            self.assertEqual(server.get(f"/search?q=harbour&page={page}&sort=zzz&when=zzz").status, 200)


if __name__ == "__main__":
    unittest.main()
