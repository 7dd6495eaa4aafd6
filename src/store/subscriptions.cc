#include "store/subscriptions.h"

#include "store/record.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

template <class Visitor, class AnySubscription>
void VisitSubscription(Visitor&& visit, AnySubscription& subscription) {
  visit("feed_id", subscription.feed);
  visit("hub", subscription.hub);
  visit("topic", subscription.topic);
  visit("token", subscription.token);
  visit("secret", subscription.secret);
  visit("state", subscription.state);
  visit("next_action", subscription.next_action);
  visit("lease_until", subscription.lease_until);
  visit("last_delivery", subscription.last_delivery);
  visit("attempts", subscription.attempts);
  visit("deliveries", subscription.deliveries);
  visit("last_error", subscription.last_error);
}

const FieldNames& Columns() {
  static const FieldNames kNames = [] {
    FieldNames names;
    const Subscription none;
    VisitSubscription(names, none);
    return names;
  }();
  return kNames;
}

Statement& PrepareSelect(Transaction& transaction, const std::string& rest) {
  static const std::string kSelect = "SELECT " + Columns().List() + " FROM subscriptions ";
  return transaction.Prepare(kSelect + rest, Columns().kinds());
}

std::vector<Subscription> ReadAll(Statement& statement) {
  std::vector<Subscription> all;
  while (statement.Step()) VisitSubscription(FieldReader(statement), all.emplace_back());
  return all;
}

std::optional<Subscription> Only(Statement& statement) {
  std::vector<Subscription> all = ReadAll(statement);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

}  // namespace

Status SaveSubscription(Transaction& transaction, const Subscription& subscription) {
  return Guarded(transaction, "saving a subscription", [&]() -> Status {
    transaction.RequireWritable();
    Statement& owner = transaction.Prepare("SELECT feed_id FROM subscriptions WHERE token = :token", "i");
    if (owner.BindText(subscription.token).Step() && owner.Int(0) != subscription.feed.value) {
      return Fail(ErrorCode::kConflict, "another subscription has this token");
    }
    transaction.Prepare("DELETE FROM subscriptions WHERE feed_id = :feed").BindInt(subscription.feed.value).Run();
    static const std::string kSql =
        "INSERT INTO subscriptions (" + Columns().List() + ") VALUES (" + Columns().Placeholders() + ")";
    Statement& statement = transaction.Prepare(kSql);
    VisitSubscription(FieldBinder(statement), subscription);
    statement.Run();
    return {};
  });
}

Result<std::optional<Subscription>> FindSubscription(Transaction& transaction, FeedId feed) {
  return Guarded(transaction, "reading a subscription", [&]() -> Result<std::optional<Subscription>> {
    return Only(PrepareSelect(transaction, "WHERE feed_id = :feed").BindInt(feed.value));
  });
}

Result<std::optional<Subscription>> FindSubscriptionByToken(Transaction& transaction, std::string_view token) {
  return Guarded(transaction, "reading a subscription", [&]() -> Result<std::optional<Subscription>> {
    return Only(PrepareSelect(transaction, "WHERE token = :token").BindText(token));
  });
}

Result<std::vector<Subscription>> AllSubscriptions(Transaction& transaction) {
  return Guarded(transaction, "reading all subscriptions", [&]() -> Result<std::vector<Subscription>> {
    return ReadAll(PrepareSelect(transaction, "ORDER BY feed_id"));
  });
}

Status DeleteSubscription(Transaction& transaction, FeedId feed) {
  return Guarded(transaction, "forgetting a subscription", [&]() -> Status {
    transaction.RequireWritable();
    transaction.Prepare("DELETE FROM subscriptions WHERE feed_id = :feed").BindInt(feed.value).Run();
    return {};
  });
}

Result<std::vector<Subscription>> DueSubscriptions(Transaction& transaction, Timestamp now, int limit) {
  return Guarded(transaction, "reading what is to be done for subscriptions",
                 [&]() -> Result<std::vector<Subscription>> {
    return ReadAll(PrepareSelect(transaction, "WHERE next_action <= :now ORDER BY next_action, feed_id LIMIT :limit")
                       .BindInt(ToUnixMillis(now)).BindInt(int64_t{limit}));
  });
}

Result<std::vector<FeedId>> FeedsWithoutSubscription(Transaction& transaction, int limit) {
  return Guarded(transaction, "reading which feeds name a hub", [&]() -> Result<std::vector<FeedId>> {
    Statement& statement = transaction.Prepare(
        "SELECT id FROM feeds WHERE state = 'active' AND hub <> '' "
        "AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE feed_id = feeds.id) ORDER BY id LIMIT :limit", "i");
    statement.BindInt(int64_t{limit});
    std::vector<FeedId> feeds;
    while (statement.Step()) feeds.push_back(FeedId{statement.Int(0)});
    return feeds;
  });
}

Result<std::vector<Subscription>> OutdatedSubscriptions(Transaction& transaction, int limit) {
  return Guarded(transaction, "reading which subscriptions are outdated", [&]() -> Result<std::vector<Subscription>> {
    return ReadAll(PrepareSelect(transaction,
                                 "WHERE state <> 'ending' AND NOT EXISTS (SELECT 1 FROM feeds WHERE "
                                 "feeds.id = subscriptions.feed_id AND feeds.state = 'active' AND "
                                 "feeds.hub = subscriptions.hub AND (feeds.hub_topic = subscriptions.topic OR "
                                 "(feeds.hub_topic = '' AND feeds.url = subscriptions.topic))) "
                                 "ORDER BY feed_id LIMIT :limit")
                       .BindInt(int64_t{limit}));
  });
}

}  // namespace newsstand::store
