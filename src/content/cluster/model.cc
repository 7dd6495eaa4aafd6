#include "content/cluster/model.h"

#include <algorithm>
#include <cmath>

namespace newsstand::cluster {

const std::array<std::string_view, kFeatures> kFeatureNames = {
    "bias",        "mean words", "central words", "mean title", "central title",     "mean names",    "central names",
    "smaller",     "larger",     "closer inside", "without text", "root mean words", "root mean names", "length", "crowd"};

// What was learned of is between these.
constexpr double kLeastCrowd = 100, kMostCrowd = 2000;

void Group::Add(const Profile& profile, bool has_time, int64_t seconds) {
  words.Add(profile.words);
  title.Add(profile.title);
  names.Add(profile.names);
  articles += 1;
  with_text += profile.has_text;
  length += static_cast<double>(profile.words.size());
  if (!has_time) return;
  oldest = timed ? std::min(oldest, seconds) : seconds;
  newest = timed ? std::max(newest, seconds) : seconds;
  timed = true;
}

void Group::Add(const Group& other) {
  words.Add(other.words);
  title.Add(other.title);
  names.Add(other.names);
  articles += other.articles;
  with_text += other.with_text;
  length += other.length;
  if (!other.timed) return;
  oldest = timed ? std::min(oldest, other.oldest) : other.oldest;
  newest = timed ? std::max(newest, other.newest) : other.newest;
  timed = true;
}

Shared SharedOf(const Group& a, const Group& b) { return {a.words.Dot(b.words), a.title.Dot(b.title), a.names.Dot(b.names)}; }

Features FeaturesOf(const Group& a, const Group& b, const Shared& shared, double crowd) {
  const double pairs = a.articles * b.articles;
  const auto central = [](double dot, const Bag& x, const Bag& y) {
    const double norms = x.norm2() * y.norm2();
    return norms > 0 ? dot / std::sqrt(norms) : 0;
  };
  // Mean similarity of the articles inside a group, each with the others.
  const auto inside = [](const Group& g) { return g.articles < 2 ? 0.0 : std::max(0.0, (g.words.norm2() - g.articles) / (g.articles * (g.articles - 1))); };
  const double mean_words = shared.words / pairs, mean_names = shared.names / pairs;
  return {1,
          mean_words,
          central(shared.words, a.words, b.words),
          shared.title / pairs,
          central(shared.title, a.title, b.title),
          mean_names,
          central(shared.names, a.names, b.names),
          std::log(std::min(a.articles, b.articles)),
          std::log(std::max(a.articles, b.articles)),
          std::max(inside(a), inside(b)),
          1 - (a.with_text + b.with_text) / (a.articles + b.articles),
          std::sqrt(std::max(0.0, mean_words)),
          std::sqrt(std::max(0.0, mean_names)),
          std::log((a.length + b.length) / (a.articles + b.articles) + 1),
          std::log(std::clamp(crowd, kLeastCrowd, kMostCrowd))};
}

double Model::Score(const Group& a, const Group& b, const Shared& shared, double crowd) const {
  const Features features = FeaturesOf(a, b, shared, crowd);
  double score = 0;
  for (size_t i = 0; i < kFeatures; ++i) score += weights[i] * features[i];
  if (a.timed && b.timed) {
    const double gap = static_cast<double>(std::max<int64_t>(0, std::max(a.oldest, b.oldest) - std::min(a.newest, b.newest))) / 86400;
    score -= days * (1 - std::exp(-gap * gap / 18)) + months * (1 - std::exp(-gap * gap / 900));
  }
  return score;
}

const Model& Model::Trained() {
  static const Model model = {{
#include "content/cluster/model.inc"
                              },
                              3,
                              9};
  return model;
}

}  // namespace newsstand::cluster
