#include "base/phrases.h"

namespace newsstand {

PhraseFinder::PhraseFinder(std::span<const std::string_view> phrases)
    : phrases_(phrases.begin(), phrases.end()), entries_{kEnd} {
  std::vector<std::vector<uint16_t>> slots(kSlots);
  for (size_t i = 0; i < phrases_.size(); ++i) {
    slots[SlotOf(phrases_[i][0], phrases_[i][1])].push_back(static_cast<uint16_t>(i));
  }
  for (size_t slot = 0; slot < kSlots; ++slot) {
    if (slots[slot].empty()) continue;
    starts_[slot] = static_cast<uint16_t>(entries_.size());
    entries_.insert(entries_.end(), slots[slot].begin(), slots[slot].end());
    entries_.push_back(kEnd);
  }
}

}  // namespace newsstand
