#include "content/digest/reading.h"

#include <algorithm>

#include "base/text.h"

namespace newsstand::digest {
namespace {

Reading ReadOne(const Report& report) {
  const size_t most = report.original ? SIZE_MAX : kSentencesOfOne;
  Reading reading;
  size_t left = kReportBytes;
  for (const std::string& paragraph : report.paragraphs) {
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
