// Stories, online: each article is folded, placed in a story or starts one as it arrives; from time to time what was
// placed with too little known is put right. Ids are stable: what goes into another story redirects to it.
//
// One writer; not thread-safe. No I/O, no clock: the caller says what time it is. Memory: about 10 KB for a live article
// of 900 words (bench/stories measures it).
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/time.h"
#include "content/cluster/model.h"
#include "content/cluster/near_duplicates.h"
#include "content/cluster/profile.h"

namespace newsstand::cluster {

// What is known of an article when it is placed. Views need to live for the call only.
struct Arrival {
  uint64_t id = 0;
  std::string_view title, text;  // plain; either may be ""
  std::string_view language;     // BCP 47, "" unknown
  std::optional<Timestamp> published;
};

struct Placed {
  uint64_t story = 0;
  bool started = false;          // the article is the story's first
  std::optional<Copy> copy;      // of whom, if it is wire copy
};

// What changed besides the article at hand.
struct Changes {
  struct Move {
    uint64_t article = 0, story = 0;
  };
  struct Redirect {
    uint64_t from = 0, to = 0;   // `from` has no articles any more
  };
  std::vector<Move> moves;
  std::vector<Redirect> redirects;
};

class Stories {
 public:
  struct Options {
    std::chrono::hours live{7 * 24};   // an article can be joined for so long after it
    size_t always_live = 20'000;       // so many are, whatever their times: archives come in any order
    size_t most_live = 400'000;
    size_t candidates = 24;            // stories an article is compared with
    std::chrono::hours repair{48};     // stories touched so recently are looked at by Repair
    size_t most_repaired = 20'000;     // articles taken apart in one Repair
  };
  explicit Stories(uint64_t next_story = 1) : Stories(next_story, Options{}) {}
  // Story ids are given from `next_story` upwards.
  Stories(uint64_t next_story, Options options);

  Placed Add(const Arrival& article);
  // Puts an article back where it was, as read from a store at start; origin 0: no copy. `story` must be a live id.
  void Restore(const Arrival& article, uint64_t story);
  // Withdrawn or changed: it is out of its story. An article that is not live is not an error.
  void Remove(uint64_t article);

  // An editor's word, for ever: the two articles are, or are not, in one story. Holds through every later Add and Repair;
  // the later word wins over an earlier one. Articles that are not live yet are remembered.
  Changes Together(uint64_t one, uint64_t other);
  Changes Apart(uint64_t one, uint64_t other);

  // Takes apart stories and joins their articles anew, best pairs first: those that have got an article since the last
  // time, and what is most like them among the stories touched in the last hours; the first time all of these. The new
  // story that has most of an old one keeps its id. `all`: every live story, whenever touched. Costs what has come since,
  // not what is live.
  Changes Repair(std::optional<Timestamp> now, bool all = false);

  // The story an article is in, through redirects; 0 when it is not live.
  uint64_t StoryOf(uint64_t article) const;
  // Follows redirects; a live story's id is itself.
  uint64_t Resolve(uint64_t story) const;
  std::vector<uint64_t> ArticlesOf(uint64_t story) const;
  size_t articles() const { return articles_.size(); }
  size_t stories() const { return stories_.size(); }
  uint64_t next_story() const { return next_story_; }
  size_t bytes() const;

 private:
  struct Article {
    Profile profile;
    uint64_t story = 0, origin = 0;
    int64_t seconds = 0;
    bool timed = false;
    std::string language;  // primary subtag
  };
  struct Story {
    Group group;
    std::vector<uint64_t> articles;
    std::string language;
    int64_t touched = 0;   // seconds
  };
  using Pairs = std::unordered_map<uint64_t, std::unordered_set<uint64_t>>;

  Article Read(const Arrival& article);
  uint64_t Choose(uint64_t id, const Article& article) const;
  std::vector<uint64_t> Candidates(const Article& article) const;
  bool Forbidden(uint64_t article, const Story& story) const;
  uint64_t Demanded(uint64_t article) const;
  void Put(uint64_t id, Article article, uint64_t story);
  void Take(uint64_t id);
  void Post(const Article& article, uint64_t story);
  void Forget();
  double Crowd(const std::string& language) const;
  uint64_t Start(const std::string& language);
  void Move(uint64_t article, uint64_t story, Changes& changes);
  void Redirect(uint64_t from, uint64_t to, Changes& changes);

  // Repair, in stories_repair.cc.
  struct Unit;
  std::set<uint64_t> FreshAndNear(int64_t since) const;
  std::vector<Unit> Units(const std::vector<uint64_t>& stories) const;
  std::vector<std::vector<uint64_t>> Rejoin(const std::string& language, std::vector<Unit> units) const;
  void Rename(const std::vector<std::vector<uint64_t>>& wanted, const std::vector<uint64_t>& stories, Changes& changes);

  Options options_;
  const Model& model_ = Model::Trained();
  uint64_t next_story_;
  Profiler profiler_;
  Idf idf_;
  NearDuplicates duplicates_;
  std::vector<Term> terms_;
  std::unordered_map<uint64_t, Article> articles_;
  std::deque<uint64_t> order_;  // of arrival
  std::unordered_map<std::string, size_t> live_;  // articles, by language
  std::unordered_map<uint64_t, Story> stories_;
  std::unordered_map<uint64_t, uint64_t> redirects_;
  std::unordered_map<Term, std::vector<uint64_t>> postings_;  // stories that have a telling term, latest last
  Pairs together_, apart_;
  int64_t clock_ = 0;           // the latest time seen, seconds
  std::vector<uint64_t> fresh_;  // articles since the last Repair
  bool repaired_ = false;
};

}  // namespace newsstand::cluster
