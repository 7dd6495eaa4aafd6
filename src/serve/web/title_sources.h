// Where a title's articles come from and how that goes: its feeds' health and the rights its site states, on its page.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/subscription.h"
#include "model/terms.h"
#include "serve/web/page.h"

namespace newsstand::web {

struct TitleSources {
  std::vector<Feed> feeds;
  std::vector<Subscription> subscriptions;
  std::vector<Terms> terms;
};
Result<TitleSources> ReadTitleSources(SiteParts& parts, TitleId title);

// At {{>SOURCES}}; nothing when the title has no feeds.
void FillTitleSources(PageMaker& page, const TitleSources& sources);

}  // namespace newsstand::web
