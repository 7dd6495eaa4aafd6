// Which writing system a text is in, and which languages that leaves. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsstand::enrich {

// The systems that more than one of our languages is written in; all others name their language by themselves.
enum class Script : uint8_t { kNone, kLatin, kCyrillic, kArabic, kDevanagari, kHan, kOwn };

struct ScriptGuess {
  Script script = Script::kNone;  // of most letters; kHan also covers kana, whose language is then "ja"
  std::string_view language;      // where the script decides: "el", "th", "ja", …; "" else
  int letters = 0;
};

// Looks at no more than the first 2,000 characters.
ScriptGuess GuessScript(std::string_view text);

// The next code point of UTF-8 text and its place; what is wrong is U+FFFD.
char32_t NextCodePoint(std::string_view text, size_t& at);

// "zh-Hant" or "zh": by the characters that only one of the two ways of writing has.
std::string_view ChineseOf(std::string_view text);

}  // namespace newsstand::enrich
