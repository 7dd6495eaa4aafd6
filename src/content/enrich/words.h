// A text as words, folded once for everything that looks words up. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsstand::enrich {

struct Word {
  uint32_t begin = 0, end = 0;       // in the text it was split from
  uint32_t fold_begin = 0;           // in `folded`
  uint16_t fold_size = 0;
  bool capital = false;              // begins with a capital letter
  bool all_capitals = false;         // of two letters or more
  bool starts_sentence = false;      // the first, or after . ! ? … : or a line's end
  bool joined = false;               // only white space (or a hyphen, an apostrophe, the stop of an initial) stands before it
  bool unspaced = false;             // one run of a script without spaces between words (Han, kana, Thai, Khmer, Lao, Burmese)
  bool possessive = false;           // an English 's was taken off
  bool is_number = false;            // digits alone
};

struct Words {
  std::string_view text;
  std::string folded;                // lower case, without the Arabic article; words one behind the other
  std::vector<Word> list;

  std::string_view Folded(const Word& word) const { return std::string_view(folded).substr(word.fold_begin, word.fold_size); }
  std::string_view Original(const Word& word) const { return text.substr(word.begin, word.end - word.begin); }
};

// Words are letters, marks and digits; they break at hyphens and apostrophes ("l'Europe" is two). `text` must outlive the
// result and is read up to `most_words`.
Words SplitWords(std::string_view text, size_t most_words);

// Whether words of the script of this character stand without spaces between them.
bool IsUnspaced(char32_t c);

}  // namespace newsstand::enrich
