// The news desk of the whole invented press: who prints which report, when, and in which words. Pure: the same world,
// seed and start give the same articles.
#pragma once

#include <vector>

#include "press/article.h"
#include "press/world.h"

namespace newsstand::press {

// Articles in the order of their publication. `start` is the moment d4 24:00; what is dated later follows within about
// an hour after it, one report every 20 to 40 seconds, agency copies trailing their originals.
std::vector<PressArticle> ComposeArticles(const World& world, uint64_t seed, Timestamp start);

}  // namespace newsstand::press
