// schema.org data of a page, for search engines and readers' tools: serialised JSON for the frame's json_ld. Addresses
// of our own are left out where the site has none.
#pragma once

#include <string>

#include "content/edition/edition.h"
#include "model/article.h"
#include "model/title.h"
#include "serve/web/page.h"

namespace newsstand::web {

struct ArticleData {
  const Article& article;
  const Title& title;
  std::string description;
  const PageFrame& frame;  // its path, and the picture it is shared with
};
// A NewsArticle, and the way to it from the front page (BreadcrumbList).
std::string ArticleJson(const ArticleData& data, const SiteParts& parts, const Words& words);

// A CollectionPage that lists the reports on a story, in the order of `cards`.
std::string StoryJson(const PageFrame& frame, const edition::CardList& cards, const SiteParts& parts,
                      const Words& words);

}  // namespace newsstand::web
