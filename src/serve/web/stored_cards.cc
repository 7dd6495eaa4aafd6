#include "serve/web/stored_cards.h"

#include "content/edition/keeper.h"
#include "store/articles.h"

namespace newsstand::web {
namespace {

// Puts the edition's cards into `cards` and returns who is not in it.
std::vector<ArticleId> TakeFromEdition(const edition::Edition& edition, const std::vector<ArticleId>& ids, CardsById& cards) {
  std::vector<ArticleId> elsewhere;
  for (const ArticleId id : ids) {
    if (edition::CardPtr card = edition.Find(id))
      cards[id.value] = std::move(card);
    else
      elsewhere.push_back(id);
  }
  return elsewhere;
}

Status AddStored(store::Transaction& transaction, const edition::Edition& edition, const std::vector<ArticleId>& ids, CardsById& cards) {
  if (ids.empty()) return {};
  auto articles = store::FindArticles(transaction, ids);
  if (!articles) return Fail(articles.error());
  std::unordered_map<int64_t, Article> found;
  for (Article& article : *articles) found.emplace(article.id.value, std::move(article));
  for (const ArticleId id : ids) {
    if (found.contains(id.value)) continue;
    auto merged = store::FindArticle(transaction, id);
    if (!merged) return Fail(merged.error());
    if (*merged) found.emplace(id.value, std::move(**merged));
  }
  const StoredCards stored(edition);
  for (const auto& [id, article] : found) {
    if (edition::CardPtr card = stored.Of(article)) cards[id] = std::move(card);
  }
  return {};
}

}  // namespace

StoredCards::StoredCards(const edition::Edition& edition) {
  titles_.reserve(edition.titles.size());
  for (const auto& [slug, title] : edition.titles) titles_[title->id.value] = title;
}

edition::CardPtr StoredCards::Of(const Article& article) const {
  const auto title = titles_.find(article.title.value);
  return title == titles_.end() ? nullptr : edition::MakeCard(article, title->second);
}

Result<CardsById> CardsOf(store::Transaction& transaction, const edition::Edition& edition, const std::vector<ArticleId>& ids) {
  CardsById cards;
  if (Status added = AddStored(transaction, edition, TakeFromEdition(edition, ids, cards), cards); !added) return Fail(added.error());
  return cards;
}

Result<CardsById> CardsOf(store::Database* database, const edition::Edition& edition, const std::vector<ArticleId>& ids) {
  CardsById cards;
  const std::vector<ArticleId> elsewhere = TakeFromEdition(edition, ids, cards);
  if (elsewhere.empty() || database == nullptr) return cards;
  const Status read = database->Read([&](store::Transaction& transaction) { return AddStored(transaction, edition, elsewhere, cards); });
  if (!read) return Fail(read.error());
  return cards;
}

}  // namespace newsstand::web
