// What is known of the sites behind articles while the program runs: read from the store once a host, applied to what
// comes in, learned anew as more pages are stored, and then applied to the articles stored before. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"
#include "content/extract/site_memory.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::ingest {

class SiteBook {
 public:
  explicit SiteBook(store::Database& database) : database_(database) {}

  // The memory of the host of `url`. Never null: an empty one when nothing is known, or while the store cannot be read.
  std::shared_ptr<const extract::SiteMemory> Of(std::string_view url);

  // A page at `url` was stored for this title. When enough have come since the last time, reads the title's pages of
  // that host, learns, and takes out of stored articles what the site says everywhere: no new version, because the
  // publisher changed nothing. In the caller's thread; one at a time for a host.
  Status PageStored(TitleId title, std::string_view url, Timestamp now);

 private:
  struct Site {
    std::shared_ptr<const extract::SiteMemory> memory;
    uint32_t fresh = 0;  // pages since it was learned
    bool learning = false;
  };
  // What the store knows of the host; an empty memory when that is nothing, or cannot be read.
  std::shared_ptr<const extract::SiteMemory> Read(const std::string& host);
  // Reads the store, without the lock, when the host was not met before.
  void Meet(const std::string& host);
  Status Learn(TitleId title, const std::string& host, const extract::SiteMemory& known, Timestamp now);

  store::Database& database_;
  std::mutex mutex_;
  std::unordered_map<std::string, Site> sites_;
};

}  // namespace newsstand::ingest
