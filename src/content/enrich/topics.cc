#include "content/enrich/topics.h"

#include <algorithm>

#include "base/text.h"
#include "content/enrich/topic_model.h"
#include "content/enrich/topic_tree.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kBodyBytes = 6'000;
constexpr size_t kBodyWords = 220;
constexpr double kThreshold = 0.2;       // of the whole of all topics: less says too little
constexpr double kLeastKeywords = 1.5;   // without known words, in a language that was not learned, nothing is said
constexpr size_t kMost = 5;

}  // namespace

const std::vector<Topic>& Topics() { return TopicTree::Shipped().topics(); }

const Topic* FindTopic(std::string_view slug) {
  const TopicTree& tree = TopicTree::Shipped();
  const int index = tree.IndexOf(slug);
  return index < 0 ? nullptr : &tree.topics()[static_cast<size_t>(index)];
}

std::vector<TopicScore> FindTopics(std::string_view headline, std::string_view body, std::string_view language) {
  const TopicTree& tree = TopicTree::Shipped();
  const Words in_headline = SplitWords(headline, kTopicHeadlineWords);
  const Words in_body = SplitWords(TruncateUtf8(body, kBodyBytes), kBodyWords);
  std::vector<float> keywords;
  tree.AddKeywords(in_headline, kTopicHeadlineFactor, keywords);
  tree.AddKeywords(in_body, 1, keywords);
  const bool learned = language.empty() || language.substr(0, language.find('-')) == "en";
  const std::vector<TopicFeature> features = learned ? TopicFeatures(in_headline, in_body) : std::vector<TopicFeature>();
  const std::vector<float> probabilities = TopicModel::Shipped().Probabilities(features, keywords);
  std::vector<TopicScore> found;
  for (size_t i = 0; i < probabilities.size(); ++i) {
    if (probabilities[i] < kThreshold || keywords[i] < kLeastKeywords) continue;
    found.push_back({tree.topics()[i].slug, probabilities[i], false});
  }
  std::sort(found.begin(), found.end(), [](const TopicScore& a, const TopicScore& b) { return a.score > b.score; });
  if (found.size() > kMost) found.resize(kMost);
  return found;
}

void AddImpliedParents(std::vector<TopicScore>& topics) {
  for (size_t i = 0, found = topics.size(); i < found; ++i) {
    const Topic* topic = FindTopic(topics[i].slug);
    if (topic == nullptr || topic->parent.empty()) continue;
    const bool there = std::any_of(topics.begin(), topics.end(), [&](const TopicScore& t) { return t.slug == topic->parent; });
    if (!there) topics.push_back({topic->parent, topics[i].score, true});
  }
}

}  // namespace newsstand::enrich
