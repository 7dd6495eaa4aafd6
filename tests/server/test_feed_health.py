"""How feeds are: habits found out and made harmless, errors in plain words, lists with a report a line. The real program."""
import email.utils
import json
import pathlib
import re
import time
import unittest

from harness import Case, Server, data_folder, run
from origin import Origin, rss

SOON = {"NEWSSTAND_INGEST_LONGEST_INTERVAL_SECONDS": "5"}


class FeedHealth(Case):
    def setUp(self):
        super().setUp()
        self.origin = self.started(Origin())
        self.polls = 0

    def bumping(self, ids=False, dates=False):
        def answer(handler):
            self.polls += 1
            items = [{"guid": f"{handler.path[1:4]}{i}-{self.polls if ids else 0}", "link": f"{self.origin.base}/{handler.path[1:4]}/{i}?sid={self.polls if ids else 0}", "title": f"Story number {i} of {handler.path[1:4]}", "description": f"Words of {i}.",
                      "pubDate": email.utils.formatdate(time.time() - i if dates else 1_790_000_000 - 3600 * i)} for i in range(8)]
            return 200, {"Content-Type": "application/rss+xml"}, rss(items, head=f"<lastBuildDate>{email.utils.formatdate(time.time())}</lastBuildDate><description>{self.polls}</description>")
        return answer

    def listed(self):
        return json.loads(run("feeds", "list", "--json", data=self.folder).stdout)

    def test_feeds_that_bump_ids_or_dates_at_every_poll_are_flagged_and_harmless(self):
        self.origin.answers["/ids.xml"] = self.bumping(ids=True)
        self.origin.answers["/dates.xml"] = self.bumping(dates=True)
        for name in ["ids", "dates"]:
            self.assertEqual(run("titles", "add", f"{self.origin.base}/{name}.xml", data=self.folder).returncode, 0)
        server = self.started(Server(self.folder, env=SOON))
        def habits():
            return {feed["url"].split("/")[-1]: feed["changes_at_every_poll"] for feed in self.listed()}
        server.wait_until(lambda: habits() == {"ids.xml": ["ids"], "dates.xml": ["dates"]}, 120)
        import sqlite3
        with sqlite3.connect(self.folder / "newsstand.db") as store:
            counts = [store.execute(sql).fetchone()[0] for sql in ["SELECT COUNT(*) FROM articles", "SELECT COUNT(*) FROM article_versions", "SELECT SUM(version) FROM articles"]]
        store.close()
        self.assertEqual(counts, [16, 0, 16])
        text = run("feeds", "list", data=self.folder).stdout
        self.assertIn("other ids at every poll", text)
        self.assertIn("dates what it lists anew", text)

    def test_an_error_is_told_in_plain_words_with_what_to_do(self):
        self.origin.answers["/feed.xml"] = rss([{"guid": "1", "link": self.origin.base + "/1", "title": "One"}])
        self.assertEqual(run("titles", "add", self.origin.base + "/feed.xml", data=self.folder).returncode, 0)
        self.assertEqual(run("ingest", "--once", data=self.folder).returncode, 0)
        self.origin.answers["/feed.xml"] = (500, {}, "oops")
        import sqlite3
        with sqlite3.connect(self.folder / "newsstand.db") as store:
            store.execute("UPDATE feeds SET next_fetch = 0")
        store.close()
        self.assertEqual(run("ingest", "--once", data=self.folder).returncode, 0)
        feed = self.listed()[0]
        self.assertEqual(feed["condition"], "trouble")
        self.assertIn("error of its own (500)", feed["last_error"])
        self.assertIsNotNone(feed["last_success"])
        self.assertIn("tried again", feed["advice"])
        for field in ["url", "section", "state", "last_success", "last_error", "items_per_day", "delay_seconds", "health", "hub"]:
            self.assertIn(field, feed)
        server = self.started(Server(self.folder))
        slug = json.loads(run("titles", "list", "--json", data=self.folder).stdout)[0]["slug"]
        page = server.get(f"/title/{slug}").text
        for words in ['id="sources"', "In trouble", "error of its own (500)", "tried again by itself"]:
            self.assertIn(words, page)


class Lists(Case):
    def test_an_import_says_what_became_of_every_line(self):
        (self.folder / "list.opml").write_text("""<?xml version="1.0"?>
<opml version="2.0"><body>
<outline text="News">
<outline text="One" type="rss" xmlUrl="https://one.example/feed"/>
<outline text="Nothing here"/>
<outline text="Mail" xmlUrl="mailto:me@one.example"/>
<outline text="One again" xmlUrl="https://one.example/feed"/>
</outline></body></opml>""")
        first = json.loads(run("titles", "import", self.folder / "list.opml", "--json", data=self.folder).stdout)
        self.assertEqual([(line["line"], line["outcome"]) for line in first["lines"]], [(4, "added"), (5, "no address"), (6, "no web address"), (7, "repeated")])
        self.assertEqual(first["feeds_new"], 1)
        again = run("titles", "import", self.folder / "list.opml", data=self.folder)
        self.assertEqual(again.returncode, 0)
        self.assertRegex(again.stdout, r"4  already there   “One” is followed already")
        self.assertIn("3 lines were left out", again.stdout)

    def test_a_list_over_the_limits_is_refused_or_cut_with_a_clear_sentence(self):
        (self.folder / "large.opml").write_text("<opml><body>" + " " * (5 << 20) + "</body></opml>")
        done = run("titles", "import", self.folder / "large.opml", data=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("larger than 5 MiB", done.stderr)
        (self.folder / "long.opml").write_text("<opml><body>\n" + "".join(f'<outline xmlUrl="https://a.example/{i}"/>\n' for i in range(5010)) + "</body></opml>")
        report = json.loads(run("titles", "import", self.folder / "long.opml", "--json", data=self.folder).stdout)
        self.assertEqual(report["feeds_new"], 5000)
        self.assertEqual(report["lines"][-1]["outcome"], "left out")
        self.assertIn("more than 5000 outlines", report["lines"][-1]["sentence"])

    def test_every_list_of_a_large_collection_is_imported_with_a_line_for_every_feed(self):
        root = pathlib.Path(data_folder("lists", "plenary"))
        files = sorted(root.rglob("*.opml"))
        self.assertEqual(len(files), 118)
        added = known = 0
        for file in files:
            done = run("titles", "import", file, "--json", data=self.folder)
            self.assertEqual(done.returncode, 0, (file, done.stderr))
            report = json.loads(done.stdout)
            self.assertEqual(len(report["lines"]), len(re.findall("xmlUrl=", file.read_text(errors="replace"))), file)
            added += report["feeds_new"]
            known += report["feeds_known"]
        print(f"118 lists: {added} feeds added, {known} there already")
        self.assertEqual(added + known, 1572)


if __name__ == "__main__":
    unittest.main()
