// The article's way, kept going: fetches what is due and takes it through the stages to the store.
//
// Threads: one that decides what is due, a pool that parses, extracts and stores. The public functions may be called from
// any thread; the callbacks run on the pool.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "content/fetch/feed_fetcher.h"
#include "content/ingest/stages.h"
#include "model/article.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::ingest {

struct IngestOptions {
  Mode mode = Mode::kPersonal;
  int threads = 0;            // 0: one a core
  int feeds_under_way = 128;  // fetched at the same time, all hosts together
  int pages_under_way = 64;
  int page_attempts = 5;      // then the feed's own text is all there is
  std::chrono::seconds longest_interval = std::chrono::hours(24);  // between two fetches of a feed that answers
};

// Since start.
struct IngestCounters {
  int64_t feeds_fetched = 0, feeds_unchanged = 0, feeds_failed = 0, feeds_gone = 0;
  int64_t items = 0, articles_new = 0, articles_changed = 0, articles_withdrawn = 0;
  int64_t pages_fetched = 0, pages_extracted = 0, pages_failed = 0;
  int64_t wire_bytes = 0;
  int64_t deliveries = 0;  // by hubs
  int feeds_under_way = 0, pages_under_way = 0;
};

class Ingestor {
 public:
  // All must outlive it, and the client has to be stopped first: its callbacks lead here.
  Ingestor(store::Database& database, fetch::FeedFetcher& fetcher, const Clock& clock, IngestOptions options);
  ~Ingestor();  // Stop()

  // Called after something became durable in the store.
  void OnStored(std::function<void()> callback);

  void Start();
  void Stop();
  // Something new is due (a title was added, a clock was moved): look now.
  void Wake();

  // What a feed's hub delivered, taken to the store at once, beside whatever else is under way.
  void Deliver(FeedId feed, fetch::FetchedFeed delivered);

  // `ingest --once`: everything that is due now, feeds and pages, until nothing is. `progress` is called a few times a
  // second. Not together with Start.
  Status RunOnce(const std::function<void(const IngestCounters&)>& progress);

  IngestCounters counters() const;
  const StageTimes& stage_times() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::ingest
