// The learned part of extraction: how likely each block is part of the article.
//
// Boosted regression trees over the features of features.h, trained on pages whose text is known (training/README.md).
// No site appears in it, only shapes. Evaluating is some hundred comparisons a block.
#pragma once

#include <vector>

#include "content/extract/features.h"

namespace newsstand::extract {

// 0 … 1 for each row.
std::vector<float> ProbabilitiesOf(const std::vector<FeatureRow>& rows);

}  // namespace newsstand::extract
