"""An article's life after it was published: corrected, withdrawn, said to look wrong, reserved. The real program over HTTP."""
import email.utils
import json
import re
import time
import unittest

from harness import Case, Server, run
from origin import Origin, page, rss

SOON = {"NEWSSTAND_INGEST_LONGEST_INTERVAL_SECONDS": "5"}
TYPE = {"Content-Type": "application/rss+xml"}


class Corrections(Case):
    def setUp(self):
        super().setUp()
        self.origin = self.started(Origin())
        self.origin.answers["/feed.xml"] = lambda handler: (200, TYPE, self.feed)
        self.origin.answers["/"] = "<!doctype html><title>The Origin</title><link rel=alternate type=application/rss+xml href=/feed.xml>"

    def item(self, number=1, **more):
        return {"guid": f"g{number}", "link": f"{self.origin.base}/story-{number}", "title": f"Story {number} was told", "pubDate": email.utils.formatdate(time.time() - 600 * number),
                "description": "The beginning of it…", **more}

    def serve(self, **env):
        self.assertEqual(run("titles", "add", self.origin.base + "/feed.xml", data=self.folder).returncode, 0)
        return self.started(Server(self.folder, env={**SOON, **env}))

    def article(self, server, headline, seconds=60):
        """Waits until the headline is in the latest list; answers its path."""
        def look():
            found = re.search(r'<a[^>]*href="(/article/\d+/[^"]*)"[^>]*>' + re.escape(headline), server.get("/latest?language=all").text)
            return found and found.group(1)
        return server.wait_until(look, seconds)

    def test_a_corrected_article_says_so_and_shows_what_changed(self):
        self.feed = rss([self.item()])
        self.origin.answers["/story-1"] = page("Story 1 was told", "Twelve people")
        server = self.serve()
        path = self.article(server, "Story 1 was told")
        server.wait_until(lambda: "Twelve people" in server.get(path).text)
        self.assertNotIn('id="changes"', server.get(path).text)

        self.feed = rss([self.item(title="Story 1 was told anew")])
        self.origin.answers["/story-1"] = page("Story 1 was told anew", "Fifteen people")
        path = self.article(server, "Story 1 was told anew")
        text = server.wait_until(lambda: (lambda t: "Fifteen</ins>" in t and t)(server.get(path).text))
        self.assertIn('id="changes"', text)
        self.assertIn("Updated", text)
        self.assertRegex(text, r"<del><span class=\"vh\">Removed: </span>Twelve</del>")
        self.assertRegex(text, r"<ins><span class=\"vh\">Added: </span>[^<]*anew</ins>")
        self.assertNotIn("<script>", text)

    def test_what_the_feed_cancels_is_a_410_page_and_gone_from_the_lists_within_a_minute(self):
        self.feed = rss([self.item(1), self.item(2)])
        server = self.serve()
        path = self.article(server, "Story 1 was told")
        other = self.article(server, "Story 2 was told")
        media = 'xmlns:media="http://search.yahoo.com/mrss/"'
        self.feed = rss([self.item(1, extra='<media:status state="deleted"/>'), self.item(2)], namespaces=media)
        begun = time.time()
        server.wait_until(lambda: server.get(path).status == 410, 60)
        server.wait_until(lambda: "Story 1 was told" not in server.get("/latest?language=all").text + server.get("/").text, 60)
        print(f"withdrawn after {time.time() - begun:.1f} s, polled every 5 s")
        gone = server.get(path)
        self.assertIn("withdrawn", gone.text)
        self.assertIn("The Origin", gone.text)
        self.assertNotIn("Story 1 was told", gone.text)
        self.assertEqual(server.get(other).status, 200)
        for feed in ["/latest.rss", "/latest.json", "/latest.atom"]:
            self.assertNotIn("Story 1 was told", server.get(feed).text)

    def test_a_page_that_is_gone_withdraws_the_article_its_feed_lost(self):
        items = [self.item(number) for number in range(1, 6)]
        self.feed = rss(items)
        for number in range(1, 6):
            self.origin.answers[f"/story-{number}"] = page(f"Story {number} was told", "Twelve people")
        self.assertEqual(run("titles", "add", self.origin.base + "/feed.xml", data=self.folder).returncode, 0)
        self.assertEqual(run("ingest", "--once", data=self.folder).returncode, 0)
        # Half an hour has to pass before anything is missed: the store is made older.
        import sqlite3
        with sqlite3.connect(self.folder / "newsstand.db") as store:
            store.execute("UPDATE articles SET first_seen = first_seen - 7200000")
            store.execute("UPDATE feeds SET next_fetch = 0")
        store.close()
        self.feed = rss([item for item in items if item["guid"] != "g3"])
        self.origin.answers["/story-3"] = (410, {}, "gone")
        server = self.started(Server(self.folder, env=SOON))
        path = self.article(server, "Story 2 was told")
        self.assertEqual(server.get(path).status, 200)
        server.wait_until(lambda: "Story 3 was told" not in server.get("/latest?language=all").text, 60)

    def test_one_press_of_this_looks_wrong_is_a_case_for_the_operator(self):
        self.feed = rss([self.item()])
        self.origin.answers["/story-1"] = page("Story 1 was told", "Twelve people")
        server = self.serve()
        path = self.article(server, "Story 1 was told")
        text = server.get(path).text
        action = re.search(r'<form class="wrong"[^>]* action="([^"]+)"', text).group(1)
        ours = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        for foreign in [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]:
            self.assertEqual(server.get(action, method="POST", headers=foreign, body="").status, 403)
        self.assertEqual(json.loads(run("feeds", "cases", "--json", data=self.folder).stdout), [])
        answer = server.get(action, method="POST", headers=ours, body="")
        self.assertEqual(answer.status, 303)
        thanks = server.get(answer.getheader("Location"))
        self.assertEqual(thanks.status, 200)
        self.assertIn("Thank you", thanks.text)
        server.get(action, method="POST", headers=ours, body="")
        cases = json.loads(run("feeds", "cases", "--json", data=self.folder).stdout)
        self.assertEqual([(case["headline"], case["reports"]) for case in cases], [("Story 1 was told", 2)])
        self.assertIn("1 articles look wrong", run("doctor", data=self.folder).stdout)
        statuses = [server.get(action, method="POST", headers=ours, body="").status for _ in range(12)]
        self.assertIn(429, statuses)
        self.assertEqual(server.get("/wrong/999999", method="POST", headers={**ours, "X-Nobody": "1"}, body="").status, 429)
        self.assertEqual(run("feeds", "cases", "--close", cases[0]["case"], data=self.folder).returncode, 0)
        self.assertEqual(json.loads(run("feeds", "cases", "--json", data=self.folder).stdout), [])
        self.assertEqual(run("feeds", "cases", "--close", "77", data=self.folder).returncode, 1)

    def test_rights_are_obeyed_kept_and_shown(self):
        self.feed = rss([self.item(1, link=f"{self.origin.base}/paid/1"), self.item(2, link=f"{self.origin.base}/header/2"), self.item(3, link=f"{self.origin.base}/meta/3"),
                         self.item(4, link=f"{self.origin.base}/licence/4"), self.item(5, link=f"{self.origin.base}/closed/5"), self.item(6, link=f"{self.origin.base}/open/6")])
        for place in ["paid/1", "licence/4", "closed/5", "open/6"]:
            self.origin.answers["/" + place] = page("It was told", "Taken over")
        self.origin.answers["/header/2"] = (200, {"TDM-Reservation": "1"}, page("It was told", "Taken over"))
        self.origin.answers["/meta/3"] = page("It was told", "Taken over", '<link rel="license" type="application/rsl+xml" href="/page-licence.xml">')
        self.origin.answers["/page-licence.xml"] = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/meta/"><license><permits type="usage">search</permits></license></content></rsl>'
        self.origin.answers["/robots.txt"] = "User-agent: *\nDisallow: /closed/\nLicense: /licence.xml\n"
        self.origin.answers["/licence.xml"] = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/licence/"><license><payment type="subscription"><custom>https://origin.example/buy</custom></payment></license></content></rsl>'
        self.origin.answers["/.well-known/tdmrep.json"] = '[{"location": "/paid/*", "tdm-reservation": 1}]'
        server = self.serve()
        open_path = self.article(server, "Story 6 was told")
        server.wait_until(lambda: "Taken over" in server.get(open_path).text)
        reserved = [self.article(server, f"Story {number} was told") for number in range(1, 6)]
        server.wait_until(lambda: self.origin.count("/page-licence.xml") > 0)
        time.sleep(1)
        for path in reserved:
            self.assertNotIn("Taken over", server.get(path).text, path)
        self.assertIn("keeps its whole texts", server.get(reserved[0]).text)
        for path in ["/paid/1", "/licence/4", "/closed/5"]:
            self.assertEqual(self.origin.count(path), 0, path)
        slug = json.loads(run("titles", "list", "--json", data=self.folder).stdout)[0]["slug"]
        sources = server.wait_until(lambda: (lambda t: 'id="sources"' in t and "RSL licence" in t and t)(server.get(f"/title/{slug}").text), 70)
        for words in ["only for payment (subscription)", "permits only search", "rights to text and data mining are reserved", "robots.txt", "https://origin.example/buy"]:
            self.assertIn(words, sources)


if __name__ == "__main__":
    unittest.main()
