#include "serve/web/article_cache.h"

namespace newsstand::web {

PreparedArticlePtr ArticleCache::Find(ArticleId id, int64_t change_seq, std::string_view language) {
  PreparedArticlePtr found = kept_.Find(id.value);
  if (!found || found->article.change_seq != change_seq) return nullptr;
  return found->language.empty() || found->language == language ? found : nullptr;
}

void ArticleCache::Put(const PreparedArticlePtr& prepared) {
  size_t size = sizeof(PreparedArticle) + prepared->body.text().size() + prepared->article.headline.size() +
                prepared->article.standfirst.size() + 1024;
  for (const ArticleChange& change : prepared->changes) size += change.bytes();
  kept_.Put(prepared->article.id.value, prepared, size);
}

}  // namespace newsstand::web
