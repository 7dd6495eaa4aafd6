#include "content/picture/facts_book.h"

#include <cstdio>

#include "base/hash.h"

namespace newsstand::picture {
namespace {

// One line an entry: the hash of the address, width, height, colour.
constexpr const char* kLine = "%016llx %d %d %06x";

uint64_t KeyOf(const std::string& url) { return Hash64(url); }

}  // namespace

void FactsBook::Open() {
  const std::scoped_lock lock(mutex_);
  std::ifstream in(file_);
  for (std::string line; std::getline(in, line) && entries_.size() < most_;) {
    unsigned long long key = 0;
    image::Facts facts;
    if (std::sscanf(line.c_str(), kLine, &key, &facts.width, &facts.height, &facts.colour) != 4) continue;
    if (facts.width <= 0 || facts.height <= 0 || facts.colour > 0xFFFFFF) continue;
    entries_[key] = facts;
  }
  out_.open(file_, std::ios::app);
}

std::optional<image::Facts> FactsBook::Find(const std::string& url) const {
  const std::scoped_lock lock(mutex_);
  const auto entry = entries_.find(KeyOf(url));
  if (entry == entries_.end()) return std::nullopt;
  return entry->second;
}

void FactsBook::Add(const std::string& url, const image::Facts& facts) {
  const std::scoped_lock lock(mutex_);
  if (entries_.size() >= most_) {
    entries_.clear();
    out_.close();
    out_.open(file_, std::ios::trunc);
  }
  const auto [entry, added] = entries_.try_emplace(KeyOf(url), facts);
  if (!added && entry->second == facts) return;
  entry->second = facts;
  char line[64];
  std::snprintf(line, sizeof line, kLine, static_cast<unsigned long long>(KeyOf(url)), facts.width, facts.height, facts.colour);
  out_ << line << std::endl;
}

}  // namespace newsstand::picture
