#include "content/extract/trees.h"

#include <cmath>

namespace newsstand::extract {

float Score(const TreeModel& model, const float* row) {
  float sum = model.base;
  const TreeNode* tree = model.nodes;
  for (const uint16_t size : model.sizes) {
    const TreeNode* node = tree;
    while (node->feature != kLeaf) node += row[node->feature] <= node->value ? 1 : node->right;
    sum += node->value;
    tree += size;
  }
  return sum;
}

float Probability(const TreeModel& model, const float* row) { return 1.0f / (1.0f + std::exp(-Score(model, row))); }

}  // namespace newsstand::extract
