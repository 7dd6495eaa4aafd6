#include "content/parse/nitf.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "content/parse/markup.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

// NITF's own names for what HTML has, too. Pictures are told beside the text, with their credits.
constexpr std::array<xml::Element::Renamed, 12> kHtmlNames = {{{"bq", "blockquote"},
                                                               {"hl1", "h2"},
                                                               {"hl2", "h3"},
                                                               {"block", "div"},
                                                               {"dateline", "p"},
                                                               {"story.date", "span"},
                                                               {"lang", "span"},
                                                               {"fn", "small"},
                                                               {"media", ""},
                                                               {"nitf-table-metadata", ""},
                                                               {"note", "div"},
                                                               {"byline", "p"}}};

// The first element of this name at any depth below `from`.
xml::Element Below(const xml::Element& from, std::string_view name) {
  xml::Element at = from.first_child();
  while (at) {
    if (at.local_name() == name) return at;
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && !at.next_sibling()) {
      at = at.parent();
      if (at == from) return {};
    }
    if (at) at = at.next_sibling();
  }
  return {};
}

ItemStatus StatusOf(std::string_view name) {
  if (AsciiIEquals(name, "canceled") || AsciiIEquals(name, "cancelled")) return ItemStatus::kCanceled;
  return AsciiIEquals(name, "withheld") ? ItemStatus::kWithheld : ItemStatus::kUsable;
}

int Pixels(const std::string& text) { return static_cast<int>(std::min<int64_t>(ReadCount(text), 100'000)); }

void ReadMediaElement(Reading& reading, const xml::Element& media, RawItem& item) {
  if (++item.media_elements > 200) return;
  std::string caption, credit;
  for (xml::Element child = media.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() == "media-caption") caption = PlainOf(child);
    if (child.local_name() == "media-producer") credit = PlainOf(child);
  }
  std::string kind = AsciiLower(media.Attribute("media-type"));
  for (xml::Element child = media.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() != "media-reference") continue;
    std::string url = AddressIn(reading, child, "source");
    std::string type = AsciiLower(child.Attribute("mime-type"));
    if (url.empty()) continue;
    if (kind == "image" || type.starts_with("image/")) {
      RawImage raw(std::move(url), 1);
      raw.image.width = Pixels(child.Attribute("width"));
      raw.image.height = Pixels(child.Attribute("height"));
      raw.image.caption = caption;
      raw.image.credit = credit;
      item.images.push_back(std::move(raw));
    } else {
      item.enclosures.push_back({std::move(url), std::move(type), 0, ReadDuration(child.Attribute("time"))});
    }
  }
}

void ReadDocData(Reading& reading, const xml::Element& docdata, RawItem& item) {
  std::string status(Trim(docdata.Attribute("management-status")));
  item.status = StatusOf(status);
  for (xml::Element child = docdata.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "doc-id") {
      item.id.Offer(child.Attribute("id-string"), 0);
    } else if (name == "date.issue") {
      OfferDate(item.published, child.Attribute("norm"), 0, reading.feed);
    } else if (name == "date.release") {
      Ranked<Timestamp> release;
      OfferDate(release, child.Attribute("norm"), 0, reading.feed);
      if (release.rank == 0) {
        item.published.Offer(release.value, 1);
        if (AsciiIEquals(status, "embargoed")) item.embargoed_until = release.value;
      }
    } else if (name == "doc.copyright") {
      std::string holder = child.Attribute("holder");
      std::string year = child.Attribute("year");
      if (!holder.empty()) item.rights.Offer("© " + (year.empty() ? "" : year + " ") + holder, 1);
    } else if (name == "doc.rights") {
      std::string owner = child.Attribute("owner");
      item.rights.Offer(owner.empty() ? PlainOf(child) : owner, 2);
    } else if (name == "key-list") {
      for (xml::Element key = child.first_child(); key; key = key.next_sibling()) {
        item.AddCategory(CollapseSpace(key.Attribute("key")));
      }
    } else if (name == "identified-content") {
      for (xml::Element key = child.first_child(); key; key = key.next_sibling()) {
        if (key.local_name() == "classifier") item.AddCategory(CollapseSpace(key.Attribute("value")));
      }
    }
  }
}

void ReadHead(Reading& reading, const xml::Element& head, RawItem& item) {
  for (xml::Element child = head.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "title") {
      item.title.Offer(RssText(reading, child), 5);
    } else if (name == "docdata") {
      ReadDocData(reading, child, item);
    } else if (name == "pubdata") {
      OfferDate(item.published, child.Attribute("date.publication"), 3, reading.feed);
      std::string publication = CollapseSpace(child.Attribute("name"));
      if (!publication.empty()) reading.feed.title.Offer(RawText(std::move(publication), TextKind::kPlain), 0);
      std::string url = AddressIn(reading, child, "ex-ref");
      if (!url.empty()) item.url.Offer(std::move(url), 0);
    } else if (name == "tobject") {
      if (xml::Element subject = child.first_child()) {
        item.AddCategory(CollapseSpace(subject.Attribute("tobject.subject.type")));
      }
    }
  }
}

void ReadBodyHead(Reading& reading, const xml::Element& head, RawItem& item) {
  for (xml::Element child = head.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "hedline") {
      if (xml::Element headline = Below(child, "hl1")) item.title.Offer(RssText(reading, headline), 0);
      if (xml::Element second = Below(child, "hl2")) item.summary.Offer(RssText(reading, second), 5);
    } else if (name == "byline") {
      xml::Element person = Below(child, "person");
      xml::Element post = Below(child, "byttl");
      std::string line = PlainOf(person ? person : child);
      std::string title = post && !person ? PlainOf(post) : "";
      // "By Jane Doe, Staff Reporter": the post is no part of the name.
      if (!title.empty() && line.size() > title.size() && line.ends_with(title)) {
        line.resize(line.size() - title.size());
        while (!line.empty() && (line.back() == ' ' || line.back() == ',')) line.pop_back();
      }
      item.AddAuthor(ReadByline(line), 0);
    } else if (name == "abstract") {
      item.summary.Offer(RawText(child.InnerHtml(kHtmlNames), TextKind::kHtml, BaseOf(reading, child)), 0);
    } else if (name == "rights") {
      item.rights.Offer(PlainOf(child), 3);
    } else if (name == "distributor") {
      if (item.source.title.empty()) item.source.title = PlainOf(child);
    }
  }
}

}  // namespace

void ReadNitfArticle(Reading& reading, const xml::Element& nitf, RawItem& item) {
  item.language.Offer(LanguageOf(reading, nitf), 20);
  for (xml::Element child = nitf.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() == "head") ReadHead(reading, child, item);
    if (child.local_name() != "body") continue;
    for (xml::Element part = child.first_child(); part; part = part.next_sibling()) {
      if (part.local_name() == "body.head") ReadBodyHead(reading, part, item);
      if (part.local_name() != "body.content") continue;
      item.content.Offer(RawText(part.InnerHtml(kHtmlNames), TextKind::kHtml, BaseOf(reading, part)), 0);
      for (xml::Element media = part.first_child(); media; media = media.next_sibling()) {
        if (media.local_name() == "media") ReadMediaElement(reading, media, item);
        if (media.local_name() != "block") continue;
        for (xml::Element inner = media.first_child(); inner; inner = inner.next_sibling()) {
          if (inner.local_name() == "media") ReadMediaElement(reading, inner, item);
        }
      }
    }
  }
}

void ReadNitf(const xml::Document& document, const xml::Element& root, RawFeed& feed) {
  Reading reading(document, feed);
  feed.format = "nitf";
  ReadNitfArticle(reading, root, feed.items.emplace_back());
}

}  // namespace newsstand::parse
