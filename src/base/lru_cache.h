// Values by key, bounded in bytes: those least recently asked for leave. Thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace newsstand {

// `Value` is cheap to copy: a shared pointer.
template <class Key, class Value>
class LruCache {
 public:
  explicit LruCache(size_t max_bytes) : max_bytes_(max_bytes) {}

  // A default value when there is none.
  Value Find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end()) return Value();
    recent_.splice(recent_.begin(), recent_, found->second.place);
    return found->second.value;
  }

  // In place of what the key had. One value stays however large it is.
  void Put(const Key& key, Value value, size_t bytes) {
    const std::lock_guard lock(mutex_);
    const auto [found, added] = entries_.try_emplace(key);
    Entry& entry = found->second;
    if (added)
      entry.place = recent_.insert(recent_.begin(), key);
    else
      recent_.splice(recent_.begin(), recent_, entry.place);
    bytes_ += bytes - entry.bytes;
    entry.bytes = bytes;
    entry.value = std::move(value);
    while (bytes_ > max_bytes_ && recent_.size() > 1) {
      const auto oldest = entries_.find(recent_.back());
      bytes_ -= oldest->second.bytes;
      entries_.erase(oldest);
      recent_.pop_back();
    }
  }

  size_t bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
  }

 private:
  struct Entry {
    Value value{};
    size_t bytes = 0;
    typename std::list<Key>::iterator place;
  };
  const size_t max_bytes_;
  mutable std::mutex mutex_;
  std::unordered_map<Key, Entry> entries_;
  std::list<Key> recent_;  // most recent first
  size_t bytes_ = 0;
};

}  // namespace newsstand
