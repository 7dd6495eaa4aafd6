#!/usr/bin/python3
"""Counts in how many documents each stem stands: src/content/cluster/background.inc, from public news text.
    bench/stories/background.py > src/content/cluster/background.inc
English from articles/ and Reuters-21578, other languages from the sentences of language/lingua.jsonl. Only counts are written.
Words and stems are those of `build/stories_train words`, so that the program looks up what was counted."""
import collections
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("NEWSSTAND_DATA", pathlib.Path.home() / ".cache/newsstand-data"))
LEAST = {"en": 4}
OTHERS = 3
PART = 12_000  # characters in one string literal


def documents():
    for name in ("articles.jsonl", "reuters21578.jsonl"):
        with open(DATA / "articles" / name) as lines:
            for line in lines:
                row = json.loads(line)
                yield "en", row["title"] + "\n" + row["text"]
    with open(DATA / "language" / "lingua.jsonl") as lines:
        for line in lines:
            row = json.loads(line)
            if row["kind"] == "sentences" and row["language"] != "en":
                yield row["language"], row["text"]


def main():
    counter = subprocess.Popen([ROOT / "build/bench/stories_train", "words"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    out, _ = counter.communicate("".join(json.dumps({"language": language, "text": text}) + "\n" for language, text in documents()))
    number, counts, capitals, middles = (collections.defaultdict(collections.Counter) for _ in range(4))
    total = collections.Counter()
    for line in out.splitlines():
        language, *words = line.split(" ")
        total[language] += 1
        seen = set()
        for word in words:
            stem, flag = word[:-1], word[-1]
            seen.add(stem)
            middles[language][stem] += flag != "s"
            capitals[language][stem] += flag == "c"
        counts[language].update(seen)
    for language in sorted(total):
        lines = [f"# {language} {total[language]}"]
        for stem, count in sorted(counts[language].items(), key=lambda each: (-each[1], each[0])):
            if count >= LEAST.get(language, OTHERS):
                proper = middles[language][stem] >= 2 and capitals[language][stem] >= .85 * middles[language][stem]
                lines.append(f"{stem} {count}{' c' if proper and language != 'de' else ''}")
        part, size = [], 0
        for line in lines:
            part.append(line)
            size += len(line) + 1
            if size > PART:
                print('R"(' + "\n".join(part) + '\n)",')
                part, size = [], 0
        if part:
            print('R"(' + "\n".join(part) + '\n)",')


main()
