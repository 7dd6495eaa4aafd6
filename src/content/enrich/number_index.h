// Numbers by a hash, for tables that are asked far more often in vain than not: a small set of bits, which stays in the
// processor's cache, answers most of the vain ones. Built once, then read by any number of threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace newsstand::enrich {

class NumberIndex {
 public:
  void Add(uint64_t hash, uint32_t number) {
    numbers_[hash].push_back(number);
    bits_.set(BitOf(hash));
  }
  // Null when there are none.
  const std::vector<uint32_t>* Find(uint64_t hash) const {
    if (!bits_.test(BitOf(hash))) return nullptr;
    const auto found = numbers_.find(hash);
    return found == numbers_.end() ? nullptr : &found->second;
  }

 private:
  static constexpr size_t kBits = 1 << 18;
  static size_t BitOf(uint64_t hash) { return (hash * 0x9E3779B97F4A7C15U) >> 46; }

  std::bitset<kBits> bits_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> numbers_;
};

}  // namespace newsstand::enrich
