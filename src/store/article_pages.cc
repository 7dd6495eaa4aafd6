// Which pages of articles are still to be fetched.
#include "store/article_record.h"
#include "store/articles.h"

namespace newsstand::store {
namespace {

constexpr int64_t kPageChecks = 3;

}  // namespace

Result<std::vector<Article>> PendingPages(Transaction& transaction, Timestamp now, int limit) {
  return Guarded(transaction, "reading the pages that are wanted", [&]() -> Result<std::vector<Article>> {
    return ReadCards(PrepareCards(transaction,
                                  "WHERE page_state = 'pending' AND state = 'live' AND page_next_try <= :now "
                                  "ORDER BY published DESC, id DESC LIMIT :limit")
                         .BindInt(ToUnixMillis(now)).BindInt(int64_t{limit}));
  });
}

Result<std::optional<Timestamp>> NextPageDue(Transaction& transaction) {
  return Guarded(transaction, "reading when the next page is due", [&]() -> Result<std::optional<Timestamp>> {
    Statement& statement = transaction.Prepare(
        "SELECT page_next_try FROM articles WHERE page_state = 'pending' AND state = 'live' "
        "ORDER BY page_next_try LIMIT 1", "i");
    if (!statement.Step()) return std::optional<Timestamp>();
    return std::optional<Timestamp>(FromUnixMillis(statement.Int(0)));
  });
}

Status PageFailed(Transaction& transaction, ArticleId article, Timestamp next_try, int give_up_after) {
  return Guarded(transaction, "noting that a page failed", [&]() -> Status {
    transaction.RequireWritable();
    const int64_t found = transaction.Prepare(
        "UPDATE articles SET page_next_try = :next_try, "
        "page_attempts = CASE WHEN page_state = 'pending' THEN page_attempts + 1 ELSE page_attempts END, "
        "page_state = CASE WHEN page_state = 'pending' AND page_attempts + 1 >= :give_up_after THEN 'failed' "
        "ELSE page_state END WHERE id = :id")
        .BindInt(ToUnixMillis(next_try)).BindInt(int64_t{give_up_after}).BindInt(article.value).Run();
    if (found == 0) {
      return Fail(ErrorCode::kNotFound, "there is no article number " + std::to_string(article.value));
    }
    return {};
  });
}

Result<std::vector<Article>> ArticlesOfFeed(Transaction& transaction, FeedId feed, Timestamp from, Timestamp until,
                                            int limit) {
  return Guarded(transaction, "reading what a feed listed", [&]() -> Result<std::vector<Article>> {
    return ReadCards(PrepareCards(transaction,
                                  "WHERE state = 'live' AND feed_id = :feed AND published >= :since AND published <= :until "
                                  "ORDER BY published DESC, id DESC LIMIT :limit")
                         .BindInt(feed.value).BindInt(ToUnixMillis(from)).BindInt(ToUnixMillis(until))
                         .BindInt(int64_t{limit}));
  });
}

Result<bool> CheckPage(Transaction& transaction, ArticleId article, Timestamp now, std::chrono::milliseconds apart) {
  return Guarded(transaction, "asking for a page to be looked at again", [&]() -> Result<bool> {
    transaction.RequireWritable();
    Statement& checks = transaction.Prepare("SELECT checks, last_check FROM page_checks WHERE article_id = :id", "ii");
    const bool known = checks.BindInt(article.value).Step();
    if (known && (checks.Int(0) >= kPageChecks || FromUnixMillis(checks.Int(1)) + apart > now)) return false;
    const int64_t found = transaction.Prepare(
        "UPDATE articles SET page_state = 'pending', page_attempts = 0, page_next_try = :now "
        "WHERE id = :id AND state = 'live' AND page_state <> 'pending' AND url <> ''")
        .BindInt(ToUnixMillis(now)).BindInt(article.value).Run();
    if (found == 0) return false;
    transaction.Prepare("INSERT INTO page_checks (article_id, checks, last_check) VALUES (:id, 1, :now) "
                        "ON CONFLICT (article_id) DO UPDATE SET checks = page_checks.checks + 1, "
                        "last_check = excluded.last_check")
        .BindInt(article.value).BindInt(ToUnixMillis(now)).Run();
    return true;
  });
}

}  // namespace newsstand::store
