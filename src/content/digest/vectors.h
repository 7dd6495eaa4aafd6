// Bags of words with weights, for comparing short texts within one story.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "content/digest/digest.h"
#include "content/digest/words.h"

namespace newsstand::digest {

class Bag {
 public:
  void Add(const std::vector<Word>& words, std::string_view language, const WordWeight& weight, double times = 1);
  void Add(const Bag& other, double times = 1);
  double Norm() const;
  bool empty() const { return weights_.empty(); }
  bool Has(const std::string& word) const { return weights_.contains(word); }
  // 0 … 1; 0 when either is empty.
  static double Cosine(const Bag& a, const Bag& b);

 private:
  std::unordered_map<std::string, double> weights_;
};

}  // namespace newsstand::digest
