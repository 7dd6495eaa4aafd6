// Rendered pages, compressed, by key. A page is rendered once for a stamp however many ask at the same moment, and the
// least recently asked for leave when the budget is full. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "serve/http/response.h"

namespace newsstand::web {

struct Page {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  http::SharedBody body;
  std::string location;  // of a redirect
};
using PagePtr = std::shared_ptr<const Page>;

class PageCache {
 public:
  explicit PageCache(size_t max_bytes) : max_bytes_(max_bytes) {}

  // What a page was made from: it is right as long as this is the same.
  struct Stamp {
    uint64_t edition = 0;
    int64_t minute = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };

  // While one caller renders, others get the page before it if that is fresh enough, else they wait. `render` may
  // throw; those who waited get the same exception. Only pages with status 200 are kept.
  PagePtr Get(const std::string& key, const Stamp& stamp, const std::function<PagePtr()>& render);

  size_t bytes() const;

 private:
  using Steady = std::chrono::steady_clock;
  struct Entry {
    Stamp stamp;
    PagePtr page;  // null before the first is ready
    size_t bytes = 0;
    Steady::time_point rendered;
    std::shared_future<PagePtr> under_way;  // valid while somebody renders
    std::list<std::string>::iterator place;
  };

  void Keep(const std::string& key, const Stamp& stamp, const PagePtr& page);
  void Shrink();

  const size_t max_bytes_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
  std::list<std::string> recent_;  // most recent first
  size_t bytes_ = 0;
};

}  // namespace newsstand::web
