#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "base/text.h"
#include "content/digest/reading.h"
#include "content/digest/vectors.h"

namespace newsstand::digest {
namespace {

constexpr size_t kSentences = 3;
constexpr size_t kShortest = 8, kLongest = 40;  // words
constexpr double kRelevance = 0.7;              // λ of maximal marginal relevance
constexpr double kLeastRelevance = 0.25;        // of the best sentence's
constexpr double kTooAlike = 0.6;               // says again what stands already

// A sentence that starts with one of these leans on the one before it.
constexpr std::array<std::string_view, 62> kLeaning = {
    "he",    "she",    "it",     "they",    "this",      "that", "these", "those", "his",   "her",   "their",
    "its",   "but",    "and",    "however", "meanwhile", "also", "there", "er",    "sie",   "es",    "dies",
    "diese", "dieser", "dieses", "aber",    "und",       "doch", "dabei", "damit", "il",    "elle",  "ils",
    "elles", "ce",     "cette",  "ces",     "mais",      "et",   "él",    "ella",  "ellos", "ellas", "esto",
    "esta",  "este",   "pero",   "y",       "ele",       "ela",  "eles",  "elas",  "isso",  "mas",   "e",
    "он",    "она",    "они",    "это",     "но",        "и",    "lui"};

struct Candidate {
  size_t report = 0;
  std::string_view text;
  Bag bag;
  double score = 0;
};

bool Leans(const std::vector<Word>& words) {
  return std::find(kLeaning.begin(), kLeaning.end(), words.front().lower) != kLeaning.end();
}

// Quotations begun or ended elsewhere read badly alone.
bool IsWhole(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPairs = {
      {{"“", "”"}, {"«", "»"}, {"„", "“"}, {"(", ")"}}};
  const auto count = [&](std::string_view what) {
    size_t n = 0;
    for (size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
    return n;
  };
  if (count("\"") % 2 != 0) return false;
  if (text.find("„") != std::string_view::npos) return count("„") == count("“");
  return std::all_of(kPairs.begin(), kPairs.end(),
                     [&](const auto& pair) { return pair.first == "„" || count(pair.first) == count(pair.second); });
}

void Collect(const Report& report, const Reading& reading, size_t index, const WordWeight& weight, std::vector<Candidate>& out, Bag& centre) {
  for (size_t i = 0; i < reading.size() && i < kSentencesOfOne; ++i) {
    const auto& [text, words] = reading[i];
    if (words.empty()) continue;
    Candidate candidate{index, text, {}, 1 / std::sqrt(static_cast<double>(i + 1))};
    candidate.bag.Add(words, report.language, weight);
    candidate.bag.Settle();
    // What is carried from elsewhere must not count as often as it is carried.
    centre.Add(candidate.bag, report.original ? 1 : 0.25);
    if (words.size() >= kShortest && words.size() <= kLongest && !Leans(words) && IsWhole(text))
      out.push_back(std::move(candidate));
  }
}

}  // namespace

std::vector<Sentence> Summarise(std::span<const Report> reports, const std::vector<Reading>& readings, const WordWeight& weight) {
  std::vector<Candidate> candidates;
  Bag centre;
  for (size_t i = 0; i < readings.size(); ++i) Collect(reports[i], readings[i], i, weight, candidates, centre);
  centre.Settle();
  double most = 1e-9;
  for (Candidate& candidate : candidates) {
    candidate.score *= Bag::Cosine(candidate.bag, centre) * std::sqrt(reports[candidate.report].authority);
    most = std::max(most, candidate.score);
  }

  std::vector<const Candidate*> chosen;
  std::unordered_set<uint64_t> owners;
  while (chosen.size() < kSentences) {
    const Candidate* best = nullptr;
    double best_score = -1;
    for (const Candidate& candidate : candidates) {
      if (owners.contains(reports[candidate.report].owner)) continue;
      double alike = 0;
      for (const Candidate* other : chosen) alike = std::max(alike, Bag::Cosine(candidate.bag, other->bag));
      if (alike > kTooAlike) continue;
      const double score = kRelevance * candidate.score / most - (1 - kRelevance) * alike;
      if (candidate.score >= kLeastRelevance * most && score > best_score) {
        best = &candidate;
        best_score = score;
      }
    }
    if (best == nullptr) break;
    chosen.push_back(best);
    owners.insert(reports[best->report].owner);
  }
  std::stable_sort(chosen.begin(), chosen.end(), [&](const Candidate* a, const Candidate* b) {
    return reports[a->report].published < reports[b->report].published;
  });
  std::vector<Sentence> summary;
  for (const Candidate* one : chosen) summary.push_back({one->report, CollapseSpace(one->text)});
  return summary;
}

}  // namespace newsstand::digest
