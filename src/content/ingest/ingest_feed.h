// One feed, one page: the stages of ingest in order.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "content/fetch/feed_fetcher.h"
#include "content/ingest/site_book.h"
#include "content/ingest/stages.h"
#include "model/article.h"
#include "model/terms.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::ingest {

struct FeedOutcome {
  int items = 0, articles_new = 0, articles_changed = 0, articles_withdrawn = 0;
  bool unchanged = false, failed = false, gone = false;
};

// What the stages need; `mode` decides which rights count.
struct IngestContext {
  store::Database& database;
  const Clock& clock;
  StageTimes& times;
  SiteBook& sites;
  Mode mode = Mode::kPersonal;
  int page_attempts = 5;
  std::chrono::seconds longest_interval = std::chrono::hours(24);  // between two fetches of a feed that answers
};

// The title with the rights that count, and what its site stated of late; nullopt when it was removed.
struct TitleFacts {
  Title title;
  std::vector<Terms> terms;
};
Result<std::optional<TitleFacts>> ReadTitleFacts(const IngestContext& context, TitleId id);

// Takes one fetched feed to the store: articles and the feed's own row in one durable write, so that a crash in between
// costs a repeated fetch and nothing else. Errors are the store's; what is wrong with the feed becomes its health.
Result<FeedOutcome> IngestFeed(const IngestContext& context, const Feed& feed, fetch::FetchedFeed fetched);

// Takes one fetched article page to the store. A page that turns out to be reserved, or to belong to a title whose text
// is not taken over, leaves the article as its feed tells it; a page that is gone (410) withdraws it.
struct PageOutcome {
  bool extracted = false, failed = false, withdrawn = false;
};
Result<PageOutcome> IngestPage(const IngestContext& context, const Article& article, fetch::FetchedPage fetched);

}  // namespace newsstand::ingest
