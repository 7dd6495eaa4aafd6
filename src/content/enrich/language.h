// The language of an article. Pure, thread-safe.
//
// Where the script does not decide, our own classifier of n-grams (language_model.h) reads the beginning and CLD2 more of
// the text; what the feed declares counts as a prior between languages that are near to each other.
#pragma once

#include <string>
#include <string_view>

namespace newsstand::enrich {

struct Language {
  std::string tag;         // BCP 47, "" when nothing is known; a declared region stays ("pt-BR")
  double confidence = 0;   // 0 … 1; below .5 it is hardly more than what was declared
};

// Both plain text; `declared` as a feed writes it, "" for none. "nb", not "no"; "zh-Hant" for traditional Chinese.
Language DetectLanguage(std::string_view headline, std::string_view body, std::string_view declared = "");

// "EN_us" → "en-US", "iw" → "he", "no" → "nb", "german" → ""; "" for what is no language tag.
std::string NormalizeLanguage(std::string_view declared);

}  // namespace newsstand::enrich
