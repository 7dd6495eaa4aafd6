// Keeps the index in step with the store: follows its changes as articles come, change and go.
//
// One thread of its own; the functions here may be called from any. A missing or damaged index is made anew from the
// store by itself, while what is there already is searched.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "content/search/index.h"
#include "content/search/search.h"
#include "model/article.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::search {

struct SearchKeeperOptions {
  std::string folder;
  int keep_months = 0;                     // older articles are not searched; 0: all are
  std::chrono::seconds flush_every{30};    // what is younger than that is read from the store again after a kill
  int batch = 2'000;                       // articles read at once
};

struct SearchCounters {
  int64_t articles = 0, indexed = 0, removed = 0, segments = 0, bytes = 0, merges = 0, flushes = 0;
  int64_t followed_to = 0;
};

class SearchKeeper {
 public:
  // Both must outlive it.
  SearchKeeper(store::Database& database, const Clock& clock, SearchKeeperOptions options);
  ~SearchKeeper();  // Stop()

  void Start();
  void Stop();  // what is in memory is written
  // Something was stored: look now. Never blocks.
  void Notify();

  // Instead of Start, in the caller's thread: indexes everything that is not yet; `anew` begins from nothing. `progress`
  // gets how many articles were read so far and of how many. kUnavailable when `anew` and another process writes.
  Status CatchUp(bool anew, const std::function<void(int64_t done, int64_t of)>& progress = {});

  // Never null. Costs one lock.
  ViewPtr Current() const;
  SearchCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What is indexed of an article.
Document DocumentOf(const Article& article, const Title& title);

}  // namespace newsstand::search
