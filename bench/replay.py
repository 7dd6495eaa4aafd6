#!/usr/bin/env python3
"""The real articles of the test data, published at once and taken in as fast as possible: articles a second, peak memory."""
import pathlib
import sqlite3
import tempfile
import urllib.request

from measure import DATA, NEWSSTAND, Press, run


def main():
    press = Press("--replay", DATA / "articles" / "articles.jsonl", "--speed", "max")
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "catalogue.toml").write_bytes(urllib.request.urlopen(press.facts["catalogue"]).read())
            run(NEWSSTAND, "titles", "import", folder / "catalogue.toml", "--data", folder)
            seconds, megabytes, said = run(NEWSSTAND, "ingest", "--once", "--data", folder)
            with sqlite3.connect(folder / "newsstand.db") as store:
                articles, bodies = store.execute("select count(*), sum(body_source != 'none') from articles").fetchone()
            print(said.strip())
            print(f"{articles} articles stored, {bodies} with their text, in {seconds:.1f} s: {articles / seconds:.0f} a second, peak memory {megabytes:.0f} MB")
    finally:
        press.stop()


if __name__ == "__main__":
    main()
