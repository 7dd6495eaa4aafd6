// Articles of the store as the edition would show them: for what has left it. Not thread-safe: one for a page.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "content/edition/edition.h"
#include "model/article.h"
#include "store/database.h"

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

// The cards of these articles, by the number that was asked for: as the edition has them, else as it would show them. An article
// that became another is that one; what cannot be shown is left out. The second reads the store only when it has to, and may be
// given none.
using CardsById = std::unordered_map<int64_t, edition::CardPtr>;
Result<CardsById> CardsOf(store::Transaction& transaction, const edition::Edition& edition, const std::vector<ArticleId>& ids);
Result<CardsById> CardsOf(store::Database* database, const edition::Edition& edition, const std::vector<ArticleId>& ids);

}  // namespace newsstand::web
