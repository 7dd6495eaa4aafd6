#include "content/edition/related_cards.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "content/related/related.h"

namespace newsstand::edition {
namespace {

using related::Piece;
using related::Term;
using related::Weighted;

constexpr size_t kPostings = 4'000;    // looked at for one question, the rarest terms' first
constexpr size_t kLongestList = 1'000; // of an entity: one that more articles are about finds nothing
constexpr size_t kCandidates = 60;     // that are compared exactly, of each kind
constexpr size_t kLookedUp = 400;      // of those who share most, until there are as many

// A term and who has it: the ids, or the cards.
struct Posting {
  double weight = 0;
  const std::vector<int64_t>* articles = nullptr;
  const CardList* cards = nullptr;
  size_t size() const { return articles != nullptr ? articles->size() : cards->size(); }
};

std::string_view Primary(std::string_view language) { return language.substr(0, language.find('-')); }

uint64_t GroupOf(StoryId story, StoryId event, ArticleId article) {
  if (event) return static_cast<uint64_t>(event.value);
  return story ? static_cast<uint64_t>(story.value) : ~static_cast<uint64_t>(article.value);
}

class Finder {
 public:
  explicit Finder(const Edition& edition) : edition_(edition), all_(static_cast<double>(edition.latest->size()) + 1) {}

  double RarityOf(size_t count) const { return std::log(all_ / (static_cast<double>(count) + 0.5)); }

  // Looked up once for each term of a question.
  double Rarity(Term term) {
    const auto [place, is_new] = rarity_.try_emplace(term, 0);
    if (is_new) {
      const WordList* list = edition_.by_word->Find(term);
      place->second = std::max(0.0, RarityOf(list == nullptr ? 0 : list->count));
    }
    return place->second;
  }

  void AddEntities(const std::vector<EntityRef>& refs, std::vector<Weighted>& terms) {
    for (const EntityRef& ref : refs) {
      const Term term = related::EntityTerm(ref.entity);
      if (!rarity_.contains(term)) {
        const EntityList* list = edition_.by_entity->Find(ref.entity);
        rarity_[term] = std::max(0.0, RarityOf(list == nullptr ? 0 : list->cards->size()));
      }
      terms.push_back({term, related::EntityWeight(ref.salience)});
    }
  }

  Piece PieceOf(const Card& card) {
    const Place* place = edition_.PlaceOf(card.id);
    Piece piece;
    piece.group = place != nullptr ? GroupOf(place->story, place->event, card.id) : GroupOf({}, {}, card.id);
    piece.owner = OwnerNumber(*card.title);
    piece.published = card.published;
    AddEntities(card.entities, piece.terms);
    related::AddWords(card.headline, card.language, piece.terms);
    return piece;
  }

  // Who shares rare terms with the question, those that share most first: what is related, and background.
  std::pair<CardList, CardList> Candidates(const RelatedQuestion& question, const std::vector<Weighted>& terms) {
    std::vector<Posting> postings = PostingsOf(question, terms);
    std::sort(postings.begin(), postings.end(), [](const Posting& a, const Posting& b) { return a.size() < b.size(); });
    std::vector<std::pair<int64_t, double>> shared;  // article, weight
    for (const Posting& posting : postings) {
      if (shared.size() + posting.size() > kPostings) break;
      if (posting.articles != nullptr) {
        for (const int64_t article : *posting.articles) shared.emplace_back(article, posting.weight);
      } else {
        for (const CardPtr& card : *posting.cards) shared.emplace_back(card->id.value, posting.weight);
      }
    }
    std::pair<CardList, CardList> cards;
    for (const int64_t article : MostShared(shared)) {
      if (cards.first.size() == kCandidates && cards.second.size() == kCandidates) break;
      CardPtr card = edition_.Find(ArticleId{article});
      if (!card || !Fits(*card, question)) continue;
      CardList& list = card->published <= question.published - related::kBackgroundAge ? cards.second : cards.first;
      if (list.size() < kCandidates) list.push_back(std::move(card));
    }
    return cards;
  }

 private:
  // The articles with the greatest sums, greatest first.
  static std::vector<int64_t> MostShared(std::vector<std::pair<int64_t, double>>& shared) {
    std::sort(shared.begin(), shared.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::pair<double, int64_t>> sums;
    for (const auto& [article, weight] : shared) {
      if (sums.empty() || sums.back().second != article) sums.emplace_back(0, article);
      sums.back().first += weight;
    }
    const size_t most = std::min(sums.size(), kLookedUp);
    std::partial_sort(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(most), sums.end(), std::greater<>());
    std::vector<int64_t> articles;
    for (size_t i = 0; i < most; ++i) articles.push_back(sums[i].second);
    return articles;
  }

  std::vector<Posting> PostingsOf(const RelatedQuestion& question, const std::vector<Weighted>& terms) {
    std::vector<Posting> postings;
    for (const EntityRef& ref : question.entities) {
      const EntityList* list = edition_.by_entity->Find(ref.entity);
      if (list == nullptr || list->cards->size() > kLongestList) continue;
      const double rarity = RarityOf(list->cards->size());
      postings.push_back({related::EntityWeight(ref.salience) * rarity * rarity, nullptr, list->cards.get()});
    }
    for (const Weighted& one : terms) {
      const WordList* list = edition_.by_word->Find(one.term);
      if (list == nullptr || !list->articles) continue;
      const double rarity = RarityOf(list->count);
      postings.push_back({one.weight * rarity * rarity, list->articles.get(), nullptr});
    }
    return postings;
  }

  bool Fits(const Card& card, const RelatedQuestion& question) const {
    if (card.id == question.article || Primary(card.language) != Primary(question.language)) return false;
    return !edition_.IsFolded(card.id) && !AsciiIEquals(card.headline, question.headline);
  }

  const Edition& edition_;
  const double all_;
  std::unordered_map<Term, double> rarity_;
};

}  // namespace

RelatedCards FindRelated(const Edition& edition, const RelatedQuestion& question, size_t most) {
  Finder finder(edition);
  Piece asked;
  asked.group = GroupOf(question.story, question.event, question.article);
  asked.owner = question.owner;
  asked.published = question.published;
  related::AddWords(question.headline, question.language, asked.terms);
  const std::vector<Weighted> words = asked.terms;
  finder.AddEntities(question.entities, asked.terms);
  RelatedCards found;
  const auto all = finder.Candidates(question, words);
  for (const bool background : {false, true}) {
    const CardList& candidates = background ? all.second : all.first;
    std::vector<Piece> pieces;
    pieces.reserve(candidates.size());
    for (const CardPtr& card : candidates) pieces.push_back(finder.PieceOf(*card));
    related::Wish wish;
    wish.most = most;
    CardList& list = background ? found.background : found.related;
    for (const size_t i : related::Choose(asked, pieces, [&](Term term) { return finder.Rarity(term); }, background, wish))
      list.push_back(candidates[i]);
  }
  return found;
}

std::vector<EntityRef> RefsOf(const Edition& edition, const std::vector<Entity>& entities) {
  std::vector<EntityRef> refs;
  for (const Entity& entity : entities) {
    if (refs.size() == kEntitiesOfCard) break;
    if (const EntityList* list = edition.by_entity->FindSlug(entity.slug)) refs.push_back({list->id, static_cast<float>(entity.salience)});
  }
  return refs;
}

}  // namespace newsstand::edition
