// Chance that is the same on every machine and every run for the same words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace newsstand::press {

class Rng {
 public:
  explicit Rng(uint64_t seed) : state_(seed ^ 0x9E3779B97F4A7C15ULL) {}
  Rng(uint64_t seed, std::string_view words) : Rng(Hash64(words, seed)) {}

  uint64_t Next() {  // splitmix64
    uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }  // [0, 1)
  double In(double low, double high) { return low + (high - low) * Unit(); }
  int Int(int low, int high) {  // both ends included
    return low + static_cast<int>(Next() % static_cast<uint64_t>(high - low + 1));
  }
  bool Chance(double probability) { return Unit() < probability; }
  size_t Index(size_t size) { return size == 0 ? 0 : static_cast<size_t>(Next() % size); }
  template <class Container>
  const auto& Pick(const Container& items) {
    return items[Index(items.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace newsstand::press
