// A case for the operator: an article that readers say is shown wrong.
#pragma once

#include <cstdint>

#include "base/time.h"
#include "model/article.h"

namespace newsstand {

struct Case {
  int64_t id = 0;
  ArticleId article;  // one open case an article
  int version = 1;    // of the article, when it was first said
  int reports = 0;
  Timestamp first_reported, last_reported;
};

}  // namespace newsstand
