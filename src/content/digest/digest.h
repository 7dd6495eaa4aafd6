// A story in few words, chosen from what its titles wrote and never generated: its headline, a summary of two or three
// sentences, what the titles agree on and where they differ. Everything carries the report it stands in.
//
// Headline: similarity to all the story's reports × authority × freshness, less for bait and for figures no other
// report has. Summary: sentences near the story's centre and near the top of their report, chosen by maximal marginal
// relevance (Carbonell and Goldstein 1998, λ 0.7), from different owners. Reports in other languages than the story's
// own are left to the caller.
//
// Pure; thread-safe. Costs time linear in the text of the reports that are looked at: at most kReports, kReportBytes of
// each.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace newsstand::digest {

inline constexpr size_t kReports = 40;        // the newest are looked at, originals first
inline constexpr size_t kReportBytes = 4000;  // of a body

struct Report {
  std::string headline;                 // plain text
  std::vector<std::string> paragraphs;  // plain text, from the top; may be empty
  std::string language;                 // BCP 47
  uint64_t owner = 0;                   // the same number for the same independent owner
  Timestamp published;
  bool original = true;  // false: carried from elsewhere
  double authority = 1;
};

// How much a word tells, in any unit: rare ones more. Called with lower-case words; has to be thread-safe.
using WordWeight = std::function<double(std::string_view word, std::string_view language)>;

// The report whose headline stands for the story; 0 for an empty or single story.
size_t ChooseHeadline(std::span<const Report> reports, Timestamp now, const WordWeight& weight);

struct Sentence {
  size_t report = 0;
  std::string text;
};

enum class FactKind { kNumber, kName };
// One thing the reports say: "640 cubic metres", "Heitor Brandão".
struct Claim {
  std::string text;             // as the first of them printed it
  std::vector<size_t> reports;  // who says so, one an owner, in the order of time
};
struct Fact {
  FactKind kind = FactKind::kNumber;
  std::string about;          // the words a number stands with ("people", "cubic metres"); "" for a name
  std::vector<Claim> claims;  // one: agreed. Several: the most supported first, each other than the rest
};
struct Facts {
  std::vector<Fact> agreed;     // said by two owners or more; most supported first, at most 8
  std::vector<Fact> differing;  // the same thing counted differently by different owners; at most 6
};

struct Digest {
  // At most three sentences of 8 to 40 words, in the order of their time; fewer, or none, when the reports do not give
  // them.
  std::vector<Sentence> summary;
  Facts facts;
};
Digest DigestOf(std::span<const Report> reports, const WordWeight& weight);

}  // namespace newsstand::digest
