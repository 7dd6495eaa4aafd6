#include "content/enrich/topic_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "content/enrich/embedded.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kSlugBytes = 32;
constexpr uint32_t kMostClasses = 512;
constexpr float kNothing = 3;          // the logit of being about nothing in particular
constexpr float kFixedPoint = 1024;  // of a feature's value

template <typename T>
bool Take(std::string_view& bytes, T& value) {
  if (bytes.size() < sizeof(T)) return false;
  std::memcpy(&value, bytes.data(), sizeof(T));
  bytes.remove_prefix(sizeof(T));
  return true;
}

}  // namespace

const TopicModel& TopicModel::Shipped() {
  static const TopicModel model(EmbeddedTopicModel(), TopicTree::Shipped());
  return model;
}

TopicModel::TopicModel(std::string_view file, const TopicTree& tree) : tree_(tree) {
  uint32_t version = 0, bits = 0, classes = 0;
  float keyword_weight = 0;
  if (!file.starts_with("NSTM")) return;
  file.remove_prefix(4);
  if (!Take(file, version) || version != 1 || !Take(file, bits) || !Take(file, classes) || !Take(file, keyword_weight)) return;
  if (bits > 20 || classes == 0 || classes > kMostClasses) return;
  std::vector<Class> all;
  for (uint32_t i = 0; i < classes; ++i) {
    if (file.size() < kSlugBytes) return;
    const std::string_view slug = file.substr(0, kSlugBytes);
    file.remove_prefix(kSlugBytes);
    Class one;
    one.topic = tree.IndexOf(slug.substr(0, slug.find('\0')));
    if (!Take(file, one.bias) || !Take(file, one.scale)) return;
    all.push_back(one);
  }
  if (file.size() < (size_t{1} << bits) * ((classes + 1) / 2)) return;
  bits_ = static_cast<int>(bits);
  keyword_weight_ = keyword_weight;
  classes_ = std::move(all);
  rows_ = reinterpret_cast<const uint8_t*>(file.data());
}

std::vector<float> TopicModel::Probabilities(const std::vector<TopicFeature>& features, const std::vector<float>& keywords) const {
  std::vector<float> logits(tree_.topics().size());
  for (size_t i = 0; i < logits.size() && i < keywords.size(); ++i) logits[i] = keyword_weight_ * std::log1p(keywords[i]);
  if (rows_ != nullptr) {
    const size_t row_bytes = (classes_.size() + 1) / 2;
    std::vector<int32_t> low(row_bytes), high(row_bytes);
    int32_t total = 0;
    for (const TopicFeature& feature : features) {
      const uint8_t* row = rows_ + static_cast<size_t>(feature.hash >> (32 - bits_)) * row_bytes;
      const auto value = static_cast<int32_t>(feature.value * kFixedPoint);
      total += value;
      for (size_t i = 0; i < row_bytes; ++i) {
        low[i] += value * (row[i] & 15);
        high[i] += value * (row[i] >> 4);
      }
    }
    for (size_t i = 0; i < classes_.size(); ++i) {
      if (classes_[i].topic < 0) continue;
      const int32_t sum = (i % 2 == 0 ? low[i / 2] : high[i / 2]) - 8 * total;
      logits[static_cast<size_t>(classes_[i].topic)] += classes_[i].bias + classes_[i].scale * static_cast<float>(sum) / kFixedPoint;
    }
  }
  float most = kNothing;
  for (size_t i = 0; i < logits.size(); ++i) {
    // Without any word of its own a topic is out, whatever else speaks for it.
    if (i >= keywords.size() || keywords[i] <= 0) logits[i] = -1e9F;
    most = std::max(most, logits[i]);
  }
  float sum = std::exp(kNothing - most);
  for (float& logit : logits) sum += logit = std::exp(logit - most);
  for (float& logit : logits) logit /= sum;
  return logits;
}

}  // namespace newsstand::enrich
