// Top stories right now: how much each live story matters at a moment, and why, in figures a card can put into words.
//
//   S = coverage × burst × engagement × spread
//   coverage   = log2(1 + Σ over owners of authority · copy · 2^(−age/3 h)), age since the owner's first report: a story is
//                as fresh as those who have just joined it, however often the others repeat themselves
//   burst      = 1 + 0.5 · how surprising the last hour is beside the story's own rate (Poisson)
//   engagement = 1 + 0.3 · position-corrected log-odds of being opened, clipped
//   spread     = √(1 + mean entropy of owners and countries, in bits)
//
// The signals are passes over all stories, each named, timed and switchable; `Signals()` is the table of them, and the
// page that explains the ranking is made from it. Owners are counted, not titles: ten papers of one house are one
// voice. A wire report that others carry counts as a quarter of a report of one's own.
//
// Pure; costs time linear in the number of reports. Thread-safe: no state.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace newsstand::rank {

// One article of a story, as ranking sees it.
struct Report {
  uint64_t owner = 0;    // the same number for the same independent owner; any value
  uint32_t country = 0;  // the same number for the same country; 0 unknown, not counted
  Timestamp published;
  bool original = true;  // false: carried from elsewhere (wire copy)
  float authority = 1;   // of the owner, kLeastAuthority … kMostAuthority
};

struct Coverage {
  std::vector<Report> reports;  // any order
  double engagement = 0;        // log-odds against the position's average; 0 when nobody has read it yet
};

enum class Signal { kCoverage, kBurst, kEngagement, kSpread };
inline constexpr size_t kSignals = 4;

struct SignalInfo {
  Signal signal;
  std::string_view name;     // "coverage": in switches, metrics and message keys
  std::string_view formula;  // as the ranking page prints it
};
// In the order of the passes.
const std::array<SignalInfo, kSignals>& Signals();

struct Switches {
  std::array<bool, kSignals> on{true, true, true, true};  // one that is off multiplies by 1
};
// How long each pass took, added up.
struct SignalTimes {
  std::array<std::chrono::nanoseconds, kSignals> spent{};
};

// What the words on a card are made of. Counts of independent owners, not of articles.
struct Facts {
  int articles = 0;
  int owners = 0;
  int owners_original = 0;   // with copy of their own
  int owners_last_hour = 0;  // with a report of the last hour
  int countries = 0;         // known ones
  Timestamp first, newest;   // the epoch when there are no reports
};

struct Score {
  double value = 0;                        // 0 for a story without reports
  std::array<double, kSignals> factors{};  // what each signal multiplied by; coverage may be under 1
  Facts facts;
  // The part of the score that a signal explains, 0 … 1, summing to 1; every part is 0 where nothing stands out.
  std::array<double, kSignals> Shares() const;
};

// Scores in the order of `stories`. Reports later than `now` count as of now.
std::vector<Score> ScoreStories(std::span<const Coverage> stories, Timestamp now, const Switches& switches = {},
                                SignalTimes* times = nullptr);

// P(X ≥ count) for a Poisson variable with `mean` > 0.
double PoissonTail(int count, double mean);

// What is only seen from one side.
enum class BlindSpot { kOneCountry, kOneOwner, kOnlyWire };
// nullopt where a story is seen from several sides, or has too few reports to tell.
std::optional<BlindSpot> BlindSpotOf(const Facts& facts);

}  // namespace newsstand::rank
