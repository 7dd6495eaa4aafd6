#include "content/extract/model.h"

#include <cmath>
#include <cstdint>
#include <iterator>

namespace newsstand::extract {
namespace {

// Trees one after the other, each in preorder: the left branch, taken when the feature is at most `value`, is the next
// node; the right one is `right` nodes on. A leaf has the feature kLeaf, and `value` is what it adds.
struct TreeNode {
  uint8_t feature;
  uint16_t right;
  float value;
};
constexpr uint8_t kLeaf = 255;
static_assert(kFeatures < kLeaf);

#include "content/extract/block_model.inc"

float Evaluate(const FeatureRow& row) {
  float sum = kModelBase;
  const TreeNode* tree = std::begin(kModelNodes);
  for (const uint16_t size : kModelTreeSizes) {
    const TreeNode* node = tree;
    while (node->feature != kLeaf) node += row[node->feature] <= node->value ? 1 : node->right;
    sum += node->value;
    tree += size;
  }
  return 1.0f / (1.0f + std::exp(-sum));
}

}  // namespace

std::vector<float> ProbabilitiesOf(const std::vector<FeatureRow>& rows) {
  std::vector<float> probabilities;
  probabilities.reserve(rows.size());
  for (const FeatureRow& row : rows) probabilities.push_back(Evaluate(row));
  return probabilities;
}

}  // namespace newsstand::extract
