#!/usr/bin/python3
"""Trains the learned decisions of src/content/extract and says how well they do on sites they have not seen.

  bench/training/train.py [--work FOLDER] [--no-install]

Needs $NEWSSTAND_DATA, build/bench/extract_lab (cmake --build build --target extract_lab), libxgboost0 and python3-numpy.
Every page is judged by models that were trained without any page of its site: pages are split by site into five parts.
Then the models are trained on all pages and written to src/content/extract/*_model.inc. The same data and code give the
same models. Takes a few minutes on one core."""
import argparse
import json
import pathlib
import subprocess
import sys

import numpy as np

import boost
import labels
import pages as labelled
import score

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAB = ROOT / "build/bench/extract_lab"
FOLDS = labelled.FOLDS
CHOICE = {"max_depth": 4, "eta": 0.05, "lambda": 3, "colsample_bytree": 0.4, "subsample": 0.7}
CHOICE_ROUNDS = 200
BLOCK = {"max_depth": 5, "eta": 0.1, "lambda": 2, "colsample_bytree": 0.5, "subsample": 0.7, "min_child_weight": 2}
BLOCK_ROUNDS = 120
CONFIDENCE = {"max_depth": 3, "eta": 0.05, "lambda": 5, "colsample_bytree": 0.5, "subsample": 0.7, "min_child_weight": 3}
CONFIDENCE_ROUNDS = 60
UNLABELLED = 0.3  # what a block counts whose label is only what a first model says
GOOD = 0.9        # word F1 of an article that was found
WANTED = 0.96     # share of good ones among those above a confidence of 0.8; a little over what is promised


class Features:
    """What the laboratory says of all pages: rows of numbers, the page of each, and the items they are about."""

    def __init__(self, what, pages, work, models):
        lines = [json.dumps({"id": p.id, "path": str(p.path), "url": p.url, **({"models": str(models(p))} if models else {})}) for p in pages]
        subprocess.run([LAB, "features", what, work / what], input="\n".join(lines) + "\n", text=True, check=True)
        names = subprocess.run([LAB, "names", what], capture_output=True, text=True, check=True).stdout.split()
        self.rows = np.fromfile(work / f"{what}.f32", np.float32).reshape(-1, len(names))
        self.items = [json.loads(line)["items"] for line in open(work / f"{what}.jsonl")]
        self.page = np.repeat(np.arange(len(pages)), [len(items) for items in self.items])
        self.fold = np.array([p.fold for p in pages])[self.page]


def folds_and_all():
    """(name, which rows of these folds to learn from)"""
    for fold in range(FOLDS):
        yield f"fold{fold}", lambda folds, fold=fold: folds != fold
    yield "all", lambda folds: np.ones(len(folds), bool)


def train_choices(what, file, pages, work, models, known, right, with_none):
    print(f"{what} …", flush=True)
    features = Features(what, pages, work, models)
    asked = np.array([known(p) for p in pages])[features.page]
    wanted = np.array([float(known(pages[i]) and right(pages[i], item)) for i, items in enumerate(features.items) for item in items])
    for name, learn in folds_and_all():
        chosen = learn(features.fold) & asked
        booster = boost.choice(features.rows[chosen], features.page[chosen], wanted[chosen], with_none, CHOICE_ROUNDS, CHOICE)
        boost.write_model(booster.trees(), work / name / f"{file}.model")
        if name == "all":
            return booster.trees()


def block_labels(features, pages):
    """Labels (-1: not known) and weights. A block counts by its share of its article, a passage always the same."""
    label, weight = [], []
    for page, items in zip(pages, features.items):
        sizes = [len(item.split()) for item in items]
        if page.text is not None:
            known = labels.by_text(items, page.text)
            total = max(50, sum(size for size, value in zip(sizes, known) if value))
            weight += [40 * ((min(size, 300) + 2) / total) ** 0.75 for size in sizes]
        else:
            known = [-1 if value is None else value for value in labels.by_passages(items, page.row.get("with") or [], page.row.get("without") or [])]
            weight += [2.0 if value >= 0 else UNLABELLED * (0.5 + min(3, size**0.5 / 3)) for value, size in zip(known, sizes)]
        label += known
    return np.array(label, np.float32), np.array(weight, np.float32)


def train_blocks(pages, work, models):
    print("blocks …", flush=True)
    features = Features("blocks", pages, work, models)
    label, weight = block_labels(features, pages)
    for name, learn in folds_and_all():
        mine, known = learn(features.fold), label >= 0
        first = boost.yes_no(features.rows[mine & known], label[mine & known], weight[mine & known], BLOCK_ROUNDS, BLOCK)
        # Blocks of pages of which only passages are known teach what the first model makes of them.
        guessed = label.copy()
        guessed[mine & ~known] = 1 / (1 + np.exp(-first.predict(boost.Matrix(features.rows[mine & ~known]))))
        booster = boost.yes_no(features.rows[mine], guessed[mine], weight[mine], BLOCK_ROUNDS, BLOCK)
        boost.write_model(booster.trees(), work / name / "block.model")
        print(f"  {name}", flush=True)
        if name == "all":
            return booster.trees()


def train_confidence(pages, work, models):
    """How sure to be is learned from how articles came out that were found by models without their sites."""
    print("confidence …", flush=True)
    features = Features("confidence", pages, work, models)
    judged = np.array([p.text is not None for p in pages])
    good = np.array([float(p.text is not None and labelled.word_f1(items[0], p.text) >= GOOD) for p, items in zip(pages, features.items)])
    fold = np.array([p.fold for p in pages])
    chance = np.zeros(len(pages))
    for name, learn in folds_and_all():
        mine = learn(fold) & judged
        booster = boost.yes_no(features.rows[mine], good[mine], None, CONFIDENCE_ROUNDS, CONFIDENCE)
        boost.write_model(booster.trees(), work / name / "confidence.model")
        if name != "all":
            chance[~learn(fold)] = 1 / (1 + np.exp(-booster.predict(boost.Matrix(features.rows[~learn(fold)]))))
    order = np.argsort(-chance[judged])
    share = np.cumsum(good[judged][order]) / np.arange(1, judged.sum() + 1)
    last = max((i for i in range(20, len(share)) if share[i] >= WANTED), default=20)
    sure = float(np.float32(min(chance[judged][order][last], 0.99)))
    for name, _ in folds_and_all():
        (work / name / "confidence.sure").write_text(f"{sure}\n")
    print(f"  sure from {sure:.3f}: {last + 1} of {judged.sum()} pages", flush=True)
    return booster.trees(), sure


def extract(pages, models):
    lines = [json.dumps({"id": p.id, "path": str(p.path), "url": p.url, "models": str(models(p))}) for p in pages]
    out = subprocess.run([LAB, "extract"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
    return {answer["id"]: answer for answer in map(json.loads, out.split("\n")[:-1])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build/training", help="where pages and models in the making lie")
    parser.add_argument("--no-install", action="store_true", help="leave src/content/extract as it is")
    options = parser.parse_args()
    work = options.work
    pages = labelled.load(work / "html")
    for name, _ in folds_and_all():
        (work / name).mkdir(parents=True, exist_ok=True)

    def unseen(page):
        return work / f"fold{page.fold}"

    trees = {}
    same = labelled.words
    trees["title"] = train_choices("titles", "title", pages, work, None, lambda p: p.title is not None, lambda p, t: same(t) == same(p.title), False)
    trees["date"] = train_choices("dates", "date", pages, work, unseen, lambda p: p.date is not None, lambda p, d: d[:10] == p.date, True)
    trees["author"] = train_choices("authors", "author", pages, work, unseen, lambda p: p.authors is not None, lambda p, a: sorted(same(" ".join(a))) == p.authors, True)
    trees["block"] = train_blocks(pages, work, unseen)
    trees["confidence"], sure = train_confidence(pages, work, unseen)
    print("\non sites not seen in training:")
    answers = extract(pages, unseen)
    (work / "unseen.jsonl").write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in answers.values()))
    for line in score.table(score.figures(pages, answers)):
        print(line)
    print("\nwith the models as installed, which have seen these pages:")
    for line in score.table(score.figures(pages, extract(pages, lambda p: work / "all"))):
        print(line)
    if not options.no_install:
        for name, model in trees.items():
            head = f"constexpr float kModelSure = {boost.number(np.float32(sure))}f;\n" if name == "confidence" else ""
            boost.write_include(model, ROOT / f"src/content/extract/{name}_model.inc", head)
    return 0


if __name__ == "__main__":
    sys.exit(main())
