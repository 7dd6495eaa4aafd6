// Bags of words with weights, for comparing short texts within one story.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "content/digest/digest.h"
#include "content/digest/words.h"

namespace newsstand::digest {

// Words are kept as hashes: two of a story's few thousand having one is as good as impossible, and would move a sum a little.
class Bag {
 public:
  void Add(const std::vector<Word>& words, std::string_view language, const WordWeight& weight, double times = 1);
  void Add(const Bag& other, double times = 1);
  // Sorts what was added: after the last Add, before everything below.
  void Settle();
  bool empty() const { return weights_.empty(); }
  bool Has(std::string_view word) const;
  // 0 … 1; 0 when either is empty.
  static double Cosine(const Bag& a, const Bag& b);

 private:
  std::vector<std::pair<uint64_t, double>> weights_;  // by hash, once settled
  double norm_ = 0;
};

}  // namespace newsstand::digest
