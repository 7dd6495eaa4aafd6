#!/usr/bin/env python3
"""How good the answers are on the test data: one table. Each area is a function that returns rows
(what, figure, on unseen sites, aim, a peer's figure); new areas join AREAS.

Needs $NEWSSTAND_DATA and build/newsstand. The column "unseen" needs the models of a run of bench/training/train.py and
build/bench/extract_lab: every page is then judged by models that saw no page of its site."""
import collections
import json
import pathlib
import re
import subprocess
import sys

from measure import DATA, NEWSSTAND, ROOT

sys.path.insert(0, str(ROOT / "bench/training"))
import language_corpus  # noqa: E402
import pages as labelled  # noqa: E402
import score  # noqa: E402
import topics_corpus  # noqa: E402

WORK = ROOT / "build/training"
BENCH = ROOT / "build/bench"
LAB = BENCH / "extract_lab"
WALLS = ROOT / "tests/data/extract/walls"
CLOSE = ("bs", "hr", "sr", "ms", "id")  # written so much alike that ten sentences may be either
KINDS = ("consent", "captcha", "not-found", "sign-in")
AIMS = {"wcxb word F1": (0.935, "Readability.js .925"), "trafilatura segment F": (0.924, "trafilatura .924"), "msv-big5-05 word F1": (0.955, "Readability.js .953"),
        "msv-big5-09 word F1": (0.955, "Readability.js .953"), "msv-big5-13 word F1": (0.955, "Readability.js .953"), "readability word F1": (0.95, ""),
        "title exact": (0.95, ""), "date exact": (0.90, ""), "author exact": (0.80, ""), "sure pages with F1 >= .9": (0.95, "")}


def answers(lines, *command):
    text = "".join(json.dumps(line) + "\n" for line in lines)
    out = subprocess.run(list(map(str, command)), input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    return {answer["id"]: answer for answer in map(json.loads, out.split("\n")[:-1])}


def extraction():
    pages = labelled.load(WORK / "html")
    lines = [{"id": page.id, "path": str(page.path), "url": page.url} for page in pages]
    ours = score.figures(pages, answers(lines, NEWSSTAND, "extract", "--batch"))
    unseen = {}
    if LAB.exists() and all((WORK / f"fold{fold}/block.model").exists() for fold in range(labelled.FOLDS)):
        models = [{**line, "models": str(WORK / f"fold{page.fold}")} for line, page in zip(lines, pages)]
        unseen = score.figures(pages, answers(models, LAB, "extract"))
    return [(what, value, unseen.get(what), *AIMS.get(what, (None, ""))) for what, value in ours.items()]


def walls():
    files = sorted(WALLS.glob("*.html"))
    lines = [{"id": file.stem, "path": str(file), "url": "https://news.test/2026/02/some-story"} for file in files]
    lines += [{"id": f"real {file.stem}", "path": str(file), "url": ""} for file in sorted((WORK / "html").glob("*.html"))]
    got = answers(lines, NEWSSTAND, "extract", "--batch")
    taken = {name for name, answer in got.items() if answer.get("method") in KINDS}
    true = {file.stem for file in files if file.stem.startswith(KINDS)}
    paid = {file.stem for file in files if file.stem.startswith("paywall-")}
    said = {file.stem for file in files if got[file.stem].get("paywalled")}
    return [(f"walls: precision, {len(true)} among {len(lines)} pages", len(taken & true) / (len(taken) or 1), None, None, ""),
            ("walls: recall", len(taken & true) / len(true), None, None, ""),
            (f"paywalled: precision, {len(paid)} among {len(files)}", len(said & paid) / (len(said) or 1), None, None, ""),
            ("paywalled: recall", len(said & paid) / len(paid), None, None, "")]


def said(*command, text=""):
    """What a bench prints: its answers, and what it says of its speed."""
    done = subprocess.run([str(part) for part in command], input=text, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def copies():
    out, _ = said(BENCH / "stories_duplicates")
    f1 = [float(value) for value in re.findall(r"F1 ([.\d]+)", out)]
    cut = [float(value) for value in re.findall(r"cut to 40 % ([.\d]+)", out)]
    found, pairs = map(int, re.search(r"reuters: (\d+) of (\d+)", out).groups())
    return [("near-duplicates F1, injected copies, worst of 3 seeds", min(f1), None, 0.995, "winnowing .991"),
            ("recall of copies cut to 40 %, worst of 3", min(cut), None, 0.98, "SimHash 0"),
            (f"Reuters: share of {pairs} pairs found", found / pairs, None, None, "")]


def stories():
    _, out = said(BENCH / "stories_train", "score")
    aims = {"uci_headlines": (0.72, ".66"), "ecbplus_topics01-22": (0.89, ".86"), "wikiref220": (0.92, ".89"), "galaxy_wikinews_medium": (0.93, ".90")}
    rows = []
    for name, held_out, whole in re.findall(r"^(\S+)\s+trained \S+\s+held out (\S+)\s+whole (\S+)", out, re.M):
        if name in aims:
            rows.append((f"stories B3 F1, {name}", float(whole), float(held_out), aims[name][0], f"TF-IDF single pass {aims[name][1]}"))
    return rows


def same_language(answer, label):
    answer = answer.split("-")[0]
    return answer == label or (label == "nb" and answer in ("no", "nb")) or (label == "he" and answer == "iw") or (label == "tl" and answer == "fil")


def languages():
    """The half of lingua.jsonl that was not learned from, in the languages of the catalogue; no declaration is given."""
    catalogue = {value for file in (ROOT / "catalogue").glob("*.toml") for value in re.findall(r'^language = "(\w+)', file.read_text(), re.M)}
    kinds = collections.defaultdict(list)
    for line in open(DATA / "language/lingua.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row["language"] in catalogue and not language_corpus.trains(row["language"], row["kind"], row["text"]):
            kinds[row["kind"]].append((row["language"], " ".join(row["text"].split())))
    by_language = collections.defaultdict(list)
    for language, text in kinds["sentences"]:
        by_language[language].append(text)
    bodies = [(language, texts[i] + "\t" + " ".join(texts[i + 1:i + 10])) for language, texts in by_language.items() for i in range(0, len(texts) - 9, 10)]
    kinds["bodies of ten sentences"] = bodies
    kinds["bodies, without Bosnian, Croatian, Serbian, Malay, Indonesian"] = [(language, text) for language, text in bodies if language not in CLOSE]
    rows = []
    for kind, lines in kinds.items():
        out, speed = said(BENCH / "enrich_bench", "language", text="".join(f"{text}\n" for _, text in lines))
        pairs = [line.split("\t") for line in out.split("\n")[:-1]]
        ours, theirs = (sum(same_language(pair[side], label) for pair, (label, _) in zip(pairs, lines)) / len(lines) for side in (0, 1))
        micros = re.search(r"([.\d]+) us a line; CLD2 alone ([.\d]+)", speed).groups()
        aim = 0.995 if kind.startswith("bodies") else theirs
        rows.append((f"language, {len(lines):,} {kind} ({float(micros[0]):.0f} us)", ours, None, aim, f"CLD2 {theirs:.3f} ({float(micros[1]):.0f} us)"))
    return rows


def topics():
    """Articles of sources that were not learned from; a right answer is one of the labels, or below one that ends in "/"."""
    lines = list(topics_corpus.articles(DATA, True)) + list(topics_corpus.telegram(DATA, "exam"))
    language = ["ru" if source.startswith("telegram ru") else "en" for _, source, _, _ in lines]
    asked = "".join(f"{topics_corpus.flat(title)}\t{topics_corpus.flat(text)}\t{spoken}\n" for (_, _, title, text), spoken in zip(lines, language))
    out, speed = said(BENCH / "enrich_bench", "topics", text=asked)
    tree = {}
    parent = ""
    for line in open(ROOT / "src/content/enrich/data/topics.txt", encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            slug = line.split("|")[0].strip().split("/")[0]
            parent = parent if line.startswith(" ") else slug
            tree[slug] = parent
    def right(slug, label):
        return any(one[:-1] in (slug, tree.get(slug)) if one.endswith("/") else slug == one for one in label.split(","))
    first = third = silent = 0
    for answer, (label, *_) in zip(out.split("\n"), lines):
        slugs = [part.split("=")[0] for part in answer.split()]
        silent += not slugs
        first += bool(slugs) and right(slugs[0], label)
        third += any(right(slug, label) for slug in slugs[:3])
    spoken = len(lines) - silent
    return [(f"topics, {len(lines)} articles of unseen sources: said of", spoken / len(lines), None, None, ""),
            ("topics: first one right, of those", first / spoken, None, None, ""),
            ("topics: right among three, of those", third / spoken, None, None, "naive Bayes, 108 topics .69")]


AREAS = {"extraction": extraction, "walls": walls, "copies": copies, "stories": stories, "language": languages, "topics": topics}


def shown(value):
    return "" if value is None else f"{value:.4f}"


def main():
    if not (DATA / "pages/manifest.jsonl").exists():
        raise SystemExit(f"bench/quality.py: there is no test data in {DATA}")
    for name in sys.argv[1:]:
        if name not in AREAS:
            raise SystemExit(f"bench/quality.py: there is no area {name}; there are {', '.join(AREAS)}")
    pathlib.Path(WORK).mkdir(parents=True, exist_ok=True)
    print("| what | installed | unseen | aim | peer |\n|---|---|---|---|---|")
    for name in sys.argv[1:] or AREAS:
        for what, value, unseen, aim, peer in AREAS[name]():
            print(f"| {what} | {shown(value)} | {shown(unseen)} | {shown(aim)} | {peer} |", flush=True)


if __name__ == "__main__":
    main()
