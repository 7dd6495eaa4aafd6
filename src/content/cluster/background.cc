#include "content/cluster/background.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/hash.h"

namespace newsstand::cluster {
namespace {

// One language after the other: "# LANGUAGE DOCUMENTS", then a line "STEM DOCUMENTS" or "STEM DOCUMENTS c" each.
constexpr std::string_view kCounted[] = {
#include "content/cluster/background.inc"
};

constexpr size_t kMostTerms = 400'000;  // of a language; terms met once go first

uint32_t Number(std::string_view text) {
  uint32_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

using Languages = std::map<std::string, Background, std::less<>>;

Languages Read() {
  Languages languages;
  Background* into = nullptr;
  for (const std::string_view part : kCounted) {
    for (size_t begin = 0; begin < part.size();) {
      const size_t end = std::min(part.find('\n', begin), part.size());
      const std::string_view line = part.substr(begin, end - begin);
      begin = end + 1;
      const size_t space = line.find(' ', 2);
      if (space == std::string_view::npos) continue;
      if (line.substr(0, 2) == "# ") {
        into = &languages[std::string(line.substr(2, space - 2))];
        into->documents = Number(line.substr(space + 1));
      } else if (into != nullptr) {
        const size_t gap = line.find(' ');
        into->terms[TermOf(line.substr(0, gap))] = {Number(line.substr(gap + 1)), line.back() == 'c'};
      }
    }
  }
  return languages;
}

std::string_view Primary(std::string_view language) { return language.substr(0, language.find('-')); }

}  // namespace

Term TermOf(std::string_view word, uint32_t seed) {
  const auto hash = static_cast<Term>(Hash64(word, seed) >> 16);
  return hash == 0 ? 1 : hash;
}

const Background& Background::Of(std::string_view language) {
  static const Languages languages = Read();
  static const Background none;
  const auto found = languages.find(Primary(language));
  return found == languages.end() ? none : found->second;
}

const Idf::Counts* Idf::Find(std::string_view language) const {
  const auto found = languages_.find(std::string(Primary(language)));
  return found == languages_.end() ? nullptr : &found->second;
}

float Idf::Of(std::string_view language, Term term) const {
  const Counts* counts = Find(language);
  const Background& background = counts != nullptr ? *counts->background : Background::Of(language);
  double documents = background.documents, frequency = 0;
  if (const auto found = background.terms.find(term); found != background.terms.end()) frequency = found->second.documents;
  if (counts != nullptr) {
    documents += counts->frozen_documents;
    if (const auto found = counts->frequency.find(term); found != counts->frequency.end()) frequency += found->second.first;
  }
  // A language nothing is known of yet: all words weigh alike.
  return static_cast<float>(std::log((documents + 3) / (frequency + 1)));
}

bool Idf::Proper(std::string_view language, Term term) const {
  const Background& background = Background::Of(language);
  const auto found = background.terms.find(term);
  return found != background.terms.end() && found->second.proper;
}

void Idf::Learn(std::string_view language, const Term* terms, size_t count, int64_t day) {
  Counts& counts = languages_[std::string(Primary(language))];
  if (counts.background == nullptr) counts.background = &Background::Of(language);
  counts.documents += 1;
  for (size_t i = 0; i < count; ++i) ++counts.frequency[terms[i]].second;
  const double known = counts.background->documents + counts.frozen_documents;
  const bool doubled = counts.documents - counts.frozen_documents >= std::max(known, 16.0);
  if (day > day_) {
    for (auto& [name, each] : languages_) Freeze(each);
    day_ = day;
    ++version_;
  } else if (doubled) {
    Freeze(counts);
    ++version_;
  }
}

void Idf::Freeze(Counts& counts) {
  counts.frozen_documents = counts.documents;
  const bool crowded = counts.frequency.size() > kMostTerms;
  for (auto at = counts.frequency.begin(); at != counts.frequency.end();) {
    if (crowded && at->second.second <= 1) {
      at = counts.frequency.erase(at);
    } else {
      at->second.first = at->second.second;
      ++at;
    }
  }
}

size_t Idf::bytes() const {
  size_t total = 0;
  for (const auto& [name, counts] : languages_) total += counts.frequency.size() * 40;
  return total;
}

}  // namespace newsstand::cluster
