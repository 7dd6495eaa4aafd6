// What is left of a text for telling copies: winnowed hashes of its eight-word sequences.
// S. Schleimer, D. Wilkerson, A. Aiken: "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "content/cluster/words.h"

namespace newsstand::cluster {

inline constexpr size_t kGramWords = 8;     // words in a hashed sequence
inline constexpr size_t kWinnowWindow = 8;  // of each eight neighbouring sequences at least one is kept

struct Fingerprint {
  std::vector<uint64_t> grams;  // ascending, each once: about two for nine words
  uint64_t whole = 0;           // of all words in order; equal texts have equal ones
  uint32_t words = 0;
};

// Of the article's text without what titles add to another's copy: dateline, byline, credits and promotion lines. Any
// fifteen words that two texts have in common leave them at least one gram in common.
Fingerprint FingerprintOf(std::string_view text);
// The same with memory that is used again.
void FingerprintOf(std::string_view text, Words& words, Fingerprint& out);

}  // namespace newsstand::cluster
