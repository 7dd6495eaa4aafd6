#!/usr/bin/env python3
"""The live feeds of the test data from loopback into the store, cold and unchanged, beside newsboat. Feeds alone: newsboat
fetches no article pages, and those of the test data are out in the world."""
import pathlib
import sqlite3
import statistics
import tempfile
import urllib.request

from measure import DATA, LOOPBACK, NEWSSTAND, Press, run

ROUNDS = 5
FEEDS_ALONE = {**LOOPBACK, "NEWSSTAND_INGEST_PAGES_UNDER_WAY": "0"}


def main():
    press = Press("--feeds", DATA / "feeds" / "live")
    try:
        urls = urllib.request.urlopen(press.facts["urls"]).read().decode()
        opml = urllib.request.urlopen(press.facts["opml"]).read()
        rows = {"newsstand": ([], []), "newsboat": ([], [])}
        stored = {}
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                (folder / "urls").write_text(urls)
                (folder / "feeds.opml").write_bytes(opml)
                run(NEWSSTAND, "titles", "import", folder / "feeds.opml", "--data", folder)
                ingest = (NEWSSTAND, "ingest", "--once", "--data", folder)
                reload = ("newsboat", "-u", folder / "urls", "-C", "/dev/null", "-c", folder / "cache.db", "-x", "reload")
                rows["newsstand"][0].append(run(*ingest, env=FEEDS_ALONE)[0])
                rows["newsboat"][0].append(run(*reload)[0])
                with sqlite3.connect(folder / "newsstand.db") as store:
                    stored["newsstand"] = store.execute("select count(*) from articles").fetchone()[0]
                    store.execute("update feeds set next_fetch = 0")  # due again, as newsboat reloads whatever was asked
                with sqlite3.connect(folder / "cache.db") as cache:
                    stored["newsboat"] = cache.execute("select count(*) from rss_item").fetchone()[0]
                rows["newsstand"][1].append(run(*ingest, env=FEEDS_ALONE)[0])
                rows["newsboat"][1].append(run(*reload)[0])
        print(f"{len(urls.split())} feeds, median of {ROUNDS}; newsstand also sanitises, finds language and section and commits durably")
        print(f"{'':10} {'cold s':>8} {'unchanged s':>12} {'items':>7}")
        for name, (cold, warm) in rows.items():
            print(f"{name:10} {statistics.median(cold):8.2f} {statistics.median(warm):12.2f} {stored[name]:7}")
    finally:
        press.stop()


if __name__ == "__main__":
    main()
