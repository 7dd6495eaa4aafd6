#include "content/digest/vectors.h"

#include <cmath>

namespace newsstand::digest {

void Bag::Add(const std::vector<Word>& words, std::string_view language, const WordWeight& weight, double times) {
  for (const Word& word : words) {
    const double w = weight ? weight(word.lower, language) : 1.0;
    if (w > 0) weights_[word.lower] += w * times;
  }
}

void Bag::Add(const Bag& other, double times) {
  for (const auto& [word, weight] : other.weights_) weights_[word] += weight * times;
}

double Bag::Norm() const {
  double sum = 0;
  for (const auto& [word, weight] : weights_) sum += weight * weight;
  return std::sqrt(sum);
}

double Bag::Cosine(const Bag& a, const Bag& b) {
  const Bag& small = a.weights_.size() < b.weights_.size() ? a : b;
  const Bag& large = &small == &a ? b : a;
  double dot = 0;
  for (const auto& [word, weight] : small.weights_) {
    if (const auto at = large.weights_.find(word); at != large.weights_.end()) dot += weight * at->second;
  }
  const double norms = a.Norm() * b.Norm();
  return norms > 0 ? dot / norms : 0;
}

}  // namespace newsstand::digest
