#include "serve/web/article_cache.h"

namespace newsstand::web {

PreparedArticlePtr ArticleCache::Find(ArticleId id, int64_t change_seq, std::string_view language) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id.value);
  if (found == entries_.end() || found->second.prepared->article.change_seq != change_seq) return nullptr;
  const std::string& words = found->second.prepared->language;
  if (!words.empty() && words != language) return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second.place);
  return found->second.prepared;
}

void ArticleCache::Put(const PreparedArticlePtr& prepared) {
  const int64_t id = prepared->article.id.value;
  size_t size = sizeof(PreparedArticle) + prepared->body.text().size() + prepared->article.headline.size() +
                prepared->article.standfirst.size() + 1024;
  for (const ArticleChange& change : prepared->changes) size += change.bytes();
  const std::lock_guard lock(mutex_);
  auto [found, added] = entries_.try_emplace(id);
  Entry& entry = found->second;
  if (added) {
    entry.place = recent_.insert(recent_.begin(), id);
  } else {
    recent_.splice(recent_.begin(), recent_, entry.place);
  }
  bytes_ += size - entry.bytes;
  entry.bytes = size;
  entry.prepared = prepared;
  while (bytes_ > max_bytes_ && recent_.size() > 1) {
    const auto oldest = entries_.find(recent_.back());
    bytes_ -= oldest->second.bytes;
    entries_.erase(oldest);
    recent_.pop_back();
  }
}

size_t ArticleCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace newsstand::web
