"""What articles are about, in the demo: pages of topics and entities, their feeds, what is related, other languages."""
import json
import pathlib
import re
import shutil
import sqlite3
import tempfile
import time
import unittest
import xml.dom.minidom

from harness import Case, Server

ENGLISH = {"Accept-Language": "en"}


class Topics(Case):
    @classmethod
    def setUpClass(cls):
        cls.data = pathlib.Path(tempfile.mkdtemp(prefix="newsstand-topics-"))
        cls.server = Server(cls.data, "demo")
        cls.server.wait_until(lambda: cls.server.metric("edition_articles") > 1000 and cls.server.metric("pages_under_way") == 0, 150)
        cls.server.wait_until(lambda: cls.rows("SELECT COUNT(*) FROM stories WHERE event IS NOT NULL")[0][0] > 20, 90)
        time.sleep(2)

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        shutil.rmtree(cls.data, ignore_errors=True)
        assert code == 0, f"stopped with {code}"

    @classmethod
    def rows(cls, query):
        database = sqlite3.connect(f"file:{next(cls.data.rglob('newsstand.db'))}?mode=ro", uri=True, timeout=30)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def page(self, path):
        response = self.server.get(path, ENGLISH)
        self.assertEqual(response.status, 200, path)
        return response.text

    def busiest(self, table, column):
        return self.rows(f"SELECT {column}, COUNT(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC LIMIT 1")[0][0]

    def test_the_tree_leads_to_topics_and_these_to_articles(self):
        tree = self.page("/topics")
        paths = re.findall(r'href="(/topic/[^".]+)"', tree)
        self.assertGreater(len(paths), 40)
        for path in paths[:12]:
            page = self.page(path)
            self.assertIn("<h1", page)
            self.assertTrue(re.search(r'href="/article/\d+/', page), path)
        parent = self.page("/topic/politics")
        child = re.search(r'class="branches".*?href="(/topic/[^"]+)"', parent, re.S).group(1)
        self.assertIn('href="/topic/politics"', self.page(child))

    def test_an_entity_has_its_stories_and_who_writes_about_it(self):
        slug = self.busiest("article_entities JOIN entities ON entities.id = entity_id", "slug")
        page = self.page(f"/entity/{slug}")
        self.assertRegex(page, r'href="/article/\d+/')
        self.assertIn('id="rail-titles"', page)
        self.assertIn('id="rail-together"', page)
        other = re.search(r'id="rail-together".*?href="(/entity/[^"]+)"', page, re.S).group(1)
        self.page(other)

    def test_they_have_feeds(self):
        slug = self.busiest("article_entities JOIN entities ON entities.id = entity_id", "slug")
        for path in ["/topic/politics", f"/entity/{slug}"]:
            for ending in [".rss", ".atom"]:
                xml.dom.minidom.parseString(self.server.get(path + ending).text)
            feed = json.loads(self.server.get(path + ".json").text)
            self.assertGreater(len(feed["items"]), 3)
            self.assertTrue(feed["feed_url"].endswith(path + ".json"))

    def test_what_is_unknown_is_not_there_and_thin_pages_are_not_for_search(self):
        for path in ["/topic/nonsense", "/entity/nonsense", "/topic/nonsense.rss", "/entity/%00", "/entity/..%2f", "/topic/" + "a" * 3000]:
            self.assertIn(self.server.get(path).status, (400, 404, 414), path)
        thin = self.rows("SELECT slug FROM entities JOIN article_entities ON entity_id = entities.id JOIN articles ON articles.id = article_id WHERE salience >= 0.04 AND state = 'live' "
                         "GROUP BY entities.id HAVING COUNT(*) = 1 LIMIT 1")
        if thin:
            self.assertIn('content="noindex', self.page(f"/entity/{thin[0][0]}"))

    def test_articles_and_stories_say_what_they_are_about(self):
        story = re.search(r'href="(/story/\d+/[^"]+)"', self.page("/top")).group(1)
        page = self.page(story)
        about = re.search(r'<nav class="about".*?</nav>', page, re.S).group(0)
        for path in re.findall(r'href="([^"]+)"', about):
            self.page(path)
        # Nothing is said of an article where nothing is sure.
        articles = set(re.findall(r'href="(/article/\d+/[^"]+)"', page))
        self.assertTrue(any('<nav class="about"' in self.page(article) for article in articles))

    def test_related_articles_are_of_other_stories_and_background_is_older(self):
        places = dict(self.rows("SELECT article_id, story_id FROM story_articles"))
        times = dict(self.rows("SELECT id, published FROM articles"))
        time.sleep(3)  # the edition follows the store within two seconds
        related = background = 0
        for number, in self.rows("SELECT id FROM articles WHERE state = 'live' AND primary_language = 'en' ORDER BY published DESC LIMIT 150"):
            page = self.server.get(self.server.get(f"/article/{number}").headers.get("Location", f"/article/{number}"), ENGLISH).text
            for kind in ["related", "background"]:
                block = re.search(rf'<h2 id="{kind}">.*?</section>', page, re.S)
                for other in map(int, re.findall(r'<h3[^>]*><a href="/article/(\d+)/', block.group(0) if block else "")):
                    self.assertNotEqual(other, number)
                    self.assertNotEqual(places[other], places[number], (number, other))
                    older = times[other] <= times[number] - 48 * 3600 * 1000
                    self.assertEqual(older, kind == "background", (number, other))
                    related += kind == "related"
                    background += kind == "background"
        self.assertGreater(related, 60)
        self.assertGreater(background, 20)

    def test_stories_of_other_languages_are_shown_with_their_language(self):
        linked = self.rows("SELECT a.id, a.language, b.id, b.language FROM stories a JOIN stories b ON a.event = b.event AND a.id < b.id WHERE a.language = 'en' "
                           "AND (SELECT COUNT(*) FROM story_articles WHERE story_id = b.id) > 1 AND (SELECT COUNT(*) FROM story_articles WHERE story_id = a.id) > 1")
        self.assertTrue(linked)
        for one, language, other, foreign in linked[:5]:
            self.assertNotEqual(language, foreign)
            page = self.page(self.server.get(f"/story/{one}").headers["Location"])
            block = re.search(r'<h2 id="languages">.*?</section>', page, re.S).group(0)
            self.assertIn(f'lang="{foreign}', block)

    def test_no_event_stands_on_the_front_page_or_at_the_top_twice(self):
        events = dict(self.rows("SELECT id, event FROM stories WHERE event IS NOT NULL"))
        for path in ["/?language=all", "/top?language=all"]:
            stories = set(map(int, re.findall(r'href="/story/(\d+)/', self.page(path))))
            shown = [events[story] for story in stories if story in events]
            self.assertEqual(len(shown), len(set(shown)), path)


if __name__ == "__main__":
    unittest.main()
