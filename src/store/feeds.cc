#include "store/feeds.h"

#include "base/limits.h"
#include "store/record.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

// All fields but the id, in the order of the columns.
template <class Visitor, class AnyFeed>
void VisitFeed(Visitor&& visit, AnyFeed& feed) {
  visit("title_id", feed.title);
  visit("url", feed.url);
  visit("section", feed.section);
  visit("state", feed.state);
  visit("etag", feed.etag);
  visit("last_modified", feed.last_modified);
  visit("validators_since", feed.validators_since);
  visit("body_hash", feed.body_hash);
  visit("next_fetch", feed.next_fetch);
  visit("interval_seconds", feed.interval_seconds);
  visit("failures", feed.failures);
  visit("last_attempt", feed.last_attempt);
  visit("last_success", feed.last_success);
  visit("last_new_item", feed.last_new_item);
  visit("last_error", feed.last_error);
  visit("items_per_day", feed.items_per_day);
  visit("hub", feed.hub);
  visit("delay_seconds", feed.delay_seconds);
  visit("hub_topic", feed.hub_topic);
  visit("renumbered_polls", feed.renumbered_polls);
  visit("redated_polls", feed.redated_polls);
  visit("rewritten_polls", feed.rewritten_polls);
}

const FieldNames& FeedColumns() {
  static const FieldNames kNames = [] {
    FieldNames names;
    const Feed none;
    VisitFeed(names, none);
    return names;
  }();
  return kNames;
}

// Prepares "SELECT … FROM feeds" with what follows.
Statement& PrepareSelect(Transaction& transaction, const std::string& rest) {
  static const std::string kSelect = "SELECT id, " + FeedColumns().List() + " FROM feeds ";
  static const std::string kKinds = "i" + FeedColumns().kinds();
  return transaction.Prepare(kSelect + rest, kKinds);
}

std::vector<Feed> ReadFeeds(Statement& statement) {
  std::vector<Feed> feeds;
  while (statement.Step()) {
    Feed& feed = feeds.emplace_back();
    feed.id.value = statement.Int(0);
    VisitFeed(FieldReader(statement, 1), feed);
  }
  return feeds;
}

std::optional<Feed> OnlyFeed(Statement& statement) {
  std::vector<Feed> feeds = ReadFeeds(statement);
  if (feeds.empty()) return std::nullopt;
  return std::move(feeds.front());
}

Result<FeedId> InsertFeed(Transaction& transaction, const Feed& feed) {
  static const std::string kSql = "INSERT INTO feeds (" + FeedColumns().List() + ") VALUES (" +
                                  FeedColumns().Placeholders() + ") ON CONFLICT (url) DO NOTHING RETURNING id";
  Statement& statement = transaction.Prepare(kSql, "i");
  VisitFeed(FieldBinder(statement), feed);
  if (!statement.Step()) return Fail(ErrorCode::kConflict, "there is a feed with the address " + feed.url + " already");
  const FeedId id{statement.Int(0)};
  while (statement.Step()) {
  }
  return id;
}

Result<FeedId> ReplaceFeed(Transaction& transaction, const Feed& feed) {
  // Asked before, because on PostgreSQL a violated constraint would undo the whole piece.
  Statement& owner = transaction.Prepare("SELECT id FROM feeds WHERE url = :url", "i").BindText(feed.url);
  if (owner.Step() && owner.Int(0) != feed.id.value) {
    return Fail(ErrorCode::kConflict, "there is another feed with the address " + feed.url + " already");
  }
  static const std::string kSql = "UPDATE feeds SET " + FeedColumns().Assignments() + " WHERE id = :id";
  Statement& statement = transaction.Prepare(kSql);
  VisitFeed(FieldBinder(statement), feed);
  if (statement.BindInt(feed.id.value).Run() == 0) {
    return Fail(ErrorCode::kNotFound, "there is no feed number " + std::to_string(feed.id.value));
  }
  return feed.id;
}

}  // namespace

Result<FeedId> SaveFeed(Transaction& transaction, const Feed& feed) {
  if (feed.url.empty() || feed.url.size() > limits::kUrlBytes) {
    return Fail(ErrorCode::kInvalid, "a feed's address has 1 to " + std::to_string(limits::kUrlBytes) +
                                         " bytes, not " + std::to_string(feed.url.size()));
  }
  return Guarded(transaction, "saving the feed " + feed.url, [&]() -> Result<FeedId> {
    transaction.RequireWritable();
    return feed.id ? ReplaceFeed(transaction, feed) : InsertFeed(transaction, feed);
  });
}

Result<std::optional<Feed>> FindFeed(Transaction& transaction, FeedId id) {
  return Guarded(transaction, "reading a feed", [&]() -> Result<std::optional<Feed>> {
    return OnlyFeed(PrepareSelect(transaction, "WHERE id = :id").BindInt(id.value));
  });
}

Result<std::optional<Feed>> FindFeedByUrl(Transaction& transaction, std::string_view url) {
  return Guarded(transaction, "reading a feed", [&]() -> Result<std::optional<Feed>> {
    return OnlyFeed(PrepareSelect(transaction, "WHERE url = :url").BindText(url));
  });
}

Result<std::vector<Feed>> AllFeeds(Transaction& transaction) {
  return Guarded(transaction, "reading all feeds", [&]() -> Result<std::vector<Feed>> {
    return ReadFeeds(PrepareSelect(transaction, "ORDER BY id"));
  });
}

Result<std::vector<Feed>> FeedsOfTitle(Transaction& transaction, TitleId title) {
  return Guarded(transaction, "reading a title's feeds", [&]() -> Result<std::vector<Feed>> {
    return ReadFeeds(PrepareSelect(transaction, "WHERE title_id = :title ORDER BY id").BindInt(title.value));
  });
}

Result<std::vector<Feed>> DueFeeds(Transaction& transaction, Timestamp now, int limit) {
  return Guarded(transaction, "reading the feeds that are due", [&]() -> Result<std::vector<Feed>> {
    return ReadFeeds(PrepareSelect(transaction, "WHERE state = 'active' AND next_fetch <= :now "
                                                "ORDER BY next_fetch, id LIMIT :limit")
                         .BindInt(ToUnixMillis(now)).BindInt(int64_t{limit}));
  });
}

Result<std::optional<Timestamp>> NextFeedDue(Transaction& transaction) {
  return Guarded(transaction, "reading when the next feed is due", [&]() -> Result<std::optional<Timestamp>> {
    Statement& statement = transaction.Prepare(
        "SELECT next_fetch FROM feeds WHERE state = 'active' ORDER BY next_fetch, id LIMIT 1", "i");
    if (!statement.Step()) return std::optional<Timestamp>();
    return std::optional<Timestamp>(FromUnixMillis(statement.Int(0)));
  });
}

Result<FeedCounts> CountFeeds(Transaction& transaction) {
  return Guarded(transaction, "counting the feeds", [&]() -> Result<FeedCounts> {
    Statement& statement = transaction.Prepare(
        "SELECT COUNT(*), COUNT(CASE WHEN state = 'active' THEN 1 END), COUNT(last_success), "
        "COUNT(CASE WHEN failures > 0 AND state = 'active' THEN 1 END), COUNT(DISTINCT title_id), "
        "COUNT(DISTINCT CASE WHEN last_success IS NOT NULL THEN title_id END) FROM feeds", "iiiiii");
    statement.Step();
    FeedCounts counts;
    counts.total = statement.Int(0);
    counts.active = statement.Int(1);
    counts.ever_succeeded = statement.Int(2);
    counts.failing = statement.Int(3);
    counts.titles = statement.Int(4);
    counts.titles_arrived = statement.Int(5);
    return counts;
  });
}

}  // namespace newsstand::store
