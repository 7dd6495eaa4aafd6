// A feed document after parsing: what every format means, no more. Fields as in the `parse` command's JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace newsstand {

struct ParsedAuthor {
  std::string name, email, url;
};
struct ParsedImage {
  std::string url;
  int width = 0, height = 0;  // 0 unknown
  std::string caption, credit;  // plain text
};
struct ParsedEnclosure {
  std::string url, type;
  int64_t length_bytes = 0;     // 0 unknown
  int64_t duration_seconds = 0;  // 0 unknown
};
// The feed an item was taken from.
struct ParsedSource {
  std::string title, url;
  std::string id, subtitle, rights, icon, logo;
  std::vector<ParsedAuthor> authors;
  std::optional<Timestamp> updated;
};
struct ParsedGenerator {
  std::string name, url, version;
};
// What an item answers (RFC 4685).
struct ParsedReply {
  std::string id, url, type, source_url;
};
// Where something is (GeoRSS, GML, W3C geo). WGS 84, unless the feed names another system: then as written.
enum class PlaceShape { kPoint, kLine, kPolygon, kBox };
struct ParsedPosition {
  double longitude = 0, latitude = 0;
  std::optional<double> altitude;
};
struct ParsedPlace {
  PlaceShape shape = PlaceShape::kPoint;
  std::vector<ParsedPosition> positions;  // of a box two opposite corners; a polygon ends where it begins
};
struct ParsedPodcast {
  int season = 0, episode = 0;  // 0 not said
  std::string episode_type;     // "full", "trailer", "bonus"; "" not said
  bool explicit_words = false;
  bool blocked = false;         // not to be listed in directories
};
struct ParsedCredit {
  std::string role, name;  // the role in lower case, "" not said
};
// Where something may be shown, as its publisher wrote it.
struct ParsedRestriction {
  bool allow = true;               // in these alone; false: anywhere but in these
  std::string type;                // "country", "uri", "sharing"
  std::vector<std::string> values;
};
enum class ItemStatus { kUsable, kWithheld, kCanceled };

// Text fields are plain text, clean UTF-8, white space collapsed. `*_html` is sanitised. Addresses are absolute http(s)
// where a base is known. Empty means absent.
struct ParsedItem {
  std::string id;       // guid, atom:id, … as given, trimmed
  std::string url;
  std::string title;
  std::string summary_html, content_html;
  std::vector<ParsedAuthor> authors;
  std::vector<std::string> categories;
  std::optional<Timestamp> published, updated;
  std::string language, rights, comments_url;
  ParsedSource source;
  std::vector<ParsedImage> images;         // best first
  std::vector<ParsedEnclosure> enclosures;
  ItemStatus status = ItemStatus::kUsable;
  std::optional<Timestamp> embargoed_until, expires;
  ParsedAuthor publisher;
  std::vector<ParsedAuthor> contributors;
  std::string comments_feed_url;
  int comment_count = -1;  // -1 not said
  std::optional<ParsedReply> in_reply_to;
  std::vector<ParsedPlace> places;
  ParsedPodcast podcast;
  std::vector<ParsedCredit> credits;  // of what is shown or heard
  std::string rating;
  std::optional<ParsedRestriction> restriction;
};

struct ParsedFeed {
  std::string format;   // "rss-2.0", "atom-1.0", … : docs of the `parse` command
  std::string title, subtitle, url, self_url, language, icon, logo, rights;
  std::optional<Timestamp> published, updated;
  std::string id;
  std::vector<ParsedAuthor> authors, contributors;
  ParsedAuthor publisher;
  std::vector<std::string> categories;
  ParsedGenerator generator;
  ParsedPodcast podcast;
  std::optional<Timestamp> valid_from, valid_until;
  std::optional<ParsedReply> in_reply_to;  // a feed of the comments on something
  std::vector<std::string> hubs;
  std::string rsl;      // what it says in Really Simple Licensing, as a document of that; "" nothing
  int ttl_minutes = 0;  // 0 not given
  std::vector<int> skip_hours;               // 0..23 UTC, rss skipHours
  std::vector<ParsedItem> items;             // in document order
  std::vector<std::string> warnings;         // one sentence each: what was wrong and how it was read
};

}  // namespace newsstand
