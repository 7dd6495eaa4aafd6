#include "serve/web/stored_cards.h"

#include "content/edition/keeper.h"

namespace newsstand::web {

StoredCards::StoredCards(const edition::Edition& edition) {
  titles_.reserve(edition.titles.size());
  for (const auto& [slug, title] : edition.titles) titles_[title->id.value] = title;
}

edition::CardPtr StoredCards::Of(const Article& article) const {
  const auto title = titles_.find(article.title.value);
  return title == titles_.end() ? nullptr : edition::MakeCard(article, title->second);
}

}  // namespace newsstand::web
