// robots.txt of every origin we read, fetched once a day. Thread-safe; callbacks run on the client's thread, or at once
// on the caller's when the answer is known.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "net/http_client.h"

namespace newsstand::fetch {

struct RobotsVerdict {
  bool allowed = false;
  // The file could not be read (5xx, no connection) and no copy of the last 30 days is known: nothing may be fetched
  // now, and `reason` says what went wrong.
  bool unreachable = false;
  std::string reason;                 // a sentence when not allowed
  std::vector<std::string> licenses;  // RSL "License:" lines, absolute addresses
  std::vector<std::string> sitemaps;  // absolute addresses
};

// A handle: copies share one cache.
class RobotsCache {
 public:
  // Both must outlive every callback, that is: destroy (or Stop) the client before the clock.
  RobotsCache(net::HttpClient& client, const Clock& clock);

  // Whether `url` (absolute) may be read by us. A copy is good for 24 hours; 4xx allows everything; 5xx and failures of
  // transport leave the last good copy in force for 30 days and are tried again after 15 minutes. Crawl-delay goes to
  // the client's host limiter (bounded to one minute). At most 32 MiB of rules are kept.
  void CheckLater(const std::string& url, std::function<void(RobotsVerdict)> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace newsstand::fetch
