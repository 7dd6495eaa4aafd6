#include "press/world.h"

#include <algorithm>

namespace newsstand::press {
namespace {

// What ships as one object: the bundle that cmake writes from press/data ("name\nsize\nbytes" again and again).
asm(R"(
    .section .rodata
    .global newsstand_press_bundle
    .global newsstand_press_bundle_end
newsstand_press_bundle:
    .incbin ")" NEWSSTAND_PRESS_BUNDLE R"("
newsstand_press_bundle_end:
    .byte 0
    .previous
)");
extern "C" {
extern const char newsstand_press_bundle[];
extern const char newsstand_press_bundle_end[];
}

}  // namespace

std::vector<DataFile> BuiltInData() {
  std::vector<DataFile> files;
  std::string_view rest(newsstand_press_bundle,
                        static_cast<size_t>(newsstand_press_bundle_end - newsstand_press_bundle));
  while (!rest.empty()) {
    size_t name_end = rest.find('\n');
    size_t size_end = rest.find('\n', name_end + 1);
    if (name_end == std::string_view::npos || size_end == std::string_view::npos) break;
    std::string name(rest.substr(0, name_end));
    size_t size = std::stoul(std::string(rest.substr(name_end + 1, size_end - name_end - 1)));
    if (size > rest.size() - size_end - 1) break;
    files.push_back({std::move(name), rest.substr(size_end + 1, size)});
    rest.remove_prefix(size_end + 1 + size);
  }
  return files;
}

const std::string& Words::operator[](std::string_view key) const {
  static const std::string none;
  auto found = text.find(key);
  return found == text.end() ? none : found->second;
}

const Words& World::WordsFor(std::string_view language) const {
  static const Words none;
  if (auto exact = words.find(language); exact != words.end()) return exact->second;
  if (auto primary = words.find(language.substr(0, language.find('-'))); primary != words.end()) return primary->second;
  auto english = words.find("en");
  return english == words.end() ? none : english->second;
}

const NameList& World::NamesFor(std::string_view language, std::string_view country) const {
  static const NameList none;
  std::string_view primary = language.substr(0, language.find('-'));
  for (const std::string& key : {std::string(language), std::string(primary) + "-" + std::string(country),
                                 std::string(primary), std::string("en")}) {
    if (auto found = names.find(key); found != names.end()) return found->second;
  }
  return none;
}

std::optional<int> ParseEventTime(std::string_view text) {
  // d<day> <hh>:<mm>
  if (text.size() < 8 || text[0] != 'd') return std::nullopt;
  size_t space = text.find(' ');
  if (space == std::string_view::npos || text.size() != space + 6 || text[space + 3] != ':') return std::nullopt;
  auto number = [](std::string_view digits) {
    int value = 0;
    for (char c : digits) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return digits.empty() || digits.size() > 2 ? -1 : value;
  };
  int day = number(text.substr(1, space - 1));
  int hour = number(text.substr(space + 1, 2));
  int minute = number(text.substr(space + 4, 2));
  if (day < 1 || hour < 0 || hour > 24 || minute < 0 || minute > 59 || (hour == 24 && minute > 0)) return std::nullopt;
  return (day - 1) * 1440 + hour * 60 + minute;
}

}  // namespace newsstand::press
