#include "content/ingest/store_change.h"

#include "store/articles.h"

namespace newsstand::ingest {
namespace {

constexpr int kVersionsAtOnce = 10;
constexpr int kVersionsInAll = 100;
constexpr std::chrono::hours kThenApart{1};

// Whether what is replaced is worth keeping.
Result<bool> KeepsVersion(store::Transaction& transaction, const Article& stored, Timestamp now) {
  auto kept = store::CountVersions(transaction, stored.id);
  if (!kept) return Fail(kept.error());
  if (kept->count < kVersionsAtOnce) return true;
  if (kept->count >= kVersionsInAll) return false;
  return !stored.updated || now - *stored.updated >= kThenApart;
}

}  // namespace

Status StoreChange(store::Transaction& transaction, const Article& stored, Change change, Timestamp now) {
  if (change.new_version) {
    auto keeps = KeepsVersion(transaction, stored, now);
    if (!keeps) return Fail(keeps.error());
    if (*keeps) {
      const Timestamp seen = stored.updated.value_or(stored.first_seen);
      const Status kept = store::SaveVersion(
          transaction, {stored.id, stored.version, seen, stored.headline, stored.standfirst, stored.body_html});
      if (!kept) return kept;
    } else {
      change.article.version = stored.version;
      change.article.updated = stored.updated;  // the hour runs from the last version that was kept
    }
  }
  return store::UpdateArticle(transaction, change.article);
}

Result<bool> Withdraw(store::Transaction& transaction, Article stored, Withdrawal why) {
  if (stored.state == ArticleState::kWithdrawn) return false;
  stored.state = ArticleState::kWithdrawn;
  stored.withdrawal = why;
  if (Status updated = store::UpdateArticle(transaction, stored); !updated) return Fail(updated.error());
  return true;
}

}  // namespace newsstand::ingest
