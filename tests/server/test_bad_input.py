"""Bad input: each a clear sentence, an exit code or a health entry, and nothing lost."""
import http.server
import json
import os
import pathlib
import resource
import socket
import sqlite3
import subprocess
import threading
import unittest

from harness import Case, NEWSSTAND, Press, Process, Server, run

OPML = '<opml version="2.0"><body>{}</body></opml>'


class BadInput(Case):
    def feeds(self):
        return {f["url"]: f for f in json.loads(run("feeds", "list", "--json", data=self.folder).stdout)}

    def follow(self, *urls):
        opml = self.folder / "f.opml"
        opml.write_text(OPML.format("".join(f'<outline type="rss" text="T{i}" xmlUrl="{url}"/>' for i, url in enumerate(urls))))
        self.assertEqual(run("titles", "import", opml, data=self.folder).returncode, 0)
        return run("ingest", "--once", data=self.folder)

    def test_every_fault_of_a_feed_becomes_a_health_entry_and_harms_no_other(self):
        press = self.started(Press("--demo"))
        import re
        import urllib.request
        listing = urllib.request.urlopen(press.address + "/fault/").read().decode()
        good = urllib.request.urlopen(press.address + "/urls").read().decode().split()[0]
        faults = {name: press.address + "/fault/" + name for name in ["status/404", "gone", "zeros", "zeros-gzip", "page", "redirect-to-metadata", "loop", "truncated", "dropped", "empty"]}
        for name in faults:
            self.assertIn(f"/fault/{name.split('/')[0]}", listing)
        unknown = "http://no-such-host.invalid/feed.xml"
        done = self.follow(good, unknown, *faults.values())
        self.assertEqual(done.returncode, 0, done.stderr)
        feeds = self.feeds()
        self.assertEqual(feeds[good]["last_error"], "")
        self.assertIsNotNone(feeds[good]["last_success"])
        words = {name: feeds[url]["last_error"] for name, url in faults.items()}
        self.assertIn("no-such-host.invalid", feeds[unknown]["last_error"])
        self.assertIn("404", words["status/404"])
        self.assertEqual(feeds[faults["gone"]]["state"], "stopped")
        self.assertIn("16 MiB", words["zeros"])
        self.assertIn("16 MiB", words["zeros-gzip"])
        self.assertIn("HTML", words["page"])
        self.assertIn("169.254.169.254", words["redirect-to-metadata"])
        for name in ["loop", "truncated", "dropped", "empty"]:
            self.assertTrue(words[name], name)

    def test_a_redirect_to_loopback_is_refused_unless_it_is_allowed(self):
        press = self.started(Press("--demo"))
        done = run("feeds", "check", press.address + "/fault/redirect-to-loopback", env={"NEWSSTAND_NET_ALLOW_PRIVATE": ""})
        self.assertEqual(done.returncode, 1)
        self.assertIn("127.0.0.1", done.stderr)

    def test_adding_what_is_no_title_says_what_it_is(self):
        for url, words in [("http://no-such-host.invalid/", "no-such-host.invalid"), (self.page_without_feeds(), "feed"), ("not an address", "address"),
                           ("ftp://example.org/", "address")]:
            done = run("titles", "add", url, data=self.folder)
            self.assertEqual(done.returncode, 1, url)
            self.assertIn(words, done.stderr, url)

    def test_a_port_in_use_is_named(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = run("serve", "--listen", f"127.0.0.1:{port}", data=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"Port {port}", done.stderr)

    def test_a_newer_a_foreign_and_a_damaged_store_are_refused_untouched(self):
        run("migrate", data=self.folder)
        path = self.folder / "newsstand.db"
        with sqlite3.connect(path) as connection:
            columns = [row[1] for row in connection.execute("pragma table_info(newsstand_schema)")]
            values = ", ".join("999" if name == "version" else name for name in columns)
            connection.execute(f"insert into newsstand_schema select {values} from newsstand_schema order by version desc limit 1")
        connection.close()
        done = run("titles", "list", data=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("newer", done.stderr)
        for content in [b"this is not a database, it is a note to myself" * 100, bytes(range(256)) * 64]:
            for leftover in self.folder.glob("newsstand.db*"):
                leftover.unlink()
            path.write_bytes(content)
            done = run("titles", "list", data=self.folder)
            self.assertEqual(done.returncode, 1)
            self.assertTrue(done.stderr.startswith("newsstand: "), done.stderr)
            self.assertEqual(path.read_bytes(), content)

    def test_a_locked_store_says_so_and_loses_nothing(self):
        run("migrate", data=self.folder)
        connection = sqlite3.connect(self.folder / "newsstand.db")
        connection.execute("begin exclusive")
        done = run("titles", "import", self.write_opml(), data=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("locked", done.stderr)
        connection.rollback()
        connection.close()
        self.assertEqual(run("titles", "import", self.write_opml(), data=self.folder).returncode, 0)

    def test_a_full_disk_stops_the_write_with_a_sentence_and_keeps_what_is_there(self):
        if os.geteuid() != 0:
            self.skipTest("mounting a small file system needs root")
        small = self.folder / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", small], capture_output=True).returncode != 0:
            self.skipTest("this machine does not let a file system be mounted")
        self.addCleanup(subprocess.run, ["umount", small])
        self.assertEqual(run("titles", "import", self.write_opml(), data=small).returncode, 0)
        (small / "filler").write_bytes(b"x" * (76 << 20))
        more = self.folder / "more.opml"
        more.write_text(OPML.format("".join(f'<outline type="rss" text="M{i}" xmlUrl="https://m{i}.example/rss"/>' for i in range(4000))))
        done = run("titles", "import", more, data=small)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "(?i)disk|space")
        (small / "filler").unlink()
        self.assertEqual(len(json.loads(run("titles", "list", "--json", data=small).stdout)), 1)
        self.assertEqual(run("titles", "import", more, data=small).returncode, 0)

    def page_without_feeds(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path == "/" else 404)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<!doctype html><title>A shop</title><p>Bread, milk and eggs.")

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/"

    def write_opml(self):
        opml = self.folder / "one.opml"
        opml.write_text(OPML.format('<outline type="rss" text="A" xmlUrl="https://a.example/rss"/>'))
        return opml


if __name__ == "__main__":
    unittest.main()
