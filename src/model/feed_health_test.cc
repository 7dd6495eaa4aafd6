#include "model/feed_health.h"

#include <doctest/doctest.h>

using namespace newsstand;
using std::chrono::hours;

namespace {

const Timestamp kNow = FromUnixSeconds(1'790'000'000);

Feed Read(hours since_success, hours since_new, double a_day, int failures = 0) {
  Feed feed;
  feed.url = "https://a.example/feed";
  feed.last_attempt = kNow;
  feed.last_success = kNow - since_success;
  feed.last_new_item = kNow - since_new;
  feed.items_per_day = a_day;
  feed.failures = failures;
  return feed;
}

}  // namespace

TEST_CASE("a feed is new, then well, then silent when nothing comes for weeks") {
  CHECK(ConditionOf(Feed(), kNow) == FeedCondition::kNew);
  CHECK(ConditionOf(Read(hours(1), hours(5), 12), kNow) == FeedCondition::kWell);
  CHECK(ConditionOf(Read(hours(1), hours(13 * 24), 0.1), kNow) == FeedCondition::kWell);
  CHECK(ConditionOf(Read(hours(1), hours(40 * 24), 0.05), kNow) == FeedCondition::kSilent);
}

TEST_CASE("a failure is trouble; many of them, or days of them, are a broken feed") {
  CHECK(ConditionOf(Read(hours(1), hours(5), 12, 1), kNow) == FeedCondition::kTrouble);
  CHECK(ConditionOf(Read(hours(80), hours(90), 12, 3), kNow) == FeedCondition::kBroken);
  CHECK(ConditionOf(Read(hours(1), hours(5), 12, 9), kNow) == FeedCondition::kBroken);
  Feed feed = Read(hours(80), hours(90), 12, 3);
  feed.last_error = "a.example reports an error of its own (500).";
  CHECK(ConditionInWords(feed, FeedCondition::kBroken) == "It failed 3 times in a row. a.example reports an error of its own (500).");
  CHECK(AdviceFor(feed, FeedCondition::kBroken).find("newsstand feeds check https://a.example/feed") != std::string::npos);
}

TEST_CASE("what an operator or a publisher did comes first") {
  Feed feed = Read(hours(1), hours(5), 12, 9);
  feed.state = FeedState::kStopped;
  CHECK(ConditionOf(feed, kNow) == FeedCondition::kStopped);
  feed.state = FeedState::kPaused;
  CHECK(ConditionOf(feed, kNow) == FeedCondition::kPaused);
}

TEST_CASE("bad habits are named, with what is done about them") {
  Feed feed = Read(hours(1), hours(5), 12);
  CHECK(AdviceFor(feed, FeedCondition::kWell).empty());
  feed.renumbered_polls = kHabitPolls - 1;
  CHECK(AdviceFor(feed, FeedCondition::kWell).empty());
  feed.renumbered_polls = feed.redated_polls = feed.rewritten_polls = kHabitPolls;
  const std::string advice = AdviceFor(feed, FeedCondition::kWell);
  CHECK(advice.find("other ids") != std::string::npos);
  CHECK(advice.find("dates what it lists anew") != std::string::npos);
  CHECK(advice.find("rewrites") != std::string::npos);
}
