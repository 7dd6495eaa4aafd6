// Keeps stories in step with the articles: follows the store's changes, has each article placed by content/cluster, and
// writes where it belongs. What is written and how far the changes were followed are one durable piece of work: after a
// kill nothing is placed twice and nothing is left out. Stories of different languages on one event are linked when
// articles were placed.
//
// One thread of its own; the functions here may be called from any. Two processes on one store take turns: whoever
// finds that the other went on reads the store anew.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "base/result.h"
#include "base/time.h"
#include "store/database.h"

namespace newsstand::stories {

struct StoryKeeperOptions {
  std::chrono::hours span{7 * 24};  // articles older than that are not placed any more
  std::chrono::minutes repair_every{10};
  std::chrono::seconds relink_every{10};  // stories of several languages; more seldom where it takes long
  int batch = 64;  // articles placed in one write
};

struct StoryCounters {
  int64_t placed = 0, stories_started = 0, copies = 0, moved = 0, merged = 0, linked = 0;
  int64_t articles_live = 0, stories_live = 0;
  int64_t bytes = 0;                     // of what is remembered
  std::chrono::microseconds longest{0};  // that placing one article took
};

class StoryKeeper {
 public:
  // Both must outlive it.
  StoryKeeper(store::Database& database, const Clock& clock, StoryKeeperOptions options = {});
  ~StoryKeeper();

  // Starts the thread: it reads the live news, then follows.
  void Start();
  void Stop();
  // Something was stored: look now. Never blocks.
  void Notify();
  // Called after placements were written, from the keeper's thread. Set before Start.
  void OnPlaced(std::function<void()> callback);

  // Instead of Start: places everything there is, in the caller's thread.
  Status CatchUp();

  StoryCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::stories
