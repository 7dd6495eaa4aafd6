// The learned decisions of extraction. bench/training makes them from pages whose article is known; its README says
// how.
//
// No site appears in them, only shapes. What each one sees is the list of features in the header named beside it.
#pragma once

#include "content/extract/trees.h"

namespace newsstand::extract {

struct Models {
  TreeModel title;       // titles.h: a score for each candidate
  TreeModel date;        // date_choice.h: likewise
  TreeModel author;      // author_choice.h: likewise
  TreeModel block;       // features.h: whether a block is of the article
  TreeModel confidence;  // confidence.h: whether what was taken is the article
  float sure;            // the chance of that from which the confidence is 0.8, below 1
};

// Those compiled in.
const Models& BuiltInModels();

}  // namespace newsstand::extract
