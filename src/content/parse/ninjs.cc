// ninjs 1, 2 and 3. Version 1 has a member for each kind of text ("body_xhtml"), later ones lists of texts with roles;
// version 3 writes its names in camel case.
#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "content/parse/json_values.h"
#include "content/parse/ninjs_check.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;

// Texts of one kind under both ways of writing them; calls `take` with role, content type and text.
template <class Take>
void ForTexts(const json::object& object, std::string_view single, std::string_view list, const Take& take) {
  for (const auto& member : object) {
    std::string key = AsciiLower(member.key());
    std::string text = CleanText(member.value());
    if (text.empty() || !key.starts_with(single)) continue;
    if (key == single) {
      take(std::string(), std::string(), std::move(text));
    } else if (key[single.size()] == '_') {
      std::string role = key.substr(single.size() + 1);
      bool html = role.find("html") != std::string::npos;
      take(role, std::string(html ? "text/html" : "text/plain"), std::move(text));
    }
  }
  if (const json::array* texts = ListIn(object, list)) {
    for (const json::value& entry : *texts) {
      const json::object* text = entry.if_object();
      if (text == nullptr) continue;
      take(AsciiLower(TextIn(*text, "role")), AsciiLower(TextIn(*text, "contenttype")), TextIn(*text, "value"));
    }
  }
}

RawText TextFor(const std::string& role, const std::string& type, std::string value, const RawFeed& feed) {
  bool html = type.find("html") != std::string::npos || role.find("html") != std::string::npos;
  RawText text(std::move(value), html ? TextKind::kHtml : TextKind::kGuess, feed.base);
  text.keeps_lines = true;
  return text;
}

std::string NoteOf(const json::object& object, std::string_view wanted) {
  std::string note;
  ForTexts(object, "description", "descriptions",
           [&](const std::string& role, const std::string& type, std::string value) {
             bool credit = role.find("credit") != std::string::npos;
             bool html = type.find("html") != std::string::npos;
             if ((wanted == "credit") == credit && !html && note.empty()) note = CollapseSpace(value);
           });
  return note;
}

void AddRendition(const json::object& rendition, const json::object& owner, RawFeed& feed, RawItem& item, int rank) {
  if (++item.media_elements > 200) return;
  std::string url = AddressIn(rendition, "href", feed);
  std::string type = AsciiLower(TextIn(rendition, "contenttype"));
  if (type.empty()) type = AsciiLower(TextIn(rendition, "mimetype"));
  if (url.empty()) return;
  std::string kind = AsciiLower(TextIn(owner, "type"));
  if (type.starts_with("image/") || (type.empty() && (kind == "picture" || kind == "graphic"))) {
    RawImage raw(std::move(url), rank);
    raw.image.width = SizeIn(rendition, "width");
    raw.image.height = SizeIn(rendition, "height");
    raw.image.caption = NoteOf(owner, "caption");
    raw.image.credit = NoteOf(owner, "credit");
    if (raw.image.credit.empty()) raw.image.credit = CollapseSpace(TextIn(owner, "byline"));
    if (raw.image.credit.empty()) raw.image.credit = CollapseSpace(TextIn(owner, "by"));
    item.images.push_back(std::move(raw));
  } else if (!type.starts_with("text/")) {
    item.enclosures.push_back(
        {std::move(url), std::move(type), CountIn(rendition, "sizeinbytes"), CountIn(rendition, "duration")});
  }
}

// Renditions are a list, or an object with a name for each.
void AddRenditions(const json::object& owner, RawFeed& feed, RawItem& item, int rank) {
  const json::value* renditions = MemberOf(owner, "renditions");
  if (renditions == nullptr) return;
  if (const json::array* list = renditions->if_array()) {
    for (const json::value& entry : *list) {
      if (entry.is_object()) AddRendition(entry.get_object(), owner, feed, item, rank);
    }
  } else if (const json::object* named = renditions->if_object()) {
    for (const auto& entry : *named) {
      if (entry.value().is_object()) AddRendition(entry.value().get_object(), owner, feed, item, rank);
    }
  }
}

void AddAssociations(const json::object& owner, RawFeed& feed, RawItem& item) {
  const json::value* associations = MemberOf(owner, "associations");
  if (associations == nullptr) return;
  if (const json::array* list = associations->if_array()) {
    for (const json::value& entry : *list) {
      if (entry.is_object()) AddRenditions(entry.get_object(), feed, item, 2);
    }
  } else if (const json::object* named = associations->if_object()) {
    for (const auto& entry : *named) {
      if (entry.value().is_object()) AddRenditions(entry.value().get_object(), feed, item, 2);
    }
  }
}

void AddCategories(const json::object& object, RawItem& item) {
  for (const char* key : {"subjects", "subject", "genres", "genre"}) {
    const json::array* list = ListIn(object, key);
    if (list == nullptr) continue;
    for (const json::value& entry : *list) {
      if (entry.is_object()) item.AddCategory(CollapseSpace(TextIn(entry.get_object(), "name")));
    }
  }
  if (const json::array* words = ListIn(object, "keywords")) {
    for (const json::value& word : *words) item.AddCategory(CollapseSpace(CleanText(word)));
  }
}

void ReadDatesAndRights(const json::object& object, RawFeed& feed, RawItem& item) {
  OfferDate(item.published, TextIn(object, "firstcreated"), 0, feed);
  OfferDate(item.published, TextIn(object, "contentcreated"), 1, feed);
  OfferDate(item.updated, TextIn(object, "versioncreated"), 0, feed);
  std::string embargo = TextIn(object, "embargoed");
  Ranked<Timestamp> until;
  OfferDate(until, embargo, 0, feed);
  if (until.rank == 0) item.embargoed_until = until.value;
  OfferDate(item.expires, TextIn(object, "expires"), 0, feed);
  std::string reason = AsciiLower(TextIn(object, "embargoedreason"));
  if (!reason.empty() && embargo.empty()) item.status = ItemStatus::kWithheld;
  std::string status = AsciiLower(TextIn(object, "pubstatus"));
  if (status == "canceled" || status == "cancelled") item.status = ItemStatus::kCanceled;
  if (status == "withheld") item.status = ItemStatus::kWithheld;
  OfferText(item.rights, TextIn(object, "copyrightnotice"), 0);
  OfferText(item.rights, TextIn(object, "usageterms"), 1);
  OfferText(item.rights, TextIn(object, "copyrightholder"), 2);
}

void ReadItem(const json::object& object, RawFeed& feed) {
  CheckNinjs(object, feed);
  RawItem& item = feed.items.emplace_back();
  std::string uri = TextIn(object, "uri");
  if (uri.starts_with("http")) item.url.Offer(ResolveAddress(uri, feed.base), 9);
  OfferText(item.id, std::move(uri), 0);
  OfferText(item.language, TextIn(object, "language"), 0);
  item.title.Offer(RawText(TextIn(object, "title")), 5);
  ForTexts(object, "headline", "headlines", [&](const std::string& role, const std::string&, std::string value) {
    if (!value.empty()) item.title.Offer(RawText(std::move(value)), role.empty() || role == "main" ? 0 : 1);
  });
  if (item.title.value.value.empty()) item.title = {RawText(TextIn(object, "slugline")), 9};
  ForTexts(object, "body", "bodies", [&](const std::string& role, const std::string& type, std::string value) {
    RawText text = TextFor(role, type, std::move(value), feed);
    // Of a text in several forms the one with markup says most.
    int rank = text.kind == TextKind::kHtml ? 0 : 1;
    if (!Trim(text.value).empty() && item.content.WouldTake(rank)) item.content.Offer(std::move(text), rank);
  });
  ForTexts(object, "description", "descriptions",
           [&](const std::string& role, const std::string& type, std::string value) {
             if (role.find("credit") != std::string::npos || value.empty()) return;
             item.summary.Offer(TextFor(role, type, std::move(value), feed),
                                role.find("caption") != std::string::npos ? 2 : 1);
           });
  std::string byline = TextIn(object, "byline");
  if (byline.empty()) byline = TextIn(object, "by");
  if (!byline.empty()) item.AddAuthor(ReadByline(byline), 0);
  if (const json::array* sources = ListIn(object, "infosources"); sources != nullptr && !sources->empty()) {
    if (const json::object* source = sources->front().if_object()) item.source.title = TextIn(*source, "name");
  }
  AddCategories(object, item);
  ReadDatesAndRights(object, feed, item);
  AddRenditions(object, feed, item, 1);
  AddAssociations(object, feed, item);
}

// An item has a uri, and nothing in it that ninjs does not know, or else several things that ninjs alone has.
bool LooksLikeItem(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr || TextIn(*object, "uri").empty()) return false;
  bool all_known = true;
  for (const auto& member : *object) {
    all_known = all_known && IsNinjsProperty(AsciiLower(member.key()));
  }
  int telling = 0;
  for (const char* key : {"versioncreated", "headlines", "bodies", "body_text", "body_xhtml", "representationtype",
                          "pubstatus", "descriptions", "slugline", "firstcreated", "eventdetails"}) {
    telling += MemberOf(*object, key) != nullptr ? 1 : 0;
  }
  return all_known || telling >= 2;
}

}  // namespace

bool IsNinjs(const json::value& document) {
  if (const json::array* list = document.if_array()) return !list->empty() && LooksLikeItem(list->front());
  return LooksLikeItem(document) && MemberOf(document.get_object(), "items") == nullptr;
}

void ReadNinjs(const json::value& document, RawFeed& feed) {
  feed.format = "ninjs";
  const json::array* list = document.if_array();
  if (list == nullptr) {
    ReadItem(document.get_object(), feed);
    return;
  }
  for (const json::value& entry : *list) {
    if (feed.items.size() >= limits::kFeedItems) {
      feed.Warn("There are more items than are read from one document; the rest was left out.");
      break;
    }
    if (entry.is_object()) ReadItem(entry.get_object(), feed);
  }
}

}  // namespace newsstand::parse
