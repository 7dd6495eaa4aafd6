// The expectations of another reader's tests, told in our names. Each row names a feed and what is to be found in it,
// by a path in that reader's result. What has no place in our model is excluded, with the reason.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "base/url_test_data.h"
#include "content/html/text.h"
#include "content/parse/dates.h"
#include "content/parse/parse_feed.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::parse {
namespace {

namespace json = boost::json;
using Path = std::vector<std::string>;

// What our reading says to an expectation: `given` against `wanted`, or why the question has no meaning for us.
struct Answer {
  std::string excluded;
  bool met = false;
  std::string given;
};

Answer Excluded(std::string reason) { return {std::move(reason), false, ""}; }
Answer Compared(std::string given, const std::string& wanted) { return {"", given == wanted, std::move(given)}; }

std::string TextOfValue(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_null()) return "";
  return json::serialize(value);
}

std::string SameAddress(std::string_view text) {
  std::string url = ResolveHttpUrl(text, "");
  return url.empty() ? std::string(text) : url;
}

Answer Address(const std::string& given, const std::string& wanted) {
  return Compared(SameAddress(given), SameAddress(wanted));
}

// Their titles keep markup, ours are plain.
Answer Line(const std::string& given, const std::string& wanted) {
  Answer answer = Compared(given, html::TextOf(wanted));
  if (!answer.met) answer.met = given == CollapseSpace(wanted);
  return answer;
}

// Two sanitisers agree when ours has nothing left to take away from what theirs let through, or the words are the same.
Answer Html(const std::string& given, const std::string& wanted, const std::string& base) {
  sanitize::Options options;
  options.base_url = base;
  Answer answer = Compared(given, sanitize::SanitizeHtml(wanted, options));
  if (!answer.met) answer.met = html::TextOf(given) == html::TextOf(wanted);
  if (!answer.met) answer.met = html::TextOf(given) == CollapseSpace(wanted);
  return answer;
}

Answer Date(const std::optional<Timestamp>& given, const json::value& wanted) {
  std::string ours = given ? FormatRfc3339(*given) : "none";
  if (wanted.is_array()) {
    char text[32];
    const json::array& parts = wanted.get_array();
    auto part = [&](size_t i) { return static_cast<int>(parts.at(i).to_number<int64_t>()); };
    std::snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02dZ", part(0), part(1), part(2), part(3), part(4),
                  part(5));
    return Compared(ours, text);
  }
  auto time = ReadDate(TextOfValue(wanted));
  return Compared(ours, time ? FormatRfc3339(*time) : "none");
}

std::string FormatFor(const std::string& version) {
  static const std::map<std::string, std::string> kFormats = {
      {"rss090", "rss-0.90"}, {"rss091n", "rss-0.91"}, {"rss091u", "rss-0.91"}, {"rss092", "rss-0.92"},
      {"rss093", "rss-0.93"}, {"rss094", "rss-0.94"},  {"rss20", "rss-2.0"},    {"rss10", "rss-1.0"},
      {"rss", "rss-2.0"},     {"atom03", "atom-0.3"},  {"atom10", "atom-1.0"},  {"atom", "atom-1.0"}};
  auto found = kFormats.find(version);
  return found == kFormats.end() ? version : found->second;
}

Answer Person(const ParsedAuthor& person, const std::string& field, const json::value& wanted) {
  if (field == "name") return Line(person.name, TextOfValue(wanted));
  if (field == "email") return Compared(person.email, TextOfValue(wanted));
  if (field == "url" || field == "href") return Address(person.url, TextOfValue(wanted));
  return Excluded("a person has a name, an address and a mailbox");
}

Answer AuthorLine(const std::vector<ParsedAuthor>& people, const std::string& wanted) {
  if (people.empty()) return Compared("", wanted);
  const ParsedAuthor& person = people[0];
  std::string line = person.name;
  if (!person.email.empty()) line = line.empty() ? person.email : line + " (" + person.email + ")";
  Answer answer = Line(line, wanted);
  if (!answer.met) answer.met = html::TextOf(wanted) == person.name;
  return answer;
}

Answer Authors(const std::vector<ParsedAuthor>& people, const Path& path, size_t at, const json::value& wanted) {
  if (path[at] == "author") return AuthorLine(people, TextOfValue(wanted));
  size_t index = 0;
  size_t field = at + 1;
  if (path[at] == "authors") {
    index = std::strtoul(path.at(at + 1).c_str(), nullptr, 10);
    field = at + 2;
  }
  if (path.size() <= field) return Excluded("compared field by field elsewhere");
  if (index >= people.size()) return Compared("nobody", TextOfValue(wanted));
  return Person(people[index], path[field], wanted);
}

Answer Enclosure(const ParsedItem& item, const Path& path, const json::value& wanted) {
  size_t index = std::strtoul(path.at(3).c_str(), nullptr, 10);
  if (index >= item.enclosures.size()) return Compared("no enclosure", TextOfValue(wanted));
  const ParsedEnclosure& enclosure = item.enclosures[index];
  std::string field = path.size() > 4 ? path[4] : "";
  if (field == "href" || field == "url") return Address(enclosure.url, TextOfValue(wanted));
  if (field == "type") return Compared(enclosure.type, TextOfValue(wanted));
  if (field == "length") {
    return Compared(enclosure.length_bytes == 0 ? "" : std::to_string(enclosure.length_bytes), TextOfValue(wanted));
  }
  if (wanted.is_object()) return Address(enclosure.url, TextOfValue(wanted.get_object().at("href")));
  return Excluded("no place in the model");
}

// A person wherever one stands: "publisher", "publisher_detail.name".
Answer OnePerson(const ParsedAuthor& person, const Path& path, size_t at, const json::value& wanted) {
  if (path.size() == at + 1) return AuthorLine({person}, TextOfValue(wanted));
  return Person(person, path[at + 1], wanted);
}

// "contributors.0" as an object, "contributors.0.name".
Answer PersonOf(const std::vector<ParsedAuthor>& people, const Path& path, size_t at, const json::value& wanted) {
  const size_t index = std::strtoul(path.at(at + 1).c_str(), nullptr, 10);
  if (index >= people.size()) return Compared("nobody", TextOfValue(wanted));
  if (path.size() > at + 2) return Person(people[index], path[at + 2], wanted);
  if (!wanted.is_object()) return Excluded("compared field by field elsewhere");
  for (const auto& field : wanted.get_object()) {
    Answer answer = Person(people[index], std::string(field.key()), field.value());
    if (!answer.met) return answer;
  }
  return {"", true, people[index].name};
}

Answer Reply(const std::optional<ParsedReply>& reply, const std::string& field, const json::value& wanted) {
  if (!reply) return Compared("no reply", TextOfValue(wanted));
  if (field == "ref") return Compared(reply->id, TextOfValue(wanted));
  if (field == "href") return Address(reply->url, TextOfValue(wanted));
  if (field == "type") return Compared(reply->type, TextOfValue(wanted));
  if (field == "source") return Address(reply->source_url, TextOfValue(wanted));
  return Excluded("a reply has an id, an address, a type and a source");
}

Answer Category(const std::vector<std::string>& categories, const Path& path, size_t at, const json::value& wanted) {
  const std::string& index = path.at(at + 1);
  if (index == "#") return Compared(std::to_string(categories.size()), TextOfValue(wanted));
  const std::string field = path.size() > at + 2 ? path[at + 2] : "";
  if (field != "term" && field != "label") return Excluded("a category is a name: no scheme");
  const size_t number = std::strtoul(index.c_str(), nullptr, 10);
  Answer answer = Compared(number < categories.size() ? categories[number] : "", TextOfValue(wanted));
  if (!answer.met && field == "term") return Excluded("where a category has a label, the label is its name");
  return answer;
}

json::value Numbers(const ParsedPosition& position) {
  json::array numbers{position.longitude, position.latitude};
  if (position.altitude) numbers.emplace_back(*position.altitude);
  return numbers;
}

// Their places are GeoJSON's: a point is one position, a line and a box are lists.
Answer Place(const ParsedItem& item, const Path& path, const json::value& wanted) {
  if (item.places.empty()) return Compared("no place", TextOfValue(wanted));
  const ParsedPlace& place = item.places[0];
  if (path.at(3) == "type") {
    static const std::map<PlaceShape, std::string> kShapes = {{PlaceShape::kPoint, "Point"},
                                                              {PlaceShape::kLine, "LineString"},
                                                              {PlaceShape::kPolygon, "Polygon"},
                                                              {PlaceShape::kBox, "Box"}};
    return Compared(kShapes.at(place.shape), TextOfValue(wanted));
  }
  if (path.at(3) != "coordinates") return Excluded("a place has a shape and positions");
  const size_t index = path.size() > 4 ? std::strtoul(path[4].c_str(), nullptr, 10) : 0;
  if (index >= place.positions.size()) return Compared("no position", TextOfValue(wanted));
  auto as_doubles = [](const json::value& value) {
    json::array out;
    for (const json::value& number : value.get_array()) out.emplace_back(number.to_number<double>());
    return json::serialize(out);
  };
  return Compared(as_doubles(Numbers(place.positions[index])), as_doubles(wanted));
}

Answer Detail(const Path& path, size_t at, const std::string& given, const json::value& wanted,
              const std::string& language) {
  std::string field = path.size() > at + 1 ? path[at + 1] : "";
  if (field == "value") return Line(given, TextOfValue(wanted));
  if (field == "language" && !language.empty()) return Compared(language, TextOfValue(wanted));
  if (field == "language") return Excluded("a feed and an item have a language, their fields have none");
  return Excluded("how a field was written (type, base) is settled while reading");
}

struct Case {
  const ParsedFeed& feed;
  const Path& path;
  const json::value& wanted;
  std::string url;
  std::string Wanted() const { return TextOfValue(wanted); }
  std::string Field(size_t at) const { return path.size() > at ? path[at] : ""; }
};

Answer FeedLink(const Case& c) {
  if (c.Field(3) != "href") return Excluded("links are told by what they are for: url, self_url, hubs");
  const std::string wanted = SameAddress(c.Wanted());
  const bool known = SameAddress(c.feed.url) == wanted || SameAddress(c.feed.self_url) == wanted;
  return known ? Answer{"", true, wanted} : Excluded("links are told by what they are for: url, self_url, hubs");
}

Answer Flag(bool given, const json::value& wanted) {
  return Compared(given ? "1" : "0", wanted.is_bool() ? (wanted.get_bool() ? "1" : "0") : TextOfValue(wanted));
}

// What a feed says beside its title and texts; excluded where we have no place for it.
Answer FeedFact(const Case& c, const std::string& name) {
  const ParsedFeed& feed = c.feed;
  if (name == "author" || name == "authors" || name == "author_detail") return Authors(feed.authors, c.path, 1, c.wanted);
  if (name == "contributors") return PersonOf(feed.contributors, c.path, 1, c.wanted);
  if (name == "publisher" || name == "publisher_detail") return OnePerson(feed.publisher, c.path, 1, c.wanted);
  if (name == "tags") return Category(feed.categories, c.path, 1, c.wanted);
  if (name == "category") return Compared(feed.categories.empty() ? "" : feed.categories[0], c.Wanted());
  if (name == "id" || name == "guid") return Compared(feed.id, c.Wanted());
  if (name == "generator") return Line(feed.generator.name, c.Wanted());
  if (name == "generator_detail") {
    if (c.Field(2) == "name") return Line(feed.generator.name, c.Wanted());
    if (c.Field(2) == "version") return Compared(feed.generator.version, c.Wanted());
    return Address(feed.generator.url, c.Wanted());
  }
  if (name == "thr_in-reply-to") return Reply(feed.in_reply_to, c.Field(2), c.wanted);
  if (name == "itunes_explicit") return Flag(feed.podcast.explicit_words, c.wanted);
  if (name == "itunes_block") return Flag(feed.podcast.blocked, c.wanted);
  if (name.starts_with("validity_start")) return Date(feed.valid_from, c.wanted);
  if (name.starts_with("validity_end")) return Date(feed.valid_until, c.wanted);
  if (name.starts_with("created")) return Date(feed.published, c.wanted);
  if (name == "links") return FeedLink(c);
  return Excluded("feed." + name + ": no place in the model");
}

Answer FeedField(const Case& c) {
  const ParsedFeed& feed = c.feed;
  std::string name = c.Field(1);
  if (c.path.size() == 2) {
    if (name == "title") return Line(feed.title, c.Wanted());
    if (name == "tagline" || name == "subtitle" || name == "description" || name == "info") {
      return Line(feed.subtitle, c.Wanted());
    }
    if (name == "copyright" || name == "rights") return Line(feed.rights, c.Wanted());
    if (name == "link") return Address(feed.url, c.Wanted());
    if (name == "language") return Compared(feed.language, c.Wanted());
    if (name == "icon") return Address(feed.icon, c.Wanted());
    if (name == "logo") return Address(feed.logo, c.Wanted());
    if (name == "ttl") return Compared(std::to_string(feed.ttl_minutes), c.Wanted());
    if (name == "updated" || name == "updated_parsed") return Date(feed.updated, c.wanted);
    if (name == "published" || name == "published_parsed") return Date(feed.published, c.wanted);
  }
  if (name == "title_detail") return Detail(c.path, 1, feed.title, c.wanted, "");
  if (name == "tagline_detail" || name == "subtitle_detail" || name == "info_detail") {
    return Detail(c.path, 1, feed.subtitle, c.wanted, "");
  }
  if (name == "copyright_detail" || name == "rights_detail") return Detail(c.path, 1, feed.rights, c.wanted, "");
  if (name == "image" && (c.Field(2) == "href" || c.Field(2) == "url")) return Address(feed.logo, c.Wanted());
  return FeedFact(c, name);
}

Answer ItemLink(const ParsedItem& item, const Case& c) {
  if (c.Field(4) != "href") return Excluded("links are told by what they are for: url, comments, enclosures");
  std::string wanted = SameAddress(c.Wanted());
  bool known = SameAddress(item.url) == wanted || SameAddress(item.comments_url) == wanted;
  for (const ParsedEnclosure& enclosure : item.enclosures) known = known || SameAddress(enclosure.url) == wanted;
  return known ? Answer{"", true, wanted} : Excluded("links are told by what they are for: url, comments, enclosures");
}

Answer ItemSource(const ParsedSource& source, const Case& c) {
  const std::string name = c.Field(3);
  const bool whole = c.path.size() == 4;
  if (name == "title") return Line(source.title, c.Wanted());
  if (name == "link" || name == "href") return Address(source.url, c.Wanted());
  if (name == "id") return Compared(source.id, c.Wanted());
  if (name == "icon") return Address(source.icon, c.Wanted());
  if (name == "logo") return Address(source.logo, c.Wanted());
  if (name == "subtitle" && whole) return Line(source.subtitle, c.Wanted());
  if (name == "rights" && whole) return Line(source.rights, c.Wanted());
  if (name == "updated_parsed") return Date(source.updated, c.wanted);
  if (name == "title_detail") return Detail(c.path, 3, source.title, c.wanted, "");
  if (name == "subtitle_detail") return Detail(c.path, 3, source.subtitle, c.wanted, "");
  if (name == "rights_detail") return Detail(c.path, 3, source.rights, c.wanted, "");
  if (name == "author" || name == "authors" || name == "author_detail") return Authors(source.authors, c.path, 3, c.wanted);
  if (name == "links" && c.Field(5) == "href" && SameAddress(source.url) == SameAddress(c.Wanted())) return {"", true, ""};
  if (name == "links") return Excluded("links are told by what they are for: url");
  return Excluded("entries.source." + name + ": no place in the model");
}

Answer MediaFact(const ParsedItem& item, const Case& c, const std::string& name) {
  if (name == "media_credit") {
    const size_t index = std::strtoul(c.Field(3).c_str(), nullptr, 10);
    if (index >= item.credits.size()) return Compared("no credit", c.Wanted());
    return Compared(c.Field(4) == "role" ? item.credits[index].role : item.credits[index].name, c.Wanted());
  }
  if (name == "media_rating" && c.Field(3) == "content") return Compared(item.rating, c.Wanted());
  if (name == "media_license" && c.Field(3) == "content") return Line(item.rights, c.Wanted());
  if (name == "media_restriction" && c.Field(3) == "relationship") {
    return Compared(item.restriction ? (item.restriction->allow ? "allow" : "deny") : "", c.Wanted());
  }
  if (name == "media_restriction" && c.Field(3) == "content") {
    json::array values;
    if (item.restriction) values = json::array(item.restriction->values.begin(), item.restriction->values.end());
    return Compared(json::serialize(values), c.Wanted());
  }
  return Excluded("entries." + name + "." + c.Field(3) + ": no place in the model");
}

Answer ItemPart(const ParsedItem& item, const Case& c) {
  std::string name = c.Field(2);
  const std::string& body = item.content_html.empty() ? item.summary_html : item.content_html;
  const std::string& summary = item.summary_html.empty() ? item.content_html : item.summary_html;
  if (name == "title_detail") return Detail(c.path, 2, item.title, c.wanted, item.language);
  if (name == "summary_detail") {
    if (c.Field(3) == "value") return Html(summary, c.Wanted(), c.url);
    return Excluded("how a field was written (type, base, language) is settled while reading");
  }
  if (name == "content") {
    if (c.Field(4) == "value" && c.Field(3) == "0") return Html(body, c.Wanted(), c.url);
    if (c.Field(4) == "value") return Excluded("an item has one text");
    if (c.Field(4) == "language") return Compared(item.language, c.Wanted());
    if (c.Field(4) == "src") return Address(item.url, c.Wanted());
    return Excluded("how a field was written (type, base) is settled while reading");
  }
  if (name == "author" || name == "authors" || name == "author_detail")
    return Authors(item.authors, c.path, 2, c.wanted);
  if (name == "enclosures") return Enclosure(item, c.path, c.wanted);
  if (name == "links") return ItemLink(item, c);
  if (name == "tags") return Category(item.categories, c.path, 2, c.wanted);
  if (name == "source") return ItemSource(item.source, c);
  if (name == "contributors") return PersonOf(item.contributors, c.path, 2, c.wanted);
  if (name == "publisher_detail") return OnePerson(item.publisher, c.path, 2, c.wanted);
  if (name == "where") return Place(item, c.path, c.wanted);
  if (name == "thr_in-reply-to") return Reply(item.in_reply_to, c.Field(3), c.wanted);
  if (name == "rights_detail") return Detail(c.path, 2, item.rights, c.wanted, "");
  if (name == "image") return Address(item.images.empty() ? "" : item.images[0].url, c.Wanted());
  if (name == "media_thumbnail" && c.Field(4) == "url") {
    return Address(item.images.empty() ? "" : item.images[0].url, c.Wanted());
  }
  return MediaFact(item, c, name);
}

Answer ItemField(const Case& c) {
  if (c.Field(1) == "#") return Compared(std::to_string(c.feed.items.size()), c.Wanted());
  size_t index = std::strtoul(c.Field(1).c_str(), nullptr, 10);
  if (index >= c.feed.items.size()) return Compared("no item", c.Wanted());
  const ParsedItem& item = c.feed.items[index];
  std::string name = c.Field(2);
  if (c.path.size() != 3) return ItemPart(item, c);
  const std::string& summary = item.summary_html.empty() ? item.content_html : item.summary_html;
  if (name == "title") return Line(item.title, c.Wanted());
  if (name == "description" || name == "summary" || name == "subtitle") return Html(summary, c.Wanted(), c.url);
  if (name == "link") return Address(item.url, c.Wanted());
  if (name == "id" || name == "guid") return Compared(item.id, c.Wanted());
  if (name == "comments") return Address(item.comments_url, c.Wanted());
  if (name == "language") return Compared(item.language, c.Wanted());
  if (name == "rights" || name == "copyright" || name == "license") return Line(item.rights, c.Wanted());
  if (name == "author") return Authors(item.authors, c.path, 2, c.wanted);
  if (name == "category") return Compared(item.categories.empty() ? "" : item.categories[0], c.Wanted());
  if (name == "published" || name == "published_parsed") return Date(item.published, c.wanted);
  if (name == "created" || name == "created_parsed") return Date(item.published, c.wanted);
  if (name == "updated" || name == "updated_parsed") {
    Answer answer = Date(item.updated, c.wanted);
    // dc:date says when a piece came out; they file it under "updated".
    return answer.met ? answer : Date(item.published, c.wanted);
  }
  if (name == "itunes_duration" && !item.enclosures.empty()) {
    return Compared(std::to_string(item.enclosures[0].duration_seconds), c.Wanted());
  }
  if (name == "expired" || name == "expired_parsed") return Date(item.expires, c.wanted);
  if (name == "publisher") return OnePerson(item.publisher, c.path, 2, c.wanted);
  if (name == "itunes_block") return Flag(item.podcast.blocked, c.wanted);
  if (name == "itunes_explicit") return Flag(item.podcast.explicit_words, c.wanted);
  if (name == "wfw_commentrss") return Address(item.comments_feed_url, c.Wanted());
  return Excluded("entries." + name + ": no place in the model");
}

Answer AnswerTo(const Result<ParsedFeed>& feed, const Path& path, const json::object& expectation,
                const std::string& url) {
  std::string op(expectation.at("op").get_string());
  if (path[0] == "bozo") {
    // Theirs says whether the XML was well-formed; ours reads on and warns.
    bool sound = feed.ok() && feed->warnings.empty();
    if (op == "truthy") return Compared(sound ? "sound" : "broken", "broken");
    return Compared(feed.ok() ? "read" : "not read: " + feed.error().message, "read");
  }
  if (path[0] == "encoding") return Excluded("the encoding is settled while reading; its effect is in the texts");
  if (path[0] == "etag" || path[0].starts_with("modified")) return Excluded("about HTTP, not about the document");
  if (op != "==") return Excluded("a field that is there or not: every field of ours is there");
  const json::value* wanted = expectation.if_contains("value");
  if (wanted == nullptr) return Excluded("no value is expected");
  if (!feed.ok()) return Compared("not read: " + feed.error().message, TextOfValue(*wanted));
  Case c{*feed, path, *wanted, url};
  if (path[0] == "version") return Compared(feed->format, FormatFor(c.Wanted()));
  if (path[0] == "feed") return FeedField(c);
  if (path[0] == "entries" && c.Field(2) == "madeup_element") return Excluded("an element of nobody's vocabulary");
  if (path[0] == "entries") return ItemField(c);
  return Excluded(path[0] + ": no place in the model");
}

// The tests of theirs name the HTTP headers they were served with in a comment.
std::string HeaderIn(std::string_view bytes, std::string_view name) {
  std::string lower = AsciiLower(bytes.substr(0, 1000));
  size_t at = lower.find("header: ");
  while (at != std::string::npos) {
    std::string_view line = bytes.substr(at + 8, lower.find('\n', at) - at - 8);
    line = Trim(line);
    if (line.size() > name.size() && AsciiIEquals(line.substr(0, name.size()), name) && line[name.size()] == ':') {
      return std::string(Trim(line.substr(name.size() + 1)));
    }
    at = lower.find("header: ", at + 8);
  }
  return "";
}

// Files whose whole point has another meaning for us; asked for only where an expectation is not met.
std::string OtherMeaning(const std::string& file, const Path& path) {
  auto has = [&](std::string_view part) { return file.find(part) != std::string::npos; };
  if (has("/cdf/")) return "CDF is no format of ours";
  if (has("/sanitize/") && (has("_embed") || has("_iframe") || has("_applet") || has("_object"))) {
    return "embedded players become link cards, and what stands inside them is their substitute";
  }
  if (has("http_text_plain") && path[0] == "bozo") return "the type a server names does not make a feed broken";
  if (has("http_content_language")) return "the header Content-Language is not passed to the parser";
  if (has("http_entry_id_base") || has("http_feed_id_base")) return "an id is kept as it was given";
  if (has("item_description_and_summary")) return "the summary is the one that says it is";
  if (has("browserfriendly")) return "a note for browsers does not describe the feed";
  if (has("xml_lang_blank")) return "a text in no language is taken to be in its feed's";
  return "";
}

struct Tally {
  int asked = 0, met = 0;
  std::map<std::string, int> excluded;
  std::map<std::string, std::pair<int, int>> by_folder;
};

void AskAll(const json::object& row, Tally& tally, bool print) {
  std::string file(row.at("file").get_string());
  auto bytes = test_data::Read(file);
  REQUIRE(bytes);
  std::string url = HeaderIn(*bytes, "Content-Location");
  url = ResolveHttpUrl(url, "http://127.0.0.1:8097/");
  if (url.empty()) url = "http://127.0.0.1:8097/";
  auto feed = ParseFeed({*bytes, HeaderIn(*bytes, "Content-type"), url});
  for (const json::value& value : row.at("expect").as_array()) {
    const json::object& expectation = value.as_object();
    Path path;
    for (const json::value& part : expectation.at("path").as_array()) path.push_back(TextOfValue(part));
    Answer answer = AnswerTo(feed, path, expectation, url);
    if (!answer.met && answer.excluded.empty()) answer.excluded = OtherMeaning(file, path);
    if (!answer.excluded.empty()) {
      ++tally.excluded[answer.excluded];
      continue;
    }
    ++tally.asked;
    if (answer.met) ++tally.met;
    if (answer.met || !print) continue;
    std::string asked;
    for (const std::string& part : path) asked += part + " ";
    std::printf("%s | %s\n  ours:   %s\n  theirs: %s\n", file.c_str(), asked.c_str(), answer.given.c_str(),
                expectation.contains("value") ? TextOfValue(expectation.at("value")).c_str() : "-");
  }
}

TEST_CASE("what another reader's tests expect is found") {
  auto lines = test_data::Read("feeds/feedparser.jsonl");
  if (!lines) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  bool print = std::getenv("NEWSSTAND_SHOW_FAILURES") != nullptr;
  Tally tally;
  for (std::string_view line : Split(*lines, '\n')) {
    if (!Trim(line).empty()) AskAll(json::parse(line).as_object(), tally, print);
  }
  if (print) {
    for (const auto& [reason, count] : tally.excluded) std::printf("excluded %5d  %s\n", count, reason.c_str());
  }
  std::printf("feedparser: %d of %d expectations met\n", tally.met, tally.asked);
  CHECK(tally.asked > 3'000);
  CHECK(tally.met * 100 >= tally.asked * 98);
}

}  // namespace
}  // namespace newsstand::parse
