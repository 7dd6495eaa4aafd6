// A changed article to the store, with the version it replaces. Runs on the store's writer.
#pragma once

#include "base/result.h"
#include "content/ingest/build_article.h"
#include "store/database.h"

namespace newsstand::ingest {

// Stores `change.article` in place of `stored` and keeps what readers saw before as a version. Live reports and feeds
// that reword themselves at every poll change without end: from the tenth version on one an hour is kept, and a hundred
// in all; what comes between replaces the text without leaving a version.
Status StoreChange(store::Transaction& transaction, const Article& stored, Change change, Timestamp now);

// The article is gone from everywhere; it stays in the store. Nothing when it is withdrawn already. Returns whether it
// was live.
Result<bool> Withdraw(store::Transaction& transaction, Article stored, Withdrawal why);

}  // namespace newsstand::ingest
