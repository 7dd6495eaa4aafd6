#include "content/ingest/feed_habits.h"

#include <algorithm>

namespace newsstand::ingest {
namespace {

constexpr int kTelling = 3;     // items that have to do it
constexpr int kMostPolls = 1000;

bool MostOf(int some, int all) { return some >= kTelling && some * 2 >= all; }

void Count(int& polls, bool again) { polls = again ? std::min(polls + 1, kMostPolls) : 0; }

}  // namespace

bool Renumbers(const DocumentFacts& facts) { return MostOf(facts.renumbered, facts.known); }
bool Redates(const DocumentFacts& facts) { return MostOf(facts.redated, facts.settled); }
bool Rewrites(const DocumentFacts& facts) { return MostOf(facts.rewritten, facts.settled); }

void CountHabits(Feed& feed, const DocumentFacts& facts) {
  if (facts.known >= kTelling) Count(feed.renumbered_polls, Renumbers(facts));
  if (facts.settled < kTelling) return;
  Count(feed.redated_polls, Redates(facts));
  Count(feed.rewritten_polls, Rewrites(facts));
}

}  // namespace newsstand::ingest
