// What is known of pictures that were decoded once, kept beside them in one small file: pages ask for it before the picture
// is there, and when it has long left the disk. Thread-safe.
#pragma once

#include <cstdint>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "content/image/image.h"

namespace newsstand::picture {

class FactsBook {
 public:
  // `most`: entries kept; when they are reached the book begins anew.
  explicit FactsBook(std::string file, size_t most = 500'000) : file_(std::move(file)), most_(most) {}

  // Reads what an earlier run wrote. Lines that are none are passed over: the book is a convenience, not a record.
  void Open();
  std::optional<image::Facts> Find(const std::string& url) const;
  void Add(const std::string& url, const image::Facts& facts);

 private:
  const std::string file_;
  const size_t most_;
  mutable std::mutex mutex_;
  std::unordered_map<uint64_t, image::Facts> entries_;  // by the hash of the address
  std::ofstream out_;
};

}  // namespace newsstand::picture
