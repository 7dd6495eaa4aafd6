// schema.org NewsArticle, for search engines and readers' tools.
#pragma once

#include <string>
#include <string_view>

#include "model/article.h"
#include "model/title.h"

namespace newsstand::web {

// Serialised JSON. `base_url` may be "": then addresses of our own are left out. `image_path` is own-origin or "".
std::string NewsArticleJson(const Article& article, const Title& title, std::string_view base_url,
                            std::string_view path, std::string_view image_path, std::string_view description);

}  // namespace newsstand::web
