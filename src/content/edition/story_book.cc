#include "content/edition/story_book.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/text.h"
#include "content/digest/digest.h"

namespace newsstand::edition {
namespace {

constexpr size_t kSeen = 200;  // stories at the top whose order a reader sees
constexpr double kFold = 0.6;  // a copy that shares so much with its origin is not shown beside it
constexpr size_t kCitationsAtMost = 200'000;

bool NewerCard(const CardPtr& a, const CardPtr& b) {
  return a->published != b->published ? a->published > b->published : a->id > b->id;
}

bool Better(const StoryPtr& a, const StoryPtr& b) {
  if (a->score.value != b->score.value) return a->score.value > b->score.value;
  return a->lead->id > b->lead->id;
}

uint32_t CountryNumber(std::string_view country) {
  return country.size() == 2 ? static_cast<uint32_t>(static_cast<unsigned char>(country[0]) * 256 +
                                                     static_cast<unsigned char>(country[1]))
                             : 0;
}

// Cheap on purpose: every headline of the edition goes through it. Scripts without spaces give one long word, which
// then weighs as a rare one.
template <class Use>
void EachWord(std::string_view text, Use use) {
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const unsigned char c = i < text.size() ? static_cast<unsigned char>(text[i]) : ' ';
    const bool inside = std::isalnum(c) != 0 || c >= 0x80;
    if (inside) continue;
    if (i > begin) use(AsciiLower(text.substr(begin, i - begin)));
    begin = i + 1;
  }
}

}  // namespace

uint64_t OwnerNumber(const Title& title) { return Hash64(title.owner.empty() ? title.slug : title.owner); }

void StoryBook::CountWords(const Card& card, int by) {
  EachWord(card.headline, [&](const std::string& word) {
    const auto at = word_counts_.try_emplace(Hash64(word), 0).first;
    at->second += by;
    if (at->second <= 0) word_counts_.erase(at);
  });
}

double StoryBook::WordWeight(std::string_view word) const {
  const auto at = word_counts_.find(Hash64(word));
  const double count = at == word_counts_.end() ? 0 : at->second;
  return std::log((static_cast<double>(cards_.size()) + 1) / (count + 0.5));
}

void StoryBook::MoveTo(ArticleId article, int64_t key) {
  const auto card = cards_.find(article.value);
  const auto placed = placed_.find(article.value);
  const int64_t old = placed == placed_.end() ? KeyOfUnplaced(article) : placed->second.key;
  if (const auto entry = stories_.find(old); entry != stories_.end() && entry->second.cards.erase(article.value) > 0)
    dirty_.insert(old);
  if (card == cards_.end()) return;
  stories_[key].cards[article.value] = card->second;
  dirty_.insert(key);
}

void StoryBook::Add(const CardPtr& card) {
  if (const auto old = cards_.find(card->id.value); old != cards_.end()) CountWords(*old->second, -1);
  CountWords(*card, 1);
  cards_[card->id.value] = card;
  const auto placed = placed_.find(card->id.value);
  MoveTo(card->id, placed == placed_.end() ? KeyOfUnplaced(card->id) : placed->second.key);
}

void StoryBook::Remove(ArticleId article) {
  const auto card = cards_.find(article.value);
  if (card == cards_.end()) return;
  CountWords(*card->second, -1);
  const auto placed = placed_.find(article.value);
  const int64_t key = placed == placed_.end() ? KeyOfUnplaced(article) : placed->second.key;
  if (const auto entry = stories_.find(key); entry != stories_.end()) entry->second.cards.erase(article.value);
  dirty_.insert(key);
  cards_.erase(card);
}

void StoryBook::Place(const Placement& placement) {
  MoveTo(placement.article, placement.story.value);
  placed_[placement.article.value] = {placement.story.value, placement.origin, placement.containment};
  dirty_.insert(placement.story.value);
}

void StoryBook::SetEvent(StoryId story, StoryId event) {
  if (event)
    events_[story.value] = event;
  else
    events_.erase(story.value);
  if (stories_.contains(story.value)) dirty_.insert(story.value);
}

CardPtr StoryBook::ChooseLead(const CardList& cards, const std::vector<ArticleId>& origins, Timestamp now) const {
  if (cards.size() == 1) return cards.front();
  // Originals first, then the newest, of each title one: at most one article a title leads a story.
  std::vector<size_t> order(cards.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return !origins[a] && origins[b]; });
  std::vector<digest::Report> reports;
  std::vector<size_t> of_report;
  std::unordered_set<const Title*> titles;
  for (const size_t i : order) {
    if (reports.size() == digest::kReports) break;
    const Card& card = *cards[i];
    if (!titles.insert(card.title.get()).second) continue;
    reports.push_back({card.headline,
                       {card.standfirst},
                       card.language,
                       OwnerNumber(*card.title),
                       card.published,
                       !origins[i],
                       authority_.Of(OwnerNumber(*card.title), card.section)});
    of_report.push_back(i);
  }
  return cards[of_report[digest::ChooseHeadline(
      reports, now, [this](std::string_view word, std::string_view) { return WordWeight(word); })]];
}

std::shared_ptr<RankedStory> StoryBook::MakeStory(int64_t key, const Entry& entry, Timestamp now) const {
  auto story = std::make_shared<RankedStory>();
  if (key > 0) story->id.value = key;
  if (const auto event = events_.find(key); event != events_.end()) story->event = event->second;
  auto cards = std::make_shared<CardList>();
  for (const auto& [id, card] : entry.cards) cards->push_back(card);
  std::sort(cards->begin(), cards->end(), NewerCard);
  auto origins = std::make_shared<std::vector<ArticleId>>();
  std::unordered_set<const Title*> titles;
  for (const CardPtr& card : *cards) {
    const auto placed = placed_.find(card->id.value);
    origins->push_back(placed == placed_.end() ? ArticleId{} : placed->second.origin);
    titles.insert(card->title.get());
  }
  story->titles = static_cast<int>(titles.size());
  story->lead = ChooseLead(*cards, *origins, now);
  story->cards = std::move(cards);
  story->origins = std::move(origins);
  return story;
}

rank::Coverage StoryBook::CoverageOf(const RankedStory& story) const {
  rank::Coverage coverage;
  coverage.reports.reserve(story.cards->size());
  for (size_t i = 0; i < story.cards->size(); ++i) {
    const Card& card = *(*story.cards)[i];
    const uint64_t owner = OwnerNumber(*card.title);
    coverage.reports.push_back({owner, CountryNumber(card.title->country), card.published, !(*story.origins)[i],
                                static_cast<float>(authority_.Of(owner, card.section))});
  }
  return coverage;
}

void StoryBook::Score(std::vector<std::shared_ptr<RankedStory>>& stories, Timestamp now) const {
  std::vector<rank::Coverage> coverages;
  coverages.reserve(stories.size());
  for (const auto& story : stories) coverages.push_back(CoverageOf(*story));
  std::vector<rank::Score> scores = rank::ScoreStories(coverages, now);
  for (size_t i = 0; i < stories.size(); ++i) stories[i]->score = scores[i];
}

// Who carries another's report names it as a source.
void StoryBook::LearnAuthority() {
  std::vector<rank::Citation> citations;
  for (const auto& [article, placed] : placed_) {
    if (!placed.origin || citations.size() == kCitationsAtMost) continue;
    const auto copy = cards_.find(article), origin = cards_.find(placed.origin.value);
    if (copy == cards_.end() || origin == cards_.end()) continue;
    citations.push_back(
        {OwnerNumber(*copy->second->title), OwnerNumber(*origin->second->title), origin->second->section, 1});
  }
  authority_ = rank::Authority::From(citations);
}

void StoryBook::PutPlaces(Edition& next) const {
  auto places = std::make_shared<std::vector<edition::Place>>();
  places->reserve(cards_.size());
  for (const auto& [article, placed] : placed_) {
    const auto card = cards_.find(article);
    if (card == cards_.end()) continue;
    // A title's own piece is never shown by another of its pieces, however alike the two are.
    const auto origin = cards_.find(placed.origin.value);
    const bool folded = placed.containment >= kFold && origin != cards_.end() && origin->second->title->slug != card->second->title->slug;
    const auto event = events_.find(placed.key);
    places->push_back({ArticleId{article}, StoryId{placed.key}, placed.origin, event == events_.end() ? StoryId{} : event->second, folded});
  }
  std::sort(places->begin(), places->end(),
            [](const edition::Place& a, const edition::Place& b) { return a.article < b.article; });
  next.places = std::move(places);
}

bool StoryBook::Rank(Edition& next, Timestamp now, bool all) {
  if (all) {
    std::erase_if(placed_, [&](const auto& entry) { return !cards_.contains(entry.first); });
    LearnAuthority();
  }
  std::vector<std::shared_ptr<RankedStory>> renewed;
  const bool changed = !dirty_.empty();
  for (const int64_t key : dirty_) {
    const auto entry = stories_.find(key);
    if (entry == stories_.end()) continue;
    if (entry->second.cards.empty()) {
      stories_.erase(entry);
      continue;
    }
    auto story = MakeStory(key, entry->second, now);
    entry->second.shown = story;
    renewed.push_back(std::move(story));
  }
  std::vector<StoryPtr> ranked;
  if (all) {
    // What did not change is copied, because an edition that is out keeps the old scores.
    for (auto& [key, entry] : stories_) {
      if (dirty_.contains(key)) continue;
      auto story = std::make_shared<RankedStory>(*entry.shown);
      entry.shown = story;
      renewed.push_back(std::move(story));
    }
  } else {
    for (const StoryPtr& story : *next.ranked) {
      const int64_t key = story->id ? story->id.value : KeyOfUnplaced(story->lead->id);
      if (!dirty_.contains(key)) ranked.push_back(story);
    }
  }
  Score(renewed, now);
  std::vector<StoryPtr> added(renewed.begin(), renewed.end());
  std::sort(added.begin(), added.end(), Better);
  const size_t middle = ranked.size();
  ranked.insert(ranked.end(), added.begin(), added.end());
  std::inplace_merge(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(middle), ranked.end(), Better);
  dirty_.clear();

  const auto same_order = [&] {
    const size_t seen = std::min(kSeen, ranked.size());
    if (seen != std::min(kSeen, next.ranked->size())) return false;
    for (size_t i = 0; i < seen; ++i) {
      if ((*next.ranked)[i]->lead != ranked[i]->lead) return false;
    }
    return true;
  };
  if (!changed && same_order()) return false;
  auto by_id = std::make_shared<std::vector<StoryPtr>>();
  auto by_event = std::make_shared<std::unordered_map<int64_t, std::vector<StoryPtr>>>();
  for (const StoryPtr& story : ranked) {
    if (story->id && story->cards->size() > 1) by_id->push_back(story);
    if (story->event) (*by_event)[story->event.value].push_back(story);
  }
  if (ranked.size() > kRankedStories) ranked.resize(kRankedStories);
  std::sort(by_id->begin(), by_id->end(), [](const StoryPtr& a, const StoryPtr& b) { return a->id < b->id; });
  next.stories_by_id = std::move(by_id);
  next.by_event = std::move(by_event);
  next.ranked = std::make_shared<const std::vector<StoryPtr>>(std::move(ranked));
  PutPlaces(next);
  return true;
}

}  // namespace newsstand::edition
