#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/text.h"
#include "content/digest/digest.h"
#include "content/digest/vectors.h"

namespace newsstand::digest {
namespace {

constexpr double kBait = 0.6;                // what is left of a headline for each sign of bait
constexpr double kUnsupportedNumber = 0.75;  // … for figures no other report has
constexpr double kHalfLifeHours = 24;        // a headline ages slower than the story: it has to be true, not only new
constexpr size_t kShortestWords = 4, kLongestWords = 18;
constexpr double kUnhandy = 0.8;  // too short to say it, or too long to read at a glance

// Openings that promise instead of telling, and rubrics that say what kind of piece it is. Lower case.
constexpr std::array<std::string_view, 30> kOpenings = {
    "you won't",      "you'll never", "this is why",  "this is what",  "here's why",
    "here's what",    "here are",     "what we know", "what to know",  "everything you need",
    "watch:",         "watch |",      "video:",       "live:",         "live updates",
    "opinion",        "analysis",     "explainer",    "why ",          "how ",
    "das müssen sie", "darum",        "voici",        "ce qu'il faut", "pourquoi",
    "lo que",         "por qué",      "o que",        "por que",       "así "};

int SignsOfBait(std::string_view headline) {
  const std::string lower = AsciiLower(headline);
  int signs = 0;
  signs +=
      std::any_of(kOpenings.begin(), kOpenings.end(), [&](std::string_view o) { return lower.starts_with(o); }) ? 1 : 0;
  signs += lower.ends_with('?') || lower.ends_with("？") || lower.ends_with("؟") ? 1 : 0;
  signs += lower.ends_with('!') || lower.ends_with("！") ? 1 : 0;
  signs += lower.ends_with("…") || lower.ends_with("...") ? 1 : 0;
  size_t upper = 0, letters = 0;
  for (const char c : headline) {
    upper += c >= 'A' && c <= 'Z' ? 1u : 0u;
    letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? 1u : 0u;
  }
  signs += letters > 12 && upper * 10 > letters * 6 ? 1 : 0;  // SHOUTED
  return signs;
}

struct View {
  std::vector<Word> words;
  Bag headline;
  Bag all;  // headline and beginning
};

std::vector<View> Look(std::span<const Report> reports, const WordWeight& weight) {
  std::vector<View> views(reports.size());
  for (size_t i = 0; i < reports.size(); ++i) {
    View& view = views[i];
    view.words = WordsOf(reports[i].headline, reports[i].language);
    view.headline.Add(view.words, reports[i].language, weight);
    view.headline.Settle();
    view.all.Add(view.headline);
    if (!reports[i].paragraphs.empty()) {
      view.all.Add(WordsOf(TruncateUtf8(reports[i].paragraphs.front(), 600), reports[i].language), reports[i].language,
                   weight);
    }
    view.all.Settle();
  }
  return views;
}

bool NumbersSupported(const std::vector<View>& views, size_t mine) {
  for (const Word& word : views[mine].words) {
    if (!word.number) continue;
    bool elsewhere = false;
    for (size_t i = 0; i < views.size() && !elsewhere; ++i) elsewhere = i != mine && views[i].all.Has(word.lower);
    if (!elsewhere) return false;
  }
  return true;
}

double MeanSimilarity(const std::vector<View>& views, size_t mine) {
  double sum = 0;
  for (size_t i = 0; i < views.size(); ++i) {
    if (i != mine) sum += Bag::Cosine(views[mine].headline, views[i].all);
  }
  return sum / static_cast<double>(views.size() - 1);
}

}  // namespace

size_t ChooseHeadline(std::span<const Report> reports, Timestamp now, const WordWeight& weight) {
  if (reports.size() < 2) return 0;
  const std::vector<View> views = Look(reports.first(std::min(reports.size(), kReports)), weight);
  size_t best = 0;
  double best_score = -1;
  for (size_t i = 0; i < views.size(); ++i) {
    const Report& report = reports[i];
    const double age_hours =
        std::max(0.0, std::chrono::duration<double, std::ratio<3600>>(now - report.published).count());
    double score =
        (0.05 + MeanSimilarity(views, i)) * std::sqrt(report.authority) * std::exp2(-age_hours / kHalfLifeHours);
    score *= std::pow(kBait, SignsOfBait(report.headline));
    if (!NumbersSupported(views, i)) score *= kUnsupportedNumber;
    if (views[i].words.size() < kShortestWords || views[i].words.size() > kLongestWords) score *= kUnhandy;
    if (score > best_score) {
      best = i;
      best_score = score;
    }
  }
  return best;
}

}  // namespace newsstand::digest
