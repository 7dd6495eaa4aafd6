#include "model/feed_health.h"

#include <string>

namespace newsstand {
namespace {

using std::chrono::hours;

constexpr hours kBrokenAfter{3 * 24};
constexpr int kBrokenFailures = 8;
constexpr hours kSilentAtLeast{14 * 24};
constexpr double kSilentGaps = 20;  // times the usual time between two articles

bool IsSilent(const Feed& feed, Timestamp now) {
  if (!feed.last_new_item || !feed.last_success) return false;
  const auto still = now - *feed.last_new_item;
  if (still < kSilentAtLeast) return false;
  // items_per_day falls while a feed is still; what it published in its last days is gone by then. So two weeks of
  // silence and less than an article in five days.
  const double days = std::chrono::duration<double, std::ratio<86'400>>(still).count();
  return feed.items_per_day * days < kSilentGaps;
}

bool IsBroken(const Feed& feed, Timestamp now) {
  if (feed.failures >= kBrokenFailures) return true;
  return feed.last_success && now - *feed.last_success >= kBrokenAfter && feed.failures > 1;
}

}  // namespace

FeedCondition ConditionOf(const Feed& feed, Timestamp now) {
  if (feed.state == FeedState::kStopped) return FeedCondition::kStopped;
  if (feed.state == FeedState::kPaused) return FeedCondition::kPaused;
  if (!feed.last_attempt && !feed.last_success) return FeedCondition::kNew;
  if (feed.failures > 0) return IsBroken(feed, now) ? FeedCondition::kBroken : FeedCondition::kTrouble;
  return IsSilent(feed, now) ? FeedCondition::kSilent : FeedCondition::kWell;
}

std::string_view ConditionName(FeedCondition condition) {
  switch (condition) {
    case FeedCondition::kNew: return "new";
    case FeedCondition::kWell: return "well";
    case FeedCondition::kTrouble: return "trouble";
    case FeedCondition::kBroken: return "broken";
    case FeedCondition::kSilent: return "silent";
    case FeedCondition::kStopped: return "stopped";
    case FeedCondition::kPaused: return "paused";
  }
  return "";
}

std::string ConditionInWords(const Feed& feed, FeedCondition condition) {
  const std::string why = feed.last_error.empty() ? "" : " " + feed.last_error;
  switch (condition) {
    case FeedCondition::kNew: return "It has not been fetched yet.";
    case FeedCondition::kWell: return "";
    case FeedCondition::kTrouble:
    case FeedCondition::kBroken:
      return "It failed " + (feed.failures == 1 ? std::string("once.") : std::to_string(feed.failures) + " times in a row.") + why;
    case FeedCondition::kSilent: return "It answers, but has had nothing new for weeks.";
    case FeedCondition::kStopped: return feed.last_error.empty() ? "The publisher took it away." : feed.last_error;
    case FeedCondition::kPaused: return "It is paused.";
  }
  return "";
}

std::string AdviceFor(const Feed& feed, FeedCondition condition) {
  switch (condition) {
    case FeedCondition::kTrouble: return "Nothing: it is tried again by itself.";
    case FeedCondition::kBroken: return "See what it says with: newsstand feeds check " + feed.url;
    case FeedCondition::kSilent:
    case FeedCondition::kStopped: return "If the title publishes elsewhere now, add it again with: newsstand titles add URL";
    default: break;
  }
  std::string habits;
  if (ChangesIds(feed)) habits += "It gives what it lists other ids at every poll; articles are recognised by their words instead. ";
  if (ChangesDates(feed)) habits += "It dates what it lists anew at every poll; its dates are not believed. ";
  if (ChangesWords(feed)) habits += "It rewrites what it lists at every poll; only changes of headline and text count. ";
  if (!habits.empty()) habits += "The publisher may like to know.";
  return habits;
}

}  // namespace newsstand
