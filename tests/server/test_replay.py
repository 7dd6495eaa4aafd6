"""Nothing is lost and nothing is doubled: real articles replayed, with the program killed on the way, on both engines."""
import json
import sqlite3
import subprocess
import time
import unittest

from harness import Case, NEWSSTAND, Press, PrivatePostgres, Process, data_folder, run

KILLS = 10


class Replay(Case):
    def setUp(self):
        super().setUp()
        self.source = data_folder("articles", "articles.jsonl")
        self.press = self.started(Press("--replay", self.source, "--speed", "max"))
        import urllib.request
        self.catalogue = self.folder / "catalogue.toml"
        self.catalogue.write_bytes(urllib.request.urlopen(self.press.catalogue).read())
        with open(self.source) as lines:
            self.headlines = sorted(" ".join(json.loads(line)["title"].replace("\u200b", "").split()) for line in lines)

    def rows(self, database):
        """Headlines of all stored articles, and how many have a body."""
        if database:
            query = "select headline from articles order by 1"
            done = subprocess.run(["psql", database, "-XAtc", query], capture_output=True, text=True, check=True)
            return done.stdout.rstrip("\n").split("\n")
        with sqlite3.connect(self.folder / "newsstand.db") as connection:
            return [row[0] for row in connection.execute("select headline from articles")]

    def replay(self, *options, database=None):
        self.assertEqual(run("titles", "import", self.catalogue, *options, data=self.folder).returncode, 0)
        begun = time.time()
        for i in range(KILLS):
            victim = Process([NEWSSTAND, "ingest", "--data", self.folder, *options])
            time.sleep(0.15 + 0.12 * i)
            victim.kill()
        done = run("ingest", "--once", *options, data=self.folder, timeout=600)
        self.assertEqual(done.returncode, 0, done.stderr)
        # What was interrupted while it was fetched is due again at once: a second run has nothing left to find.
        done = run("ingest", "--once", *options, data=self.folder, timeout=600)
        print(f"  replayed with {KILLS} kills in {time.time() - begun:.1f} s: {done.stdout.strip()}")
        stored = sorted(" ".join(h.split()) for h in self.rows(database))
        self.assertEqual(len(stored), len(self.headlines))
        self.assertEqual(stored, self.headlines)

    def test_every_article_once_on_sqlite(self):
        self.replay()
        self.assertEqual(run("doctor", data=self.folder).returncode, 0)

    def test_every_article_once_on_postgresql(self):
        server = self.started(PrivatePostgres())
        self.replay("--database", server.url, database=server.url)


if __name__ == "__main__":
    unittest.main()
