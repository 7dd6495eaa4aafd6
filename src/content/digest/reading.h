// Sentences and words of reports, found once for all that is made of them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "content/digest/digest.h"
#include "content/digest/words.h"

namespace newsstand::digest {

inline constexpr size_t kSentencesOfOne = 8;  // from the top of a report, for a summary

struct ReadSentence {
  std::string_view text;  // of the report
  std::vector<Word> words;
};
using Reading = std::vector<ReadSentence>;  // of one report, from its top

// The first kReports; kReportBytes of each, or kSentencesOfOne of what is carried from elsewhere.
std::vector<Reading> Read(std::span<const Report> reports);

std::vector<Sentence> Summarise(std::span<const Report> reports, const std::vector<Reading>& readings, const WordWeight& weight);
Facts CompareFacts(std::span<const Report> reports, const std::vector<Reading>& readings);

}  // namespace newsstand::digest
