// The changes of an article on its page.
#pragma once

#include <string>
#include <vector>

#include "serve/web/changes.h"
#include "serve/web/page.h"

namespace newsstand::web {

// At {{>CHANGES}} of the article's template. `language` is the article's.
void FillChanges(PageMaker& page, const std::vector<ArticleChange>& changes, const std::string& language);

}  // namespace newsstand::web
