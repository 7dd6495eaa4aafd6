#include "content/search/plan.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace newsstand::search {
namespace {

constexpr size_t kMostExpansions = 64;  // words with one beginning, in one segment
constexpr size_t kMostSources = 16;

bool IsSlug(const QueryPart& part) { return part.words.empty(); }

}  // namespace

Plan::Plan(const View& view, const Query& query) : view_(view) {
  for (const QueryClause& clause : query.all) {
    std::vector<Part> parts;
    double weight = 0;
    bool of_words = false;
    for (const QueryPart& part : clause.any) {
      parts.push_back(MakePart(part));
      double sum = 0;
      for (const Word& word : parts.back().words) sum += word.weight;
      weight = std::max(weight, sum);
      of_words = of_words || !IsSlug(part);
    }
    all_.push_back(std::move(parts));
    clause_weights_.push_back(weight);
    clause_of_words_.push_back(of_words);
  }
  for (const QueryPart& part : query.none) none_.push_back(MakePart(part));
}

const std::string& Plan::StemOf(const std::string& folded, const std::string& language) {
  const auto [entry, fresh] = known_.try_emplace(language + ' ' + folded);
  if (fresh) entry->second = stems_.TermOf(folded, language);
  return entry->second;
}

void Plan::AddTerm(const Segment& segment, Field field, const std::string& term, uint64_t languages,
                   std::vector<Variant>& out) {
  if (const auto info = segment.Find(TermName(field, term))) out.push_back({*info, languages});
}

// The word as each language of the segment knows it.
void Plan::Look(const Segment& segment, Field field, const QueryWord& word, bool prefix, std::vector<Variant>& out) {
  if (field == Field::kAuthor) return AddTerm(segment, field, WithoutMarks(word.folded), ~uint64_t{0}, out);
  if (word.dense) {
    if (!prefix) return AddTerm(segment, field, word.folded, ~uint64_t{0}, out);
    const std::string beginning = TermName(field, word.folded);
    for (Segment::Terms terms(segment, beginning); terms.Valid() && terms.name().starts_with(beginning); terms.Next()) {
      out.push_back({terms.info(), ~uint64_t{0}});
      if (out.size() == kMostExpansions) break;
    }
    return;
  }
  std::vector<std::string> spellings = {word.folded};
  if (prefix) {
    const std::string beginning = TermName(Field::kWord, WithoutMarks(word.folded));
    for (Segment::Terms terms(segment, beginning); terms.Valid() && terms.name().starts_with(beginning); terms.Next()) {
      spellings.push_back(terms.name().substr(1));
      if (spellings.size() == kMostExpansions) break;
    }
  }
  std::map<std::string, uint64_t> terms;  // and the languages that have it
  uint64_t present = 0;
  for (size_t i = 0; i < segment.language_names().size(); ++i) {
    if (segment.language_counts()[i] == 0) continue;
    const uint64_t bit = i < 64 ? uint64_t{1} << i : 0;
    present |= bit;
    for (const std::string& spelling : spellings) terms[StemOf(spelling, segment.language_names()[i])] |= bit;
  }
  for (const auto& [term, languages] : terms)
    AddTerm(segment, field, term, languages == present ? ~uint64_t{0} : languages, out);
}

// The publication's slug, or one that has these words in it: "morning-post" finds "the-morning-post".
void Plan::LookSource(const Segment& segment, const std::string& slug, std::vector<Variant>& out) {
  const std::string first(1, static_cast<char>(Field::kSource));
  for (Segment::Terms terms(segment, first); terms.Valid() && terms.name().starts_with(first); terms.Next()) {
    const std::string whole = "-" + terms.name().substr(1) + "-";
    if (whole.find("-" + slug + "-") != std::string::npos) out.push_back({terms.info(), ~uint64_t{0}});
    if (out.size() == kMostSources) break;
  }
}

double Plan::WeightOf(const Word& word) const {
  double count = 0;
  for (const auto& lists : word.lists) {
    for (const Variant& variant : lists) count += variant.info.count;
  }
  const double articles = std::max<double>(static_cast<double>(view_.articles), count);
  return std::log(1 + (articles - count + 0.5) / (count + 0.5));
}

Plan::Word Plan::MakeWord(const QueryPart& part, const QueryWord& word) {
  Word made;
  made.position = word.position - part.words.front().position;
  made.lists.resize(view_.parts.size());
  for (size_t i = 0; i < view_.parts.size(); ++i)
    Look(*view_.parts[i].segment, part.field, word, part.prefix, made.lists[i]);
  made.weight = WeightOf(made);
  return made;
}

Plan::Part Plan::MakePart(const QueryPart& part) {
  Part made;
  for (const QueryWord& word : part.words) made.words.push_back(MakeWord(part, word));
  if (!IsSlug(part)) return made;
  Word word;
  word.lists.resize(view_.parts.size());
  for (size_t i = 0; i < view_.parts.size(); ++i) {
    const Segment& segment = *view_.parts[i].segment;
    if (part.field == Field::kSource)
      LookSource(segment, part.slug, word.lists[i]);
    else
      AddTerm(segment, part.field, part.slug, ~uint64_t{0}, word.lists[i]);
  }
  made.words.push_back(std::move(word));
  return made;
}

LeafPtr Plan::MakeLeaf(size_t segment, const Part& part) const {
  const Segment& where = *view_.parts[segment].segment;
  if (part.words.size() == 1)
    return MakeWordLeaf(where, part.words[0].lists[segment], static_cast<float>(part.words[0].weight));
  std::vector<PhraseWord> words;
  for (const Word& word : part.words)
    words.push_back({word.lists[segment], word.position, static_cast<float>(word.weight)});
  return MakePhraseLeaf(where, words);
}

Plan::Leaves Plan::MakeLeaves(size_t segment) const {
  Leaves leaves;
  for (const auto& clause : all_) {
    std::vector<LeafPtr> any;
    for (const Part& part : clause) any.push_back(MakeLeaf(segment, part));
    leaves.all.push_back(MakeAnyLeaf(std::move(any)));
    leaves.possible = leaves.possible && leaves.all.back() != nullptr && leaves.all.back()->doc() != kNoDoc;
  }
  for (const Part& part : none_) {
    if (LeafPtr leaf = MakeLeaf(segment, part)) leaves.none.push_back(std::move(leaf));
  }
  return leaves;
}

}  // namespace newsstand::search
