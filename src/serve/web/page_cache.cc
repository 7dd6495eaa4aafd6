#include "serve/web/page_cache.h"

namespace newsstand::web {
namespace {

// How old a page may be that is shown while its successor is rendered.
constexpr std::chrono::seconds kMayBeOld{3};

size_t BytesOf(const std::string& key, const PagePtr& page) {
  const http::Body& body = *page->body;
  return sizeof(Page) + 2 * key.size() + body.plain.size() + body.gzip.size() + body.brotli.size() + 256;
}

}  // namespace

PagePtr PageCache::Get(const std::string& key, const Stamp& stamp, const std::function<PagePtr()>& render) {
  std::promise<PagePtr> promise;
  {
    std::unique_lock lock(mutex_);
    auto [found, added] = entries_.try_emplace(key);
    Entry& entry = found->second;
    if (added) {
      entry.place = recent_.insert(recent_.begin(), key);
    } else {
      recent_.splice(recent_.begin(), recent_, entry.place);
    }
    if (entry.page && entry.stamp == stamp) return entry.page;
    if (entry.under_way.valid()) {
      if (entry.page && Steady::now() - entry.rendered < kMayBeOld) return entry.page;
      const std::shared_future<PagePtr> under_way = entry.under_way;
      lock.unlock();
      return under_way.get();
    }
    entry.under_way = promise.get_future().share();
  }
  try {
    PagePtr page = render();
    Keep(key, stamp, page);
    promise.set_value(page);
    return page;
  } catch (...) {
    Keep(key, stamp, nullptr);
    promise.set_exception(std::current_exception());
    throw;
  }
}

void PageCache::Keep(const std::string& key, const Stamp& stamp, const PagePtr& page) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  entry.under_way = {};
  bytes_ -= entry.bytes;
  entry.bytes = 0;
  entry.page = nullptr;
  if (!page || page->status != 200 || !page->body) {
    recent_.erase(entry.place);
    entries_.erase(found);
    return;
  }
  entry.stamp = stamp;
  entry.page = page;
  entry.rendered = Steady::now();
  entry.bytes = BytesOf(key, page);
  bytes_ += entry.bytes;
  Shrink();
}

void PageCache::Shrink() {
  auto candidate = recent_.end();
  while (bytes_ > max_bytes_ && candidate != recent_.begin()) {
    --candidate;
    const auto found = entries_.find(*candidate);
    if (found->second.under_way.valid()) continue;  // somebody will come back to it
    bytes_ -= found->second.bytes;
    entries_.erase(found);
    candidate = recent_.erase(candidate);
  }
}

size_t PageCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace newsstand::web
