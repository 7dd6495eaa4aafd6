#include "content/search/finding.h"

#include <algorithm>
#include <unordered_map>

#include "content/search/spelling.h"
#include "store/stories.h"

namespace newsstand::search {
namespace {

constexpr size_t kHitsForOne = 4;        // articles of a story, to expect
constexpr int64_t kLittle = 20;          // with fewer matches another spelling is looked for

Result<std::vector<StoryId>> StoriesOf(store::Database& database, const std::vector<Hit>& hits) {
  std::vector<StoryId> stories;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    stories.clear();
    for (const Hit& hit : hits) {
      auto placement = store::FindPlacement(transaction, ArticleId{hit.article});
      if (!placement) return Fail(placement.error());
      stories.push_back(*placement ? (*placement)->story : StoryId{});
    }
    return {};
  });
  if (!read) return Fail(read.error());
  return stories;
}

}  // namespace

Result<FoundPage> FindPage(store::Database& database, const View& view, const Query& query, const FindRequest& request,
                           Timestamp now) {
  FoundPage page;
  const size_t first = request.page * request.per_page;
  const size_t behind = first + request.per_page;
  const size_t wanted = request.folded ? behind * kHitsForOne + 40 : behind + 1;
  const Hits hits = Search(view, query, request.order, std::min(kMostHits, wanted), ToUnixMillis(now));
  page.matches = hits.matches;
  page.counted = hits.counted;
  page.partial = hits.partial;
  if (hits.matches < kLittle) page.suggestion = SuggestQuery(view, query);
  std::vector<StoryId> stories(hits.hits.size());
  if (request.folded) {
    auto found = StoriesOf(database, hits.hits);
    if (!found) return Fail(found.error());
    stories = std::move(*found);
  }
  std::vector<Found> all;
  std::unordered_map<int64_t, size_t> by_story;
  for (size_t i = 0; i < hits.hits.size(); ++i) {
    const Hit& hit = hits.hits[i];
    if (stories[i]) {
      const auto [known, fresh] = by_story.try_emplace(stories[i].value, all.size());
      if (!fresh) {
        all[known->second].others.push_back(ArticleId{hit.article});
        continue;
      }
    }
    all.push_back({ArticleId{hit.article}, FromUnixMillis(hit.published), hit.score, stories[i], {}});
  }
  page.more = all.size() > behind;
  for (size_t i = first; i < std::min(behind, all.size()); ++i) page.found.push_back(std::move(all[i]));
  return page;
}

}  // namespace newsstand::search
