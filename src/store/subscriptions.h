// WebSub subscriptions of feeds.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/subscription.h"
#include "store/database.h"

namespace newsstand::store {

// Inserts or replaces the subscription of its feed. kConflict when another feed's has the same token.
Status SaveSubscription(Transaction& transaction, const Subscription& subscription);
Result<std::optional<Subscription>> FindSubscription(Transaction& transaction, FeedId feed);
Result<std::optional<Subscription>> FindSubscriptionByToken(Transaction& transaction, std::string_view token);
Result<std::vector<Subscription>> AllSubscriptions(Transaction& transaction);  // by feed
Status DeleteSubscription(Transaction& transaction, FeedId feed);

// What is to be done now: next_action at or before `now`, longest due first.
Result<std::vector<Subscription>> DueSubscriptions(Transaction& transaction, Timestamp now, int limit);
// Active feeds that name a hub and have no subscription.
Result<std::vector<FeedId>> FeedsWithoutSubscription(Transaction& transaction, int limit);
// Subscriptions whose feed is stopped or paused, names no hub any more, or another hub or topic than it did.
Result<std::vector<Subscription>> OutdatedSubscriptions(Transaction& transaction, int limit);

}  // namespace newsstand::store
