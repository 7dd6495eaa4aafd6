#!/usr/bin/env python3
"""Gathers the text that the language model is trained on: TSV lines "language<TAB>kind<TAB>text" on standard output.

  language_corpus.py DATA DEBS > corpus.tsv

DATA is the folder of the test data ($NEWSSTAND_DATA): of language/lingua.jsonl only the lines that `trains` says yes to
are read; the others judge (bench/quality.py takes the same function). DEBS holds unpacked Debian packages (`apt-get
download` and `dpkg -x`; the list is `language_corpus.py --packages`): the words of spelling dictionaries, and the
translated sentences of one program. Nothing of this text is kept: only statistics of it are shipped."""
import json, pathlib, random, re, struct, sys, zlib

DICTIONARIES = "ar bg bn bs cs da de-de el en-us es fr gd gu hi hr hu id is it lt lv ml nl no pl pt-pt ro ru sk sl sr sv sw th tr uk vi"
TRANSLATIONS = ("am ar bg bn bs cs cy da de el es et fi fr gd gu hi hr hu id is it ja ka km ko lt lv mk ml mr nb nl pl pt pt-br ro ru "
                "rw sk sl sr sv ta th tr uk vi zh-cn zh-tw ca eu ga gl af eo fa kk mn be nn")
OTHERS = "aspell-et aspell-mr aspell-cy aspell-am aspell-ml aspell-ta aspell-tl aspell-ga wamerican-large myspell-sq"
# Which language a dictionary or translation is in, where its name does not say so.
NAMES = {"pt_BR": "pt", "zh_CN": "zh", "zh_TW": "zh", "en_US": "en", "tl": "tl", "no": "nb", "sr@latin": "", "ca@valencia": "", "sr_Latn_RS": "",
         "en_GB": "en", "en_ZA": "en", "american-english-large": "en"}
WORDS_PER_LANGUAGE = 60_000
SENTENCES_PER_LANGUAGE = 12_000


def trains(line_language, line_kind, line_text):
    """Half of the judged lines, by a checksum of what they say: the same half on every machine."""
    return zlib.crc32(f"{line_language}|{line_kind}|{line_text}".encode()) % 2 == 0


def lingua(data):
    with open(data / "language/lingua.jsonl", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if trains(row["language"], row["kind"], row["text"]):
                yield row["language"], "lingua-" + row["kind"], row["text"]


def english(data):
    """The translated program's own language is not among its translations."""
    found = set()
    with open(data / "articles/articles.jsonl", encoding="utf-8") as lines:
        for line in lines:
            for text in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"])[:12]:
                if 20 < len(text) < 400:
                    found.add(" ".join(text.split()))
    chosen = sorted(found)
    random.Random(1).shuffle(chosen)
    for text in chosen[:SENTENCES_PER_LANGUAGE]:
        yield "en", "sentence", text


def language_of(name):
    if name in NAMES:
        return NAMES[name]
    return re.split(r"[_.@]", name)[0]


def mo_texts(path):
    """The translations in a GNU message file."""
    data = path.read_bytes()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, _, table = struct.unpack_from(order + "3I", data, 8)
    for i in range(count):
        length, offset = struct.unpack_from(order + "2I", data, table + 8 * i)
        for part in data[offset:offset + length].split(b"\0"):
            yield part.decode("utf-8", "replace")


def clean(text):
    text = re.sub(r"<[^>]*>|%[A-Z0-9_]+%?|\$\(\w+\)|\$\{\w+\}|&[a-z]+;|[~_]|\\[nt]|https?://\S+", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def translations(debs):
    found = {}
    for path in sorted(debs.glob("usr/lib/libreoffice/program/resource/*/LC_MESSAGES/*.mo")):
        language = language_of(path.parts[-3])
        if not language:
            continue
        for text in mo_texts(path):
            text = clean(text)
            if len(text) >= 12 and " " in text and not text.startswith("Project-Id-Version") or language in ("ja", "zh", "th", "km", "ko") and len(text) > 4:
                if len(text) < 600 and not re.search(r"Content-Type:|X-Generator", text):
                    found.setdefault(language, set()).add(text)
    for language, texts in sorted(found.items()):
        chosen = sorted(texts)
        random.Random(1).shuffle(chosen)
        for text in chosen[:SENTENCES_PER_LANGUAGE]:
            yield language, "sentence", text


def dictionary_encoding(path):
    aff = path.with_suffix(".aff")
    if aff.exists():
        found = re.search(rb"^SET\s+(\S+)", aff.read_bytes(), re.M)
        if found:
            return found[1].decode().replace("microsoft-cp", "cp")
    return "utf-8"


def dictionary_words(path):
    for line in path.read_bytes().decode(dictionary_encoding(path), "replace").split("\n")[1:]:
        yield line.split("\t")[0].split("/")[0].strip()


def dictionaries(debs):
    found = {}
    for path in sorted(debs.glob("usr/share/hunspell/*.dic")) + sorted(debs.glob("usr/share/myspell/dicts/*.dic")):
        language = language_of(path.stem)
        if language and not path.is_symlink():
            found.setdefault(language, set()).update(dictionary_words(path))
    for path in sorted(debs.glob("usr/share/dict/*")):
        if language := language_of(path.name):
            found.setdefault(language, set()).update(path.read_text(errors="replace").split("\n"))
    for language, words in sorted(found.items()):
        chosen = sorted(w for w in words if len(w) >= 2 and not re.search(r"[\d\ufffd.]", w) and not w.isupper())
        random.Random(1).shuffle(chosen)
        for word in chosen[:WORDS_PER_LANGUAGE]:
            yield language, "word", word


def main():
    if sys.argv[1:] == ["--packages"]:
        names = ["hunspell-" + l for l in DICTIONARIES.split()] + ["libreoffice-l10n-" + l for l in TRANSLATIONS.split()] + OTHERS.split()
        print("\n".join(names))
        return
    data, debs = map(pathlib.Path, sys.argv[1:3])
    for source in (lingua(data), english(data), translations(debs), dictionaries(debs)):
        for language, kind, text in source:
            print(language, kind, re.sub(r"[\t\n]", " ", text), sep="\t")


if __name__ == "__main__":
    sys.exit(__doc__) if len(sys.argv) < 2 else main()
