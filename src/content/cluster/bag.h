// The sum of the vectors of a story's articles, with what comparing sums needs. Sums of unit vectors give the average
// similarity of all pairs between two stories exactly: <A, B> ÷ (a·b).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "content/cluster/profile.h"

namespace newsstand::cluster {

// An open table from term to weight. Copyable, not thread-safe.
class Bag {
 public:
  double norm2() const { return norm2_; }  // squared length
  size_t terms() const { return used_; }
  size_t bytes() const { return slots_.capacity() * sizeof(Weight); }

  // Adds `sign` times the vector; the squared length follows by |s + v|² = |s|² + 2<s, v> + |v|².
  void Add(const std::vector<Weight>& vector, float sign = 1) {
    double shared = 0, own = 0;
    for (const Weight& weight : vector) {
      float& value = At(weight.term);
      shared += static_cast<double>(value) * weight.value;
      own += static_cast<double>(weight.value) * weight.value;
      value += sign * weight.value;
    }
    norm2_ = std::max(0.0, norm2_ + 2 * sign * shared + own);
  }
  void Add(const Bag& other) {
    for (const Weight& weight : other.slots_) {
      if (weight.term != 0) At(weight.term) += weight.value;
    }
    norm2_ = 0;
    for (const Weight& weight : slots_) norm2_ += static_cast<double>(weight.value) * weight.value;
  }

  float Of(Term term) const {
    if (slots_.empty()) return 0;
    for (size_t i = Home(term);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].term == term) return slots_[i].value;
      if (slots_[i].term == 0) return 0;
    }
  }
  double Dot(const Bag& other) const {
    if (slots_.size() > other.slots_.size()) return other.Dot(*this);
    double sum = 0;
    for (const Weight& weight : slots_) {
      if (weight.term != 0) sum += static_cast<double>(weight.value) * other.Of(weight.term);
    }
    return sum;
  }
  double Dot(const std::vector<Weight>& vector) const {
    double sum = 0;
    for (const Weight& weight : vector) sum += static_cast<double>(weight.value) * Of(weight.term);
    return sum;
  }
  const std::vector<Weight>& slots() const { return slots_; }  // those with term 0 are free

 private:
  size_t Home(Term term) const { return (term * 0x9E3779B1u >> 7) & (slots_.size() - 1); }
  float& At(Term term) {
    if ((used_ + 1) * 4 > slots_.size() * 3) Grow();
    size_t i = Home(term);
    while (slots_[i].term != 0 && slots_[i].term != term) i = (i + 1) & (slots_.size() - 1);
    if (slots_[i].term == 0) {
      slots_[i].term = term;
      ++used_;
    }
    return slots_[i].value;
  }
  void Grow() {
    std::vector<Weight> old(slots_.empty() ? 8 : slots_.size() * 2);
    old.swap(slots_);
    for (const Weight& weight : old) {
      if (weight.term == 0) continue;
      size_t i = Home(weight.term);
      while (slots_[i].term != 0) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = weight;
    }
  }

  std::vector<Weight> slots_;
  size_t used_ = 0;
  double norm2_ = 0;
};

}  // namespace newsstand::cluster
