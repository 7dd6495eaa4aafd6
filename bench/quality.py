#!/usr/bin/env python3
"""How good the answers are on the test data: one table. Each area is a function that returns rows
(what, figure, on unseen sites, aim, a peer's figure); new areas join AREAS.

Needs $NEWSSTAND_DATA and build/newsstand. The column "unseen" needs the models of a run of bench/training/train.py and
build/bench/extract_lab: every page is then judged by models that saw no page of its site."""
import json
import pathlib
import subprocess
import sys

from measure import DATA, NEWSSTAND, ROOT

sys.path.insert(0, str(ROOT / "bench/training"))
import pages as labelled  # noqa: E402
import score  # noqa: E402

WORK = ROOT / "build/training"
LAB = ROOT / "build/bench/extract_lab"
WALLS = ROOT / "tests/data/extract/walls"
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


AREAS = {"extraction": extraction, "walls": walls}


def shown(value):
    return "" if value is None else f"{value:.4f}"


def main():
    if not (DATA / "pages/manifest.jsonl").exists():
        raise SystemExit(f"bench/quality.py: there is no test data in {DATA}")
    pathlib.Path(WORK).mkdir(parents=True, exist_ok=True)
    print("| what | installed | unseen | aim | peer |\n|---|---|---|---|---|")
    for name in sys.argv[1:] or AREAS:
        for what, value, unseen, aim, peer in AREAS[name]():
            print(f"| {what} | {shown(value)} | {shown(unseen)} | {shown(aim)} | {peer} |", flush=True)


if __name__ == "__main__":
    main()
