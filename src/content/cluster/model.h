// Do two groups of articles tell one story? A linear model over average and central similarities, sizes and time.
// After S. Miranda et al., "Multilingual clustering of streaming news", EMNLP 2018: a learned decision to join; here one
// model judges article against story and story against story, because both are sums of article vectors.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "content/cluster/bag.h"

namespace newsstand::cluster {

// An article, or several, as the model sees them.
struct Group {
  Bag words, title, names;
  double articles = 0, with_text = 0, length = 0;  // length: distinct words of the articles, summed
  int64_t oldest = 0, newest = 0;                  // seconds, of those that have a time
  bool timed = false;

  void Add(const Profile& profile, bool has_time, int64_t seconds);
  void Add(const Group& other);
};

inline constexpr size_t kFeatures = 15;
using Features = std::array<double, kFeatures>;
extern const std::array<std::string_view, kFeatures> kFeatureNames;

// The products features are made of; sums of them over parts of a group are those of the group.
struct Shared {
  double words = 0, title = 0, names = 0;
};
Shared SharedOf(const Group& a, const Group& b);
// `crowd`: how many articles of the language are live. Among ten thousand strangers two are alike by chance that would
// not be among a hundred.
Features FeaturesOf(const Group& a, const Group& b, const Shared& shared, double crowd);

struct Model {
  std::array<double, kFeatures> weights{};
  // Off the score for a gap of days between the groups: `days` × (1 − exp(−days²/18)) + `months` × (1 − exp(−days²/900)).
  double days = 0, months = 0;

  // Above 0 the two belong together; the logarithm of the odds.
  double Score(const Group& a, const Group& b, const Shared& shared, double crowd) const;
  // As trained; see docs/notes/stories.md.
  static const Model& Trained();
};

}  // namespace newsstand::cluster
