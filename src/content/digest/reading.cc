#include "content/digest/reading.h"

#include <algorithm>
#include <array>

#include "base/dateline.h"
#include "base/text.h"

namespace newsstand::digest {
namespace {

// A caption, a credit, a name or a heading says nothing by itself. Longer ones may be of a script without stops.
bool IsStatement(std::string_view paragraph) {
  constexpr size_t kLongest = 160;
  if (paragraph.size() > kLongest) return true;
  for (const std::string_view closing : {"\"", "'", "”", "’", "»", "“", ")", "」", "』"}) {
    if (paragraph.ends_with(closing)) paragraph.remove_suffix(closing.size());
  }
  constexpr std::array<std::string_view, 10> kStops = {".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।"};
  return std::any_of(kStops.begin(), kStops.end(), [&](std::string_view stop) { return paragraph.ends_with(stop); });
}

// The first words of a text, without the headline and the dateline that some have before them.
std::string_view FirstWords(std::string_view paragraph, std::string_view headline) {
  if (!headline.empty() && AsciiIEquals(paragraph.substr(0, headline.size()), headline)) paragraph = Trim(paragraph.substr(headline.size()));
  return WithoutDateline(paragraph);
}

Reading ReadOne(const Report& report) {
  const size_t most = report.original ? SIZE_MAX : kSentencesOfOne;
  Reading reading;
  size_t left = kReportBytes;
  for (const std::string_view whole : report.paragraphs) {
    if (!IsStatement(whole)) continue;
    const std::string_view paragraph = reading.empty() ? FirstWords(whole, report.headline) : whole;
    // A paragraph is read whole or not at all, unless it is all there is.
    if (paragraph.size() > left && !reading.empty()) break;
    const std::string_view text = TruncateUtf8(paragraph, left);
    left -= text.size();
    for (const std::string_view sentence : SentencesOf(text, report.language)) {
      if (reading.size() == most) return reading;
      reading.push_back({sentence, WordsOf(sentence, report.language)});
    }
  }
  return reading;
}

}  // namespace

std::vector<Reading> Read(std::span<const Report> reports) {
  std::vector<Reading> readings;
  for (const Report& report : reports.first(std::min(reports.size(), kReports))) readings.push_back(ReadOne(report));
  return readings;
}

Digest DigestOf(std::span<const Report> reports, const WordWeight& weight) {
  const std::vector<Reading> readings = Read(reports);
  return {Summarise(reports, readings, weight), CompareFacts(reports, readings)};
}

}  // namespace newsstand::digest
