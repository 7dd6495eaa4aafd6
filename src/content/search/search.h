// Looking up a query in all segments.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "content/search/query.h"
#include "content/search/segment_writer.h"

namespace newsstand::search {

// The index at one moment. Immutable: a reader keeps it for as long as it works.
struct View {
  uint64_t generation = 0;       // grows with every change
  std::vector<Survivors> parts;  // the newest first
  int64_t articles = 0;          // that are left
  int64_t followed_to = 0;       // the store's change_seq that is in it
  bool ready = false;            // it has caught up with the store once
};
using ViewPtr = std::shared_ptr<const View>;

enum class Order { kRelevance, kNewest };

struct Hit {
  int64_t article = 0;
  int64_t published = 0;  // ms
  double score = 0;
};

struct Hits {
  std::vector<Hit> hits;      // the best first; by kNewest the newest
  int64_t matches = 0;        // seen; all there are when `counted`
  bool counted = false;
  bool partial = false;       // nearly no article has everything: the last of these have only most of it
  double freshness = 0;       // ρ: how much newness counts in this query
};

// How much newness counts: score × (1 + ρ · 2^(−age / h)), where ρ grows with how many more articles of the last two days
// match than the four weeks before let expect.
inline constexpr double kHalfLifeHours = 48;
inline constexpr double kLeastFreshness = 0.2, kMostFreshness = 1.5;

// The best `limit` articles. Articles with every clause first; where there are nearly none and the query has three words
// or more, then those that have most of it. Never fails; thread-safe.
Hits Search(const View& view, const Query& query, Order order, size_t limit, int64_t now);

}  // namespace newsstand::search
