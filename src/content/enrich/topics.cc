#include "content/enrich/topics.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "content/enrich/topic_tree.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kBodyBytes = 6'000;
constexpr size_t kBodyWords = 220;
constexpr double kHeadlineFactor = 2.2;
constexpr double kThreshold = 0.35;
constexpr size_t kMost = 5;

}  // namespace

const std::vector<Topic>& Topics() { return TopicTree::Shipped().topics(); }

const Topic* FindTopic(std::string_view slug) {
  const TopicTree& tree = TopicTree::Shipped();
  const int index = tree.IndexOf(slug);
  return index < 0 ? nullptr : &tree.topics()[static_cast<size_t>(index)];
}

std::vector<TopicScore> FindTopics(std::string_view headline, std::string_view body, std::string_view) {
  const TopicTree& tree = TopicTree::Shipped();
  std::vector<float> scores;
  tree.AddKeywords(SplitWords(headline, 60), kHeadlineFactor, scores);
  tree.AddKeywords(SplitWords(TruncateUtf8(body, kBodyBytes), kBodyWords), 1, scores);
  std::vector<TopicScore> found;
  for (size_t i = 0; i < scores.size(); ++i) {
    const double probability = 1 - std::exp(-scores[i] / 9.0);
    if (probability >= kThreshold) found.push_back({tree.topics()[i].slug, probability});
  }
  std::sort(found.begin(), found.end(), [](const TopicScore& a, const TopicScore& b) { return a.score > b.score; });
  if (found.size() > kMost) found.resize(kMost);
  return found;
}

}  // namespace newsstand::enrich
