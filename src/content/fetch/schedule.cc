#include "content/fetch/schedule.h"

#include <algorithm>
#include <functional>

namespace newsstand::fetch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr double kDay = 86'400;
constexpr size_t kNewest = 20;  // items that tell the rhythm
constexpr seconds kUnknownInterval = hours(1);
constexpr double kFetchesPerItem = 4;  // so that an item waits a quarter of the usual gap at most
constexpr double kSmoothing = 0.3;     // weight of what was seen now

// 0 … 1, the same for the same seed (splitmix64).
double Unit(uint64_t seed) {
  seed += 0x9E3779B97F4A7C15ULL;
  seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBULL;
  return static_cast<double>((seed ^ (seed >> 31)) >> 11) / 9007199254740992.0;
}

double Days(Timestamp::duration time) { return std::chrono::duration<double>(time).count() / kDay; }

// Items a day over the newest items of the document; negative when it does not tell. Not over a window of days: a few
// old items kept at the end of a busy feed must not slow it down.
double SeenRhythm(std::vector<Timestamp> times, Timestamp now) {
  std::erase_if(times, [now](Timestamp time) { return time > now; });
  if (times.empty()) return -1;
  const size_t count = std::min(times.size(), kNewest);
  std::nth_element(times.begin(), times.begin() + static_cast<long>(count - 1), times.end(), std::greater<>());
  // An hour at least: twenty items of one minute are a batch, not 28,800 a day. And two items are no rhythm.
  const double shortest = count < 3 ? 1.0 : 1.0 / 24;
  return static_cast<double>(count) / std::max(Days(now - times[count - 1]), shortest);
}

double SmoothedRhythm(const Feed& feed, const FetchFacts& facts, Timestamp now) {
  double rhythm = feed.items_per_day;
  const double seen = SeenRhythm(facts.item_times, now);
  if (seen >= 0) rhythm = rhythm > 0 ? (1 - kSmoothing) * rhythm + kSmoothing * seen : seen;
  // Silence says as much as items: a feed that has been still for days slows down though nothing new tells so.
  const auto last = facts.has_new_items ? std::optional(now) : feed.last_new_item;
  if (rhythm > 0 && last && now > *last) rhythm = std::min(rhythm, std::max(2 / Days(now - *last), 0.01));
  return rhythm;
}

seconds Bounded(seconds interval) { return std::clamp(interval, kShortestInterval, kLongestInterval); }

// What the publisher asks for at least.
seconds AskedInterval(const FetchFacts& facts) {
  seconds asked{0};
  if (facts.ttl_minutes > 0) asked = std::chrono::minutes(std::min(facts.ttl_minutes, 24 * 60));
  if (facts.max_age) asked = std::max(asked, *facts.max_age);
  return std::min(asked, kLongestInterval);
}

seconds BackOff(int failures) {
  seconds interval = kShortestInterval;
  for (int i = 1; i < failures && interval < kLongestInterval; ++i) interval *= 2;
  return Bounded(interval);
}

// The first moment from `time` on that lies in no skipped hour.
Timestamp AfterSkippedHours(Timestamp time, const std::vector<int>& skip_hours) {
  for (int i = 0; i < 24; ++i) {
    const auto hour_start = std::chrono::floor<hours>(time);
    const auto hour = static_cast<int>((hour_start.time_since_epoch() / hours(1)) % 24);
    if (std::find(skip_hours.begin(), skip_hours.end(), hour) == skip_hours.end()) return time;
    time = hour_start + hours(1) + (time - hour_start) % std::chrono::minutes(10);  // not all on the stroke of the hour
  }
  return time;  // every hour is skipped: a mistake
}

}  // namespace

Schedule NextFetch(const Feed& feed, const FetchFacts& facts, Timestamp now, uint64_t jitter_seed) {
  const double unit = Unit(jitter_seed);
  const bool failed = facts.outcome == FetchedFeed::Outcome::kFailed || facts.outcome == FetchedFeed::Outcome::kGone;
  Schedule schedule;
  if (failed) {
    schedule.items_per_day = feed.items_per_day;
    const seconds interval = BackOff(feed.failures);
    const seconds delay = std::max(interval, facts.retry_after.value_or(seconds(0)));
    schedule.interval_seconds = static_cast<int>(interval.count());
    schedule.next_fetch =
        now + delay + seconds(static_cast<int64_t>(unit * 0.1 * static_cast<double>(interval.count())));
    return schedule;
  }
  schedule.items_per_day = SmoothedRhythm(feed, facts, now);
  const seconds asked = AskedInterval(facts);
  const seconds own =
      schedule.items_per_day > 0
          ? seconds(static_cast<int64_t>(std::min(kDay / (schedule.items_per_day * kFetchesPerItem), kDay)))
          : kUnknownInterval;
  const seconds interval = Bounded(std::max(own, asked));
  schedule.interval_seconds = static_cast<int>(interval.count());
  const auto length = static_cast<double>(interval.count());
  // Feeds added together are fetched together once; from then on the first interval spreads them.
  const bool is_first = feed.interval_seconds == 0;
  double delay = is_first ? length * (0.5 + 0.5 * unit) : length * (1 + 0.1 * unit);
  if (delay > kDay) delay = length * (1 - 0.1 * unit);
  delay = std::max({delay, static_cast<double>(kShortestInterval.count()), static_cast<double>(asked.count()),
                    static_cast<double>(facts.retry_after.value_or(seconds(0)).count())});
  schedule.next_fetch = AfterSkippedHours(now + seconds(static_cast<int64_t>(delay)), facts.skip_hours);
  return schedule;
}

}  // namespace newsstand::fetch
