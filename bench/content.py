#!/usr/bin/env python3
"""The article's way on one core beside its peers: content.py html|extract|items [ROUNDS]. All run in turn, round after round,
so that what else the machine does meets all of them; seconds are of the processor, rates are medians, and the ratio is
the median of the rounds' ratios."""
import json
import statistics
import subprocess
import sys
import tempfile

from measure import DATA, ROOT

BENCH = ROOT / "build" / "bench" / "content_bench"
DEBIAN_PYTHON = "/usr/bin/python3"  # the one that sees Debian's packages
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
SAMPLE = 20  # every so many pages for peers that would take minutes for all


def rows(*command):
    """What one run prints: {name: (documents, bytes, seconds)}."""
    out = subprocess.run(["taskset", "-c", "1", *map(str, command)], capture_output=True, text=True, check=True, cwd=ROOT / "bench")
    found = {}
    for line in out.stdout.splitlines():
        name, documents, size, seconds = line.split("\t")[:4]
        found[name] = int(documents), int(size), float(seconds)
    return found


def page_list():
    listed = [json.loads(line) for line in open(DATA / "pages" / "manifest.jsonl")]
    return [f"{DATA / row['file']}\t{row.get('url') or ''}" for row in listed]


def feed_list():
    return [f"{path}\thttps://paper.test/feed" for path in sorted((DATA / "feeds" / "live").rglob("*")) if path.is_file()]


def measure(commands):
    rounds = []
    for _ in range(ROUNDS):
        merged = {}
        for command in commands:
            merged.update(rows(*command))
        rounds.append(merged)
    return rounds


def table(rounds, unit):
    """`unit` is "MB/s" or "a second"."""
    amount = (lambda row: row[1] / 1e6) if unit == "MB/s" else (lambda row: row[0])
    rate = lambda row: amount(row) / row[2]
    first = rounds[0]
    print(f"{'':22} {'documents':>9} {'MB':>7} {unit:>9} {'lowest':>9} {'highest':>9}  newsstand is (median of {ROUNDS} rounds)")
    for name, (documents, size, _) in first.items():
        rates = [rate(one[name]) for one in rounds]
        ratio = statistics.median(rate(one["newsstand"]) / rate(one[name]) for one in rounds)
        print(f"{name:22} {documents:9} {size / 1e6:7.1f} {statistics.median(rates):9.1f} {min(rates):9.1f} {max(rates):9.1f}  {ratio:.1f} times as fast")


def main():
    what = sys.argv[1]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        def write(lines):
            listed.write("\n".join(lines))
            listed.flush()
            return listed.name

        if what == "html":
            table(measure([(BENCH, "parser", write(page_list()), 1)]), "MB/s")
        elif what == "extract":
            sample = write(page_list()[::SAMPLE])
            table(measure([(BENCH, "pages", sample, 1), ("node", "peer_pages.mjs", "jsdom", sample), ("node", "peer_pages.mjs", "linkedom", sample),
                           (DEBIAN_PYTHON, "peers.py", "pages", sample)]), "a second")
            with tempfile.NamedTemporaryFile("w", suffix=".txt") as every:
                every.write("\n".join(page_list()))
                every.flush()
                print("all pages:")
                table(measure([(BENCH, "pages", every.name, 1)]), "a second")
        elif what == "items":
            feeds = write(feed_list())
            table(measure([(BENCH, "feeds", feeds, 1), (DEBIAN_PYTHON, "peers.py", "feeds", feeds)]), "MB/s")
        else:
            raise SystemExit("usage: content.py html|extract|items [ROUNDS]")


if __name__ == "__main__":
    main()
