// Which pages of articles are still to be fetched.
#include "store/article_record.h"
#include "store/articles.h"

namespace newsstand::store {

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

}  // namespace newsstand::store
