"""WebSub: the real program subscribes to a hub, proves that it asked, takes over what is signed, and lets go again."""
import email.utils
import hashlib
import hmac
import http.client
import json
import socket
import threading
import time
import unittest
import urllib.parse

from harness import Case, NEWSSTAND, Process, Server, run
from origin import Origin, rss

ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Reachable(Server):
    """serve at a port that is known before, so that hubs can be told."""

    def __init__(self, data, env=None):
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        environment = {"NEWSSTAND_SITE_BASE_URL": self.base, **(env or {})}
        Process.__init__(self, [NEWSSTAND, "serve", "--data", data, "--listen", f"127.0.0.1:{port}"], environment)
        self.wait_for(r"is at (http://[0-9.]+:\d+)/")


class Hub:
    """A hub on an Origin: answers 202 and then asks the subscriber whether it means it, like a hub of the world."""

    def __init__(self, origin, lease=86400):
        self.wishes, self.subscribed, self.verified = [], {}, []
        self.lease = lease
        origin.answers["/hub"] = self.hear

    def hear(self, handler):
        wish = dict(urllib.parse.parse_qsl(handler.sent.decode()))
        self.wishes.append(wish)
        threading.Thread(target=self.verify, args=(wish,), daemon=True).start()
        return 202, {}, ""

    def call(self, callback, method="GET", query="", body=None, headers=None):
        where = urllib.parse.urlsplit(callback)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        connection.request(method, where.path + query, body=body, headers=headers or {})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def verify(self, wish):
        query = urllib.parse.urlencode({"hub.mode": wish["hub.mode"], "hub.topic": wish["hub.topic"], "hub.challenge": "ch4ll3nge", "hub.lease_seconds": self.lease})
        answer = self.call(wish["hub.callback"], query="?" + query)
        self.verified.append((wish["hub.mode"], answer))
        if answer == (200, "ch4ll3nge"):
            if wish["hub.mode"] == "subscribe":
                self.subscribed[wish["hub.topic"]] = wish
            else:
                self.subscribed.pop(wish["hub.topic"], None)

    def publish(self, topic, document, method="sha256", secret=None):
        wish = self.subscribed[topic]
        body = document.encode()
        signature = hmac.new((secret or wish["hub.secret"]).encode(), body, getattr(hashlib, method)).hexdigest()
        return self.call(wish["hub.callback"], "POST", body=body, headers={"Content-Type": "application/rss+xml", "X-Hub-Signature": f"{method}={signature}"})


class WebSub(Case):
    def setUp(self):
        super().setUp()
        self.origin = self.started(Origin())
        self.hub = Hub(self.origin)
        self.topic = self.origin.base + "/feed.xml"
        self.head = f'<atom:link rel="hub" href="{self.origin.base}/hub"/><atom:link rel="self" href="{self.topic}"/>'
        self.feed = self.document(1)
        self.origin.answers["/feed.xml"] = lambda handler: (200, {"Content-Type": "application/rss+xml"}, self.feed)
        self.assertEqual(run("titles", "add", self.topic, data=self.folder).returncode, 0)

    def document(self, *numbers):
        items = [{"guid": f"g{n}", "link": f"{self.origin.base}/{n}", "title": f"Story {n} was told", "description": "Words.", "pubDate": email.utils.formatdate(time.time())} for n in numbers]
        return rss(items, self.head, ATOM)

    def test_deliveries_are_read_at_once_and_only_when_they_are_signed(self):
        server = self.started(Reachable(self.folder))
        server.wait_until(lambda: self.topic in self.hub.subscribed, 90)
        self.assertEqual(self.hub.wishes[0]["hub.mode"], "subscribe")
        self.assertGreaterEqual(len(self.hub.wishes[0]["hub.secret"]), 40)
        polls = self.origin.count("/feed.xml")
        for number, method in enumerate(["sha1", "sha256", "sha384", "sha512"], 2):
            begun = time.time()
            self.assertEqual(self.hub.publish(self.topic, self.document(number), method)[0], 202)
            server.wait_until(lambda: f"Story {number} was told" in server.get("/latest?language=all").text, 30)
            print(f"delivered with {method} and on the page after {time.time() - begun:.2f} s")
        self.assertEqual(self.hub.publish(self.topic, self.document(66), secret="guessed")[0], 202)
        time.sleep(2)
        self.assertNotIn("Story 66", server.get("/latest?language=all").text)
        self.assertEqual(self.origin.count("/feed.xml"), polls)
        listed = json.loads(run("feeds", "list", "--json", data=self.folder, env={"NEWSSTAND_SITE_BASE_URL": server.base}).stdout)[0]
        self.assertEqual(listed["hub"]["deliveries"], 4)
        self.assertIn("delivers until", listed["hub"]["state"])
        self.assertEqual(server.metric("hub_deliveries_total"), 4)

    def test_nobody_can_subscribe_or_unsubscribe_us(self):
        server = self.started(Reachable(self.folder))
        server.wait_until(lambda: self.topic in self.hub.subscribed, 90)
        callback = urllib.parse.urlsplit(self.hub.wishes[0]["hub.callback"]).path
        def asks(path, **more):
            return server.get(path + "?" + urllib.parse.urlencode({"hub.mode": "subscribe", "hub.topic": self.topic, "hub.challenge": "x", **more})).status
        self.assertEqual(asks("/websub/guess"), 404)
        self.assertEqual(asks(callback, **{"hub.topic": "https://evil.example/"}), 404)
        self.assertEqual(asks(callback, **{"hub.mode": "unsubscribe"}), 404)
        self.assertEqual(asks(callback, **{"hub.mode": "nonsense"}), 404)
        self.assertEqual(server.get("/websub/guess", method="POST", body="x").status, 410)

    def test_a_feed_that_names_no_hub_any_more_is_unsubscribed_from(self):
        server = self.started(Reachable(self.folder, {"NEWSSTAND_INGEST_LONGEST_INTERVAL_SECONDS": "5"}))
        server.wait_until(lambda: self.topic in self.hub.subscribed, 90)
        self.head = ""
        self.feed = self.document(1, 2)
        server.wait_until(lambda: ("unsubscribe", (200, "ch4ll3nge")) in self.hub.verified, 90)
        self.assertNotIn(self.topic, self.hub.subscribed)

    def test_without_a_public_address_no_hub_is_asked_and_that_is_said(self):
        server = self.started(Server(self.folder))
        server.wait_until(lambda: "Story 1 was told" in server.get("/latest?language=all").text, 60)
        time.sleep(1)
        self.assertEqual(self.hub.wishes, [])
        self.assertEqual(server.get("/websub/x").status, 404)
        self.assertIn("site.base_url", run("feeds", "list", data=self.folder).stdout)
        self.assertIn("site.base_url", run("doctor", data=self.folder).stdout)


if __name__ == "__main__":
    unittest.main()
