#!/usr/bin/env python3
"""seeds.py TARGET FOLDER: small inputs for a fuzz target out of the real test data ($NEWSSTAND_DATA), which stays where it is."""
import json
import os
import pathlib
import sys

MOST_BYTES = 16 << 10
MOST_FILES = 3000


def lines(path, *names):
    with open(path, encoding="utf-8", errors="surrogatepass") as file:
        for line in file:
            row = json.loads(line)
            for name in names:
                if row.get(name):
                    yield str(row[name]).encode("utf-8", "replace")


def files(folder):
    for path in sorted(folder.rglob("*")):
        if path.is_file() and 0 < path.stat().st_size <= MOST_BYTES:
            yield path.read_bytes()


def sources(target, data):
    security = data / "security"
    if target in ("html", "sanitize", "body", "extract", "discover"):
        yield lines(security / "hostile_html.jsonl", "input")
        yield lines(security / "html5lib_tree.jsonl", "raw")
        yield files(data / "pages" / "html")
    if target in ("feed", "xml"):
        for folder in ("feedparser", "gofeed", "feedvalidator", "feedrs", "live"):
            yield files(data / "feeds" / folder)
        yield files(data / "wire")
        yield lines(security / "xxe.jsonl", "input")
        yield lines(security / "feed_sanitize.jsonl", "xml")
    if target in ("opml", "xml"):
        yield files(data / "lists" / "plenary")
    if target == "url":
        yield lines(security / "url_wpt.jsonl", "input", "href")
        yield lines(security / "open_redirect.jsonl", "input")
        yield lines(security / "ssrf" / "url_verdicts.jsonl", "url")
    if target == "robots":
        yield lines(data / "protocols" / "robotstxt" / "cases.jsonl", "robots_txt")
    if target == "request":
        yield lines(security / "llhttp_cases.jsonl", "input_md")
        yield lines(security / "http_garden_payloads.jsonl", "payload_escaped")
    if target in ("text", "dates"):
        yield lines(data / "feeds" / "live.jsonl", "first")
    if target == "text":
        yield files(security / "blns")
    if target == "encoding":
        yield files(data / "feeds" / "feedparser")


def main():
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    data = pathlib.Path(os.environ.get("NEWSSTAND_DATA") or pathlib.Path.home() / ".cache" / "newsstand-data")
    folder.mkdir(parents=True, exist_ok=True)
    if not data.is_dir():
        return
    written = 0
    for source in sources(target, data):
        inputs = [one for one in source if len(one) <= MOST_BYTES]
        # Spread over each source instead of its beginning.
        for one in inputs[:: max(1, len(inputs) // MOST_FILES)]:
            if target == "request":
                one = one.decode("utf-8").encode("latin-1", "replace").decode("unicode_escape", "ignore").encode("latin-1", "replace")
                one = one.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            (folder / f"{written:05}").write_bytes(one)
            written += 1
    print(f"{written} inputs from the test data")


main()
