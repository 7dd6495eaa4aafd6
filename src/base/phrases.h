// Which of many fixed phrases a text holds, in one pass over it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace newsstand {

// Immutable once made: thread-safe.
class PhraseFinder {
 public:
  // Each phrase has at least two bytes and lives as long as the finder. Bytes are compared as they are.
  explicit PhraseFinder(std::span<const std::string_view> phrases);

  // Calls found(position of the phrase in the list) for every occurrence, by where it begins, until it returns true.
  template <class F>
  void ForEach(std::string_view text, F found) const {
    for (size_t i = 0; i + 2 <= text.size(); ++i) {
      const uint16_t* entry = &entries_[starts_[SlotOf(text[i], text[i + 1])]];
      for (; *entry != kEnd; ++entry) {
        if (text.substr(i).starts_with(phrases_[*entry]) && found(size_t{*entry})) return;
      }
    }
  }

  bool AnyIn(std::string_view text) const {
    bool any = false;
    ForEach(text, [&](size_t) { return any = true; });
    return any;
  }

 private:
  static constexpr size_t kSlots = 2048;  // far more than phrases: most places of a text need one look
  static constexpr uint16_t kEnd = UINT16_MAX;
  static size_t SlotOf(char first, char second) {
    return (static_cast<unsigned char>(first) * 37u + static_cast<unsigned char>(second) * 8u) % kSlots;
  }

  std::vector<std::string_view> phrases_;
  std::vector<uint16_t> entries_;  // the phrases of one slot, then kEnd; the first entry is the empty slot's kEnd
  std::array<uint16_t, kSlots> starts_{};
};

}  // namespace newsstand
