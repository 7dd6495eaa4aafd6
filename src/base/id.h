// Typed numbers for stored things, so that an article's id cannot be passed where a title's is wanted.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace newsstand {

// 0 means "not stored yet". Ids are given by the store and never reused.
template <class Tag>
struct Id {
  int64_t value = 0;
  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(Id, Id) = default;
};

}  // namespace newsstand

template <class Tag>
struct std::hash<newsstand::Id<Tag>> {
  size_t operator()(newsstand::Id<Tag> id) const noexcept {
    // Ids are sequential: spread them, so that open-addressing tables do not cluster.
    return static_cast<size_t>(static_cast<uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL);
  }
};
