"""The labelled pages of $NEWSSTAND_DATA: where they are, which site each is of, and what is true of them."""
import collections
import gzip
import hashlib
import json
import os
import pathlib
import re
import unicodedata
import urllib.parse

DATA = pathlib.Path(os.environ.get("NEWSSTAND_DATA", pathlib.Path.home() / ".cache/newsstand-data"))
FOLDS = 5
SECOND_LEVEL = {"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "gv"}
SHARED_HOSTS = {"wordpress.com", "blogspot.com", "blogspot.de", "medium.com", "tumblr.com", "substack.com", "github.io"}


def words(text):
    """As the scoring sees words."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").lower())


def word_f1(got, want):
    p, r = collections.Counter(words(got)), collections.Counter(words(want))
    if not r:
        return 0.0 if p else 1.0
    both = sum((p & r).values())
    a, b = both / (sum(p.values()) or 1), both / sum(r.values())
    return 2 * a * b / (a + b) if a + b else 0.0


def site_of(host):
    """The part of a host that one publisher holds: pages of one site must not be on both sides of a split."""
    labels = host.lower().split(":")[0].split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL:
        return ".".join(labels[-3:])
    site = ".".join(labels[-2:])
    return ".".join(labels[-3:]) if site in SHARED_HOSTS else site


def host_of(url):
    """Of the archived page where it is one of an archive."""
    return urllib.parse.urlsplit(re.sub(r"^https?://[^/]*archive\.org/web/[^/]*/", "", url)).netloc


def host_in(html):
    """Pages kept without their address mostly say where they were from."""
    head = html[:200_000].decode("utf-8", "replace")
    for pattern in (r"<link[^>]+rel=[\"']?canonical[\"']?[^>]*href=[\"']?(https?://[^\"'\s>]+)", r"<meta[^>]+og:url[\"']?[^>]*content=[\"']?(https?://[^\"'\s>]+)",
                    r"<base[^>]+href=[\"']?(https?://[^\"'\s>]+)"):
        found = re.search(pattern, head, re.I)
        if found:
            return host_of(found.group(1))
    hosts = collections.Counter(host_of(url) for url in re.findall(r"href=[\"']?(https?://[^\"'\s>]+)", head, re.I))
    hosts.pop("archive.org", None)
    return hosts.most_common(1)[0][0] if hosts else ""


class Page:
    def __init__(self, row, folder):
        self.row = row
        self.id = f"{row['set']}:{row['id']}"
        self.set = row["set"]
        self.url = row.get("url") or ""
        html = gzip.open(DATA / row["file"]).read()
        self.path = folder / (hashlib.sha1(self.id.encode()).hexdigest()[:16] + ".html")
        if not self.path.exists():
            self.path.write_bytes(html)
        host = host_of(self.url)
        if not host or host == "fakehost":
            host = host_in(html)
        self.site = site_of(host) or self.id
        self.fold = int(hashlib.sha1(self.site.encode()).hexdigest(), 16) % FOLDS
        self.text = row.get("text") or (re.sub(r"<[^>]+>", " ", row["expected_html"]) if row.get("expected_html") else None)
        self.title = row.get("title") or None
        self.date = str(row["date"])[:10] if row.get("date") else None
        author = row.get("author")
        self.authors = sorted(words(" ".join(author if isinstance(author, list) else [author]))) if author else None


def load(folder):
    """Every labelled page, decompressed into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return [Page(json.loads(line), folder) for line in open(DATA / "pages/manifest.jsonl")]
