// The index: segments in a folder, the newest articles in memory, and one manifest that says what belongs to it.
//
// Articles lie in shards by month, those from before last year by year. What is applied is visible at once and durable
// after Flush; the manifest says how far the store was followed, so that after a kill what was only in memory is followed
// again. Files are written under another name, synced and renamed; the manifest last. A segment never changes: articles
// that left are noted beside it, and small segments of a shard are merged into larger ones in the background.
//
// Threads: one writer calls everything but Current, which any thread may.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "content/search/search.h"
#include "content/search/segment_writer.h"

namespace newsstand::search {

struct IndexOptions {
  std::string folder;
  std::string identity;           // of the store it is an index of
  size_t flush_articles = 20'000;  // in memory, before they are written
  uint32_t most_in_segment = 200'000;  // merging makes no larger ones
  int keep_months = 0;            // older shards are dropped whole; 0 keeps all
};

class Index {
 public:
  // Opens what is there. When another process writes it, this one only reads: Flush then does nothing and what is applied
  // stays in memory. What is damaged, of another version or of another store is thrown away (by a writer) and
  // followed_to() is 0: everything has to be applied again. Errors: kUnavailable when the folder cannot be used.
  static Result<std::unique_ptr<Index>> Open(IndexOptions options, const Clock& clock);
  ~Index();

  bool writes() const;              // false: another process does
  bool was_damaged() const;         // what was there could not be used
  int64_t followed_to() const;
  size_t in_memory() const;         // articles not yet durable

  // Articles that are new or changed, and numbers of those that are gone. Visible when it returns.
  Status Apply(const std::vector<Document>& documents, const std::vector<int64_t>& gone, int64_t followed_to);
  // Makes it durable and lets merges that are ready take their place.
  Status Flush();
  // Waits for the merges that are due; for tests and after a rebuild.
  Status Settle();
  // Throws everything away.
  Status Clear();
  // It has caught up with the store: View::ready.
  void SetReady();

  // Never null.
  ViewPtr Current() const;

  struct Counters {
    int64_t segments = 0, bytes = 0, merges = 0, flushes = 0;
  };
  Counters counters() const;

 private:
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The shard an article of this time belongs to: 202611, or 2019 for a whole year before last year.
int32_t ShardOf(int64_t published, Timestamp now);

}  // namespace newsstand::search
