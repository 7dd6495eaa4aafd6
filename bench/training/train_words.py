#!/usr/bin/env python3
"""Which words are everyday words and no names: seen in small letters, inside sentences, much more often than with a capital.

  train_words.py DATA CORPUS.tsv OUT.bin

DATA is the folder of the test data (its articles), CORPUS.tsv what language_corpus.py wrote. OUT.bin holds sorted 32-bit FNV-1a
hashes of the folded words, little endian: only that a word is common is kept, no text."""
import collections, json, re, struct, sys

WORD = re.compile(r"[^\W\d_]+")


def fnv(word):
    value = 0x811C9DC5
    for byte in word.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def count(text, small, capital):
    for sentence in re.split(r"[.!?:\n\"“”«»„]+", text):
        for i, match in enumerate(WORD.finditer(sentence)):
            word = match[0]
            if i == 0:
                continue
            folded = word.lower().replace("ё", "е")
            if word[0].islower():
                small[folded] += 1
            elif word[0].isupper():
                capital[folded] += 1


def common(small, capital, least):
    return {w for w, n in small.items() if n >= least and n > 4 * capital[w] and len(w) > 1}


def main():
    data, corpus, out = sys.argv[1:4]
    words = set()
    small, capital = collections.Counter(), collections.Counter()
    for line in open(f"{data}/articles/articles.jsonl", encoding="utf-8"):
        count(json.loads(line)["text"], small, capital)
    words |= common(small, capital, 4)
    per_language = {}
    for line in open(corpus, encoding="utf-8"):
        language, kind, text = line.rstrip("\n").split("\t", 2)
        if kind in ("sentence", "lingua-sentences") and language != "en":
            count(text, *per_language.setdefault(language, (collections.Counter(), collections.Counter())))
    for small, capital in per_language.values():
        words |= common(small, capital, 12)
    with open(out, "wb") as file:
        for value in sorted({fnv(word) for word in words}):
            file.write(struct.pack("<I", value))
    print(f"{len(words)} words")


if __name__ == "__main__":
    sys.exit(__doc__) if len(sys.argv) != 4 else main()
