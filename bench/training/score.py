"""How well answers meet the labelled pages: the definitions behind every figure of extraction.

Word F1: bags of lower-case words, per page, mean over the set. Segment F (set trafilatura): a passage that must be in the
text and is counts as found, one that must not be and is as a mistake. Title, day and authors: equal after normalisation."""
import collections

from pages import word_f1, words

GOOD, SURE = 0.9, 0.8


def figures(pages, answers):
    f1 = collections.defaultdict(list)
    hit, asked = collections.Counter(), collections.Counter()
    found = missed = wrong = 0
    sure = sure_and_good = 0
    for page in pages:
        answer = answers.get(page.id, {})
        text = answer.get("text") or ""
        if page.set == "trafilatura":
            flat = " ".join(text.split())
            for passage in page.row.get("with") or []:
                ok = " ".join(passage.split()) in flat
                found += ok
                missed += not ok
            wrong += sum(" ".join(passage.split()) in flat for passage in page.row.get("without") or [])
        if page.text is not None:
            value = word_f1(text, page.text)
            f1[page.set].append(value)
            if answer.get("confidence", 0) > SURE:
                sure += 1
                sure_and_good += value >= GOOD
        if page.title:
            asked["title"] += 1
            hit["title"] += words(answer.get("title")) == words(page.title)
        if page.date:
            asked["date"] += 1
            hit["date"] += (answer.get("published") or "")[:10] == page.date
        if page.authors:
            asked["author"] += 1
            hit["author"] += sorted(words(" ".join(answer.get("authors") or []))) == page.authors
    out = {f"{name} word F1": sum(values) / len(values) for name, values in sorted(f1.items())}
    precision, recall = found / ((found + wrong) or 1), found / ((found + missed) or 1)
    out["trafilatura segment F"] = 2 * precision * recall / ((precision + recall) or 1)
    for name in ("title", "date", "author"):
        out[f"{name} exact"] = hit[name] / (asked[name] or 1)
    out["sure pages with F1 >= .9"] = sure_and_good / (sure or 1)
    out["share of pages that are sure"] = sure / (sum(map(len, f1.values())) or 1)
    return out


def table(values):
    return [f"{name:30} {value:.4f}" for name, value in values.items()]
