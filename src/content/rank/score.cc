#include <algorithm>
#include <cmath>

#include "content/rank/rank.h"

namespace newsstand::rank {
namespace {

constexpr double kHalfLifeHours = 3;
constexpr double kWireCopy = 0.25;
constexpr double kBurstWeight = 0.5;
constexpr double kEngagementWeight = 0.3;
constexpr double kBurstSurprise = 4;       // decades of improbability at which a burst is as large as it gets
constexpr double kLeastHourlyRate = 0.25;  // owners an hour of a story nobody knows yet
constexpr double kRateHours = 24;
// A story in one country needs this many owners before its silence elsewhere says something.
constexpr int kOwnersForOneCountry = 4;
constexpr int kArticlesForOneOwner = 3;
constexpr int kOwnersForOnlyWire = 3;

double HoursBetween(Timestamp from, Timestamp to) {
  return std::max(0.0, std::chrono::duration<double, std::ratio<3600>>(to - from).count());
}

// The reports of one story, gathered by owner: what every signal looks at.
struct OwnerView {
  double worth = 0;  // of its best report: authority, and whether it is its own
  double newest_age = 1e9;  // hours
  double oldest_age = 0;
  int reports = 0;
  bool original = false;
};

struct StoryView {
  std::vector<OwnerView> owners;
  std::vector<int> by_country;  // owners in each known country
};

// Sorting by (owner, country) gathers without a table of its own: stories are small, and there are many.
StoryView Gather(const Coverage& story, Timestamp now, Facts& facts) {
  std::vector<Report> reports = story.reports;
  std::sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return a.owner < b.owner; });
  StoryView view;
  std::vector<uint32_t> countries;
  for (size_t i = 0; i < reports.size(); ++i) {
    const Report& report = reports[i];
    if (i == 0 || report.owner != reports[i - 1].owner) {
      view.owners.emplace_back();
      if (report.country != 0) countries.push_back(report.country);
    }
    OwnerView& owner = view.owners.back();
    const double age = HoursBetween(report.published, now);
    const double copy = report.original ? 1.0 : kWireCopy;
    owner.worth = std::max(owner.worth, report.authority * copy);
    owner.newest_age = std::min(owner.newest_age, age);
    owner.oldest_age = std::max(owner.oldest_age, age);
    owner.original = owner.original || report.original;
    ++owner.reports;
    if (i == 0 || report.published < facts.first) facts.first = report.published;
    if (i == 0 || report.published > facts.newest) facts.newest = report.published;
  }
  std::sort(countries.begin(), countries.end());
  for (size_t i = 0; i < countries.size(); ++i) {
    if (i == 0 || countries[i] != countries[i - 1]) view.by_country.push_back(0);
    ++view.by_country.back();
  }
  facts.articles = static_cast<int>(reports.size());
  facts.owners = static_cast<int>(view.owners.size());
  facts.countries = static_cast<int>(view.by_country.size());
  for (const OwnerView& owner : view.owners) {
    facts.owners_original += owner.original ? 1 : 0;
    facts.owners_last_hour += owner.newest_age <= 1 ? 1 : 0;
  }
  return view;
}

double CoverageFactor(const StoryView& view) {
  double sum = 0;
  for (const OwnerView& owner : view.owners) sum += owner.worth * std::exp2(-owner.oldest_age / kHalfLifeHours);
  return std::log2(1 + sum);
}

// Owners whose first report is of the last hour, against the rate at which owners had joined before it.
double BurstFactor(const StoryView& view) {
  int joined_now = 0, joined_before = 0;
  double oldest = 0;
  for (const OwnerView& owner : view.owners) {
    if (owner.oldest_age <= 1)
      ++joined_now;
    else if (owner.oldest_age <= kRateHours)
      ++joined_before;
    oldest = std::max(oldest, owner.oldest_age);
  }
  if (joined_now == 0) return 1;
  const double hours_before = std::max(1.0, std::min(oldest, kRateHours) - 1);
  const double rate = std::max(kLeastHourlyRate, joined_before / hours_before);
  const double surprise = -std::log10(std::max(1e-12, PoissonTail(joined_now, rate)));
  return 1 + kBurstWeight * std::clamp(surprise / kBurstSurprise, 0.0, 1.0);
}

double EngagementFactor(double log_odds) { return 1 + kEngagementWeight * std::clamp(log_odds, -1.0, 1.0); }

double Entropy(std::span<const int> counts) {
  double total = 0, sum = 0;
  for (const int count : counts) total += count;
  for (const int count : counts) {
    if (count > 0) sum -= count / total * std::log2(count / total);
  }
  return sum;
}

double SpreadFactor(const StoryView& view) {
  std::vector<int> by_owner;
  by_owner.reserve(view.owners.size());
  for (const OwnerView& owner : view.owners) by_owner.push_back(owner.reports);
  return std::sqrt(1 + (Entropy(by_owner) + Entropy(view.by_country)) / 2);
}

double Factor(Signal signal, const StoryView& view, const Coverage& story) {
  switch (signal) {
    case Signal::kCoverage: return CoverageFactor(view);
    case Signal::kBurst: return BurstFactor(view);
    case Signal::kEngagement: return EngagementFactor(story.engagement);
    case Signal::kSpread: return SpreadFactor(view);
  }
  return 1;
}

}  // namespace

const std::array<SignalInfo, kSignals>& Signals() {
  static constexpr std::array<SignalInfo, kSignals> kTable{{
      {Signal::kCoverage, "coverage", "log2(1 + Σ authority · copy · 2^(−hours ÷ 3))"},
      {Signal::kBurst, "burst", "1 + 0.5 · surprise"},
      {Signal::kEngagement, "engagement", "1 + 0.3 · interest"},
      {Signal::kSpread, "spread", "√(1 + (entropy of owners + entropy of countries) ÷ 2)"},
  }};
  return kTable;
}

double PoissonTail(int count, double mean) {
  if (count <= 0) return 1;
  // The sum of the terms from `count` on: no cancellation for small tails, as 1 − CDF would have.
  double term = std::exp(-mean);
  for (int k = 1; k <= count; ++k) term *= mean / k;
  double sum = 0;
  for (int k = count; k < count + 1000 && term > 0; ++k) {
    sum += term;
    const double next = term * mean / (k + 1);
    if (next < sum * 1e-12 && k > mean) break;
    term = next;
  }
  return std::min(1.0, sum);
}

std::array<double, kSignals> Score::Shares() const {
  // A product is explained by logarithms. Coverage is counted from one lone report of a moment ago, log2(2) = 1.
  std::array<double, kSignals> shares{};
  double total = 0;
  for (size_t i = 0; i < kSignals; ++i) {
    shares[i] = factors[i] > 1 ? std::log2(factors[i]) : 0;
    total += shares[i];
  }
  for (double& share : shares) share = total > 0 ? share / total : 0;
  return shares;
}

std::vector<Score> ScoreStories(std::span<const Coverage> stories, Timestamp now, const Switches& switches,
                                SignalTimes* times) {
  std::vector<Score> scores(stories.size());
  std::vector<StoryView> views;
  views.reserve(stories.size());
  for (size_t i = 0; i < stories.size(); ++i) {
    views.push_back(Gather(stories[i], now, scores[i].facts));
    scores[i].value = stories[i].reports.empty() ? 0 : 1;
  }
  for (size_t s = 0; s < kSignals; ++s) {
    const auto begun = std::chrono::steady_clock::now();
    const Signal signal = Signals()[s].signal;
    for (size_t i = 0; i < stories.size(); ++i) {
      const double factor = switches.on[s] && !stories[i].reports.empty() ? Factor(signal, views[i], stories[i]) : 1;
      scores[i].factors[s] = factor;
      scores[i].value *= factor;
    }
    if (times) times->spent[s] += std::chrono::steady_clock::now() - begun;
  }
  return scores;
}

std::optional<BlindSpot> BlindSpotOf(const Facts& facts) {
  if (facts.owners == 1) {
    if (facts.articles >= kArticlesForOneOwner) return BlindSpot::kOneOwner;
    return std::nullopt;
  }
  if (facts.owners >= kOwnersForOnlyWire && facts.owners_original <= 1) return BlindSpot::kOnlyWire;
  if (facts.owners >= kOwnersForOneCountry && facts.countries == 1) return BlindSpot::kOneCountry;
  return std::nullopt;
}

}  // namespace newsstand::rank
