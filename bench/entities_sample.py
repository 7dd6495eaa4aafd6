#!/usr/bin/env python3
"""A sample of what is found in real articles, to be judged by hand: 200 entities of articles.jsonl, each of another article, the
same ones for the same program and seed.

  entities_sample.py DATA build/bench/enrich_bench > sample.txt
"""
import json
import pathlib
import random
import re
import subprocess
import sys

SEED = 11
WANTED = 200


def flat(text):
    return re.sub(r"\s+", " ", text or "").strip()


def main():
    data, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    chooser = random.Random(SEED)
    rows = [json.loads(line) for line in open(data / "articles/articles.jsonl", encoding="utf-8")]
    rows = chooser.sample(rows, 2 * WANTED)
    lines = "".join(f"{flat(row['title'])}\t{flat(row['text'])}\ten\n" for row in rows)
    found = subprocess.run([program, "entities"], input=lines, capture_output=True, text=True, check=True).stdout.split("\n")
    number = 0
    for row, answer in zip(rows, found):
        # What pages show: no passing mentions.
        entities = [one for one in answer.split() if float(one.rpartition("=")[2]) >= 0.04][:8]
        if not entities or number == WANTED:
            continue
        number += 1
        entity = chooser.choice(entities).rpartition("=")[0]
        last = entity.partition(":")[2].split("-")[-1]
        text = flat(row["title"]) + " # " + flat(row["text"])
        place = re.search(re.escape(last[:5]), text, re.I)
        at = place.start() if place else 0
        print(f"{number:3} {entity:45} {flat(row['title'])[:60]} … {text[max(0, at - 60):at + 60]}")


if __name__ == "__main__":
    main()
