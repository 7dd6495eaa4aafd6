// Evaluates boosted regression trees: the learned decisions of extraction (which blocks are of the article, which of
// the titles, dates and names a page gives are the article's). models.h has the models.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace newsstand::extract {

// Trees stand one after the other, each in preorder: the left branch, taken when the feature is at most `value`, is the
// next node; the right one is `right` nodes on. A leaf has the feature kLeaf, and `value` is what it adds.
struct TreeNode {
  uint8_t feature;
  uint16_t right;
  float value;
};
inline constexpr uint8_t kLeaf = 255;

struct TreeModel {
  float base;
  std::span<const uint16_t> sizes;  // nodes of each tree
  const TreeNode* nodes;
};

// What the trees add up to: a score without bounds, the larger the likelier. For choosing one of several candidates the
// models are trained so that exp(score) is proportional to a candidate's chance, and 1 to that of none being right.
float Score(const TreeModel& model, const float* row);

// 0 … 1, of models trained for a yes or no. `row` has as many numbers as the model was trained with.
float Probability(const TreeModel& model, const float* row);

}  // namespace newsstand::extract
