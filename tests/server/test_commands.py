"""The commands as a script would use them."""
import json
import os
import re
import subprocess
import unittest

from harness import Case, NEWSSTAND, Press, data_folder, run

FEED = """<rss version="2.0"><channel><title>The Daily</title><link>https://daily.example/</link>
<item><guid>1</guid><link>/a?x=1</link><title>Rain &amp;amp; wind</title><description>&lt;b onclick="x()"&gt;Wet&lt;/b&gt;</description></item></channel></rss>"""


class Commands(Case):
    def test_every_subcommand_has_help_with_an_example(self):
        for command in ["serve", "demo", "ingest", "titles import", "titles export", "titles add", "titles list", "feeds list", "feeds check", "feeds cases", "parse",
                        "extract", "sanitize", "cluster", "search", "migrate", "doctor", "backup", "restore"]:
            done = run(*command.split(), "--help")
            self.assertEqual(done.returncode, 0, command)
            self.assertIn("Example:\n  ", done.stdout, command)

    def test_wrong_usage_is_exit_code_2(self):
        for arguments in [[], ["nonsense"], ["serve", "--nonsense"], ["parse"], ["titles"], ["feeds", "check"], ["parse", "--batch", "--jobs", "-1"]]:
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertTrue(done.stderr, arguments)

    def test_parse_prints_one_object_with_the_fields_of_the_contract(self):
        done = run("parse", "-", "--url", "https://daily.example/feed.xml", stdin=FEED)
        self.assertEqual(done.returncode, 0, done.stderr)
        feed = json.loads(done.stdout)
        self.assertEqual(feed["format"], "rss-2.0")
        for field in ["title", "subtitle", "url", "self_url", "language", "icon", "logo", "rights", "published", "updated", "hubs", "ttl_minutes", "items", "warnings"]:
            self.assertIn(field, feed)
        item = feed["items"][0]
        for field in ["id", "url", "title", "summary_html", "content_html", "authors", "categories", "published", "updated", "language", "rights", "comments_url",
                      "source", "images", "enclosures", "status", "embargoed_until"]:
            self.assertIn(field, item)
        self.assertEqual(item["url"], "https://daily.example/a?x=1")
        self.assertNotIn("onclick", item["summary_html"])

    def test_what_is_no_feed_is_named(self):
        done = run("parse", "-", stdin="<!doctype html><title>Hi</title><p>Hello")
        self.assertEqual(done.returncode, 1)
        self.assertIn("HTML", done.stderr)

    def test_a_batch_answers_every_line_in_order_whatever_is_in_it(self):
        path = self.folder / "feed.xml"
        path.write_text(FEED)
        rows = [{"id": 1, "path": str(path)}, {"id": "two", "input": "nonsense"}, {"id": 3, "path": str(self.folder / "none.xml")}, {"id": 4}, "text"]
        lines = [json.dumps(row) for row in rows] + ["{broken", json.dumps({"id": 7, "input": FEED, "url": "https://x.example/f"})]
        done = run("parse", "--batch", "--jobs", "3", stdin="\n".join(lines * 20) + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        answers = [json.loads(line) for line in done.stdout.strip().split("\n")]
        self.assertEqual([a["id"] for a in answers], [1, "two", 3, 4, None, None, 7] * 20)
        self.assertEqual(answers[0]["title"], "The Daily")
        for i in range(1, 6):
            self.assertTrue(answers[i]["error"])
        self.assertRegex(done.stderr, r"140 lines in .* a second")

    def test_cluster_tells_the_story_of_every_article_in_order_whatever_is_in_a_line(self):
        wire = " ".join(f"word{i}" for i in range(80))
        lines = ["nonsense", {"id": 1}, {"id": "a", "title": "Strong earthquake shakes Antakya, dozens hurt", "text": "", "published": "2026-11-22T10:00:00Z"},
                 {"id": "b", "title": "Dozens injured as earthquake hits Antakya in southern Turkey", "published": None, "source": "The Daily"},
                 {"id": "c", "title": "Wire", "text": wire, "published": "2026-11-22"}, {"id": "d", "title": "Another headline", "text": "By Ada Fielding\n" + wire}]
        done = run("cluster", "--jobs", "2", stdin="\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [None, 1, "a", "b", "c", "d"])
        self.assertIn("error", answers[0])
        self.assertIn("error", answers[1])
        for answer in answers[2:]:
            self.assertEqual(set(answer) - {"duplicate_of"}, {"id", "story", "language", "topics", "entities"})
        self.assertEqual(answers[2]["story"], answers[3]["story"])
        self.assertNotEqual(answers[2]["story"], answers[4]["story"])
        self.assertEqual(answers[5]["duplicate_of"], "c")
        self.assertEqual(answers[5]["story"], answers[4]["story"])
        self.assertIn("a second", done.stderr)

    def test_sanitize_and_extract_answer_in_a_batch(self):
        done = run("sanitize", "--batch", stdin=json.dumps({"id": 1, "input": "<p onclick=x>Hi<script>alert(1)</script>"}) + "\n")
        self.assertEqual(json.loads(done.stdout), {"id": 1, "html": "<p>Hi</p>"})
        page = "<html><head><title>Rain</title></head><body><article><h1>Rain</h1>" + "<p>It rained, and it rained, and then, when nobody expected it, it rained again in the valley.</p>" * 9
        done = run("extract", "--batch", stdin=json.dumps({"id": 1, "input": page, "url": "https://daily.example/rain"}) + "\n")
        article = json.loads(done.stdout)
        for field in ["id", "title", "standfirst", "byline", "authors", "site_name", "section", "published", "updated", "language", "canonical_url", "lead_image",
                      "html", "text", "word_count", "confidence", "paywalled", "method"]:
            self.assertIn(field, article)
        self.assertEqual(article["title"], "Rain")

    def test_wrong_configuration_stops_the_start_and_says_where(self):
        config = self.folder / "c.toml"
        config.write_text("mode = \"personal\"\n[edition]\ndayz = 3\n")
        done = run("doctor", "--config", config, data=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{config}:3: there is no key \"edition.dayz\"; did you mean edition.days?", done.stderr)
        done = run("doctor", data=self.folder, env={"NEWSSTAND_EDITION_DAYS": "soon"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("NEWSSTAND_EDITION_DAYS", done.stderr)

    def test_the_catalogue_travels_through_opml(self):
        opml = self.folder / "in.opml"
        opml.write_text("""<opml version="2.0"><body><outline text="Sport"><outline type="rss" text="Cricket Daily" xmlUrl="https://cricket.example/rss" htmlUrl="https://cricket.example/"/></outline>
<outline type="rss" text="No address"/><outline type="rss" text="World &amp; more" xmlUrl="https://world.example/feed"/></body></opml>""")
        done = run("titles", "import", opml, data=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        titles = {t["name"]: t for t in json.loads(run("titles", "list", "--json", data=self.folder).stdout)}
        self.assertEqual(set(titles), {"Cricket Daily", "World & more"})
        self.assertEqual(titles["Cricket Daily"]["feeds"][0]["section"], "sport")
        for field in ["slug", "name", "home", "country", "language", "owner", "sections", "rights", "policy", "index_policy", "feeds"]:
            self.assertIn(field, titles["Cricket Daily"])
        for field in ["url", "section", "state", "last_success", "last_error", "items_per_day"]:
            self.assertIn(field, titles["Cricket Daily"]["feeds"][0])
        out = self.folder / "out.opml"
        self.assertEqual(run("titles", "export", out, data=self.folder).returncode, 0)
        other = self.folder / "other"
        self.assertEqual(run("titles", "import", out, data=other).returncode, 0)
        again = {t["name"]: t for t in json.loads(run("titles", "list", "--json", data=other).stdout)}
        self.assertEqual({n: [f["url"] for f in t["feeds"]] for n, t in again.items()}, {n: [f["url"] for f in t["feeds"]] for n, t in titles.items()})
        self.assertEqual(run("titles", "import", opml, data=self.folder).returncode, 0)
        self.assertEqual(len(json.loads(run("titles", "list", "--json", data=self.folder).stdout)), 2)

    def test_every_real_opml_file_is_imported_or_refused_in_words(self):
        folder = data_folder("lists", "plenary")
        files = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names if name.endswith(".opml")]
        self.assertGreater(len(files), 100)
        addresses = set()
        for file in files:
            with open(file, encoding="utf-8", errors="replace") as text:
                addresses.update(re.findall(r'xmlUrl="(https?://[^"]+)"', text.read()))
            done = run("titles", "import", file, data=self.folder)
            self.assertEqual(done.returncode, 0, file + ": " + done.stderr)
        feeds = len(json.loads(run("feeds", "list", "--json", data=self.folder).stdout))
        print(f"  {len(files)} files with {len(addresses)} addresses: {feeds} feeds")
        self.assertGreater(feeds, 0.98 * len(addresses))

    def test_a_title_is_added_by_any_of_its_addresses(self):
        press = self.started(Press("--demo"))
        import urllib.request
        catalogue = urllib.request.urlopen(press.catalogue).read().decode()
        home = re.search(r'home = "(\S+)"', catalogue).group(1)
        done = run("titles", "add", home, data=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        titles = json.loads(run("titles", "list", "--json", data=self.folder).stdout)
        self.assertEqual(len(titles), 1)
        self.assertTrue(titles[0]["feeds"])
        done = run("titles", "add", home, data=self.folder)
        self.assertEqual(len(json.loads(run("titles", "list", "--json", data=self.folder).stdout)), 1, done.stdout)
        checked = run("feeds", "check", titles[0]["feeds"][0]["url"])
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("items", checked.stdout)
        self.assertIn(titles[0]["feeds"][0]["url"], run("feeds", "list", data=self.folder).stdout)

    def test_backup_and_restore_carry_everything(self):
        opml = self.folder / "in.opml"
        opml.write_text('<opml version="2.0"><body><outline type="rss" text="A" xmlUrl="https://a.example/rss"/></body></opml>')
        run("titles", "import", opml, data=self.folder)
        backup = self.folder / "b.db"
        self.assertEqual(run("backup", backup, data=self.folder).returncode, 0)
        other = self.folder / "other"
        self.assertEqual(run("restore", backup, data=other).returncode, 0)
        self.assertEqual(json.loads(run("titles", "list", "--json", data=other).stdout)[0]["name"], "A")
        damaged = self.folder / "damaged.db"
        damaged.write_bytes(backup.read_bytes()[:9000])
        done = run("restore", damaged, data=other)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr)
        self.assertEqual(json.loads(run("titles", "list", "--json", data=other).stdout)[0]["name"], "A")
        self.assertEqual(run("doctor", data=other).returncode, 0)
        self.assertEqual(run("migrate", data=other).returncode, 0)


if __name__ == "__main__":
    unittest.main()
