// Feeds: their addresses, rhythm and health.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::store {

// Inserts when `feed.id` is 0 (kConflict if the address is taken), else replaces all fields. Returns the id.
Result<FeedId> SaveFeed(Transaction& transaction, const Feed& feed);
Result<std::optional<Feed>> FindFeed(Transaction& transaction, FeedId id);
Result<std::optional<Feed>> FindFeedByUrl(Transaction& transaction, std::string_view url);
Result<std::vector<Feed>> AllFeeds(Transaction& transaction);
Result<std::vector<Feed>> FeedsOfTitle(Transaction& transaction, TitleId title);
// Active feeds with next_fetch <= now, longest due first.
Result<std::vector<Feed>> DueFeeds(Transaction& transaction, Timestamp now, int limit);
// When the next active feed falls due; nullopt when there is none.
Result<std::optional<Timestamp>> NextFeedDue(Transaction& transaction);

struct FeedCounts {
  int64_t total = 0, active = 0, ever_succeeded = 0, failing = 0;  // failing: active, and the last attempt failed
  int64_t titles = 0, titles_arrived = 0;  // titles with feeds, and those of which one was read at least once
};
Result<FeedCounts> CountFeeds(Transaction& transaction);

}  // namespace newsstand::store
