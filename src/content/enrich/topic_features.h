// The features of the topic classifier: hashed words and pairs of words, the headline's twice, of the headline and the first
// 120 words. Training and use share them, so they cannot drift apart.
#pragma once

#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "content/enrich/words.h"

namespace newsstand::enrich {

inline constexpr size_t kTopicHeadlineWords = 60;
inline constexpr size_t kTopicBodyWords = 120;
inline constexpr double kTopicHeadlineFactor = 2;  // of keywords and words alike

struct TopicFeature {
  uint32_t hash = 0;
  float value = 0;  // 1 + ln(count), the vector's length 1
};

inline uint32_t TopicWordHash(std::string_view word) {
  uint32_t hash = 0x811C9DC5u;
  for (const char byte : word) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193u;
  return (hash ^ hash >> 15) * 0x9E3779B1u;
}

// `headline` and `body` were split with at least the two numbers of words above.
inline std::vector<TopicFeature> TopicFeatures(const Words& headline, const Words& body) {
  std::unordered_map<uint32_t, float> counts;
  const auto take = [&](const Words& words, size_t most, float weight) {
    uint32_t before = 0;
    for (size_t i = 0; i < words.list.size() && i < most; ++i) {
      const Word& word = words.list[i];
      if (word.is_number || word.unspaced) {
        before = 0;
        continue;
      }
      const uint32_t hash = TopicWordHash(words.Folded(word));
      counts[hash] += weight;
      if (before != 0 && word.joined) counts[(before * 31 + hash) * 0x85EBCA6Bu] += weight;
      before = hash;
    }
  };
  take(headline, kTopicHeadlineWords, 2);
  take(body, kTopicBodyWords, 1);
  std::vector<TopicFeature> features;
  features.reserve(counts.size());
  double length = 0;
  for (const auto& [hash, count] : counts) {
    const float value = 1 + std::log(count);
    features.push_back({hash, value});
    length += static_cast<double>(value) * value;
  }
  const auto norm = static_cast<float>(1 / std::sqrt(std::max(length, 1e-9)));
  for (TopicFeature& feature : features) feature.value *= norm;
  return features;
}

}  // namespace newsstand::enrich
