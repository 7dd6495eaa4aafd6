// Joins groups of articles, the best pair first, until no pair is left that tells one story.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "content/cluster/model.h"

namespace newsstand::cluster {

struct Agglomeration {
  size_t neighbours = 48;     // a group is compared with those that share most with it
  double least = 0;           // the score from which two groups are joined
  double crowd = 0;           // live articles of the language; 0: those of the groups
  // Groups, by place, that must not come together.
  std::vector<std::pair<uint32_t, uint32_t>> apart;
  // Told of each pair before it is joined; false stops. For training.
  std::function<bool(uint32_t a, uint32_t b, const Features&, double score)> watch;
};

// For each group the place of the group it ended in. `groups` hold the sums afterwards. Costs about `neighbours`
// comparisons for a group; memory about 4 KB for each.
std::vector<uint32_t> Agglomerate(std::vector<Group>& groups, const Model& model, const Agglomeration& options);

}  // namespace newsstand::cluster
