#include "content/html/character_references.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "content/html/windows_1252.h"

namespace newsstand::html {
namespace {

struct NamedReference {
  std::string_view name, characters;
};

constexpr NamedReference kNamed[] = {
#include "content/html/named_references.inc"
};

constexpr size_t kSlots = 8192;
constexpr size_t kLongestName = 33;   // with the semicolon
constexpr size_t kLongestLegacy = 6;  // of the names that need none

constexpr size_t SlotOf(std::string_view name) {
  uint32_t hash = static_cast<uint32_t>(name.size());
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return (hash ^ (hash >> 14)) % kSlots;
}

constexpr std::array<uint16_t, kSlots> MakeTable() {
  std::array<uint16_t, kSlots> table{};
  for (size_t i = 0; i < std::size(kNamed); ++i) {
    size_t slot = SlotOf(kNamed[i].name);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<uint16_t>(i + 1);
  }
  return table;
}
constexpr std::array<uint16_t, kSlots> kTable = MakeTable();

std::string_view Lookup(std::string_view name) {
  for (size_t slot = SlotOf(name); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    const NamedReference& entry = kNamed[kTable[slot] - 1];
    if (entry.name == name) return entry.characters;
  }
  return {};
}

bool IsAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

int DigitOf(char c, bool hexadecimal) {
  if (c >= '0' && c <= '9') return c - '0';
  if (!hexadecimal) return -1;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Reference MatchNumeric(std::string_view rest) {
  size_t i = 1;
  const bool hexadecimal = i < rest.size() && (rest[i] == 'x' || rest[i] == 'X');
  if (hexadecimal) ++i;
  const size_t first = i;
  uint32_t value = 0;
  for (; i < rest.size(); ++i) {
    const int digit = DigitOf(rest[i], hexadecimal);
    if (digit < 0) break;
    if (value <= 0x10FFFF) value = value * (hexadecimal ? 16 : 10) + static_cast<uint32_t>(digit);
  }
  if (i == first) return {};
  if (i < rest.size() && rest[i] == ';') ++i;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value >= 0x80 && value <= 0x9F) value = kWindows1252[value - 0x80];
  return {i, {}, value};
}

}  // namespace

Reference MatchReference(std::string_view rest, bool in_attribute) {
  if (rest.empty()) return {};
  if (rest[0] == '#') return MatchNumeric(rest);
  size_t run = 0;
  while (run < rest.size() && run < kLongestName && IsAlphanumeric(rest[run])) ++run;
  if (run < rest.size() && rest[run] == ';' && run > 0) {
    const std::string_view found = Lookup(rest.substr(0, run + 1));
    if (!found.empty()) return {run + 1, found, 0};
  }
  for (size_t length = std::min(run, kLongestLegacy); length >= 2; --length) {
    const std::string_view found = Lookup(rest.substr(0, length));
    if (found.empty()) continue;
    const char next = length < rest.size() ? rest[length] : '\0';
    if (in_attribute && (next == '=' || IsAlphanumeric(next))) return {};
    return {length, found, 0};
  }
  return {};
}

}  // namespace newsstand::html
