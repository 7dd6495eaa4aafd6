#!/usr/bin/env python3
"""The same work in Debian's Python packages: peers.py pages LIST with python3-readability, peers.py feeds LIST with
python3-feedparser (which sanitises, as we do). LIST holds lines "path<TAB>url". Prints the name, the number of documents
and bytes, and seconds of the processor."""
import gzip
import logging
import pathlib
import sys
import time


def read_all(listed):
    for line in pathlib.Path(listed).read_text().splitlines():
        path, _, url = line.partition("\t")
        raw = pathlib.Path(path).read_bytes()
        yield (gzip.decompress(raw) if path.endswith(".gz") else raw), url


def page(bytes_, url):
    from readability import Document
    try:
        return len(Document(bytes_, url=url or None).summary())
    except Exception:  # some pages are too much for it: the time counts all the same
        return 0


def feed(bytes_, url):
    import feedparser
    return len(feedparser.parse(bytes_, response_headers={"content-location": url}).entries)


def main():
    logging.disable(logging.CRITICAL)
    what, listed = sys.argv[1:3]
    work, name = {"pages": (page, "python3-readability"), "feeds": (feed, "python3-feedparser")}[what]
    documents = list(read_all(listed))
    work(*documents[0])  # imports and compiles
    begun = time.process_time()
    kept = sum(work(*document) for document in documents)
    seconds = time.process_time() - begun
    if kept == 0:
        raise SystemExit("nothing was read")
    print(name, len(documents), sum(len(bytes_) for bytes_, _ in documents), seconds, sep="\t")


if __name__ == "__main__":
    main()
