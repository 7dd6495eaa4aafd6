#include "content/search/spelling.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "content/search/words.h"

namespace newsstand::search {
namespace {

constexpr size_t kSegmentsRead = 4;      // the largest
constexpr size_t kWordsCorrected = 4;
constexpr size_t kLongWord = 8;          // characters: two changes from here on
constexpr size_t kShortestCorrected = 4;
constexpr uint32_t kMuchMore = 20;       // times as frequent has to be what is suggested for a word that exists

std::u32string Decode(std::string_view text) {
  std::u32string out;
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = lead < 0x80 ? lead : lead & (0xFF >> (length + 1));
    for (size_t k = 1; k < length && i + k < text.size(); ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3F);
    out += c;
    i += length;
  }
  return out;
}

// Edit distance with transpositions of neighbours (optimal string alignment); anything above `most` is most + 1.
int Distance(const std::u32string& a, const std::u32string& b, int most) {
  const int rows = static_cast<int>(a.size()), columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > most) return most + 1;
  std::vector<int> two(b.size() + 1), one(b.size() + 1), row(b.size() + 1);
  for (int j = 0; j <= columns; ++j) one[static_cast<size_t>(j)] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    std::swap(two, one);
    std::swap(one, row);
  }
  return one[b.size()];
}

struct Wanted {
  std::string bare;
  std::u32string letters;
  int most = 1;
  uint32_t count = 0;  // of the word itself
  struct Candidate {
    int distance = 0;
    uint64_t count = 0;
  };
  std::unordered_map<std::string, Candidate> candidates;
};

void Look(const Segment& segment, std::vector<Wanted>& wanted) {
  const std::string first(1, static_cast<char>(Field::kWord));
  for (Segment::Terms terms(segment, first); terms.Valid() && terms.name().starts_with(first); terms.Next()) {
    const std::string_view word = std::string_view(terms.name()).substr(1);
    for (Wanted& one : wanted) {
      // Cheap questions first: length in bytes, and one of the first two letters.
      const size_t bytes = one.bare.size(), most = static_cast<size_t>(one.most) * 3;
      if (word.size() + most < bytes || word.size() > bytes + most) continue;
      if (word[0] != one.bare[0] && word[0] != one.bare[1] && word[1] != one.bare[0] && word[1] != one.bare[1]) continue;
      if (word == one.bare) {
        one.count += terms.info().count;
        continue;
      }
      const int distance = Distance(one.letters, Decode(word), one.most);
      if (distance > one.most) continue;
      auto& candidate = one.candidates[std::string(word)];
      candidate.distance = distance;
      candidate.count += terms.info().count;
    }
  }
}

std::optional<std::string> BestOf(const Wanted& wanted) {
  const std::string* best = nullptr;
  double best_score = 0;
  for (const auto& [word, candidate] : wanted.candidates) {
    if (candidate.count < 2 || candidate.count < uint64_t{wanted.count} * kMuchMore) continue;
    double score = static_cast<double>(candidate.count) / (candidate.distance == 1 ? 1 : 30);
    if (word[0] != wanted.bare[0]) score /= 10;  // people know how a word begins
    if (best != nullptr && (score < best_score || (score == best_score && word > *best))) continue;
    best = &word;
    best_score = score;
  }
  return best != nullptr ? std::optional<std::string>(*best) : std::nullopt;
}

}  // namespace

std::optional<std::string> SuggestQuery(const View& view, const Query& query) {
  std::vector<Wanted> wanted;
  std::vector<std::string> written;
  for (const QueryClause& clause : query.all) {
    for (const QueryPart& part : clause.any) {
      if (part.field != Field::kText && part.field != Field::kHeadline) continue;
      for (const QueryWord& word : part.words) {
        Wanted one;
        one.bare = WithoutMarks(word.folded);
        one.letters = Decode(one.bare);
        if (word.dense || part.prefix || one.letters.size() < kShortestCorrected || wanted.size() == kWordsCorrected) continue;
        one.most = one.letters.size() >= kLongWord ? 2 : 1;
        wanted.push_back(std::move(one));
        written.push_back(word.folded);
      }
    }
  }
  if (wanted.empty()) return std::nullopt;
  std::vector<SegmentPtr> largest;
  for (const Survivors& part : view.parts) largest.push_back(part.segment);
  std::sort(largest.begin(), largest.end(), [](const SegmentPtr& a, const SegmentPtr& b) { return a->docs() > b->docs(); });
  if (largest.size() > kSegmentsRead) largest.resize(kSegmentsRead);
  for (const SegmentPtr& segment : largest) Look(*segment, wanted);
  // The words are found again in the text as it was written, which keeps everything around them.
  Tokens tokens;
  ReadTokens(query.text, tokens);
  const std::string_view source = tokens.Source(query.text);
  std::string suggestion;
  size_t copied = 0;
  bool changed = false;
  for (const Token& token : tokens.tokens) {
    const auto found = std::find(written.begin(), written.end(), tokens.Text(token));
    if (found == written.end()) continue;
    const auto better = BestOf(wanted[static_cast<size_t>(found - written.begin())]);
    if (!better) continue;
    suggestion += source.substr(copied, token.at - copied);
    suggestion += *better;
    copied = token.end;
    changed = true;
  }
  if (!changed) return std::nullopt;
  suggestion += source.substr(copied);
  return suggestion;
}

}  // namespace newsstand::search
