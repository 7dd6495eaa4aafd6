// The topic classifier: a softmax over all topics of the tree. A topic's logit is what its keywords are worth, and, for the
// topics that publishers' own labels teach, a linear function of the words. Trained by bench/training/train_topics.cc, kept
// in 4 bits a weight.
//
// File (little endian): "NSTM", u32 version 1, u32 bits (2^bits buckets), u32 classes, f32 weight of keywords; per class: char[32]
// slug, f32 bias, f32 scale; then 2^bits rows of (classes + 1) / 2 bytes, the low half first, weight = (nibble - 8) * scale.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "content/enrich/topic_features.h"
#include "content/enrich/topic_tree.h"

namespace newsstand::enrich {

class TopicModel {
 public:
  // The one that is compiled in, over TopicTree::Shipped().
  static const TopicModel& Shipped();
  // Both must outlive it. A file that is not whole gives a model of keywords alone.
  TopicModel(std::string_view file, const TopicTree& tree);

  // One probability for each topic of the tree; with that of being about nothing they add up
  // to 1. `keywords` is what TopicTree::AddKeywords gave.
  std::vector<float> Probabilities(const std::vector<TopicFeature>& features, const std::vector<float>& keywords) const;

 private:
  struct Class {
    int topic = -1;  // place in the tree
    float bias = 0, scale = 0;
  };
  int bits_ = 0;
  float keyword_weight_ = 1.6F;
  std::vector<Class> classes_;
  const uint8_t* rows_ = nullptr;
  const TopicTree& tree_;
};

}  // namespace newsstand::enrich
