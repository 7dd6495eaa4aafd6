// The figures of a text, with what they count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/digest/words.h"

namespace newsstand::digest {

struct Number {
  double value = 0;
  std::string about;  // the word it counts, folded ("people", "%", "$"); never ""
  std::string text;   // as printed, with that word: "1.3 million people"
};

// Counts and amounts in one sentence: not years, dates, times of day, ranks, ages in brackets or bare numbers.
std::vector<Number> NumbersOf(std::string_view sentence, const std::vector<Word>& words);

// Whether `about` is something that is counted: in English a plural, or one of the words that need no s ("31,000 homes", "12
// dead", but not "5.6 shook"). In other languages any word may be.
bool IsCounted(std::string_view about, std::string_view language);

// "1,300" and "1.300" are 1300, "1.3" and "1,3" are 1.3. Negative when it is no number.
double ParseNumber(std::string_view text);

}  // namespace newsstand::digest
