// Our own classifier of short text: for each script that several languages share, a linear softmax over hashed n-grams
// (grams.h), trained by bench/training/train_language.cc and kept in 4 bits a weight.
//
// File (little endian): "NSLM", u32 version 1, u32 scripts; for each script: u32 script (enum Script), u32 languages, u32
// bits (2^bits buckets); per language: char[8] code, f32 bias, f32 scale; then 2^bits rows of (languages + 1) / 2 bytes, the low
// half first, weight = (nibble - 8) * scale.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/enrich/script.h"

namespace newsstand::enrich {

struct LanguageScore {
  std::string_view language;
  float probability = 0;
};

class LanguageModel {
 public:
  // The one that is compiled in.
  static const LanguageModel& Shipped();
  // A file that is not whole gives a model that knows nothing.
  explicit LanguageModel(std::string_view file);

  // The likeliest first, at most 3; empty when the script is not covered or the text has no letters.
  std::vector<LanguageScore> Classify(Script script, std::string_view text) const;
  bool Knows(Script script, std::string_view language) const;

 private:
  struct Table {
    int bits = 0;
    std::vector<std::string> languages;
    std::vector<float> bias, scale;
    size_t stride = 0;              // of a row, in 8 bytes
    std::vector<uint64_t> rows;     // padded, so that 16 weights are added at a time
  };
  const Table* Of(Script script) const;

  std::array<Table, 8> tables_;
};

}  // namespace newsstand::enrich
