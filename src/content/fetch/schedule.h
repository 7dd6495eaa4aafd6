// When a feed is fetched next. Pure; tested by tables.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "content/fetch/feed_fetcher.h"
#include "model/title.h"

namespace newsstand::fetch {

inline constexpr std::chrono::seconds kShortestInterval = std::chrono::minutes(15);
inline constexpr std::chrono::seconds kLongestInterval = std::chrono::hours(24);

// What a fetch told about the feed. For kNotModified the last four may be left empty.
struct FetchFacts {
  FetchedFeed::Outcome outcome = FetchedFeed::Outcome::kFailed;
  std::optional<std::chrono::seconds> retry_after, max_age;
  int ttl_minutes = 0;                // rss ttl, 0 not given
  std::vector<int> skip_hours;        // 0..23 UTC
  std::vector<Timestamp> item_times;  // when the items of the document were published, in any order
  bool has_new_items = false;
};

struct Schedule {
  Timestamp next_fetch;
  int interval_seconds = 0;  // before jitter: 900 … 86400
  double items_per_day = 0;  // smoothed
};

// `feed` as it is after RecordFetch: `failures` counts this fetch. The same seed gives the same jitter.
Schedule NextFetch(const Feed& feed, const FetchFacts& facts, Timestamp now, uint64_t jitter_seed);

}  // namespace newsstand::fetch
