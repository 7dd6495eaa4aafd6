// JSON Feed 1.0 and 1.1.
#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "content/parse/json_values.h"
#include "content/parse/readers.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;

void ReadPersonObject(const json::value& value, const RawFeed& feed, std::vector<ParsedAuthor>& into) {
  if (value.is_string()) {
    into.push_back(ReadPerson(CleanUtf8(std::string_view(value.get_string()))));
  } else if (value.is_object()) {
    const json::object& object = value.get_object();
    into.push_back({CollapseSpace(TextIn(object, "name")), TextIn(object, "email"), AddressIn(object, "url", feed)});
  }
}

// "authors" of 1.1, else "author" of 1.0.
std::vector<ParsedAuthor> ReadAuthors(const json::object& object, const RawFeed& feed) {
  std::vector<ParsedAuthor> authors;
  if (const json::value* list = object.if_contains("authors"); list != nullptr && list->is_array()) {
    for (const json::value& person : list->get_array()) {
      if (authors.size() < 100) ReadPersonObject(person, feed, authors);
    }
  }
  if (const json::value* person = object.if_contains("author"); person != nullptr && authors.empty()) {
    ReadPersonObject(*person, feed, authors);
  }
  return authors;
}

void ReadAttachments(const json::object& object, const RawFeed& feed, RawItem& item) {
  const json::value* list = object.if_contains("attachments");
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& entry : list->get_array()) {
    if (!entry.is_object() || item.enclosures.size() >= 200) continue;
    const json::object& attachment = entry.get_object();
    ParsedEnclosure enclosure;
    enclosure.url = AddressIn(attachment, "url", feed);
    enclosure.type = AsciiLower(TextIn(attachment, "mime_type"));
    enclosure.length_bytes = CountIn(attachment, "size_in_bytes");
    enclosure.duration_seconds = CountIn(attachment, "duration_in_seconds");
    if (enclosure.url.empty()) continue;
    if (enclosure.type.starts_with("image/")) {
      item.images.emplace_back(enclosure.url, 3);
      item.images.back().image.caption = CollapseSpace(TextIn(attachment, "title"));
    }
    item.enclosures.push_back(std::move(enclosure));
  }
}

void ReadItem(const json::object& object, RawFeed& feed) {
  RawItem& item = feed.items.emplace_back();
  OfferText(item.id, TextIn(object, "id"), 0);
  OfferText(item.url, AddressIn(object, "url", feed), 0);
  OfferText(item.url, AddressIn(object, "external_url", feed), 1);
  item.title.Offer(RawText(TextIn(object, "title")), 0);
  if (std::string html = TextIn(object, "content_html"); !html.empty()) {
    item.content.Offer(RawText(std::move(html), TextKind::kHtml, feed.base), 0);
  }
  if (std::string text = TextIn(object, "content_text"); !text.empty()) {
    RawText plain(std::move(text), TextKind::kPlain, feed.base);
    plain.keeps_lines = true;
    item.content.Offer(std::move(plain), 1);
  }
  if (std::string text = TextIn(object, "summary"); !text.empty()) {
    item.summary.Offer(RawText(std::move(text), TextKind::kGuess, feed.base), 0);
  }
  for (ParsedAuthor& author : ReadAuthors(object, feed)) item.AddAuthor(std::move(author), 0);
  OfferDate(item.published, TextIn(object, "date_published"), 0, feed);
  OfferDate(item.updated, TextIn(object, "date_modified"), 0, feed);
  OfferText(item.language, TextIn(object, "language"), 0);
  if (const json::value* tags = object.if_contains("tags"); tags != nullptr && tags->is_array()) {
    for (const json::value& tag : tags->get_array()) {
      if (tag.is_string()) item.AddCategory(CollapseSpace(CleanUtf8(std::string_view(tag.get_string()))));
    }
  }
  for (auto [key, rank] : {std::pair{"image", 0}, std::pair{"banner_image", 1}}) {
    if (std::string url = AddressIn(object, key, feed); !url.empty()) {
      item.images.emplace_back(std::move(url), rank);
    }
  }
  ReadAttachments(object, feed, item);
}

void ReadHubs(const json::object& object, RawFeed& feed) {
  const json::value* hubs = object.if_contains("hubs");
  if (hubs == nullptr || !hubs->is_array()) return;
  for (const json::value& hub : hubs->get_array()) {
    if (!hub.is_object() || feed.hubs.size() >= 10) continue;
    if (std::string url = AddressIn(hub.get_object(), "url", feed); !url.empty()) feed.hubs.push_back(std::move(url));
  }
}

void ReadTop(const json::object& object, RawFeed& feed) {
  std::string self = TextIn(object, "feed_url");
  SettleBase(feed, self.empty() ? TextIn(object, "home_page_url") : self);
  feed.title.Offer(RawText(TextIn(object, "title")), 0);
  feed.subtitle.Offer(RawText(TextIn(object, "description")), 0);
  OfferText(feed.url, AddressIn(object, "home_page_url", feed), 0);
  OfferText(feed.self_url, AddressIn(object, "feed_url", feed), 0);
  OfferText(feed.language, TextIn(object, "language"), 0);
  OfferText(feed.logo, AddressIn(object, "icon", feed), 0);
  OfferText(feed.icon, AddressIn(object, "favicon", feed), 0);
  feed.authors = ReadAuthors(object, feed);
  ReadHubs(object, feed);
}

}  // namespace

Status ReadJsonFeed(const json::value& document, RawFeed& feed) {
  const json::object* object = document.if_object();
  if (object == nullptr) return Fail(ErrorCode::kInvalid, "This is JSON, but not a feed.");
  const json::value* items = object->if_contains("items");
  std::string version = TextIn(*object, "version");
  bool named = version.find("jsonfeed.org/version") != std::string::npos;
  bool numbered = version == "1" || version == "1.0" || version == "1.1";
  if (!named && (items == nullptr || !items->is_array() || !(numbered || object->contains("title")))) {
    return Fail(ErrorCode::kInvalid, "This is JSON, but not a JSON Feed.");
  }
  feed.format =
      version.ends_with("/1") || version == "1" || version.ends_with("1.0") ? "json-feed-1.0" : "json-feed-1.1";
  if (!named) feed.Warn("The JSON does not say that it is a feed; it was read as JSON Feed 1.1.");
  ReadTop(*object, feed);
  if (items == nullptr || !items->is_array()) {
    feed.Warn("There is no list of items.");
    return {};
  }
  for (const json::value& item : items->get_array()) {
    if (!item.is_object()) continue;
    if (feed.items.size() >= limits::kFeedItems) {
      feed.Warn("There are more items than are read from one document; the rest was left out.");
      break;
    }
    ReadItem(item.get_object(), feed);
  }
  return {};
}

}  // namespace newsstand::parse
