#include "content/picture/disk_cache.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

namespace newsstand::picture {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kUnfinished = ".part";
constexpr size_t kShortestName = 3;
constexpr std::chrono::hours kUseNotedEvery{1};

}  // namespace

Status DiskCache::Open() {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return Fail(ErrorCode::kUnavailable, "The picture folder " + folder_ + " cannot be made: " + error.message());
  struct Found {
    fs::file_time_type used;
    std::string name;
    int64_t size;
  };
  std::vector<Found> found;
  for (fs::recursive_directory_iterator it(folder_, fs::directory_options::skip_permission_denied, error), end;
       !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (!it->is_regular_file(ignored)) continue;
    const std::string name = it->path().filename().string();
    // Only what was put here: a file of somebody else's is neither counted nor ever removed.
    if (name.size() < kShortestName || it->path() != fs::path(PathOf(name))) continue;
    if (name.ends_with(kUnfinished)) {
      fs::remove(it->path(), ignored);
      continue;
    }
    found.push_back({it->last_write_time(ignored), name, static_cast<int64_t>(it->file_size(ignored))});
  }
  if (error) return Fail(ErrorCode::kUnavailable, "The picture folder " + folder_ + " cannot be read: " + error.message());
  const std::string probe = folder_ + "/probe" + std::string(kUnfinished);
  const bool writable = static_cast<bool>(std::ofstream(probe) << "x");
  fs::remove(probe, error);
  if (!writable) return Fail(ErrorCode::kUnavailable, "The picture folder " + folder_ + " cannot be written to.");
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.used < b.used; });
  const std::scoped_lock lock(mutex_);
  for (const Found& file : found) Add(file.name, file.size);
  Evict();
  return {};
}

std::optional<std::string> DiskCache::Find(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return std::nullopt;
  std::error_code ignored;
  const std::string path = PathOf(name);
  const fs::file_time_type written = fs::last_write_time(path, ignored);
  if (ignored) {  // somebody emptied the folder
    Forget(entry);
    return std::nullopt;
  }
  // The order of use outlives a restart through the files' times; once an hour is exact enough.
  const auto now = fs::file_time_type::clock::now();
  if (now - written > kUseNotedEvery) fs::last_write_time(path, now, ignored);
  by_use_.splice(by_use_.begin(), by_use_, entry->second.place);
  return path;
}

Result<std::string> DiskCache::Save(const std::string& name, std::string_view bytes) {
  const std::string path = PathOf(name);
  std::string part;
  {
    const std::scoped_lock lock(mutex_);
    part = path + "." + std::to_string(++writes_) + std::string(kUnfinished);
  }
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  {
    std::ofstream out(part, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
      fs::remove(part, error);
      return Fail(ErrorCode::kUnavailable, "A picture could not be written to " + folder_ + "; is the disk full?");
    }
  }
  const std::scoped_lock lock(mutex_);  // before the name is taken, so that nobody evicts the new file for the old one
  fs::rename(part, path, error);
  if (error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    return Fail(ErrorCode::kUnavailable, "A picture could not be written to " + path + ": " + error.message());
  }
  Add(name, static_cast<int64_t>(bytes.size()));
  Evict();
  return path;
}

void DiskCache::Add(const std::string& name, int64_t size) {
  if (const auto old = entries_.find(name); old != entries_.end()) Forget(old);
  by_use_.push_front(name);
  entries_[name] = {size, by_use_.begin()};
  bytes_ += size;
}

void DiskCache::Forget(Entries::iterator entry) {
  bytes_ -= entry->second.size;
  by_use_.erase(entry->second.place);
  entries_.erase(entry);
}

void DiskCache::Remove(const std::string& name) {
  std::error_code ignored;
  fs::remove(PathOf(name), ignored);
  Forget(entries_.find(name));
}

void DiskCache::Evict() {
  // The newest always stays: it is what somebody waits for.
  for (const bool pinned_too : {false, true}) {
    for (auto place = by_use_.end(); bytes_ > max_bytes_ && place != by_use_.begin();) {
      --place;
      if (place == by_use_.begin()) break;
      if (!pinned_too && IsPinned(*place)) continue;
      const auto leaving = place++;
      Remove(std::string(*leaving));
    }
  }
}

void DiskCache::Pin(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  ++pinned_[key];
}

void DiskCache::Unpin(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto pin = pinned_.find(key);
  if (pin != pinned_.end() && --pin->second <= 0) pinned_.erase(pin);
}

int64_t DiskCache::files() const {
  const std::scoped_lock lock(mutex_);
  return static_cast<int64_t>(entries_.size());
}
int64_t DiskCache::bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

}  // namespace newsstand::picture
