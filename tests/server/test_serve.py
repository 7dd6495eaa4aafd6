"""serve on a machine without a network, and what a stop and a start leave behind."""
import http.client
import json
import time
import unittest

from harness import Case, NEWSSTAND, Press, Process, Server, run


class Serve(Case):
    def test_without_a_reachable_title_the_demo_press_is_shown_and_said(self):
        begun = time.time()
        server = Server(self.folder, env={"NEWSSTAND_INGEST_STARTER_CATALOGUE": "true", "NEWSSTAND_NET_ALLOW_PRIVATE": ""})
        self.started(server)
        if not any("No title can be reached" in line for line in server.lines):
            self.skipTest("this machine reaches the titles of the catalogue")
        server.wait_until(lambda: "/picture/" in server.get("/").text, 15)
        self.assertLess(time.time() - begun, 20)
        self.assertIn("demo press", server.get("/").text)
        self.assertTrue(any("no title of the catalogue can be reached" in line for line in server.lines))
        self.assertGreater(len(json.loads(run("titles", "list", "--json", data=self.folder).stdout)), 400)

    def test_an_empty_store_says_what_to_do(self):
        server = self.started(Server(self.folder))
        page = server.get("/").text
        self.assertIn("<h1", page)
        self.assertEqual(server.get("/readyz").status, 200)

    def test_what_was_read_is_there_at_once_after_a_restart_without_a_network(self):
        press = Press("--demo")
        import urllib.request
        (self.folder / "c.toml").write_bytes(urllib.request.urlopen(press.catalogue).read())
        run("titles", "import", self.folder / "c.toml", data=self.folder)
        self.assertEqual(run("ingest", "--once", data=self.folder).returncode, 0)
        press.stop()
        server = self.started(Server(self.folder))
        self.assertGreater(server.metric("edition_articles"), 1000)
        self.assertIn('class="opening"', server.get("/").text)
        self.assertEqual(server.stop(), 0)

    def test_a_request_under_way_is_answered_when_the_server_stops(self):
        server = Server(self.folder)
        for _ in range(20):
            server.get("/about")
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
