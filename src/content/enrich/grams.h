// The features of the language classifier: hashed n-grams of 1 to 5 letters inside words with their borders, and whole
// words. Training and use share them, so they cannot drift apart.
#pragma once

#include <unicode/uchar.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "content/enrich/script.h"

namespace newsstand::enrich {

// How many letters at most are looked at, and how long a word may get.
inline constexpr int kGramLetters = 240;
inline constexpr int kGramWordLetters = 40;

inline char32_t FoldLetter(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

inline bool IsWordLetter(char32_t c) {
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
  // Marks belong to the letters of many scripts; the apostrophe and the joiners do not end a word there.
  constexpr uint32_t kMask = U_GC_L_MASK | U_GC_M_MASK;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & kMask) != 0 || c == 0x2019 || c == 0x200C || c == 0x200D;
}

// Calls take(hash) for each feature of one word, `word` holding its letters between two borders (0x20).
template <typename Take>
void WordGrams(const char32_t* word, int length, Take&& take) {
  constexpr uint32_t kPrime = 0x9E3779B1u;
  for (int from = 0; from < length; ++from) {
    uint32_t hash = 0x811C9DC5u;
    for (int n = 1; n <= 5 && from + n <= length; ++n) {
      hash = (hash ^ static_cast<uint32_t>(word[from + n - 1])) * kPrime;
      hash ^= hash >> 15;
      if (n == 1 && word[from] == ' ') continue;
      take(hash * (2u * static_cast<uint32_t>(n) + 1u));
    }
  }
  if (length > 5) {
    uint32_t hash = 0xC2B2AE35u;
    for (int i = 0; i < length; ++i) hash = ((hash ^ static_cast<uint32_t>(word[i])) * kPrime) ^ (hash >> 13);
    take(hash * 13u);
  }
}

// Calls take(hash) for each feature of `text`; returns the number of letters looked at.
template <typename Take>
int ForEachGram(std::string_view text, Take&& take) {
  std::array<char32_t, kGramWordLetters + 2> word;
  word[0] = ' ';
  int length = 1, letters = 0;
  const auto flush = [&] {
    if (length > 1) {
      word[static_cast<size_t>(length)] = ' ';
      WordGrams(word.data(), length + 1, take);
    }
    length = 1;
  };
  for (size_t at = 0; at < text.size() && letters < kGramLetters;) {
    const char32_t c = NextCodePoint(text, at);
    if (!IsWordLetter(c)) {
      flush();
      continue;
    }
    ++letters;
    if (length == kGramWordLetters) flush();
    word[static_cast<size_t>(length++)] = FoldLetter(c);
  }
  flush();
  return letters;
}

}  // namespace newsstand::enrich
