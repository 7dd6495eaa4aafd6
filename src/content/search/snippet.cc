#include "content/search/snippet.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace newsstand::search {
namespace {

constexpr size_t kReadWords = 20'000;
constexpr size_t kDenseFactor = 2;  // characters for a word in scripts without spaces

bool IsPrefixOf(const std::vector<std::string>& beginnings, std::string_view word) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& one) { return word.starts_with(one); });
}

void Put(std::vector<Piece>& pieces, std::string_view text, bool hit) {
  if (text.empty()) return;
  if (!pieces.empty() && pieces.back().hit == hit)
    pieces.back().text += text;
  else
    pieces.push_back({std::string(text), hit});
}

}  // namespace

const Marker::Terms& Marker::TermsIn(const std::string& language) {
  const auto [entry, fresh] = terms_.try_emplace(language);
  if (!fresh) return entry->second;
  for (const QueryClause& clause : query_.all) {
    for (const QueryPart& part : clause.any) {
      if (part.field != Field::kText && part.field != Field::kHeadline) continue;
      for (const QueryWord& word : part.words) {
        if (part.prefix)
          entry->second.beginnings.push_back(WithoutMarks(word.folded));
        else
          entry->second.terms.insert(word.dense ? word.folded : stems_.TermOf(word.folded, language));
      }
    }
  }
  return entry->second;
}

std::vector<uint32_t> Marker::Hits(std::string_view language) {
  const std::string code(PrimaryOf(language));
  const Terms& wanted = TermsIn(code);
  std::vector<uint32_t> hits(tokens_.tokens.size(), 0);
  if (wanted.terms.empty() && wanted.beginnings.empty()) return hits;
  std::map<std::string, uint32_t, std::less<>> known;  // folded word → its number
  for (size_t i = 0; i < hits.size(); ++i) {
    const std::string_view folded = tokens_.Text(tokens_.tokens[i]);
    auto found = known.find(folded);
    if (found == known.end()) {
      const bool dense = tokens_.tokens[i].dense;
      const std::string term = dense ? std::string(folded) : stems_.TermOf(folded, code);
      const auto place = wanted.terms.find(term);
      uint32_t number = 0;
      if (place != wanted.terms.end())
        number = static_cast<uint32_t>(std::distance(wanted.terms.begin(), place)) + 1;
      else if (IsPrefixOf(wanted.beginnings, WithoutMarks(folded)))
        number = static_cast<uint32_t>(wanted.terms.size()) + 1;
      found = known.emplace(std::string(folded), number).first;
    }
    hits[i] = found->second;
  }
  return hits;
}

std::vector<Piece> Marker::Pieces(std::string_view source, const std::vector<uint32_t>& hits, size_t from, size_t to) const {
  std::vector<Piece> pieces;
  const auto& tokens = tokens_.tokens;
  size_t at = from == 0 ? 0 : tokens[from].at;
  const size_t end = to == tokens.size() ? source.size() : tokens[to - 1].end;
  if (from > 0) Put(pieces, "… ", false);
  for (size_t i = from; i < to; ++i) {
    if (hits[i] == 0) continue;
    const size_t begin = std::max<size_t>(at, tokens[i].at);  // pairs of characters overlap
    Put(pieces, source.substr(at, begin - at), false);
    if (tokens[i].end > begin) Put(pieces, source.substr(begin, tokens[i].end - begin), true);
    at = std::max<size_t>(at, tokens[i].end);
  }
  if (end > at) Put(pieces, source.substr(at, end - at), false);
  if (to < tokens.size()) Put(pieces, " …", false);
  return pieces;
}

std::vector<Piece> Marker::Mark(std::string_view text, std::string_view language) {
  const std::string clean = CollapseSpace(text);
  ReadTokens(clean, tokens_, kReadWords);
  if (tokens_.tokens.empty()) return clean.empty() ? std::vector<Piece>() : std::vector<Piece>{{clean, false}};
  return Pieces(tokens_.Source(clean), Hits(language), 0, tokens_.tokens.size());
}

std::vector<Piece> Marker::Snippet(std::string_view text, std::string_view language, size_t words) {
  const std::string clean = CollapseSpace(text);
  ReadTokens(clean, tokens_, kReadWords);
  const std::vector<uint32_t> hits = Hits(language);
  const auto first = std::find_if(hits.begin(), hits.end(), [](uint32_t hit) { return hit != 0; });
  if (first == hits.end()) return {};
  const size_t count = tokens_.tokens.size();
  const size_t window = tokens_.tokens[static_cast<size_t>(first - hits.begin())].dense ? words * kDenseFactor : words;
  // The window with the most different hits, then the most, then the earliest.
  std::map<uint32_t, size_t> inside;
  size_t best = 0, best_score = 0, end = 0, total = 0;
  for (size_t begin = 0; begin < count; ++begin) {
    for (; end < count && end < begin + window; ++end) {
      if (hits[end] == 0) continue;
      ++inside[hits[end]];
      ++total;
    }
    const size_t score = inside.size() * 16 + std::min<size_t>(total, 15);
    if (hits[begin] != 0 && score > best_score) {
      best = begin;
      best_score = score;
    }
    if (hits[begin] == 0) continue;
    --total;
    if (--inside[hits[begin]] == 0) inside.erase(hits[begin]);
  }
  // A few words in front tell what it is about; the beginning of the text is better than "…" and two words.
  const size_t lead = window / 5;
  best = best > lead + 3 ? best - lead : 0;
  if (best + window > count) best = count > window ? count - window : 0;
  return Pieces(tokens_.Source(clean), hits, best, std::min(count, best + window));
}

}  // namespace newsstand::search
