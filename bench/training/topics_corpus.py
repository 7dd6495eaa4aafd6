#!/usr/bin/env python3
"""Gathers labelled articles for the topic model: TSV lines "labels<TAB>source<TAB>weight<TAB>headline<TAB>text".

  topics_corpus.py DATA > corpus.tsv           what is learned from
  topics_corpus.py DATA --judged > judged.tsv  what judges: articles of other sources than those learned from

DATA is the folder of the test data ($NEWSSTAND_DATA). Labels are slugs of src/content/enrich/data/topics.txt; several mean "one of
these", and "sport/" means "sport or a topic below it". No text is kept: only weights of hashed words are shipped."""
import collections, csv, json, pathlib, re, sys, zlib

# The names of articles/, as far as they are not our slugs with "_" for "-".
ARTICLES = {
    "gun_control_and_gun_rights": "gun-control", "economy_and_jobs": "economy,jobs", "violence_in_america": "gun-violence,crime,police-conduct,protests",
    "us_congress": "congress", "race_and_racism": "race-racism", "world": "world/", "general_news": "", "fiscal_cliff": "federal-budget",
    "culture": "culture/,entertainment/,society/", "banking_and_finance": "banking,finance,central-banks", "religion_and_faith": "religion/", "nsa": "surveillance",
    "national_defense": "defense", "labor": "labour/", "marijuana_legalization": "marijuana", "voting_rights_and_voter_fraud": "voting-rights",
    "facts_and_fact_checking": "fact-checking", "veterans_affairs": "veterans", "disaster": "disasters/,weather", "transportation": "transport/,aviation",
    "women's_issues": "womens-rights", "bridging_divides": "polarization", "campaign_rhetoric": "elections", "us_constitution": "constitution",
    "arts_and_entertainment": "entertainment/,culture/", "role_of_government": "government-role", "obesity_and_malnutrition": "nutrition",
    "housing_and_homelessness": "housing,homelessness", "social_security": "pensions", "capital_punishment_and_death_penalty": "death-penalty",
    "domestic_policy": "politics", "fda": "drugs-medicine", "environment": "environment/", "education": "education/", "justice": "justice,criminal-justice,justice-department",
    "sports": "sport/", "business": "business/", "technology": "technology/", "science": "science/,space/", "energy": "energy/", "food": "food/", "religion": "religion/",
    "media_industry": "media-industry,media", "inequality": "inequality", "europe": "europe", "politics": "politics/", "immigration": "immigration,migration"}
REUTERS = {
    "earn": "earnings", "acq": "mergers", "money-fx": "currencies,central-banks", "crude": "oil", "grain": "grains,agriculture", "wheat": "grains", "corn": "grains",
    "trade": "trade", "interest": "central-banks", "ship": "shipping", "dlr": "currencies", "oilseed": "grains", "money-supply": "central-banks", "sugar": "commodities",
    "gnp": "industrial-output,economy", "coffee": "commodities", "gold": "gold", "nat-gas": "natural-gas", "bop": "trade,industrial-output", "livestock": "livestock",
    "cpi": "inflation", "reserves": "central-banks", "copper": "commodities", "cocoa": "commodities", "jobs": "jobs", "carcass": "livestock", "yen": "currencies",
    "iron-steel": "commodities,industrial-output", "ipi": "industrial-output", "gas": "oil", "rubber": "commodities", "zinc": "commodities", "silver": "gold",
    "cotton": "commodities", "retail": "consumer-spending", "housing": "real-estate", "wpi": "inflation", "income": "consumer-spending,wages"}
SECTIONS = {
    "e": "entertainment/,culture/,media/,lifestyle/,games/", "b": "business/,finance/,economy/,energy/,labour/,agriculture/,housing/,transport/",
    "t": "technology/,science/,space/,games/", "m": "health/"}
TELEGRAM = {
    "society": "politics/,world/,conflict/,disasters/,weather/,crime/,justice/,society/,migration/,education/,religion/,environment/,transport/,housing/,animals/",
    "economy": "business/,finance/,economy/,energy/,labour/,agriculture/,housing/,transport/", "technology": "technology/,games/", "sports": "sport/",
    "entertainment": "entertainment/,culture/,food/,lifestyle/,travel/", "science": "science/,space/,health/", "other": "", "not_news": ""}


def judges(source):
    """A fifth of the sources judges: by a checksum of their names, the same on every machine."""
    return zlib.crc32(source.encode()) % 5 == 0


def flat(text):
    return re.sub(r"\s+", " ", text or "").strip()


def articles(data, judged):
    for line in open(data / "articles/articles.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row["topic"] and judges(row["source"]) == judged:
            label = ARTICLES.get(row["topic"], row["topic"].replace("_", "-"))
            if label:
                yield label, row["source"], row["title"], row["text"]


def reuters(data):
    for i, line in enumerate(open(data / "articles/reuters21578.jsonl", encoding="utf-8")):
        row = json.loads(line)
        labels = {l for topic in row.get("topics") or [] if topic in REUTERS for l in REUTERS[topic].split(",")}
        # Results and takeovers are half of them: a tenth of those is enough.
        if labels and (labels & {"earnings", "mergers"} and i % 10 == 0 or not labels & {"earnings", "mergers"} and i % 2 == 0):
            yield ",".join(sorted(labels)), "wire 1987", row["title"].title(), row["text"]


def headlines(data):
    for line in open(data / "stories/uci_headlines.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row["category"] in SECTIONS:
            yield SECTIONS[row["category"]], row["source"], row["title"], ""


def telegram(data, part):
    for language in ("en", "ru"):
        with open(data / f"stories/telegram/categories_{language}_cat_{part}.tsv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                label = TELEGRAM.get(row["GOLDEN:res"] or "", "")
                if label:
                    yield label, f"telegram {language} {row['GOLDEN:res']}", row["INPUT:title"], row["INPUT:text"]


def main():
    data = pathlib.Path(sys.argv[1])
    judged = sys.argv[2:] == ["--judged"]
    rows = list(articles(data, judged)) + list(telegram(data, "exam" if judged else "training"))
    if not judged:
        rows += list(reuters(data)) + list(headlines(data))
    of_source = collections.Counter(source for _, source, _, _ in rows)
    for label, source, headline, text in rows:
        # Down-weighted: a source with a hundred articles counts as ten.
        weight = of_source[source] ** -0.5 * 10 if of_source[source] > 100 else 1
        print(label, flat(source), f"{weight:.3f}", flat(headline), flat(text)[:4000], sep="\t")


if __name__ == "__main__":
    sys.exit(__doc__) if len(sys.argv) < 2 else main()
