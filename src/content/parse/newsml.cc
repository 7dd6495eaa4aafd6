// NewsML-G2: news items, alone, in messages, or referred to by packages.
#include <algorithm>
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "content/parse/nitf.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

int Pixels(const std::string& text) { return static_cast<int>(std::min<int64_t>(ReadCount(text), 100'000)); }

// "stat:canceled" and "http://cv.iptc.org/newscodes/pubstatusg2/canceled" → "canceled".
std::string CodeOf(const xml::Element& element) {
  std::string code(Trim(element.Attribute("qcode")));
  if (code.empty()) code = std::string(Trim(element.Attribute("uri")));
  size_t cut = code.find_last_of(":/");
  return AsciiLower(cut == std::string::npos ? code : code.substr(cut + 1));
}

// The name of a party or subject, in the item's language where there are several.
std::string NameOf(Reading& reading, const xml::Element& element, const std::string& language) {
  std::string first;
  for (xml::Element child = element.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() != "name") continue;
    std::string name = PlainOf(child);
    if (first.empty()) first = name;
    std::string tag = LanguageOf(reading, child);
    if (!language.empty() && tag.substr(0, 2) == language.substr(0, 2)) return name;
  }
  if (first.empty()) first = CollapseSpace(element.Attribute("literal"));
  return first;
}

struct Notes {  // of pictures, which stand in another part than they do
  std::string caption, credit, kind;
};

void ReadItemMeta(Reading& reading, const xml::Element& meta, RawItem& item, Notes& notes) {
  for (xml::Element child = meta.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "itemclass") {
      notes.kind = CodeOf(child);
    } else if (name == "versioncreated") {
      OfferDate(item.updated, child.Text(), 1, reading.feed);
    } else if (name == "firstcreated") {
      OfferDate(item.published, child.Text(), 1, reading.feed);
    } else if (name == "embargoed") {
      Ranked<Timestamp> until;
      OfferDate(until, child.Text(), 0, reading.feed);
      if (until.rank == 0) item.embargoed_until = until.value;
      // An embargo without a time lasts until the next version.
      if (Trim(child.Text()).empty()) item.status = ItemStatus::kWithheld;
    } else if (name == "pubstatus") {
      std::string status = CodeOf(child);
      if (status == "canceled") item.status = ItemStatus::kCanceled;
      if (status == "withheld") item.status = ItemStatus::kWithheld;
    } else if (name == "provider") {
      std::string provider = NameOf(reading, child, "");
      if (!provider.empty()) reading.feed.title.Offer(RawText(std::move(provider), TextKind::kPlain), 1);
    } else if (name == "title") {
      item.title.Offer(RssText(reading, child), 5);
    } else if (name == "link") {
      std::string rel = CodeOf(child);
      std::string type = AsciiLower(child.Attribute("contenttype"));
      if (type.starts_with("text/html")) item.url.Offer(AddressIn(reading, child, "href"), 0);
    }
  }
}

void ReadRights(const xml::Element& rights, RawItem& item, Notes& notes) {
  for (xml::Element child = rights.first_child(); child; child = child.next_sibling()) {
    if (child.local_name() == "copyrightnotice") item.rights.Offer(PlainOf(child), 0);
    if (child.local_name() != "copyrightholder") continue;
    for (xml::Element name = child.first_child(); name; name = name.next_sibling()) {
      if (name.local_name() != "name") continue;
      item.rights.Offer(PlainOf(name), 1);
      if (notes.credit.empty()) notes.credit = PlainOf(name);
    }
  }
}

void ReadContentMeta(Reading& reading, const xml::Element& meta, RawItem& item, Notes& notes) {
  std::string language = LanguageOf(reading, meta);
  for (xml::Element child = meta.first_child(); child; child = child.next_sibling()) {
    std::string_view name = child.local_name();
    if (name == "headline") {
      item.title.Offer(RssText(reading, child), 0);
    } else if (name == "by") {
      item.AddAuthor(ReadByline(PlainOf(child)), 0);
    } else if (name == "creator") {
      ParsedAuthor author;
      author.name = NameOf(reading, child, language);
      item.AddAuthor(std::move(author), 1);
    } else if (name == "contentcreated") {
      OfferDate(item.published, child.Text(), 0, reading.feed);
    } else if (name == "contentmodified") {
      OfferDate(item.updated, child.Text(), 0, reading.feed);
    } else if (name == "language") {
      item.language.Offer(child.Attribute("tag"), 0);
    } else if (name == "subject" || name == "genre") {
      item.AddCategory(NameOf(reading, child, language));
    } else if (name == "keyword") {
      item.AddCategory(PlainOf(child));
    } else if (name == "creditline") {
      notes.credit = PlainOf(child);
    } else if (name == "infosource") {
      if (item.source.title.empty()) item.source.title = NameOf(reading, child, language);
    } else if (name == "description") {
      std::string role = AsciiLower(child.Attribute("role"));
      if (notes.caption.empty() || role.ends_with("caption")) notes.caption = PlainOf(child);
      item.summary.Offer(RssText(reading, child), role.ends_with("summary") ? 0 : 1);
    } else if (name == "slugline") {
      item.title.Offer(RssText(reading, child), 9);
    }
  }
}

void ReadRemoteContent(Reading& reading, const xml::Element& content, RawItem& item, const Notes& notes) {
  if (++item.media_elements > 200) return;
  std::string url = AddressIn(reading, content, "href");
  std::string type = AsciiLower(content.Attribute("contenttype"));
  if (url.empty()) return;
  if (type.starts_with("image/") || (type.empty() && (notes.kind == "picture" || notes.kind == "graphic"))) {
    RawImage raw(std::move(url), 1);
    raw.image.width = Pixels(content.Attribute("width"));
    raw.image.height = Pixels(content.Attribute("height"));
    raw.image.caption = notes.caption;
    raw.image.credit = notes.credit;
    item.images.push_back(std::move(raw));
  } else {
    item.enclosures.push_back({std::move(url), std::move(type), ReadCount(content.Attribute("size")),
                               ReadDuration(content.Attribute("duration"))});
  }
}

void ReadContentSet(Reading& reading, const xml::Element& set, RawItem& item, const Notes& notes) {
  for (xml::Element content = set.first_child(); content; content = content.next_sibling()) {
    std::string_view name = content.local_name();
    std::string type = AsciiLower(content.Attribute("contenttype"));
    if (name == "remotecontent") {
      ReadRemoteContent(reading, content, item, notes);
    } else if (name == "inlinexml") {
      xml::Element inner = content.first_child();
      if (inner && inner.local_name() == "nitf") {
        ReadNitfArticle(reading, inner, item);
      } else if (inner && inner.local_name() == "html") {
        xml::Element body = inner.first_child();
        while (body && body.local_name() != "body") body = body.next_sibling();
        if (body) item.content.Offer(RawText(body.InnerHtml(), TextKind::kHtml, BaseOf(reading, body)), 1);
      }
    } else if (name == "inlinedata") {
      bool html = type.find("html") != std::string::npos;
      RawText text(content.Text(), html ? TextKind::kHtml : TextKind::kPlain, BaseOf(reading, content));
      text.keeps_lines = true;
      item.content.Offer(std::move(text), html ? 1 : 2);
    }
  }
}

bool HasRoom(RawFeed& feed) {
  if (feed.items.size() < limits::kFeedItems) return true;
  feed.Warn("There are more items than are read from one document; the rest was left out.");
  return false;
}

void ReadNewsItem(Reading& reading, const xml::Element& element) {
  if (!HasRoom(reading.feed)) return;
  RawItem& item = reading.feed.items.emplace_back();
  std::string guid(Trim(element.Attribute("guid")));
  if (guid.starts_with("http")) item.url.Offer(ResolveAddress(guid, BaseOf(reading, element)), 9);
  item.id.Offer(std::move(guid), 0);
  item.language.Offer(LanguageOf(reading, element), 10);
  Notes notes;
  for (std::string_view wanted : {"rightsinfo", "itemmeta", "contentmeta", "contentset"}) {
    for (xml::Element part = element.first_child(); part; part = part.next_sibling()) {
      if (part.local_name() != wanted) continue;
      if (wanted == "rightsinfo") ReadRights(part, item, notes);
      if (wanted == "itemmeta") ReadItemMeta(reading, part, item, notes);
      if (wanted == "contentmeta") ReadContentMeta(reading, part, item, notes);
      if (wanted == "contentset") ReadContentSet(reading, part, item, notes);
    }
  }
}

// A package lists items that are elsewhere: each reference is an announcement.
void ReadPackage(Reading& reading, const xml::Element& package) {
  Notes notes;
  RawItem whole;
  for (xml::Element part = package.first_child(); part; part = part.next_sibling()) {
    if (part.local_name() == "itemmeta") ReadItemMeta(reading, part, whole, notes);
    if (part.local_name() == "contentmeta") ReadContentMeta(reading, part, whole, notes);
    if (part.local_name() != "groupset") continue;
    for (xml::Element group = part.first_child(); group; group = group.next_sibling()) {
      for (xml::Element ref = group.first_child(); ref; ref = ref.next_sibling()) {
        if (ref.local_name() != "itemref" || !HasRoom(reading.feed)) continue;
        RawItem& item = reading.feed.items.emplace_back();
        item.id.Offer(ref.Attribute("residref"), 0);
        item.url.Offer(AddressIn(reading, ref, "href"), 0);
        ReadItemMeta(reading, ref, item, notes);
        Notes own;
        ReadContentMeta(reading, ref, item, own);
      }
    }
  }
  if (whole.title.rank != INT_MAX) reading.feed.title.Offer(whole.title.value, 0);
}

void ReadAnyItem(Reading& reading, const xml::Element& element) {
  if (element.local_name() == "newsitem") ReadNewsItem(reading, element);
  if (element.local_name() == "packageitem") ReadPackage(reading, element);
}

}  // namespace

void ReadNewsMl(const xml::Document& document, const xml::Element& root, RawFeed& feed) {
  Reading reading(document, feed);
  feed.format = "newsml-g2";
  feed.language.Offer(LanguageOf(reading, root), 0);
  if (root.local_name() != "newsmessage") {
    ReadAnyItem(reading, root);
    return;
  }
  for (xml::Element part = root.first_child(); part; part = part.next_sibling()) {
    if (part.local_name() == "header") {
      for (xml::Element child = part.first_child(); child; child = child.next_sibling()) {
        if (child.local_name() == "sent") OfferDate(feed.updated, child.Text(), 0, feed);
      }
    } else if (part.local_name() == "itemset") {
      for (xml::Element item = part.first_child(); item; item = item.next_sibling()) ReadAnyItem(reading, item);
    }
  }
}

}  // namespace newsstand::parse
