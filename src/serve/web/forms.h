// Forms that readers send.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"
#include "serve/http/request.h"

namespace newsstand::web {

// A field of application/x-www-form-urlencoded; "" when it is absent.
std::string FormField(std::string_view body, std::string_view name);

// Whether a browser says that the form stood on a page of ours. What says nothing at all is no browser: it may do what
// harms nobody.
bool FromOurPage(const http::Request& request);
// The same, and something has to be said.
bool SurelyFromOurPage(const http::Request& request);

// So many times in so long, for each address. Remembers the addresses of late only. Thread-safe.
class RateLimit {
 public:
  RateLimit(int times, std::chrono::seconds span) : times_(times), span_(span) {}
  bool Take(const std::string& address, Timestamp now);

 private:
  struct Use {
    Timestamp since;
    int count = 0;
  };
  const int times_;
  const std::chrono::seconds span_;
  std::mutex mutex_;
  std::unordered_map<std::string, Use> uses_;
};

}  // namespace newsstand::web
