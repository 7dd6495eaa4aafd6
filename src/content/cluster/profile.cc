#include "content/cluster/profile.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace newsstand::cluster {
namespace {

constexpr uint32_t kPairSeed = 7;       // pairs of names are other terms than their words
constexpr size_t kStemsKept = 300'000;  // of a language
constexpr float kLeastIdf = 1.2f;       // words in a third of all articles tell nothing

// libstemmer's names.
constexpr std::array<std::pair<std::string_view, const char*>, 25> kStemmers = {{
    {"ar", "arabic"},     {"hy", "armenian"},   {"eu", "basque"},  {"ca", "catalan"}, {"da", "danish"},
    {"nl", "dutch"},      {"en", "english"},    {"fi", "finnish"}, {"fr", "french"},  {"de", "german"},
    {"el", "greek"},      {"hi", "hindi"},      {"hu", "hungarian"}, {"id", "indonesian"}, {"ga", "irish"},
    {"it", "italian"},    {"lt", "lithuanian"}, {"no", "norwegian"}, {"pt", "portuguese"}, {"ro", "romanian"},
    {"ru", "russian"},    {"sr", "serbian"},    {"es", "spanish"}, {"sv", "swedish"}, {"tr", "turkish"}}};

// Scales to length 1, heaviest first, at most `most`.
void Finish(std::vector<Weight>& vector, size_t most) {
  const auto heavier = [](const Weight& a, const Weight& b) { return a.value != b.value ? a.value > b.value : a.term < b.term; };
  if (vector.size() > most) {
    std::nth_element(vector.begin(), vector.begin() + static_cast<std::ptrdiff_t>(most), vector.end(), heavier);
    vector.resize(most);
  }
  std::sort(vector.begin(), vector.end(), heavier);
  double norm = 0;
  for (const Weight& weight : vector) norm += static_cast<double>(weight.value) * weight.value;
  const auto scale = static_cast<float>(norm > 0 ? 1 / std::sqrt(norm) : 0);
  for (Weight& weight : vector) weight.value *= scale;
}

float Damped(float count) { return count > 0 ? 1 + std::log(count) : 0; }

// Where there is no headline the first sentence does.
std::string_view FirstSentence(std::string_view text) {
  size_t end = 0, words = 0;
  for (; end < text.size() && words < 24; ++end) {
    if (text[end] == ' ') ++words;
    if (text[end] == '\n' && words >= 3) break;
    if (text[end] == '.' && words >= 6 && end + 1 < text.size() && text[end + 1] == ' ') break;
  }
  return text.substr(0, end);
}

}  // namespace

struct Profiler::Stemmer {
  sb_stemmer* stemmer = nullptr;
  std::unordered_map<Term, Term> known;
  ~Stemmer() { sb_stemmer_delete(stemmer); }
};

Profiler::Profiler() = default;
Profiler::~Profiler() = default;

Profiler::Stemmer* Profiler::StemmerFor(std::string_view language) {
  auto& stemmer = stemmers_[std::string(language)];
  if (!stemmer) {
    stemmer = std::make_unique<Stemmer>();
    for (const auto& [code, name] : kStemmers) {
      if (code == language) stemmer->stemmer = sb_stemmer_new(name, nullptr);
    }
  }
  return stemmer->stemmer != nullptr ? stemmer.get() : nullptr;
}

std::vector<std::pair<std::string, char>> Profiler::Stems(std::string_view text, std::string_view language) {
  Stemmer* stemmer = StemmerFor(language);
  ScanWords(text, words_, kReadWords);
  std::vector<std::pair<std::string, char>> out;
  for (const Word& word : words_.words) {
    if (word.Is(Word::kDense) || word.length < 2) continue;
    std::string spelled(words_.Text(word));
    if (stemmer != nullptr && !word.Is(Word::kNumber)) {
      const auto* stem = sb_stemmer_stem(stemmer->stemmer, reinterpret_cast<const sb_symbol*>(spelled.data()), static_cast<int>(spelled.size()));
      if (stem != nullptr) spelled.assign(reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer->stemmer)));
    }
    out.push_back({std::move(spelled), word.Is(Word::kSentence) ? 's' : word.Is(Word::kCapital) ? 'c' : 'l'});
  }
  return out;
}

Term Profiler::StemOf(std::string_view word, Stemmer* stemmer) {
  const Term term = TermOf(word);
  if (stemmer == nullptr) return term;
  const auto found = stemmer->known.find(term);
  if (found != stemmer->known.end()) return found->second;
  const auto* stem = sb_stemmer_stem(stemmer->stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  const Term out = stem == nullptr ? term
                                   : TermOf(std::string_view(reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer->stemmer))));
  if (stemmer->known.size() >= kStemsKept) stemmer->known.clear();
  stemmer->known.emplace(term, out);
  return out;
}

// Counts stems and names of one part of an article. In a headline that capitalises every word only words known to be
// names are taken for some.
void Profiler::Read(std::string_view text, bool title, Stemmer* stemmer, std::string_view language, const Idf& idf) {
  ScanWords(text, words_, kReadWords);
  const auto& words = words_.words;
  size_t capitals = 0, plain = 0;
  for (const Word& word : words) (word.Is(Word::kCapital) ? capitals : plain) += word.length > 3;
  const bool all_capitals = capitals > 2 * plain;
  Term before = 0;       // the name just in front
  Term dense = 0;
  for (const Word& word : words) {
    std::string_view spelled = words_.Text(word);
    if (word.Is(Word::kDense)) {
      const Term single = TermOf(spelled);
      const Term both = dense != 0 && !word.Is(Word::kBreakBefore) ? TermOf(std::string_view(reinterpret_cast<const char*>(&dense), 4), single) : 0;
      dense = single;
      before = 0;
      if (both != 0) (title ? stems_[both].title : stems_[both].text) += 1;
      continue;
    }
    dense = 0;
    if (word.length < 2) {
      before = 0;
      continue;
    }
    const Term term = word.Is(Word::kNumber) ? TermOf(spelled) : StemOf(spelled, stemmer);
    Count& count = stems_[term];
    (title ? count.title : count.text) += 1;
    const bool capital = word.Is(Word::kCapital);
    const bool telling = capital && !all_capitals && (!word.Is(Word::kSentence) || word.Is(Word::kAllCapitals));
    const bool name = telling || (capital && idf.Proper(language, term));
    if (name) count.names += 1;
    if (!capital) count.lower += 1;
    if (name && before != 0 && !word.Is(Word::kBreakBefore)) pairs_[TermOf(std::string_view(reinterpret_cast<const char*>(&before), 4), term + kPairSeed)] += 1;
    before = name ? term : 0;
  }
}

Profile Profiler::Make(std::string_view title, std::string_view text, std::string_view language, const Idf& idf, std::vector<Term>& terms) {
  const std::string primary(language.substr(0, language.find('-')));
  Stemmer* use = StemmerFor(primary);
  stems_.clear();
  pairs_.clear();
  Profile profile;
  profile.has_text = !text.empty();
  Read(title.empty() ? FirstSentence(text) : title, true, use, primary, idf);
  const bool borrowed = title.empty();
  Read(text, false, use, primary, idf);
  terms.clear();
  for (const auto& [term, count] : stems_) {
    terms.push_back(term);
    const float weight = idf.Of(primary, term);
    if (weight < kLeastIdf) continue;
    profile.words.push_back({term, Damped(count.text + (borrowed ? 1 : 2) * count.title) * weight});
    if (count.title > 0) profile.title.push_back({term, weight});
    if (count.names > 0 && count.names >= count.lower) profile.names.push_back({term, Damped(count.names) * weight});
  }
  for (const auto& [pair, count] : pairs_) profile.names.push_back({pair, Damped(count) * static_cast<float>(6.0)});
  Finish(profile.words, kMostWords);
  Finish(profile.title, kMostTitle);
  Finish(profile.names, kMostNames);
  return profile;
}

}  // namespace newsstand::cluster
