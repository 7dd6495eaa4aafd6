"""The demo over HTTP: pages, headers, conditional requests, pictures, freshness, a clean stop."""
import gzip
import hashlib
import json
import re
import sqlite3
import time
import unittest
import urllib.parse
import xml.etree.ElementTree

from harness import Case, Server


class Pages(Case):
    @classmethod
    def setUpClass(cls):
        import pathlib
        import tempfile
        cls.data = pathlib.Path(tempfile.mkdtemp(prefix="newsstand-pages-"))
        begun = time.time()
        cls.server = Server(cls.data, "demo")
        cls.server.wait_until(lambda: 'class="opening"' in cls.server.get("/").text, 15)
        cls.first_page_seconds = time.time() - begun
        cls.server.wait_until(lambda: cls.server.metric("edition_articles") > 1000 and cls.server.metric("pages_under_way") == 0, 120)

    @classmethod
    def tearDownClass(cls):
        import shutil
        code = cls.server.stop()
        shutil.rmtree(cls.data, ignore_errors=True)
        assert code == 0, f"stopped with {code}"

    def article_paths(self):
        return re.findall(r'href="(/article/\d+/[^"]+)"', self.server.get("/", {"Accept-Language": "en"}).text)

    def test_a_front_page_with_pictures_is_there_within_15_seconds(self):
        self.assertLess(self.first_page_seconds, 15)
        page = self.server.get("/", {"Accept-Language": "en"}).text
        pictures = re.findall(r'src="(/picture/[^"]+)"', page)
        self.assertGreater(len(pictures), 5)
        response = self.server.get(pictures[0], {"Accept": "image/webp,*/*"})
        self.assertEqual((response.status, response.headers["Content-Type"]), (200, "image/webp"))
        self.assertIn("immutable", response.headers["Cache-Control"])
        self.assertIn("sandbox", response.headers["Content-Security-Policy"])
        self.assertEqual(self.server.get(pictures[0]).headers["Content-Type"], "image/jpeg")

    def test_pictures_come_in_the_shape_of_their_place_and_nothing_else_is_told_or_asked(self):
        page = self.server.get("/", {"Accept-Language": "en"}).text
        lead = re.search(r'srcset="([^"]+16x9[^"]+)"', page).group(1)
        widest = lead.split(", ")[-1].split(" ")[0]
        response = self.server.get(widest, {"Accept": "image/webp", "Cookie": "theme=dark"})
        self.assertEqual(response.status, 200)
        self.assertLessEqual(int(response.headers["Content-Length"]), 60 * 1024)
        self.assertNotIn("Set-Cookie", response.headers)
        self.assertIn("Accept", response.headers["Vary"])
        self.assertIn("-3x2/", page)
        signature = widest.split("/")[2]
        for forged in [widest.replace("16x9", "9x16"), widest.replace(signature, "A" * len(signature)), widest + "x"]:
            self.assertEqual(self.server.get(forged).status, 403, forged)

    def test_a_picture_that_was_seen_once_gives_its_place_a_colour(self):
        for picture in re.findall(r'src="(/picture/[^"]+)"', self.server.get("/", {"Accept-Language": "en"}).text):
            self.server.get(picture)
        self.server.wait_until(lambda: re.search(r'class="pic q[0-3]{3}"', self.server.get("/", {"Accept-Language": "en"}).text), 90)

    def test_every_page_answers(self):
        for path in ["/", "/latest", "/section/world", "/section/sport", "/country/GB", "/titles", "/about", "/robots.txt", "/latest.rss", "/latest.atom", "/latest.json",
                     "/healthz", "/readyz", "/metrics", *self.article_paths()[:3]]:
            response = self.server.get(path)
            self.assertEqual(response.status, 200, path)
            self.assertTrue(response.text, path)
        title = re.search(r'href="(/title/[^"]+)"', self.server.get("/titles").text).group(1)
        self.assertEqual(self.server.get(title).status, 200)
        self.assertEqual(self.server.get(self.server.get(title).text and title + ".rss").status, 200)

    def test_the_pages_that_tell_what_this_is_answer(self):
        for path in ["/welcome", "/app", "/offline", "/highlights", "/how-publishers-are-paid", "/ranking", "/share?title=Some+words"]:
            response = self.server.get(path, {"Accept-Language": "en"})
            self.assertEqual(response.status, 200, path)
            self.assertEqual(response.text.count("<h1"), 1, path)
        welcome = self.server.get("/welcome", {"Accept-Language": "en"}).text
        self.assertGreater(len(re.findall(r'src="(/picture/[^"]+)"', welcome)), 1)
        self.assertGreater(len(re.findall(r'<li><a href="/title/', welcome)), 20)

    def test_an_article_that_is_shared_by_its_original_address_is_opened(self):
        with sqlite3.connect(self.data / "demo" / "newsstand.db") as store:
            number, url = store.execute("select a.id, a.url from articles a join article_keys k on k.article_id = a.id where a.state = 'live' and k.key like 'url:%' limit 1").fetchone()
        response = self.server.get("/share?" + urllib.parse.urlencode({"text": f"Read this: {url}"}))
        self.assertEqual(response.status, 303)
        self.assertTrue(response.headers["Location"].startswith(f"/article/{number}/"))
        page = self.server.get("/share?" + urllib.parse.urlencode({"title": "Harbour bridge", "url": "https://elsewhere.example/a"})).text
        self.assertIn('value="Harbour bridge"', page)
        self.assertIn('href="https://elsewhere.example/a"', page)

    def test_what_the_sitemaps_list_is_there_and_may_be_found(self):
        namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        base = re.search(r"Sitemap: (\S+)/sitemap.xml", self.server.get("/robots.txt").text).group(1)
        index = [loc.text for loc in xml.etree.ElementTree.fromstring(self.server.get("/sitemap.xml").text).iter(namespace + "loc")]
        self.assertEqual(index, [base + "/sitemap/news.xml", base + "/sitemap/pages.xml"])
        for sitemap in index:
            addresses = [loc.text for loc in xml.etree.ElementTree.fromstring(self.server.get(sitemap.removeprefix(base)).text).iter(namespace + "loc")]
            self.assertTrue(addresses)
            self.assertEqual(len(addresses), len(set(addresses)))
            for address in addresses[:: max(1, len(addresses) // 25)]:
                response = self.server.get(address.removeprefix(base))
                self.assertEqual(response.status, 200, address)
                self.assertNotIn('name="robots" content="noindex', response.text, address)

    def test_the_manifest_names_files_that_are_there(self):
        manifest = json.loads(self.server.get("/manifest.webmanifest").text)
        self.assertEqual((manifest["id"], manifest["scope"], manifest["share_target"]["action"]), ("/", "/", "/share"))
        icons = manifest["icons"] + [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
        self.assertIn("maskable", [icon["purpose"] for icon in icons])
        for icon in icons:
            response = self.server.get(icon["src"])
            self.assertEqual((response.status, response.headers["Content-Type"]), (200, icon["type"]), icon["src"])
        for shortcut in manifest["shortcuts"]:
            self.assertEqual(self.server.get(shortcut["url"]).status, 200, shortcut["url"])

    def test_what_is_not_there_says_so(self):
        for path in ["/nonsense", "/section/nonsense", "/country/QQ", "/title/nonsense", "/article/999999999/x", "/article/abc/x", "/static/none.js", "/picture/x/320/s/example.org/a.jpg"]:
            response = self.server.get(path)
            self.assertIn(response.status, (403, 404), path)
        self.assertIn("<h1", self.server.get("/nonsense").text)
        self.assertEqual(self.server.get("/", method="POST").status, 405)
        self.assertEqual(self.server.get("/../etc/passwd").status, 400)

    def test_an_article_has_one_address(self):
        path = self.article_paths()[0]
        number = path.split("/")[2]
        moved = self.server.get(f"/article/{number}/wrong-words")
        self.assertEqual((moved.status, moved.headers["Location"]), (301, path))

    def test_every_response_carries_the_security_headers(self):
        for path in ["/", "/latest.rss", "/nonsense", "/healthz", self.article_paths()[0]]:
            headers = self.server.get(path).headers
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy, path)
            self.assertIn("frame-ancestors 'none'", policy, path)
            self.assertNotIn("unsafe", policy, path)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff", path)
            for name in ["Strict-Transport-Security", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy"]:
                self.assertTrue(headers[name], f"{path} {name}")

    def test_conditional_head_and_compressed_requests(self):
        first = self.server.get("/about", {"Accept-Encoding": "gzip"})
        self.assertEqual(first.headers["Content-Encoding"], "gzip")
        again = self.server.get("/about", {"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
        self.assertEqual((again.status, again.text), (304, ""))
        head = self.server.get("/about", method="HEAD")
        self.assertEqual((head.status, head.text), (200, ""))
        self.assertGreater(int(head.headers["Content-Length"]), 1000)

    def test_nothing_from_elsewhere_stands_in_a_page(self):
        for path in ["/", "/latest", "/titles", *self.article_paths()[:5]]:
            page = self.server.get(path).text
            for attribute, address in re.findall(r'\s(src|srcset|action|poster|data)="([^"]*)"', page):
                self.assertTrue(address.startswith("/") and not address.startswith("//"), f"{path}: {attribute}={address}")
            self.assertNotRegex(page, r"(?i)<script(?![^>]*(src=|application/ld\+json|speculationrules))")
            self.assertNotRegex(page, r"(?i)\sstyle=|\son[a-z]+=")

    def test_reading_changes_nothing(self):
        def fingerprint():
            with sqlite3.connect(self.data / "demo" / "newsstand.db") as store:
                rows = store.execute("select name from sqlite_master where type='table' and name not like 'sqlite%'").fetchall()
                return {name: store.execute(f"select count(*) from {name}").fetchone() for name, in rows if name not in ("articles", "feeds", "article_bodies", "article_keys", "counters", "article_versions")}
        before = fingerprint()
        for path in ["/", "/latest", "/titles", "/theme", *self.article_paths()[:10]]:
            self.server.get(path)
        self.assertEqual(fingerprint(), before)

    def test_unlicensed_titles_show_an_excerpt_and_no_body(self):
        with sqlite3.connect(self.data / "demo" / "newsstand.db") as store:
            row = store.execute("select a.id from articles a join titles t on t.id = a.title_id where t.rights = 'excerpt' and a.state = 'live' limit 1").fetchone()
            none = store.execute("select count(*) from articles a join titles t on t.id = a.title_id where t.rights = 'none'").fetchone()[0]
        self.assertEqual(none, 0)
        response = self.server.get(f"/article/{row[0]}/x")
        page = self.server.get(response.headers["Location"]).text
        with sqlite3.connect(self.data / "demo" / "newsstand.db") as store:
            body = store.execute("select body_html from article_bodies where article_id = ?", row).fetchone()
        self.assertFalse(body and body[0], "an unlicensed body was stored")
        self.assertIn("<h1", page)

    def test_a_new_article_is_on_its_page_within_two_seconds_of_being_stored(self):
        """The press goes on publishing: the edition has to follow the store."""
        before = self.server.metric("edition_number")
        def stored():
            with sqlite3.connect(self.data / "demo" / "newsstand.db") as store:
                return store.execute("select max(change_seq), max(id) from articles where state = 'live'").fetchone()
        seq, newest = stored()
        feed = json.loads(self.server.get("/latest.json?language=all").text)
        self.assertTrue(feed["items"])
        end = time.time() + 60
        while time.time() < end and stored()[1] == newest:
            time.sleep(0.05)
        seen, article = time.time(), stored()[1]
        if article == newest:
            self.skipTest("no feed was due within a minute")
        self.server.wait_until(lambda: self.server.get(f"/article/{article}/x").status in (200, 301) and self.server.metric("edition_number") > before, 2)
        self.assertLess(time.time() - seen, 2.5)


if __name__ == "__main__":
    unittest.main()
