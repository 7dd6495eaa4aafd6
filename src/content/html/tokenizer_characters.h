// What the tokenizer has to know of single characters. Internal to content/html.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/text.h"

namespace newsstand::html {

inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

enum CharacterClass : uint8_t {
  kSpace = 1,          // tab, line feed, form feed, space
  kDataStop = 2,       // ends a run of text: < & NUL
  kNameStop = 4,       // ends a tag name: space / > NUL
  kAttributeStop = 8,  // ends an attribute name: space / > = NUL
  kUnquotedStop = 16,  // ends or interrupts an unquoted value: space > & NUL
  kUpper = 32,
  kLetter = 64,
};

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (const char c : {'\t', '\n', '\f', ' '}) {
    classes[static_cast<unsigned char>(c)] |= kSpace | kNameStop | kAttributeStop | kUnquotedStop;
  }
  classes[0] |= kDataStop | kNameStop | kAttributeStop | kUnquotedStop;
  classes['<'] |= kDataStop;
  classes['&'] |= kDataStop | kUnquotedStop;
  classes['/'] |= kNameStop | kAttributeStop;
  classes['>'] |= kNameStop | kAttributeStop | kUnquotedStop;
  classes['='] |= kAttributeStop;
  for (char c = 'A'; c <= 'Z'; ++c) classes[static_cast<unsigned char>(c)] |= kUpper | kLetter;
  for (char c = 'a'; c <= 'z'; ++c) classes[static_cast<unsigned char>(c)] |= kLetter;
  return classes;
}
inline constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

inline bool Is(char c, uint8_t classes) { return (kClasses[static_cast<unsigned char>(c)] & classes) != 0; }

// Tab, line feed, form feed, carriage return (by reference) and space alone.
inline bool IsAllSpace(std::string_view text) { return text.find_first_not_of("\t\n\f\r ") == std::string_view::npos; }

inline bool StartsWithIgnoringCase(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && AsciiIEquals(text.substr(0, start.size()), start);
}

inline std::string_view View(const char* from, const char* to) { return {from, static_cast<size_t>(to - from)}; }

}  // namespace newsstand::html
