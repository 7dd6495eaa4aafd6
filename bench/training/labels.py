"""Which blocks of a page are of its article, from what is known of the page: its text, or a few of its passages."""
import collections

from pages import words

NGRAM = 3
LONG = 8  # words from which a block is found by what it says, not by where it stands


def grams(tokens):
    return [tuple(tokens[i:i + NGRAM]) for i in range(len(tokens) - NGRAM + 1)]


class Reference:
    """The words of the true text, and where each run of them stands."""

    def __init__(self, text):
        self.tokens = words(text)
        self.places = collections.defaultdict(list)
        for i, gram in enumerate(grams(self.tokens)):
            self.places[gram].append(i)

    def share(self, tokens):
        """How much of `tokens` the text has, and where it begins there."""
        found = [self.places[g][0] for g in grams(tokens) if g in self.places]
        return len(found) / max(1, len(tokens) - NGRAM + 1), (sorted(found)[len(found) // 2] if found else -1)

    def holds(self, tokens, start, end):
        """Whether the text has exactly these words in a row between two places."""
        start, end, size = max(0, start), min(len(self.tokens), end), len(tokens)
        return any(self.tokens[i:i + size] == tokens for i in range(start, end - size + 1))


def by_text(blocks, text):
    """1 and 0 for each block: of the text or not. Long ones by their words; short ones when they stand between their
    neighbours in the text, too."""
    reference = Reference(text)
    tokens = [words(block) for block in blocks]
    label, place = [0] * len(blocks), [-1] * len(blocks)
    copies = collections.defaultdict(list)
    for i, block in enumerate(tokens):
        if len(block) < LONG:
            continue
        share, place[i] = reference.share(block)
        if share >= 0.6:
            label[i] = 1
            copies[tuple(block)].append(i)
    # What the page shows more often than the text counts as often as in the text: where its neighbours are of it.
    for block, at in copies.items():
        allowed = max(1, min(len(reference.places[g]) for g in grams(list(block)) if g in reference.places))
        if len(at) > allowed:
            def company(i):
                return sum(label[j] for j in range(max(0, i - 4), min(len(blocks), i + 5)))
            for i in sorted(at, key=company, reverse=True)[allowed:]:
                label[i] = 0
    known = [(i, place[i]) for i in range(len(blocks)) if label[i]]
    for i, block in enumerate(tokens):
        if not block or len(block) >= LONG:
            continue
        before = max(((at, p) for at, p in known if at < i), default=(None, 0))
        after = min(((at, p) for at, p in known if at > i), default=(None, len(reference.tokens)))
        start = before[1] + (len(tokens[before[0]]) // 3 if before[0] is not None else 0)
        label[i] = int(reference.holds(block, start - 2, after[1] + 2 if after[0] is not None else len(reference.tokens)))
    return label


def by_passages(blocks, wanted, unwanted):
    """1, 0, or None where nothing is known."""
    flat = [" ".join(block.split()) for block in blocks]
    label = [None] * len(blocks)
    for value, passages in ((1, wanted), (0, unwanted)):
        for passage in passages:
            passage = " ".join(passage.split())
            hits = [i for i, block in enumerate(flat) if passage in block]
            if not hits:
                hits = [i for i, block in enumerate(flat) if len(block) > 20 and block in passage]
            if value == 1 and len(hits) > 1 and passage == flat[hits[0]]:
                hits = [i for i in hits if label[i] is None][:1]
            for i in hits:
                label[i] = value if label[i] in (None, value) else label[i]
    return label
