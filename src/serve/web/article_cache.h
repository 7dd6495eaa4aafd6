// Articles as their pages need them, body prepared, by id: bounded in bytes, least recently used leave. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/lru_cache.h"
#include "model/article.h"
#include "serve/web/changes.h"
#include "serve/web/templates.h"

namespace newsstand::web {

struct PreparedArticle {
  Article article;  // without body_html and summary_html; its picture's caption may come from the body
  SafeHtml body;    // with our own image addresses; empty when there is nothing to show
  bool body_is_summary = false;
  bool repeats_standfirst = false;  // the body in its first words, or the summary as a whole
  std::string language;  // of the interface's words in it; "" when there are none
  std::vector<ArticleChange> changes;  // newest first
};
using PreparedArticlePtr = std::shared_ptr<const PreparedArticle>;

class ArticleCache {
 public:
  explicit ArticleCache(size_t max_bytes) : kept_(max_bytes) {}
  // Null when it is not there or was made from another change of the article or with words of another language.
  PreparedArticlePtr Find(ArticleId id, int64_t change_seq, std::string_view language);
  void Put(const PreparedArticlePtr& prepared);

 private:
  LruCache<int64_t, PreparedArticlePtr> kept_;
};

}  // namespace newsstand::web
