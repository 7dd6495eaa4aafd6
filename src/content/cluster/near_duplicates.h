// Who copied whom: near-duplicates among the articles of the last seven days, found as each article arrives.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/time.h"
#include "content/cluster/fingerprint.h"

namespace newsstand::cluster {

// Shared grams ÷ grams of the smaller: from kWire on an article is another's copy, from kFold on lists show only one.
inline constexpr double kWire = .3;
inline constexpr double kFold = .6;

struct Copy {
  uint64_t origin = 0;     // who had it first
  uint64_t nearest = 0;    // the article it shares most with
  double containment = 0;  // shared ÷ smaller, of `nearest`
  double of_this = 0;      // share of this article that stands in `nearest`: 1 means no copy of its own
  double of_nearest = 0;   // share of `nearest` that stands in this article: 1 means not abridged
  Timestamp origin_seen;
  bool folds() const { return containment >= kFold; }
};

// An inverted index of grams. Not thread-safe: one writer. Memory: about 2.6 KB for an article of 900 words while it is
// remembered; an unabridged copy takes 60 bytes, because it is found through its origin.
class NearDuplicates {
 public:
  struct Options {
    std::chrono::hours window{7 * 24};  // between the two articles' times; where one has none it is not asked
    size_t always_kept = 50'000;   // articles remembered at least, whatever their times: archives come in any order
    size_t most_kept = 1'000'000;  // and at most
    int most_articles = 60;        // a gram in more articles than that is a phrase of the trade, not a copy
  };
  NearDuplicates() : NearDuplicates(Options{}) {}
  explicit NearDuplicates(Options options);

  // Places one article. Of two articles the one added first is the origin.
  std::optional<Copy> Add(uint64_t id, const Fingerprint& fingerprint, std::optional<Timestamp> seen);

  size_t articles() const { return articles_.size(); }
  size_t bytes() const;

 private:
  static constexpr uint32_t kNobody = 0xFFFFFFFF;
  static constexpr size_t kShards = 1024;
  struct Article {
    uint64_t id = 0;
    uint64_t whole = 0;
    int64_t seen = 0, until = 0;  // milliseconds; `until` grows while copies arrive
    uint32_t grams = 0;
    uint32_t origin = kNobody;  // place; its own for what is no copy that folds
    bool timed = false;
  };
  struct Slot {
    uint32_t tag = 0, article = kNobody;
  };
  // Small tables that grow one at a time: no article waits for all of the index to be rebuilt.
  struct Shard {
    std::vector<Slot> slots;
    size_t used = 0;
  };
  struct Candidate {
    uint32_t article = 0, shared = 0;
  };

  // Places are numbered in order of arrival, for ever.
  Article& At(uint32_t place) { return articles_[place - base_]; }
  const Article& At(uint32_t place) const { return articles_[place - base_]; }
  uint32_t NextPlace() const { return base_ + static_cast<uint32_t>(articles_.size()); }
  bool Remembered(uint32_t place) const;
  void Count(const Fingerprint& fingerprint);
  void CountOne(uint64_t gram);
  bool IsCopy(const Article& article, const Candidate& candidate) const;
  double Containment(const Article& article, const Candidate& candidate) const;
  std::optional<Copy> Judge(const Article& article, uint32_t& origin);
  void Insert(uint32_t place, const Fingerprint& fingerprint);
  void Rebuild(Shard& shard) const;
  void Forget();

  Options options_;
  std::vector<Shard> shards_;
  std::deque<Article> articles_;  // those before base_ are forgotten
  uint32_t base_ = 0;
  int64_t clock_ = 0;                  // the latest time seen
  std::vector<Candidate> candidates_;  // of the article at hand
  std::vector<uint32_t> hits_;
};

}  // namespace newsstand::cluster
