// How well the ranking foresees what others will report: nDCG@10 against the number of owners that newly cover a story
// in the next six hours, beside newest, count, Hacker News, Reddit and decayed count.
//   rank_bench DATA_FOLDER       a folder that `newsstand` filled; every half hour of its news is one trial
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "content/rank/rank.h"
#include "store/articles.h"
#include "store/database.h"
#include "store/stories.h"
#include "store/titles.h"

using namespace newsstand;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr hours kAhead{6}, kCandidateSpan{48};
constexpr size_t kPlaces = 10;

struct Event {
  rank::Report report;
  int64_t story = 0;
};

// What a ranking sees of a story at a moment.
struct Seen {
  rank::Coverage coverage;
  std::set<uint64_t> owners;
  Timestamp first, newest;
};
using Ranking = std::function<double(const Seen&, Timestamp)>;

double HoursSince(Timestamp then, Timestamp now) {
  return std::chrono::duration<double, std::ratio<3600>>(now - then).count();
}

std::vector<Event> ReadEvents(store::Database& database) {
  std::vector<Event> events;
  const Status read = database.Read([&](store::Transaction& t) -> Status {
    std::unordered_map<int64_t, Title> titles;
    auto all = store::AllTitles(t);
    if (!all) return Fail(all.error());
    for (Title& title : *all) titles.emplace(title.id.value, std::move(title));
    std::unordered_map<int64_t, Placement> placements;
    auto placed = store::PlacementsSince(t, Timestamp{});
    if (!placed) return Fail(placed.error());
    for (const Placement& placement : *placed) placements[placement.article.value] = placement;
    auto articles = store::ArticlesChangedAfter(t, 0, Timestamp{}, 10'000'000);
    if (!articles) return Fail(articles.error());
    for (const Article& article : *articles) {
      const auto place = placements.find(article.id.value);
      if (place == placements.end() || article.state != ArticleState::kLive) continue;
      const Title& title = titles.at(article.title.value);
      const auto country = static_cast<uint32_t>(Hash64(title.country));
      events.push_back({{Hash64(title.owner.empty() ? title.slug : title.owner), country, article.published,
                         !place->second.origin, 1},
                        place->second.story.value});
    }
    return {};
  });
  if (!read) std::fprintf(stderr, "%s\n", read.error().message.c_str());
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.report.published < b.report.published; });
  return events;
}

double DiscountedGain(const std::vector<double>& gains) {
  double sum = 0;
  for (size_t i = 0; i < gains.size() && i < kPlaces; ++i)
    sum += (std::exp2(gains[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

std::map<std::string, Ranking> Rankings() {
  return {
      {"newsstand",
       [](const Seen& s, Timestamp now) { return rank::ScoreStories(std::span(&s.coverage, 1), now).front().value; }},
      {"newest", [](const Seen& s, Timestamp) { return static_cast<double>(ToUnixMillis(s.newest)); }},
      {"count", [](const Seen& s, Timestamp) { return static_cast<double>(s.owners.size()); }},
      {"hacker news",
       [](const Seen& s, Timestamp now) {
         return std::pow(static_cast<double>(s.owners.size()) - 0.999, 0.8) /
                std::pow(HoursSince(s.first, now) + 2, 1.8);
       }},
      {"reddit",
       [](const Seen& s, Timestamp) {
         return std::log10(static_cast<double>(s.owners.size())) + static_cast<double>(ToUnixSeconds(s.first)) / 45000;
       }},
      {"decayed count",
       [](const Seen& s, Timestamp now) {
         double sum = 0;
         for (const auto& report : s.coverage.reports) sum += std::exp2(-HoursSince(report.published, now) / 6);
         return sum;
       }},
  };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: rank_bench DATA_FOLDER\n"), 2;
  auto database = store::Database::Open({std::string(argv[1]) + "/newsstand.db", "", 1});
  if (!database) return std::fprintf(stderr, "%s\n", database.error().message.c_str()), 1;
  const std::vector<Event> events = ReadEvents(**database);
  if (events.empty()) return std::fprintf(stderr, "no placed articles there\n"), 1;
  std::map<std::string, double> sums;
  int trials = 0;
  for (Timestamp now = events.front().report.published + kAhead; now + kAhead <= events.back().report.published;
       now += minutes(30)) {
    std::map<int64_t, Seen> seen;
    std::map<int64_t, std::set<uint64_t>> later;
    for (const Event& event : events) {
      if (event.report.published <= now) {
        Seen& story = seen[event.story];
        if (story.coverage.reports.empty()) story.first = event.report.published;
        story.coverage.reports.push_back(event.report);
        story.owners.insert(event.report.owner);
        story.newest = event.report.published;
      } else if (event.report.published <= now + kAhead) {
        later[event.story].insert(event.report.owner);
      }
    }
    std::erase_if(seen, [&](const auto& entry) { return now - entry.second.newest > kCandidateSpan; });
    std::map<int64_t, double> gain;
    std::vector<double> ideal;
    for (const auto& [id, story] : seen) {
      double fresh = 0;
      for (const uint64_t owner : later[id]) fresh += story.owners.contains(owner) ? 0 : 1;
      gain[id] = std::log2(1 + fresh);  // 2^gain − 1: gains are the owners themselves
      ideal.push_back(gain[id]);
    }
    std::sort(ideal.rbegin(), ideal.rend());
    const double best = DiscountedGain(ideal);
    if (best <= 0) continue;
    ++trials;
    for (const auto& [name, ranking] : Rankings()) {
      std::vector<std::pair<double, int64_t>> order;
      for (const auto& [id, story] : seen) order.emplace_back(ranking(story, now), id);
      std::sort(order.rbegin(), order.rend());
      std::vector<double> gains;
      for (size_t i = 0; i < order.size() && i < kPlaces; ++i) gains.push_back(gain[order[i].second]);
      sums[name] += DiscountedGain(gains) / best;
    }
  }
  std::printf("%zu articles, %d trials\n", events.size(), trials);
  for (const auto& [name, sum] : sums) std::printf("%-14s nDCG@10 %.4f\n", name.c_str(), sum / std::max(1, trials));
  return 0;
}
