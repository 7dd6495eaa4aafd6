// A title and the addresses it publishes at, as catalogues and lists of feeds name them.
#pragma once

#include <vector>

#include "model/title.h"

namespace newsstand::source {

struct TitleFeeds {
  Title title;
  std::vector<Feed> feeds;
};

}  // namespace newsstand::source
