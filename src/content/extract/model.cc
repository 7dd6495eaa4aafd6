#include "content/extract/model.h"

#include "content/extract/trees.h"

namespace newsstand::extract {
namespace {

#include "content/extract/block_model.inc"

constexpr TreeModel kModel{kModelBase, kModelTreeSizes, kModelNodes};
static_assert(kFeatures < kLeaf);

}  // namespace

std::vector<float> ProbabilitiesOf(const std::vector<FeatureRow>& rows) {
  std::vector<float> probabilities;
  probabilities.reserve(rows.size());
  for (const FeatureRow& row : rows) probabilities.push_back(Probability(kModel, row.data()));
  return probabilities;
}

}  // namespace newsstand::extract
