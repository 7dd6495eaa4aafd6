// The words of a text, normalised: the one reading of text that near-duplicates and stories share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsstand::cluster {

// One word: a run of letters and digits, in lower case and NFKC, without marks of vocalisation. "Obama's" is "obama",
// "l'Europe" two words, "1,000.5" one number "1000.5". Scripts written without spaces (Han, kana, Thai, …) give one
// word a character, marked kDense.
struct Word {
  enum Flag : uint8_t {
    kCapital = 1,      // began with an upper-case letter
    kAllCapitals = 2,  // two or more letters, all upper case
    kNumber = 4,       // began with a digit
    kDense = 8,
    kBreakBefore =
        16,  // something other than spaces stands between it and the word before: a comma, a full stop, a line's end
    kSentence = 32,  // begins a sentence or line
  };
  uint32_t begin = 0, length = 0;  // in Words::bytes
  uint32_t at = 0, end = 0;        // in Source()
  uint8_t flags = 0;
  bool Is(Flag flag) const { return (flags & flag) != 0; }
};

struct Words {
  std::string bytes;  // the normalised words, one behind the other
  std::vector<Word> words;
  std::string composed;  // the text in NFC when it had to be composed first, else ""
  std::string_view Source(std::string_view text) const { return composed.empty() ? text : std::string_view(composed); }
  std::string_view Text(const Word& word) const { return std::string_view(bytes).substr(word.begin, word.length); }
};

// Reads `text` (UTF-8; what is no UTF-8 separates words) into `out`, whose memory is used again. Linear, thread-safe; a
// word is cut at 64 bytes. At most `most` words are read.
void ScanWords(std::string_view text, Words& out, size_t most = 1u << 20);

}  // namespace newsstand::cluster
