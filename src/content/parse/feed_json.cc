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

json::object AuthorObject(const ParsedAuthor& author) {
  return {{"name", author.name}, {"email", author.email}, {"url", author.url}};
}

json::array AuthorList(const std::vector<ParsedAuthor>& people) {
  json::array list;
  for (const ParsedAuthor& person : people) list.push_back(AuthorObject(person));
  return list;
}

std::string_view ShapeName(PlaceShape shape) {
  switch (shape) {
    case PlaceShape::kPoint: return "point";
    case PlaceShape::kLine: return "line";
    case PlaceShape::kPolygon: return "polygon";
    case PlaceShape::kBox: return "box";
  }
  return "point";
}

// As in GeoJSON: longitude, latitude, and altitude where there is one.
json::array PlaceList(const std::vector<ParsedPlace>& places) {
  json::array list;
  for (const ParsedPlace& place : places) {
    json::array positions;
    for (const ParsedPosition& position : place.positions) {
      json::array numbers{position.longitude, position.latitude};
      if (position.altitude) numbers.emplace_back(*position.altitude);
      positions.push_back(std::move(numbers));
    }
    list.push_back(json::object{{"shape", ShapeName(place.shape)}, {"positions", std::move(positions)}});
  }
  return list;
}

// A member that is there only where something was said.
void AddText(json::object& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}
void AddTime(json::object& object, const char* name, const std::optional<Timestamp>& time) {
  if (time) object[name] = FormatRfc3339(*time);
}
void AddPeople(json::object& object, const char* name, const std::vector<ParsedAuthor>& people) {
  if (!people.empty()) object[name] = AuthorList(people);
}
void AddPerson(json::object& object, const char* name, const ParsedAuthor& person) {
  if (!person.name.empty() || !person.email.empty() || !person.url.empty()) object[name] = AuthorObject(person);
}
void AddReply(json::object& object, const std::optional<ParsedReply>& reply) {
  if (!reply) return;
  object["in_reply_to"] =
      json::object{{"id", reply->id}, {"url", reply->url}, {"type", reply->type}, {"source_url", reply->source_url}};
}
void AddPodcast(json::object& object, const ParsedPodcast& podcast) {
  json::object said;
  if (podcast.season > 0) said["season"] = podcast.season;
  if (podcast.episode > 0) said["episode"] = podcast.episode;
  AddText(said, "episode_type", podcast.episode_type);
  if (podcast.explicit_words) said["explicit"] = true;
  if (podcast.blocked) said["blocked"] = true;
  if (!said.empty()) object["podcast"] = std::move(said);
}

json::object SourceObject(const ParsedSource& source) {
  json::object object{{"title", source.title}, {"url", source.url}};
  AddText(object, "id", source.id);
  AddText(object, "subtitle", source.subtitle);
  AddText(object, "rights", source.rights);
  AddText(object, "icon", source.icon);
  AddText(object, "logo", source.logo);
  AddPeople(object, "authors", source.authors);
  AddTime(object, "updated", source.updated);
  return object;
}

// What modules say, after the fields every item has.
void AddModules(const ParsedItem& item, json::object& object) {
  AddTime(object, "expires", item.expires);
  AddPerson(object, "publisher", item.publisher);
  AddPeople(object, "contributors", item.contributors);
  AddText(object, "comments_feed_url", item.comments_feed_url);
  if (item.comment_count >= 0) object["comment_count"] = item.comment_count;
  AddReply(object, item.in_reply_to);
  if (!item.places.empty()) object["places"] = PlaceList(item.places);
  AddPodcast(object, item.podcast);
  json::array credits;
  for (const ParsedCredit& credit : item.credits) credits.push_back({{"role", credit.role}, {"name", credit.name}});
  if (!credits.empty()) object["credits"] = std::move(credits);
  AddText(object, "rating", item.rating);
  if (item.restriction) {
    object["restriction"] = json::object{{"allow", item.restriction->allow},
                                         {"type", item.restriction->type},
                                         {"values", Strings(item.restriction->values)}};
  }
}

json::object ItemObject(const ParsedItem& item) {
  json::array images, enclosures;
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
  json::object object{{"id", item.id},
                      {"url", item.url},
                      {"title", item.title},
                      {"summary_html", item.summary_html},
                      {"content_html", item.content_html},
                      {"authors", AuthorList(item.authors)},
                      {"categories", Strings(item.categories)},
                      {"published", TimeOrNull(item.published)},
                      {"updated", TimeOrNull(item.updated)},
                      {"language", item.language},
                      {"rights", item.rights},
                      {"comments_url", item.comments_url},
                      {"source", SourceObject(item.source)},
                      {"images", std::move(images)},
                      {"enclosures", std::move(enclosures)},
                      {"status", StatusName(item.status)},
                      {"embargoed_until", TimeOrNull(item.embargoed_until)}};
  AddModules(item, object);
  return object;
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
  AddText(object, "id", feed.id);
  AddPeople(object, "authors", feed.authors);
  AddPeople(object, "contributors", feed.contributors);
  AddPerson(object, "publisher", feed.publisher);
  if (!feed.categories.empty()) object["categories"] = Strings(feed.categories);
  json::object generator;
  AddText(generator, "name", feed.generator.name);
  AddText(generator, "url", feed.generator.url);
  AddText(generator, "version", feed.generator.version);
  if (!generator.empty()) object["generator"] = std::move(generator);
  AddPodcast(object, feed.podcast);
  AddTime(object, "valid_from", feed.valid_from);
  AddTime(object, "valid_until", feed.valid_until);
  AddReply(object, feed.in_reply_to);
  return json::serialize(object);
}

}  // namespace newsstand::parse
