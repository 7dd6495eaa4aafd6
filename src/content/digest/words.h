// Words and sentences of plain text by Unicode segmentation (UAX 29, ICU), with the offsets they stand at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::digest {

struct Word {
  std::string lower;          // folded, for comparing
  std::string_view text;      // as printed: a view into the text
  size_t begin = 0, end = 0;  // bytes
  bool number = false;        // starts with a digit
};

// Words of letters or digits; punctuation is left out. `language` picks the dictionary for scripts without spaces.
std::vector<Word> WordsOf(std::string_view text, std::string_view language);
// Sentences, trimmed; never empty ones. Views into `text`.
std::vector<std::string_view> SentencesOf(std::string_view text, std::string_view language);
// Whether a word starts with an upper-case letter. False in scripts that have none.
bool IsCapitalised(std::string_view word);

}  // namespace newsstand::digest
