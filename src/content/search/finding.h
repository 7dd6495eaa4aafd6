// A page of results as readers see it: the best articles, folded by story.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "content/search/search.h"
#include "model/article.h"
#include "model/story.h"
#include "store/database.h"

namespace newsstand::search {

inline constexpr size_t kMostHits = 1'000;  // that are looked at: what is behind them nobody reads

struct Found {
  ArticleId article;
  Timestamp published;
  double score = 0;
  StoryId story;                   // 0: not placed
  std::vector<ArticleId> others;   // of the same story, that were found too, in order
};

struct FoundPage {
  std::vector<Found> found;
  bool more = false;               // there is a next page
  int64_t matches = 0;             // articles, not stories; all there are when `counted`
  bool counted = false, partial = false;
  std::optional<std::string> suggestion;  // where little was found: how it may have been meant
};

struct FindRequest {
  Order order = Order::kRelevance;
  size_t page = 0, per_page = 20;
  bool folded = true;
};

// Looks the query up and folds what is found by the stories the store knows now. Errors are the store's. Thread-safe.
Result<FoundPage> FindPage(store::Database& database, const View& view, const Query& query, const FindRequest& request,
                           Timestamp now);

}  // namespace newsstand::search
