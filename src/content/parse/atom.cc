// Atom 0.3 and 1.0.
#include <algorithm>
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "content/parse/atom_links.h"
#include "content/parse/markup.h"
#include "content/parse/modules.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

constexpr size_t kPeople = 100;

std::string RelOf(const xml::Element& element) {
  std::string rel = AsciiLower(Trim(element.Attribute("rel")));
  constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
  if (rel.starts_with(kRegistry)) rel.erase(0, kRegistry.size());
  return rel.empty() ? "alternate" : rel;
}

// Among several pages of an entry, HTML is the one to read.
int PageRank(const xml::Element& element, int rank) {
  std::string type = AsciiLower(Trim(element.Attribute("type")));
  bool page = type.empty() || type == "text/html" || type == "application/xhtml+xml";
  return page ? rank : rank + 2;
}

std::string CategoryOf(const xml::Element& element) {
  std::string name = CollapseSpace(element.Attribute("label"));
  if (name.empty()) name = CollapseSpace(element.Attribute("term"));
  if (name.empty()) name = PlainOf(element);
  return name;
}

std::string PlainText(Reading& reading, const xml::Element& element) { return PlainLine(AtomText(reading, element)); }

void ReadSource(Reading& reading, const xml::Element& element, RawItem& item) {
  ParsedSource& source = item.source;
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "title") {
      source.title = PlainText(reading, child);
    } else if (name == "link") {
      std::string rel = RelOf(child);
      if (rel == "alternate" || (rel == "self" && source.url.empty())) source.url = AddressIn(reading, child, "href");
    } else if (name == "author") {
      ParsedAuthor author = AtomPerson(reading, child);
      item.AddAuthor(author, kDublinCore);
      if (source.authors.size() < kPeople) source.authors.push_back(std::move(author));
    } else if (name == "rights" || name == "copyright") {
      source.rights = PlainText(reading, child);
      item.rights.Offer(source.rights, kDublinCore);
    } else if (name == "subtitle" || name == "tagline") {
      source.subtitle = PlainText(reading, child);
    } else if (name == "id") {
      source.id = TextOf(child);
    } else if (name == "icon") {
      source.icon = AddressOf(reading, child);
    } else if (name == "logo") {
      source.logo = AddressOf(reading, child);
    } else if (name == "updated" || name == "modified") {
      Ranked<Timestamp> updated;
      OfferDate(updated, child.Text(), kOwn, reading.feed);
      if (updated.rank == kOwn) source.updated = updated.value;
    }
  }
}

void ReadContent(Reading& reading, const xml::Element& element, RawItem& item, int rank) {
  if (element.HasAttribute("src")) {
    // The text is elsewhere: a page to read, or a recording.
    std::string url = AddressIn(reading, element, "src");
    std::string type = AsciiLower(Trim(element.Attribute("type")));
    if (type.starts_with("audio/") || type.starts_with("video/")) {
      if (!url.empty()) item.enclosures.push_back({url, type, 0, 0});
    } else if (!type.starts_with("image/")) {
      item.url.Offer(std::move(url), rank + 8);
    }
    return;
  }
  if (!item.content.WouldTake(rank)) return;
  RawText text = AtomText(reading, element);
  if (!Trim(text.value).empty()) item.content.Offer(std::move(text), rank);
}

// What an entry says in Atom's own elements; `rank` is kOwn in Atom, higher where it stands in RSS.
void ReadEntryElement(Reading& reading, const xml::Element& element, RawItem& item, int rank) {
  std::string_view name = element.local_name();
  if (name == "title") {
    item.title.Offer(AtomText(reading, element), rank);
  } else if (name == "link") {
    ReadItemLink(reading, element, item, rank);
  } else if (name == "id") {
    std::string id = TextOf(element);
    // Where an entry links nowhere, its id is often the address after all.
    if (id.starts_with("http://") || id.starts_with("https://")) {
      item.url.Offer(ResolveAddress(id, BaseOf(reading, element)), rank + 9);
    }
    item.id.Offer(std::move(id), rank);
  } else if (name == "summary" || name == "subtitle") {
    if (item.summary.WouldTake(rank)) item.summary.Offer(AtomText(reading, element), rank);
  } else if (name == "content") {
    ReadContent(reading, element, item, rank);
  } else if (name == "published") {
    OfferDate(item.published, element.Text(), rank, reading.feed);
  } else if (name == "issued" || name == "created") {
    OfferDate(item.published, element.Text(), name == "issued" ? rank + 1 : rank + 2, reading.feed);
  } else if (name == "updated" || name == "modified") {
    OfferDate(item.updated, element.Text(), name == "updated" ? rank : rank + 1, reading.feed);
  } else if (name == "author") {
    item.AddAuthor(AtomPerson(reading, element), kOwn);
  } else if (name == "contributor") {
    if (item.contributors.size() < kPeople) item.contributors.push_back(AtomPerson(reading, element));
  } else if (name == "category") {
    item.AddCategory(CategoryOf(element));
  } else if (name == "rights" || name == "copyright") {
    item.rights.Offer(PlainText(reading, element), rank);
  } else if (name == "source") {
    ReadSource(reading, element, item);
  }
}

void ReadEntry(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  if (feed.items.size() >= limits::kFeedItems) {
    feed.Warn("There are more items than are read from one document; the rest was left out.");
    return;
  }
  RawItem& item = feed.items.emplace_back();
  item.language.Offer(LanguageOf(reading, element), kPodcast);
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    if (reading.NsOf(child) == Ns::kAtom) {
      ReadEntryElement(reading, child, item, kOwn);
      // The language of a text is that of the article, unless the entry names one.
      bool speaks = child.local_name() == "title" || child.local_name() == "content";
      if (speaks && child.scope() != element.scope()) item.language.Offer(LanguageOf(reading, child), kPodcast - 1);
    } else {
      ReadItemModule(reading, child, item);
    }
  }
}

// RFC 6721: the publisher took an entry back.
void ReadTombstone(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  std::string id = element.Attribute("ref");
  if (id.empty() || feed.items.size() >= limits::kFeedItems) return;
  RawItem& item = feed.items.emplace_back();
  if (id.starts_with("http")) item.url.Offer(ResolveAddress(id, BaseOf(reading, element)), kOwn + 9);
  item.id.Offer(std::move(id), kOwn);
  OfferDate(item.updated, element.Attribute("when"), kOwn, feed);
  item.status = ItemStatus::kCanceled;
}

void ReadFeedElement(Reading& reading, const xml::Element& element, int rank) {
  RawFeed& feed = reading.feed;
  std::string_view name = element.local_name();
  if (name == "title") {
    feed.title.Offer(AtomText(reading, element), rank);
  } else if (name == "subtitle" || name == "tagline") {
    feed.subtitle.Offer(AtomText(reading, element), rank);
  } else if (name == "info") {
    feed.subtitle.Offer(AtomText(reading, element), rank + 1);
  } else if (name == "link") {
    ReadFeedLink(reading, element, rank);
  } else if (name == "updated" || name == "modified") {
    OfferDate(feed.updated, element.Text(), rank, feed);
  } else if (name == "published") {
    OfferDate(feed.published, element.Text(), rank, feed);
  } else if (name == "rights" || name == "copyright") {
    feed.rights.Offer(PlainText(reading, element), rank);
  } else if (name == "icon") {
    feed.icon.Offer(AddressOf(reading, element), rank);
  } else if (name == "logo") {
    feed.logo.Offer(AddressOf(reading, element), rank);
  } else if (name == "author") {
    if (feed.authors.size() < kPeople) feed.authors.push_back(AtomPerson(reading, element));
  } else if (name == "contributor") {
    if (feed.contributors.size() < kPeople) feed.contributors.push_back(AtomPerson(reading, element));
  } else if (name == "id") {
    feed.id.Offer(TextOf(element), rank);
  } else if (name == "category") {
    AddDistinct(feed.categories, CategoryOf(element));
  } else if (name == "generator") {
    std::string url = AddressIn(reading, element, "uri");
    if (url.empty()) url = AddressIn(reading, element, "url");
    feed.generator = {PlainOf(element), std::move(url), TextIn(element, "version")};
  }
}

// A feed that is served by somebody else says itself where it belongs.
void FindSite(Reading& reading, const xml::Element& root) {
  for (std::string_view wanted : {"self", "alternate"}) {
    for (xml::Element child = root.first_child(); child; child = child.next_sibling()) {
      if (child.local_name() != "link" || RelOf(child) != wanted || !ParseUrl(Trim(child.Attribute("href")))) continue;
      SettleBase(reading.feed, child.Attribute("href"));
      return;
    }
  }
}

}  // namespace

namespace {

// thr:count of a link to replies; -1 when it is not said.
int CommentCount(const xml::Element& element) {
  if (!element.HasAttribute("count")) return -1;
  return static_cast<int>(std::min<int64_t>(ReadCount(element.Attribute("count")), 1'000'000'000));
}

}  // namespace

void ReadItemLink(Reading& reading, const xml::Element& element, RawItem& item, int rank) {
  std::string url = AddressIn(reading, element, "href");
  if (url.empty()) url = AddressOf(reading, element);
  if (url.empty()) return;
  std::string rel = RelOf(element);
  std::string type = AsciiLower(Trim(element.Attribute("type")));
  if (rel == "alternate") {
    item.url.Offer(std::move(url), PageRank(element, rank));
  } else if (rel == "enclosure") {
    if (++item.media_elements > 200) return;
    if (type.starts_with("image/")) {
      RawImage raw;
      raw.rank = 1;
      raw.image.url = url;
      item.images.push_back(std::move(raw));
    }
    item.enclosures.push_back({std::move(url), std::move(type), ReadCount(element.Attribute("length")), 0});
  } else if (rel == "replies" && (type.empty() || type == "text/html" || type == "application/xhtml+xml")) {
    item.comments_url.Offer(std::move(url), rank);
    item.comment_count = std::max(item.comment_count, CommentCount(element));
  } else if (rel == "replies") {
    item.comments_feed_url.Offer(std::move(url), rank);
    item.comment_count = std::max(item.comment_count, CommentCount(element));
  } else if (rel == "self") {
    item.url.Offer(std::move(url), rank + 7);
  } else if (rel == "related" || rel == "via") {
    item.url.Offer(std::move(url), rank + 8);
  }
}

void ReadFeedLink(Reading& reading, const xml::Element& element, int rank) {
  RawFeed& feed = reading.feed;
  std::string url = AddressIn(reading, element, "href");
  if (url.empty()) url = AddressOf(reading, element);
  if (url.empty()) return;
  std::string rel = RelOf(element);
  if (rel == "alternate") {
    feed.url.Offer(std::move(url), PageRank(element, rank));
  } else if (rel == "self") {
    feed.self_url.Offer(std::move(url), rank);
  } else if (rel == "hub" && feed.hubs.size() < 10) {
    if (std::find(feed.hubs.begin(), feed.hubs.end(), url) == feed.hubs.end()) feed.hubs.push_back(std::move(url));
  } else if (rel == "icon" || rel == "shortcut icon") {
    feed.icon.Offer(std::move(url), rank);
  }
}

void ReadAtomInItem(Reading& reading, const xml::Element& element, RawItem& item) {
  ReadEntryElement(reading, element, item, kAtomInRss);
}

void ReadAtomInChannel(Reading& reading, const xml::Element& element) { ReadFeedElement(reading, element, kAtomInRss); }

void ReadAtom(const xml::Document& document, const xml::Element& root, RawFeed& feed) {
  Reading reading(document, feed);
  std::string_view ns = root.ns();
  feed.format = Trim(root.Attribute("version")) == "0.3" || ns.find("purl.org/atom/ns") != std::string_view::npos
                    ? "atom-0.3"
                    : "atom-1.0";
  reading.namespaces.Adopt(root, Ns::kAtom);
  if (root.local_name() == "entry") {
    feed.language.Offer(LanguageOf(reading, root), kOwn);
    ReadEntry(reading, root);
    return;
  }
  feed.language.Offer(LanguageOf(reading, root), kOwn);
  FindSite(reading, root);
  for (xml::Element child = root.first_child(); child; child = child.next_sibling()) {
    Ns child_ns = reading.NsOf(child);
    bool entry = child.local_name() == "entry" || child.local_name() == "item";
    if (entry && (child_ns == Ns::kAtom || child_ns == Ns::kNone)) {
      if (child_ns == Ns::kNone) reading.namespaces.Adopt(child, Ns::kAtom);
      ReadEntry(reading, child);
    } else if (child.local_name() == "deleted-entry") {
      ReadTombstone(reading, child);
    } else if (child_ns == Ns::kAtom) {
      ReadFeedElement(reading, child, kOwn);
    } else {
      ReadFeedModule(reading, child);
    }
  }
}

}  // namespace newsstand::parse
