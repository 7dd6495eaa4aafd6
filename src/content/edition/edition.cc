#include "content/edition/edition.h"

#include <algorithm>

namespace newsstand::edition {

CardPtr Edition::Find(ArticleId id) const {
  const auto place = std::lower_bound(by_id->begin(), by_id->end(), id,
                                      [](const CardPtr& card, ArticleId wanted) { return card->id < wanted; });
  return place != by_id->end() && (*place)->id == id ? *place : nullptr;
}

const CardList& Edition::ListOf(const std::unordered_map<std::string, CardListPtr>& lists, std::string_view key) {
  static const CardList empty;
  const auto found = lists.find(std::string(key));
  return found == lists.end() ? empty : *found->second;
}

}  // namespace newsstand::edition
