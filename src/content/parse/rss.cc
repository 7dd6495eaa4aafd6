// RSS: the shape of all its versions. They differ in where items stand and in what the root is called, not in what
// elements mean.
#include <algorithm>
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "content/parse/atom_links.h"
#include "content/parse/modules.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

std::string FormatOf(const Reading& reading, const xml::Element& root) {
  if (root.local_name() == "rdf") {
    for (const std::string& ns : reading.document.namespaces()) {
      if (ns.starts_with("http://my.netscape.com/rdf/simple/0.9") ||
          ns.starts_with("http://channel.netscape.com/rdf/simple/0.9")) {
        return "rss-0.90";
      }
    }
    return "rss-1.0";
  }
  std::string version(Trim(root.Attribute("version")));
  for (std::string_view known : {"0.90", "0.91", "0.92", "0.93", "0.94", "1.0"}) {
    if (version == known) return "rss-" + version;
  }
  return "rss-2.0";
}

void ReadGuid(Reading& reading, const xml::Element& element, RawItem& item) {
  std::string id = TextOf(element);
  if (id.empty()) return;
  std::string permalink = AsciiLower(Trim(element.Attribute("ispermalink")));
  bool address = id.starts_with("http://") || id.starts_with("https://");
  if (permalink != "false" && (address || permalink == "true")) {
    item.url.Offer(ResolveAddress(id, BaseOf(reading, element)), kOwn + 5);
  } else if (address) {
    // Said not to be a link, but where there is no other it usually is one.
    item.url.Offer(ResolveAddress(id, BaseOf(reading, element)), kOwn + 9);
  }
  item.id.Offer(std::move(id), kOwn);
}

void ReadEnclosure(Reading& reading, const xml::Element& element, RawItem& item) {
  if (++item.media_elements > 200) return;
  ParsedEnclosure enclosure;
  enclosure.url = AddressIn(reading, element, "url");
  if (enclosure.url.empty()) enclosure.url = AddressIn(reading, element, "href");
  enclosure.type = AsciiLower(Trim(element.Attribute("type")));
  enclosure.length_bytes = ReadCount(element.Attribute("length"));
  if (enclosure.url.empty()) return;
  if (enclosure.type.starts_with("image")) {
    RawImage raw;
    raw.rank = 1;
    raw.image.url = enclosure.url;
    item.images.push_back(std::move(raw));
  }
  item.enclosures.push_back(std::move(enclosure));
}

void ReadItemImage(Reading& reading, const xml::Element& element, RawItem& item) {
  RawImage raw;
  raw.rank = 2;
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "url") raw.image.url = AddressOf(reading, child);
    if (name == "width") raw.image.width = static_cast<int>(std::min<int64_t>(ReadCount(child.Text()), 100'000));
    if (name == "height") raw.image.height = static_cast<int>(std::min<int64_t>(ReadCount(child.Text()), 100'000));
  }
  if (!element.first_child()) raw.image.url = AddressOf(reading, element);
  if (raw.image.url.empty()) raw.image.url = AddressIn(reading, element, "url");
  if (!raw.image.url.empty() && ++item.media_elements <= 200) item.images.push_back(std::move(raw));
}

// RSS knows descriptions; a publisher who adds a summary means the description to be the text.
constexpr int kDescriptionAsText = kOwn + 4;

void ReadDescription(Reading& reading, const xml::Element& element, RawItem& item) {
  if (item.summary.rank == kOwn - 1 && item.content.WouldTake(kDescriptionAsText)) {
    item.content.Offer(RssText(reading, element), kDescriptionAsText);
  } else if (item.summary.WouldTake(kOwn)) {
    item.summary.Offer(RssText(reading, element), kOwn);
  }
}

void ReadSummary(Reading& reading, const xml::Element& element, RawItem& item) {
  if (!item.summary.WouldTake(kOwn - 1)) return;
  RawText summary = RssText(reading, element);
  if (Trim(summary.value).empty()) return;
  if (item.summary.rank == kOwn) item.content.Offer(std::move(item.summary.value), kDescriptionAsText);
  item.summary.Offer(std::move(summary), kOwn - 1);
}

void ReadOwnItemElement(Reading& reading, const xml::Element& element, RawItem& item) {
  std::string_view name = element.local_name();
  if (name == "title") {
    item.title.Offer(RssText(reading, element), kOwn);
  } else if (name == "link") {
    std::string url = AddressOf(reading, element);
    if (url.empty()) url = AddressIn(reading, element, "href");
    if (!url.empty()) item.url.Offer(std::move(url), kOwn);
  } else if (name == "description") {
    ReadDescription(reading, element, item);
  } else if (name == "guid") {
    ReadGuid(reading, element, item);
  } else if (name == "pubdate") {
    OfferDate(item.published, element.Text(), kOwn, reading.feed);
  } else if (name == "author") {
    item.AddAuthor(element.has_child_elements() ? AtomPerson(reading, element) : ReadPerson(PlainOf(element)), kOwn);
  } else if (name == "category") {
    item.AddCategory(PlainOf(element));
  } else if (name == "enclosure") {
    ReadEnclosure(reading, element, item);
  } else if (name == "comments") {
    item.comments_url.Offer(AddressOf(reading, element), kOwn);
  } else if (name == "source") {
    item.source.title = PlainOf(element);
    item.source.url = AddressIn(reading, element, "url");
  } else if (name == "image") {
    ReadItemImage(reading, element, item);
  } else if (name == "fulltext" || name == "full-text" || name == "fullitem" || name == "body" || name == "content") {
    OfferBody(reading, element, item, kOwn + 3);
  } else if (name == "summary" || name == "shortdescription") {
    ReadSummary(reading, element, item);
  } else if (name == "copyright" || name == "rights") {
    item.rights.Offer(PlainOf(element), kOwn);
  } else if (name == "language") {
    item.language.Offer(TextOf(element), kOwn);
  } else if (name == "updated" || name == "lastbuilddate") {
    OfferDate(item.updated, element.Text(), kOwn, reading.feed);
  } else if (name == "published" || name == "date") {
    OfferDate(item.published, element.Text(), kOwn + 1, reading.feed);
  } else if (name == "expirationdate") {
    OfferDate(item.expires, element.Text(), kOwn, reading.feed);
  }
}

void ReadItem(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  if (feed.items.size() >= limits::kFeedItems) {
    feed.Warn("There are more items than are read from one document; the rest was left out.");
    return;
  }
  RawItem& item = feed.items.emplace_back();
  item.language.Offer(LanguageOf(reading, element), kPodcast);
  if (std::string about = element.PrefixedAttribute("rdf", "about"); !about.empty()) {
    item.url.Offer(ResolveAddress(about, BaseOf(reading, element)), kOwn + 8);
    item.id.Offer(std::move(about), kOwn + 5);
  }
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    if (ReadItemModule(reading, child, item)) continue;
    Ns ns = reading.NsOf(child);
    if (ns == Ns::kAtom) {
      ReadAtomInItem(reading, child, item);
    } else if (ns == Ns::kNone) {
      ReadOwnItemElement(reading, child, item);
    }
  }
}

void ReadChannelImage(Reading& reading, const xml::Element& element) {
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() == "url") reading.feed.logo.Offer(AddressOf(reading, child), kOwn);
  }
  if (std::string url = element.PrefixedAttribute("rdf", "about");
      !url.empty() && !reading.feed.logo.WouldTake(kPodcast)) {
    reading.feed.logo.Offer(ResolveAddress(url, BaseOf(reading, element)), kPodcast);
  }
}

void ReadSkipHours(Reading& reading, const xml::Element& element) {
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    std::string text = TextOf(child);
    if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) continue;
    int hour = static_cast<int>(std::min<int64_t>(ReadCount(text), 100));
    if (hour == 24) hour = 0;  // RSS 0.91 counted from 1
    auto& hours = reading.feed.skip_hours;
    if (hour < 24 && std::find(hours.begin(), hours.end(), hour) == hours.end()) hours.push_back(hour);
  }
}

// sy:updatePeriod and sy:updateFrequency, as minutes between updates.
void ReadSyndication(const xml::Element& channel, Reading& reading) {
  int64_t period = 0;
  int64_t frequency = 1;
  for (xml::Element child = channel.first_child(); child; child = child.next_sibling()) {
    if (reading.NsOf(child) != Ns::kSyndication) continue;
    std::string text = AsciiLower(TextOf(child));
    if (child.local_name() == "updatefrequency") frequency = std::max<int64_t>(ReadCount(text), 1);
    if (child.local_name() != "updateperiod") continue;
    if (text == "hourly") period = 60;
    if (text == "daily") period = 24 * 60;
    if (text == "weekly") period = 7 * 24 * 60;
    if (text == "monthly") period = 30 * 24 * 60;
    if (text == "yearly") period = 365 * 24 * 60;
  }
  if (period > 0 && reading.feed.ttl_minutes == 0) reading.feed.ttl_minutes = static_cast<int>(period / frequency);
}

// Who makes the channel and what it is about.
void ReadChannelPeople(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  const std::string_view name = element.local_name();
  if (name == "managingeditor" || name == "author") {
    feed.editors.push_back(ReadPerson(PlainOf(element)));
  } else if (name == "webmaster") {
    feed.publisher.Offer(ReadPerson(PlainOf(element)), kOwn);
  } else if (name == "category") {
    AddDistinct(feed.categories, PlainOf(element));
  } else if (name == "generator") {
    feed.generator.name = PlainOf(element);
  }
}

void ReadOwnChannelElement(Reading& reading, const xml::Element& element) {
  RawFeed& feed = reading.feed;
  std::string_view name = element.local_name();
  if (name == "title") {
    feed.title.Offer(RssText(reading, element), kOwn);
  } else if (name == "link") {
    std::string url = AddressOf(reading, element);
    if (url.empty()) url = AddressIn(reading, element, "href");
    if (!url.empty()) feed.url.Offer(std::move(url), kOwn);
  } else if (name == "description" || name == "tagline") {
    feed.subtitle.Offer(RssText(reading, element), kOwn);
  } else if (name == "language") {
    feed.language.Offer(TextOf(element), kOwn);
  } else if (name == "copyright") {
    feed.rights.Offer(PlainOf(element), kOwn);
  } else if (name == "pubdate") {
    OfferDate(feed.published, element.Text(), kOwn, feed);
  } else if (name == "lastbuilddate") {
    OfferDate(feed.updated, element.Text(), kOwn, feed);
  } else if (name == "image") {
    ReadChannelImage(reading, element);
  } else if (name == "ttl") {
    feed.ttl_minutes = static_cast<int>(std::min<int64_t>(ReadCount(element.Text()), 365 * 24 * 60));
  } else if (name == "skiphours") {
    ReadSkipHours(reading, element);
  } else {
    ReadChannelPeople(reading, element);
  }
}

// The site's address, wherever in the channel it stands, before anything is read that may be relative to it.
void FindSite(Reading& reading, const xml::Element& channel) {
  for (xml::Element child = channel.first_child(); child; child = child.next_sibling()) {
    bool link = child.local_name() == "link" && reading.NsOf(child) == Ns::kNone;
    if (link) SettleBase(reading.feed, child.Text());
    if (link) return;
  }
}

void ReadChannel(Reading& reading, const xml::Element& channel) {
  FindSite(reading, channel);
  reading.feed.language.Offer(LanguageOf(reading, channel), kPodcast);
  for (xml::Element child = channel.first_child(); child; child = child.next_sibling()) {
    Ns ns = reading.NsOf(child);
    bool item = child.local_name() == "item" || child.local_name() == "entry";
    if (ns == Ns::kNone && item) {
      ReadItem(reading, child);
    } else if (ns == Ns::kAtom) {
      ReadAtomInChannel(reading, child);
    } else if (!ReadFeedModule(reading, child) && ns == Ns::kNone) {
      ReadOwnChannelElement(reading, child);
    }
  }
  ReadSyndication(channel, reading);
}

// Broken nesting puts items in odd places: every item of the document counts, wherever it stands.
void ReadStrayItems(Reading& reading, const xml::Element& root) {
  xml::Element element = root.first_child();
  while (element) {
    if (element.local_name() == "item" && reading.NsOf(element) == Ns::kNone) {
      ReadItem(reading, element);
    } else if (element.first_child()) {
      element = element.first_child();
      continue;
    }
    while (element && !element.next_sibling()) element = element.parent();
    if (element) element = element.next_sibling();
  }
}

}  // namespace

void ReadRss(const xml::Document& document, const xml::Element& root, RawFeed& feed) {
  Reading reading(document, feed);
  feed.format = FormatOf(reading, root);
  if (root.local_name() != "rdf") reading.namespaces.Adopt(root, Ns::kNone);
  feed.language.Offer(LanguageOf(reading, root), kPodcast + 1);
  if (root.local_name() == "channel") ReadChannel(reading, root);
  for (xml::Element child = root.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "channel") {
      if (reading.NsOf(child) == Ns::kOther) reading.namespaces.Adopt(child, Ns::kNone);
      ReadChannel(reading, child);
    } else if (name == "item" && root.local_name() != "channel") {
      ReadItem(reading, child);
    } else if (name == "image" && root.local_name() != "channel") {
      ReadChannelImage(reading, child);
    }
  }
  if (feed.items.empty()) ReadStrayItems(reading, root);
}

}  // namespace newsstand::parse
