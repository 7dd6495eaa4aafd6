#include "content/rank/rank.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "content/rank/authority.h"
#include "content/rank/variety.h"

using namespace newsstand;
using namespace newsstand::rank;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Timestamp kNow = FromUnixSeconds(1'790'000'000);

Report ReportOf(uint64_t owner, uint32_t country, std::chrono::minutes ago, bool original = true) {
  return {owner, country, kNow - ago, original, 1};
}

double ScoreOf(const Coverage& story, const Switches& switches = {}) {
  return ScoreStories(std::span(&story, 1), kNow, switches).front().value;
}

}  // namespace

TEST_CASE("one report of this moment scores one, and half its coverage three hours later") {
  CHECK(ScoreOf({{ReportOf(1, 1, minutes(0))}}) ==
        doctest::Approx(1.0).epsilon(0.15));  // a first report is a small burst
  Switches only_coverage{{true, false, false, false}};
  CHECK(ScoreOf({{ReportOf(1, 1, minutes(0))}}, only_coverage) == doctest::Approx(1));
  CHECK(ScoreOf({{ReportOf(1, 1, hours(3))}}, only_coverage) == doctest::Approx(std::log2(1.5)));
}

TEST_CASE("ten titles of one house are one voice") {
  Coverage house, independent;
  for (uint64_t i = 0; i < 10; ++i) {
    house.reports.push_back(ReportOf(1, 1, minutes(90)));
    independent.reports.push_back(ReportOf(i + 1, 1, minutes(90)));
  }
  CHECK(ScoreOf(independent) > 2 * ScoreOf(house));
  const auto scores = ScoreStories(std::span(&house, 1), kNow);
  CHECK(scores.front().facts.owners == 1);
  CHECK(scores.front().facts.articles == 10);
}

TEST_CASE("a carried report counts a quarter of a report of one's own") {
  const Switches only_coverage{{true, false, false, false}};
  Coverage wire;
  for (uint64_t i = 0; i < 4; ++i) wire.reports.push_back(ReportOf(i, 1, minutes(0), false));
  CHECK(ScoreOf(wire, only_coverage) == doctest::Approx(ScoreOf({{ReportOf(9, 1, minutes(0))}}, only_coverage)));
}

TEST_CASE("what many begin to report at once goes before what as many have reported all day") {
  Coverage sudden, steady;
  for (uint64_t i = 0; i < 8; ++i) {
    sudden.reports.push_back(ReportOf(i, 1 + static_cast<uint32_t>(i % 3), minutes(10)));
    steady.reports.push_back(ReportOf(i, 1 + static_cast<uint32_t>(i % 3), minutes(150 * static_cast<int>(i))));
  }
  steady.reports[0].published = kNow - minutes(10);
  const std::vector<Coverage> stories{steady, sudden};
  const auto scores = ScoreStories(stories, kNow);
  CHECK(scores[1].factors[1] > 1.3);
  CHECK(scores[0].factors[1] < 1.2);
  CHECK(scores[1].facts.owners_last_hour == 8);
}

TEST_CASE("a story seen from six countries goes before one seen from a single one") {
  Coverage wide, narrow;
  for (uint32_t i = 0; i < 6; ++i) {
    wide.reports.push_back(ReportOf(i, i + 1, hours(2)));
    narrow.reports.push_back(ReportOf(i, 1, hours(2)));
  }
  CHECK(ScoreOf(wide) > ScoreOf(narrow));
}

TEST_CASE("a signal that is switched off multiplies by one and is not part of the reason") {
  Coverage story{{ReportOf(1, 1, minutes(5)), ReportOf(2, 2, minutes(7))}, 0.8};
  Switches no_engagement;
  no_engagement.on[2] = false;
  const auto with = ScoreStories(std::span(&story, 1), kNow).front();
  const auto without = ScoreStories(std::span(&story, 1), kNow, no_engagement).front();
  CHECK(with.value == doctest::Approx(without.value * 1.24));
  CHECK(without.factors[2] == 1);
  CHECK(without.Shares()[2] == 0);
  const auto shares = with.Shares();
  CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == doctest::Approx(1));
}

TEST_CASE("a story without reports scores nothing, and dates in the future count as now") {
  CHECK(ScoreOf({}) == 0);
  CHECK(ScoreOf({{ReportOf(1, 1, minutes(-600))}}) == doctest::Approx(ScoreOf({{ReportOf(1, 1, minutes(0))}})));
}

TEST_CASE("each pass is timed") {
  std::vector<Coverage> stories(2000, Coverage{{ReportOf(1, 1, minutes(5)), ReportOf(2, 2, minutes(7))}});
  SignalTimes times;
  ScoreStories(stories, kNow, {}, &times);
  for (const auto spent : times.spent) CHECK(spent.count() > 0);
}

TEST_CASE("the Poisson tail is exact where it can be checked by hand") {
  CHECK(PoissonTail(0, 3) == 1);
  CHECK(PoissonTail(1, 2) == doctest::Approx(1 - std::exp(-2.0)));
  CHECK(PoissonTail(2, 1) == doctest::Approx(1 - 2 * std::exp(-1.0)));
  CHECK(PoissonTail(30, 0.5) > 0);
  CHECK(PoissonTail(30, 0.5) < 1e-30);
  CHECK(PoissonTail(5, 200) == doctest::Approx(1));
}

TEST_CASE("who is cited by many weighs more, within bounds, and nobody weighs nothing") {
  std::vector<Citation> citations;
  for (uint64_t i = 2; i < 40; ++i) citations.push_back({i, 1, "world", 5});
  citations.push_back({1, 1, "world", 1000});  // itself
  const Authority authority = Authority::From(citations);
  CHECK(authority.Of(1, "world") == kMostAuthority);
  CHECK(authority.Of(2, "world") >= kLeastAuthority);
  CHECK(authority.Of(2, "world") < 1);
  CHECK(authority.Of(99, "world") == 1);
  CHECK(Authority().Of(1, "") == 1);
}

TEST_CASE("an owner cited in one section weighs more there than elsewhere") {
  std::vector<Citation> citations;
  for (uint64_t i = 10; i < 40; ++i) {
    citations.push_back({i, 1, "sport", 10});
    citations.push_back({i, 2, "world", 10});
  }
  const Authority authority = Authority::From(citations);
  CHECK(authority.Of(1, "sport") >= authority.Of(1, "world"));
  CHECK(authority.Of(2, "world") >= authority.Of(2, "sport"));
}

TEST_CASE("no story stands twice and no owner fills the page") {
  std::vector<Candidate> candidates;
  for (uint64_t i = 0; i < 12; ++i)
    candidates.push_back({i, 1, 1, 100.0 - static_cast<double>(i)});  // one owner, the best scores
  for (uint64_t i = 0; i < 20; ++i) candidates.push_back({20 + i, 100 + i, 2 + i % 4, 50.0 - static_cast<double>(i)});
  candidates.push_back({20, 300, 2, 99});  // story 20 again
  const auto page = Arrange(candidates, {20, 2, 5});
  REQUIRE(page.size() == 20);
  CHECK(page[0] == 0);
  for (size_t i = 0; i + 10 <= page.size(); ++i) {
    int of_owner = 0;
    for (size_t k = i; k < i + 10; ++k) of_owner += candidates[page[k]].owner == 1 ? 1 : 0;
    CHECK(of_owner <= 2);
  }
  int twentieth = 0;
  for (const size_t i : page) twentieth += candidates[i].story == 20 ? 1 : 0;
  CHECK(twentieth == 1);
}

TEST_CASE("a rule that would leave places empty gives way") {
  std::vector<Candidate> candidates;
  for (uint64_t i = 0; i < 5; ++i) candidates.push_back({i, 1, 1, static_cast<double>(i)});
  const auto page = Arrange(candidates, {10, 2, 5});
  REQUIRE(page.size() == 5);
  CHECK(page.front() == 4);
}

TEST_CASE("blind spots: one owner, one country, only carried") {
  CHECK(BlindSpotOf({5, 1, 1, 0, 1, {}, {}}) == BlindSpot::kOneOwner);
  CHECK_FALSE(BlindSpotOf({2, 1, 1, 0, 1, {}, {}}));
  CHECK(BlindSpotOf({6, 6, 5, 0, 1, {}, {}}) == BlindSpot::kOneCountry);
  CHECK(BlindSpotOf({6, 6, 1, 0, 4, {}, {}}) == BlindSpot::kOnlyWire);
  CHECK_FALSE(BlindSpotOf({6, 6, 5, 0, 4, {}, {}}));
}
