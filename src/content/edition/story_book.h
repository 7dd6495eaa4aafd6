// Which cards of the edition make which story, which of them leads it, and how the stories rank: kept up to date change
// by change, so that a swap costs what has changed.
//
// Belongs to the keeper's thread.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "content/edition/edition.h"
#include "content/rank/authority.h"

namespace newsstand::edition {

class StoryBook {
 public:
  // A card came, or came anew after its article changed.
  void Add(const CardPtr& card);
  void Remove(ArticleId article);
  // Placements may name articles that have no card: they are kept until the next full ranking.
  void Place(const Placement& placement);
  void SetEvent(StoryId story, StoryId event);

  // Puts ranked stories and places into `next`. With `all` every story is ranked anew, because their ages changed; else
  // only those that something happened to. Returns whether a reader could see a difference.
  bool Rank(Edition& next, Timestamp now, bool all);

 private:
  struct Placed {
    int64_t key = 0;
    ArticleId origin;
    double containment = 0;
  };
  struct Entry {
    std::unordered_map<int64_t, CardPtr> cards;  // by article
    StoryPtr shown;
  };

  static int64_t KeyOfUnplaced(ArticleId article) { return -article.value; }
  void MoveTo(ArticleId article, int64_t key);
  void CountWords(const Card& card, int by);
  double WordWeight(std::string_view word) const;
  std::shared_ptr<RankedStory> MakeStory(int64_t key, const Entry& entry, Timestamp now) const;
  CardPtr ChooseLead(const CardList& cards, const std::vector<ArticleId>& origins, Timestamp now) const;
  rank::Coverage CoverageOf(const RankedStory& story) const;
  void Score(std::vector<std::shared_ptr<RankedStory>>& stories, Timestamp now) const;
  void LearnAuthority();
  void PutPlaces(Edition& next) const;

  std::unordered_map<int64_t, Entry> stories_;     // by story id, or KeyOfUnplaced
  std::unordered_map<int64_t, Placed> placed_;     // by article id
  std::unordered_map<int64_t, CardPtr> cards_;     // by article id
  std::unordered_map<int64_t, StoryId> events_;    // by story id
  std::unordered_map<uint64_t, int> word_counts_;  // how many headlines have a word
  std::unordered_set<int64_t> dirty_;
  rank::Authority authority_;
};

}  // namespace newsstand::edition
