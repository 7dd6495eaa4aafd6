#include "content/digest/vectors.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace newsstand::digest {
namespace {

constexpr size_t kMuchLonger = 16;  // times: then each word of the short one is looked up in the long one

const double* Find(const std::vector<std::pair<uint64_t, double>>& weights, uint64_t word) {
  const auto at = std::lower_bound(weights.begin(), weights.end(), word, [](const auto& one, uint64_t wanted) { return one.first < wanted; });
  return at != weights.end() && at->first == word ? &at->second : nullptr;
}

}  // namespace

void Bag::Add(const std::vector<Word>& words, std::string_view language, const WordWeight& weight, double times) {
  weights_.reserve(weights_.size() + words.size());
  for (const Word& word : words) {
    const double w = weight ? weight(word.lower, language) : 1.0;
    if (w > 0) weights_.emplace_back(Hash64(word.lower), w * times);
  }
}

void Bag::Add(const Bag& other, double times) {
  for (const auto& [word, weight] : other.weights_) weights_.emplace_back(word, weight * times);
}

void Bag::Settle() {
  std::sort(weights_.begin(), weights_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t kept = 0;
  for (size_t i = 0; i < weights_.size(); ++i) {
    if (kept > 0 && weights_[kept - 1].first == weights_[i].first) weights_[kept - 1].second += weights_[i].second;
    else weights_[kept++] = weights_[i];
  }
  weights_.resize(kept);
  double sum = 0;
  for (const auto& [word, weight] : weights_) sum += weight * weight;
  norm_ = std::sqrt(sum);
}

bool Bag::Has(std::string_view word) const { return Find(weights_, Hash64(word)) != nullptr; }

double Bag::Cosine(const Bag& a, const Bag& b) {
  const auto& small = a.weights_.size() < b.weights_.size() ? a.weights_ : b.weights_;
  const auto& large = &small == &a.weights_ ? b.weights_ : a.weights_;
  double dot = 0;
  if (large.size() > kMuchLonger * small.size()) {
    for (const auto& [word, weight] : small) {
      if (const double* other = Find(large, word)) dot += weight * *other;
    }
  } else {
    for (auto i = small.begin(), j = large.begin(); i != small.end() && j != large.end();) {
      if (i->first == j->first) dot += i++->second * j++->second;
      else if (i->first < j->first) ++i;
      else ++j;
    }
  }
  const double norms = a.norm_ * b.norm_;
  return norms > 0 ? dot / norms : 0;
}

}  // namespace newsstand::digest
