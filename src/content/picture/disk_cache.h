// Files in one folder, named by what they hold, within a budget of bytes: the least recently used leave first, pinned
// ones last. A file's name is "KEY-VARIANT"; what is pinned is a key with all its variants. Thread-safe.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace newsstand::picture {

class DiskCache {
 public:
  DiskCache(std::string folder, int64_t max_bytes) : folder_(std::move(folder)), max_bytes_(max_bytes) {}

  // Makes the folder or takes up what an earlier run left in it; half-written files are removed, files of others left
  // alone. kUnavailable when it cannot be read or written.
  Status Open();
  // The file's path; nullopt when it is not there.
  std::optional<std::string> Find(const std::string& name);
  // Written whole or not at all. Returns the path. kUnavailable when the disk does not take it.
  Result<std::string> Save(const std::string& name, std::string_view bytes);

  // Files of `key` stay while any others can leave instead: pins bend the order, never the budget. Counted: as many
  // Unpin as Pin let it go again. Pins are not kept over a restart; whoever has them sets them again.
  void Pin(const std::string& key);
  void Unpin(const std::string& key);

  int64_t files() const;
  int64_t bytes() const;

 private:
  struct Entry {
    int64_t size = 0;
    std::list<std::string>::iterator place;
  };
  std::string PathOf(const std::string& name) const { return folder_ + "/" + name.substr(0, 2) + "/" + name; }
  using Entries = std::unordered_map<std::string, Entry>;
  void Add(const std::string& name, int64_t size);
  void Forget(Entries::iterator entry);
  void Evict();
  void Remove(const std::string& name);
  bool IsPinned(const std::string& name) const { return pinned_.contains(name.substr(0, name.find('-'))); }

  const std::string folder_;
  const int64_t max_bytes_;
  mutable std::mutex mutex_;
  Entries entries_;
  std::list<std::string> by_use_;  // the most recent first
  std::unordered_map<std::string, int64_t> pinned_;
  int64_t bytes_ = 0;
  int64_t writes_ = 0;
};

}  // namespace newsstand::picture
