// Articles of the store as the edition would show them: for what has left it. Not thread-safe: one for a page.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>

#include "content/edition/edition.h"
#include "model/article.h"

namespace newsstand::web {

class StoredCards {
 public:
  // The titles of its catalogue; it may go before this.
  explicit StoredCards(const edition::Edition& edition);
  // Null for what is withdrawn, and for an article of a title that is not in the catalogue any more.
  edition::CardPtr Of(const Article& article) const;

 private:
  std::unordered_map<int64_t, std::shared_ptr<const Title>> titles_;
};

}  // namespace newsstand::web
