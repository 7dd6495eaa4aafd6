#include "content/html/tag.h"

#include <array>
#include <cstddef>

namespace newsstand::html {
namespace {

constexpr std::array<std::string_view, static_cast<size_t>(Tag::kCount)> kNames = {
    "",
#define NEWSSTAND_TAG(id, name) name,
#include "content/html/tags.inc"
#undef NEWSSTAND_TAG
};

constexpr size_t kSlots = 1024;  // about one in seven used: nearly every lookup ends at its first slot

constexpr size_t SlotOf(std::string_view name) {
  uint32_t hash = static_cast<uint32_t>(name.size()) * 0x9E3779B1u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return (hash ^ (hash >> 15)) % kSlots;
}

constexpr std::array<uint16_t, kSlots> MakeTable() {
  std::array<uint16_t, kSlots> table{};
  for (size_t tag = 1; tag < kNames.size(); ++tag) {
    size_t slot = SlotOf(kNames[tag]);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<uint16_t>(tag);
  }
  return table;
}

constexpr std::array<uint16_t, kSlots> kTable = MakeTable();
constexpr size_t kLongestName = 14;

}  // namespace

std::string_view TagName(Tag tag) { return kNames[static_cast<size_t>(tag)]; }

Tag TagFor(std::string_view lower_case_name) {
  if (lower_case_name.empty() || lower_case_name.size() > kLongestName) return Tag::kUnknown;
  for (size_t slot = SlotOf(lower_case_name);; slot = (slot + 1) % kSlots) {
    const uint16_t tag = kTable[slot];
    if (tag == 0) return Tag::kUnknown;
    if (kNames[tag] == lower_case_name) return static_cast<Tag>(tag);
  }
}

}  // namespace newsstand::html
