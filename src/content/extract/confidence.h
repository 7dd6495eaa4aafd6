// How sure we are that a text is the article, whole and alone.
//
// A model over what was decided about the page's blocks, trained on pages whose text is known, and scaled so that of
// the pages above 0.8 at least 95 in 100 have a word F1 of 0.9 or more (bench/training).
#pragma once

#include <array>
#include <vector>

#include "content/extract/blocks.h"
#include "content/extract/features.h"
#include "content/extract/models.h"

namespace newsstand::extract {

// Trees refer to features by position: see features.h.
#define NEWSSTAND_CONFIDENCE_FEATURES(X)                                                                           \
  X(expected_f1)                                                                                                   \
  X(words)                                                                                                         \
  X(page_words) X(kept_share) X(unsure_share) X(unsure_outside) X(mean_kept) X(runs) X(gap) X(long_share) X(links) \
      X(first_position) X(last_position) X(title_shown) X(from_title) X(linked_share) X(has_article) X(has_author) \
          X(has_date) X(blocks) X(best_share) X(lists)

enum class ConfidenceFeature : size_t {
#define NEWSSTAND_FEATURE_ENTRY(name) name,
  NEWSSTAND_CONFIDENCE_FEATURES(NEWSSTAND_FEATURE_ENTRY)
#undef NEWSSTAND_FEATURE_ENTRY
      kCount
};
inline constexpr size_t kConfidenceFeatures = static_cast<size_t>(ConfidenceFeature::kCount);
using ConfidenceRow = std::array<float, kConfidenceFeatures>;

// What the choice of blocks looks like. `probability` and `keep` have an entry for each block. The facts of the page
// that are not about its blocks (has_article, has_author, has_date) are left 0.
ConfidenceRow ConfidenceOf(const BlockPage& page, const std::vector<FeatureRow>& rows,
                           const std::vector<float>& probability, const std::vector<bool>& keep);

// 0 … 1.
double Confidence(const Models& models, const ConfidenceRow& row);

}  // namespace newsstand::extract
