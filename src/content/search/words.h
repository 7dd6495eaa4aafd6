// The words of a text as the index knows them: folded, with their places. Queries and snippets read text the same way.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsstand::search {

// One word: a run of letters and digits, compatibility forms and case folded (NFKC, Unicode case folding). "Obama's" is
// "obama", "l'Europe" two words, "U.S." is "us". Scripts written without spaces between words (Han, kana, Hangul, Thai,
// Lao, Khmer, Burmese) give pairs of neighbouring characters; a character that stands alone is a word.
struct Token {
  uint32_t begin = 0, length = 0;  // in Tokens::bytes
  uint32_t at = 0, end = 0;        // in Source()
  uint32_t position = 0;           // in words; in characters where scripts have no words
  bool dense = false;              // of a script without spaces
};

struct Tokens {
  std::string bytes;
  std::vector<Token> tokens;
  std::string composed;  // the text in NFC when it had to be composed first, else ""
  uint32_t positions = 0;  // one behind the last
  std::string_view Source(std::string_view text) const { return composed.empty() ? text : std::string_view(composed); }
  std::string_view Text(const Token& token) const { return std::string_view(bytes).substr(token.begin, token.length); }
};

// Reads `text` (UTF-8; what is no UTF-8 separates words) into `out`, whose memory is used again. Linear. A word is cut at
// 64 bytes; at most `most` words are read. Thread-safe.
void ReadTokens(std::string_view text, Tokens& out, size_t most = 1u << 16);

// Latin, Greek and Cyrillic letters without their marks: "élève" → "eleve", "ё" → "е". Other scripts stay as they are.
std::string WithoutMarks(std::string_view folded);

// Whether the character begins a script written without spaces.
bool IsDense(char32_t character);

// Snowball stems, by primary language subtag ("en"). One thread at a time.
class Stems {
 public:
  Stems();
  ~Stems();
  Stems(const Stems&) = delete;
  Stems& operator=(const Stems&) = delete;
  static bool Knows(std::string_view language);
  // What the index knows the folded word as: its stem without marks; without marks alone where the language has none.
  std::string TermOf(std::string_view folded, std::string_view language);

 private:
  struct Stemmer;
  std::unordered_map<std::string, std::unique_ptr<Stemmer>> stemmers_;
};

// "en" of "en-GB".
std::string_view PrimaryOf(std::string_view language);

}  // namespace newsstand::search
