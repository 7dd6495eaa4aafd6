#include "content/parse/feed_json.h"

#include <boost/json.hpp>

#include "base/time.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;

json::value TimeOrNull(const std::optional<Timestamp>& time) {
  return time ? json::value(FormatRfc3339(*time)) : json::value(nullptr);
}

json::array Strings(const std::vector<std::string>& list) {
  json::array out;
  out.reserve(list.size());
  for (const std::string& text : list) out.emplace_back(text);
  return out;
}

std::string_view StatusName(ItemStatus status) {
  switch (status) {
    case ItemStatus::kUsable: return "usable";
    case ItemStatus::kWithheld: return "withheld";
    case ItemStatus::kCanceled: return "canceled";
  }
  return "usable";
}

json::object ItemObject(const ParsedItem& item) {
  json::array authors, images, enclosures;
  for (const ParsedAuthor& author : item.authors) {
    authors.push_back(json::object{{"name", author.name}, {"email", author.email}, {"url", author.url}});
  }
  for (const ParsedImage& image : item.images) {
    images.push_back(json::object{{"url", image.url},
                                  {"width", image.width},
                                  {"height", image.height},
                                  {"caption", image.caption},
                                  {"credit", image.credit}});
  }
  for (const ParsedEnclosure& enclosure : item.enclosures) {
    enclosures.push_back(json::object{{"url", enclosure.url},
                                      {"type", enclosure.type},
                                      {"length_bytes", enclosure.length_bytes},
                                      {"duration_seconds", enclosure.duration_seconds}});
  }
  return json::object{{"id", item.id},
                      {"url", item.url},
                      {"title", item.title},
                      {"summary_html", item.summary_html},
                      {"content_html", item.content_html},
                      {"authors", std::move(authors)},
                      {"categories", Strings(item.categories)},
                      {"published", TimeOrNull(item.published)},
                      {"updated", TimeOrNull(item.updated)},
                      {"language", item.language},
                      {"rights", item.rights},
                      {"comments_url", item.comments_url},
                      {"source", json::object{{"title", item.source.title}, {"url", item.source.url}}},
                      {"images", std::move(images)},
                      {"enclosures", std::move(enclosures)},
                      {"status", StatusName(item.status)},
                      {"embargoed_until", TimeOrNull(item.embargoed_until)}};
}

}  // namespace

std::string FeedToJson(const ParsedFeed& feed) {
  json::array items;
  items.reserve(feed.items.size());
  for (const ParsedItem& item : feed.items) items.push_back(ItemObject(item));
  json::object object{{"format", feed.format},
                      {"title", feed.title},
                      {"subtitle", feed.subtitle},
                      {"url", feed.url},
                      {"self_url", feed.self_url},
                      {"language", feed.language},
                      {"icon", feed.icon},
                      {"logo", feed.logo},
                      {"rights", feed.rights},
                      {"published", TimeOrNull(feed.published)},
                      {"updated", TimeOrNull(feed.updated)},
                      {"hubs", Strings(feed.hubs)},
                      {"ttl_minutes", feed.ttl_minutes},
                      {"items", std::move(items)},
                      {"warnings", Strings(feed.warnings)}};
  return json::serialize(object);
}

}  // namespace newsstand::parse
