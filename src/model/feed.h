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
struct ParsedSource {
  std::string title, url;
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
  std::optional<Timestamp> embargoed_until;
};

struct ParsedFeed {
  std::string format;   // "rss-2.0", "atom-1.0", … : docs of the `parse` command
  std::string title, subtitle, url, self_url, language, icon, logo, rights;
  std::optional<Timestamp> published, updated;
  std::vector<std::string> hubs;
  int ttl_minutes = 0;  // 0 not given
  std::vector<int> skip_hours;               // 0..23 UTC, rss skipHours
  std::vector<ParsedItem> items;             // in document order
  std::vector<std::string> warnings;         // one sentence each: what was wrong and how it was read
};

}  // namespace newsstand
