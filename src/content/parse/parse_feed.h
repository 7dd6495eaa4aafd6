// A feed document of any format → ParsedFeed. Pure: no I/O, no clock; thread-safe; linear in time.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/feed.h"

namespace newsstand::parse {

struct FeedDocument {
  std::string_view bytes;    // as fetched, content coding removed; any encoding
  std::string content_type;  // the header's value, "" unknown
  std::string url;           // where it was fetched: the base of relative addresses; "" unknown
};

// Broken documents are normal input: what can be read is, and `warnings` says what was wrong. Fails with kInvalid and a
// sentence that says what the document is instead ("This is an HTML page, not a feed."), or kTooLarge over
// limits::kFetchBytes. Items over limits::kFeedItems are left out with a warning.
Result<ParsedFeed> ParseFeed(const FeedDocument& document);

}  // namespace newsstand::parse
