#include "content/fetch/schedule.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace newsstand::fetch {
namespace {

using Outcome = FetchedFeed::Outcome;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Timestamp kNow = ParseRfc3339("2026-11-22T14:05:00Z").value();

std::vector<Timestamp> Every(std::chrono::seconds gap, int count) {
  std::vector<Timestamp> times;
  for (int i = 0; i < count; ++i) times.push_back(kNow - i * gap);
  return times;
}
FetchFacts New(std::vector<Timestamp> times) {
  FetchFacts facts;
  facts.outcome = Outcome::kNew;
  facts.item_times = std::move(times);
  facts.has_new_items = true;
  return facts;
}
Feed Known() {
  Feed feed;
  feed.interval_seconds = 3600;
  return feed;
}
int64_t DelaySeconds(const Schedule& schedule) {
  return std::chrono::duration_cast<seconds>(schedule.next_fetch - kNow).count();
}

}  // namespace

TEST_CASE("a feed is fetched in its own rhythm, between 15 minutes and a day") {
  struct Row {
    const char* what;
    std::vector<Timestamp> times;
    int from, to;  // interval in seconds
  };
  const Row rows[] = {
      {"a wire with an item every two minutes", Every(minutes(2), 50), 900, 900},
      {"an item an hour", Every(hours(1), 30), 900, 1000},
      {"ten items a day", Every(seconds(8640), 30), 2000, 2300},
      {"an item a day", Every(hours(24), 7), 18'000, 22'000},
      {"one item in the last week", {kNow - hours(24 * 6), kNow - hours(24 * 60)}, 86'400, 86'400},
      {"nothing for a year", Every(hours(24 * 400), 5), 86'400, 86'400},
      {"a wire that keeps an old item",
       [] {
         auto times = Every(minutes(2), 50);
         times.push_back(kNow - hours(24 * 500));
         return times;
       }(),
       900, 900},
      {"the first item of all", {kNow}, 21'600, 21'600},
      {"a batch of one minute", Every(seconds(3), 20), 900, 900},
      {"items without dates", {}, 3600, 3600},
      {"items of the future", {kNow + hours(5), kNow + hours(24 * 300)}, 3600, 3600},
  };
  for (const Row& row : rows) {
    Feed feed = Known();
    auto facts = New(row.times);
    if (row.times.size() == 5) facts.has_new_items = false;
    const auto schedule = NextFetch(feed, facts, kNow, 7);
    CHECK_MESSAGE(schedule.interval_seconds >= row.from, row.what);
    CHECK_MESSAGE(schedule.interval_seconds <= row.to, row.what);
  }
}

TEST_CASE("the publisher's ttl and max-age are a lower bound") {
  auto facts = New(Every(minutes(2), 50));
  facts.ttl_minutes = 60;
  CHECK(NextFetch(Known(), facts, kNow, 1).interval_seconds == 3600);
  facts.max_age = hours(2);
  CHECK(NextFetch(Known(), facts, kNow, 1).interval_seconds == 7200);
  facts.ttl_minutes = 1'000'000'000;
  const auto longest = NextFetch(Known(), facts, kNow, 1);
  CHECK(longest.interval_seconds == 86'400);
  CHECK(DelaySeconds(longest) <= 86'400);
}

TEST_CASE("no jitter undercuts what was asked for, and the longest wait is a day") {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    auto facts = New(Every(minutes(2), 50));
    facts.ttl_minutes = 60;
    const auto delay = DelaySeconds(NextFetch(Known(), facts, kNow, seed));
    CHECK(delay >= 3600);
    CHECK(delay <= 3960);
    Feed fresh;
    CHECK(DelaySeconds(NextFetch(fresh, facts, kNow, seed)) >= 3600);
    const auto rare = DelaySeconds(NextFetch(Known(), New(Every(hours(24 * 9), 2)), kNow, seed));
    CHECK(rare <= 86'400);
    CHECK(rare >= 77'000);
  }
}

TEST_CASE("feeds that began together part") {
  std::vector<int64_t> delays;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Feed fresh;
    delays.push_back(DelaySeconds(NextFetch(fresh, New(Every(hours(3), 20)), kNow, seed)));
  }
  const auto [least, most] = std::minmax_element(delays.begin(), delays.end());
  CHECK(*most - *least > 800);
  CHECK(*least >= 900);
}

TEST_CASE("the same seed gives the same moment") {
  const auto facts = New(Every(hours(3), 20));
  CHECK(NextFetch(Known(), facts, kNow, 5).next_fetch == NextFetch(Known(), facts, kNow, 5).next_fetch);
  CHECK(NextFetch(Known(), facts, kNow, 5).next_fetch != NextFetch(Known(), facts, kNow, 6).next_fetch);
}

TEST_CASE("failures double the wait up to a day, and never end it") {
  const int expected[] = {900, 1800, 3600, 7200, 14'400, 28'800, 57'600, 86'400, 86'400};
  Feed feed = Known();
  FetchFacts facts;
  facts.outcome = Outcome::kFailed;
  for (int interval : expected) {
    ++feed.failures;
    CHECK(NextFetch(feed, facts, kNow, 3).interval_seconds == interval);
  }
  feed.failures = 1'000'000;
  const auto schedule = NextFetch(feed, facts, kNow, 3);
  CHECK(schedule.interval_seconds == 86'400);
  CHECK(schedule.next_fetch > kNow);
}

TEST_CASE("Retry-After is waited out, up to a day") {
  Feed feed = Known();
  feed.failures = 1;
  FetchFacts facts;
  facts.outcome = Outcome::kFailed;
  facts.retry_after = hours(5);
  CHECK(DelaySeconds(NextFetch(feed, facts, kNow, 3)) >= 5 * 3600);
  facts.retry_after = hours(24);
  CHECK(DelaySeconds(NextFetch(feed, facts, kNow, 3)) >= 24 * 3600);
  facts.retry_after = seconds(1);
  CHECK(DelaySeconds(NextFetch(feed, facts, kNow, 3)) >= 900);
}

TEST_CASE("skipped hours are left out") {
  auto facts = New(Every(minutes(2), 50));
  facts.skip_hours = {14, 15, 16};
  const auto next = NextFetch(Known(), facts, kNow, 9).next_fetch;
  CHECK(next >= ParseRfc3339("2026-11-22T17:00:00Z").value());
  CHECK(next < ParseRfc3339("2026-11-22T17:10:00Z").value());
  facts.skip_hours.clear();
  for (int hour = 0; hour < 24; ++hour) facts.skip_hours.push_back(hour);
  CHECK(NextFetch(Known(), facts, kNow, 9).next_fetch < kNow + hours(26));
  facts.skip_hours = {-1, 24, 99};
  CHECK(DelaySeconds(NextFetch(Known(), facts, kNow, 9)) < 1000);
}

TEST_CASE("a feed that falls silent slows down though it answers 304") {
  Feed feed = Known();
  feed.items_per_day = 48;
  FetchFacts facts;
  facts.outcome = Outcome::kNotModified;
  feed.last_new_item = kNow - minutes(30);
  CHECK(NextFetch(feed, facts, kNow, 1).interval_seconds == 900);
  feed.last_new_item = kNow - hours(24 * 2);
  CHECK(NextFetch(feed, facts, kNow, 1).interval_seconds == 21'600);
  feed.last_new_item = kNow - hours(24 * 60);
  CHECK(NextFetch(feed, facts, kNow, 1).interval_seconds == 86'400);
}

TEST_CASE("the rhythm is smoothed: one busy day does not make a wire of a weekly") {
  Feed feed = Known();
  feed.items_per_day = 0.2;
  const auto schedule = NextFetch(feed, New(Every(hours(1), 12)), kNow, 1);
  CHECK(schedule.items_per_day > 0.2);
  CHECK(schedule.items_per_day < 12);
}

}  // namespace newsstand::fetch
