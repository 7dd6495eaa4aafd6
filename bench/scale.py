#!/usr/bin/env python3
"""What an article and a page cost when 10,000, 100,000 and 1,000,000 articles are stored, of which 10,000 are live.

The archive is made of real wire stories, re-dated and given to other titles (bench/scale_fill.cc). Into each store the 4,882 real
articles of the test data are taken in, stories included; then pages are asked for one after another, each for the first
time, so that none comes from a cache. The rounds go round the sizes in turn.

  bench/scale.py [SIZE …]"""
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from measure import DATA, LOOPBACK, NEWSSTAND, ROOT, Press, finished, run

LIVE = 10_000
ROUNDS = 2
PAGES = 300


def fill(folder, stored):
    subprocess.run([ROOT / "build/bench/scale_fill", folder, str(stored), str(LIVE)], check=True, env={**LOOPBACK, "NEWSSTAND_DATA": str(DATA)})
    run(NEWSSTAND, "ingest", "--once", "--data", folder)  # places what is live, indexes all


def ingest(filled, catalogue):
    """Milliseconds of processor time for one article, on a copy of the store."""
    with tempfile.TemporaryDirectory(dir=filled.parent) as name:
        folder = pathlib.Path(name)
        shutil.copytree(filled, folder, dirs_exist_ok=True)
        (folder / "catalogue.toml").write_bytes(catalogue)
        run(NEWSSTAND, "titles", "import", folder / "catalogue.toml", "--data", folder)
        _, idle, _ = finished(NEWSSTAND, "feeds", "list", "--data", folder)
        _, busy, _ = finished(NEWSSTAND, "ingest", "--once", "--data", folder)
        return (busy.ru_utime + busy.ru_stime - idle.ru_utime - idle.ru_stime) / 4882 * 1000, busy.ru_maxrss / 1024


def pages(folder):
    """Medians in ms: front page of a language, article of the edition, article of the archive, older page of a title."""
    server = subprocess.Popen([NEWSSTAND, "serve", "--data", folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              env=LOOPBACK)
    try:
        base = next(m.group(1) for m in (re.search(r"(http://127\S+?)/?$", line.strip()) for line in server.stdout) if m)
        for _ in range(600):
            if (found := re.search(r"^newsstand_edition_articles (\d+)", get(base + "/metrics")[1], re.M)) and int(found.group(1)) >= LIVE * 0.9:
                break
            time.sleep(0.1)
        count = int(re.search(r"/(\d+)$", str(folder)).group(1))
        step = max(1, (count - LIVE) // PAGES)
        rows = {"live article": [f"/article/{count - i * 7}/x" for i in range(PAGES)]}
        if count > LIVE:
            rows["archived article"] = [f"/article/{1 + i * step}/x" for i in range(PAGES)]
        rows["a title's page"] = [f"/title/paper-{i}" for i in range(PAGES)]
        rows["a section, by country"] = [f"/section/{s}?country={c}" for s in ("world", "business", "sport", "science", "culture") for c in ("GB", "US", "FR", "DE", "IN", "BR", "JP", "NG")]
        return {what: statistics.median(get(base + path)[0] for path in paths) for what, paths in rows.items()}
    finally:
        server.terminate()
        server.wait(30)


def get(url):
    """Milliseconds and text; a moved article is read where it is."""
    begun = time.perf_counter()
    with urllib.request.urlopen(url, timeout=60) as answer:
        text = answer.read().decode("utf-8", "replace")
    return (time.perf_counter() - begun) * 1000, text


def main():
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    press = Press("--replay", DATA / "articles" / "articles.jsonl", "--speed", "max")
    try:
        catalogue = urllib.request.urlopen(press.facts["catalogue"]).read()
        with tempfile.TemporaryDirectory() as name:
            figures = {size: [] for size in sizes}
            for size in sizes:
                fill(pathlib.Path(name) / str(size), size)
            for _ in range(ROUNDS):
                for size in sizes:
                    cost, megabytes = ingest(pathlib.Path(name) / str(size), catalogue)
                    figures[size].append({"ingest, ms of processor an article": cost, "ingest, peak MB": megabytes, **pages(pathlib.Path(name) / str(size))})
        rows = sorted({what for rounds in figures.values() for one in rounds for what in one})
        print("| mean of 2 | " + " | ".join(f"{size:,} stored" for size in sizes) + " |\n|---|" + "---|" * len(sizes))
        for what in rows:
            values = [statistics.median(one[what] for one in figures[size]) if all(what in one for one in figures[size]) else None for size in sizes]
            print(f"| {what} | " + " | ".join("" if value is None else f"{value:.2f}" for value in values) + " |")
    finally:
        press.stop()


if __name__ == "__main__":
    main()
