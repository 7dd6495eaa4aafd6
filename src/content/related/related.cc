#include "content/related/related.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"

namespace newsstand::related {
namespace {

constexpr size_t kWords = 24;            // of a headline
constexpr size_t kShortestWord = 3;      // letters
constexpr double kSameOwner = 0.15;      // what two pieces of one owner have in common by that alone

bool IsUnspaced(UChar32 c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x0E00 && c <= 0x0EFF) ||
         (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// A piece's terms with their rarity, as a unit vector by term.
using Vector = std::vector<std::pair<Term, double>>;

Vector Normalise(const Piece& piece, const Rarity& rarity) {
  Vector vector;
  vector.reserve(piece.terms.size());
  double sum = 0;
  for (const Weighted& one : piece.terms) {
    const double value = one.weight * std::max(0.0, rarity(one.term));
    vector.emplace_back(one.term, value);
    sum += value * value;
  }
  std::sort(vector.begin(), vector.end());
  if (sum > 0) {
    for (auto& [term, value] : vector) value /= std::sqrt(sum);
  }
  return vector;
}

double Product(const Vector& a, const Vector& b) {
  double sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->first == j->first) sum += i++->second * j++->second;
    else if (i->first < j->first) ++i;
    else ++j;
  }
  return sum;
}

struct Candidate {
  size_t place = 0;
  Vector vector;
  double relevance = 0;
  double repeats = 0;  // the most it has in common with one that was chosen
};

}  // namespace

Term EntityTerm(uint32_t entity) { return (static_cast<Term>(entity) * 0x9E3779B97F4A7C15ULL) | 1; }
Term WordTerm(std::string_view folded_word, std::string_view primary_language) {
  return Hash64(folded_word, Hash64(primary_language)) & ~Term{1};
}
float EntityWeight(float salience) { return 1 + 2 * std::sqrt(std::clamp(salience, 0.0F, 1.0F)); }

void AddWords(std::string_view headline, std::string_view language, std::vector<Weighted>& terms) {
  const std::string_view primary = language.substr(0, language.find('-'));
  std::unordered_set<Term> seen;
  const auto add = [&](std::string_view word) {
    const Term term = WordTerm(word, primary);
    if (seen.size() < kWords && seen.insert(term).second) terms.push_back({term, 1});
  };
  std::string word, before;
  size_t letters = 0;
  const auto end_word = [&] {
    if (letters >= kShortestWord) add(word);
    word.clear();
    letters = 0;
  };
  const auto size = static_cast<int32_t>(headline.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(headline.data(), at, size, c);
    if (c > 0 && IsUnspaced(c)) {
      end_word();
      std::string character;
      AppendUtf8(character, static_cast<char32_t>(c));
      if (!before.empty()) add(before + character);
      before = std::move(character);
      continue;
    }
    before.clear();
    if (c <= 0 || !(u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0)) {
      end_word();
      continue;
    }
    AppendUtf8(word, static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
    ++letters;
  }
  end_word();
}

std::vector<size_t> Choose(const Piece& of, std::span<const Piece> pieces, const Rarity& rarity, bool background, const Wish& wish) {
  const Vector asked = Normalise(of, rarity);
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const bool older = pieces[i].published <= of.published - kBackgroundAge;
    if (pieces[i].group == of.group || older != background) continue;
    Candidate candidate{i, Normalise(pieces[i], rarity), 0, 0};
    candidate.relevance = Product(asked, candidate.vector);
    if (candidate.relevance >= wish.least) candidates.push_back(std::move(candidate));
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.relevance > b.relevance; });
  std::vector<size_t> chosen;
  std::unordered_set<uint64_t> groups;
  while (chosen.size() < wish.most) {
    Candidate* best = nullptr;
    double best_worth = 0;
    for (Candidate& one : candidates) {
      if (groups.contains(pieces[one.place].group)) continue;
      const double worth = wish.relevance * one.relevance - (1 - wish.relevance) * one.repeats;
      if (best == nullptr || worth > best_worth) {
        best = &one;
        best_worth = worth;
      }
    }
    if (best == nullptr) break;
    const Piece& taken = pieces[best->place];
    groups.insert(taken.group);
    chosen.push_back(best->place);
    for (Candidate& one : candidates) {
      const double same = Product(best->vector, one.vector) + (pieces[one.place].owner == taken.owner ? kSameOwner : 0);
      one.repeats = std::max(one.repeats, same);
    }
  }
  return chosen;
}

}  // namespace newsstand::related
