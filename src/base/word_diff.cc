#include "base/word_diff.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "base/text.h"

namespace newsstand {
namespace {

constexpr size_t kLongestScript = 1'500;   // edits; beyond it the two are told as replaced
constexpr size_t kLongestWords = 20'000;   // of one text
constexpr double kAlike = 0.4;             // share of words in common from which two paragraphs are one that changed
constexpr size_t kSoughtAhead = 8;         // paragraphs among which a changed one is looked for

// Words, spaces and marks, each as it stands.
std::vector<std::string_view> TokensOf(std::string_view text) {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  std::vector<std::string_view> tokens;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> utf8(
      utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status), &utext_close);
  if (!breaks || U_FAILURE(status)) return {text};
  breaks->setText(utf8.get(), status);
  int32_t from = breaks->first();
  for (int32_t to = breaks->next(); to != icu::BreakIterator::DONE; from = to, to = breaks->next()) {
    tokens.push_back(text.substr(static_cast<size_t>(from), static_cast<size_t>(to - from)));
  }
  return tokens;
}

enum class Edit : char { kKeep, kRemove, kAdd };

// The shortest script from `before` to `after`; empty when it is longer than kLongestScript and there is something to
// be done.
template <class T>
std::vector<Edit> ScriptOf(std::span<const T> before, std::span<const T> after) {
  const auto n = static_cast<int>(before.size()), m = static_cast<int>(after.size());
  const int most = static_cast<int>(std::min(before.size() + after.size(), kLongestScript));
  std::vector<int> furthest(2 * static_cast<size_t>(most) + 3, 0);  // by diagonal, -most-1 … most+1
  std::vector<std::vector<int>> history;
  auto at = [&](std::vector<int>& v, int k) -> int& { return v[static_cast<size_t>(k + most + 1)]; };
  int edits = -1;
  for (int d = 0; d <= most && edits < 0; ++d) {
    for (int k = -d; k <= d; k += 2) {
      const bool down = k == -d || (k != d && at(furthest, k - 1) < at(furthest, k + 1));
      int x = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
      while (x < n && x - k < m && before[static_cast<size_t>(x)] == after[static_cast<size_t>(x - k)]) ++x;
      at(furthest, k) = x;
      if (x >= n && x - k >= m) edits = d;
    }
    // Only the diagonals this round could reach.
    history.emplace_back(furthest.begin() + (most + 1 - d), furthest.begin() + (most + 2 + d));
  }
  if (edits < 0) return {};
  std::vector<Edit> script;
  int x = n, y = m;
  for (int d = edits; d > 0; --d) {
    const std::vector<int>& v = history[static_cast<size_t>(d - 1)];
    auto reached = [&](int k) { return k < -(d - 1) || k > d - 1 ? -1 : v[static_cast<size_t>(k + d - 1)]; };
    const int k = x - y;
    const bool down = k == -d || (k != d && reached(k - 1) < reached(k + 1));
    const int from_k = down ? k + 1 : k - 1;
    const int from_x = reached(from_k), from_y = from_x - from_k;
    while (x > from_x + (down ? 0 : 1) && y > from_y + (down ? 1 : 0)) {
      script.push_back(Edit::kKeep);
      --x, --y;
    }
    script.push_back(down ? Edit::kAdd : Edit::kRemove);
    x = from_x, y = from_y;
  }
  script.insert(script.end(), static_cast<size_t>(x), Edit::kKeep);
  std::reverse(script.begin(), script.end());
  return script;
}

// Whether a reader would see more than a space or a mark.
bool HasWord(std::string_view token) {
  return std::any_of(token.begin(), token.end(), [](unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

// Collects what is removed and added in one place, and lets a lone space or mark between two changes go with them: "a
// b" for "c d" is one change, not two.
class PartWriter {
 public:
  void Keep(std::string_view token) {
    if (removed_.empty() && added_.empty()) {
      Same(token);
      return;
    }
    if (!HasWord(token) && waiting_.empty()) {
      waiting_ = token;
      return;
    }
    Flush();
    Same(token);
  }
  void Remove(std::string_view token) {
    Join();
    removed_ += token;
  }
  void Add(std::string_view token) {
    Join();
    added_ += token;
  }
  std::vector<DiffPart> Take() {
    Flush();
    return std::move(parts_);
  }

 private:
  void Join() {
    removed_ += waiting_;
    added_ += waiting_;
    waiting_.clear();
  }
  void Same(std::string_view text) {
    if (text.empty()) return;
    if (parts_.empty() || parts_.back().kind != DiffPart::Kind::kSame) parts_.push_back({DiffPart::Kind::kSame, ""});
    parts_.back().text += text;
  }
  void Flush() {
    if (!removed_.empty()) parts_.push_back({DiffPart::Kind::kRemoved, std::move(removed_)});
    if (!added_.empty()) parts_.push_back({DiffPart::Kind::kAdded, std::move(added_)});
    removed_.clear();
    added_.clear();
    Same(waiting_);
    waiting_.clear();
  }

  std::vector<DiffPart> parts_;
  std::string removed_, added_, waiting_;
};

double Likeness(std::string_view before, std::string_view after) {
  std::unordered_map<std::string_view, int> count;
  const auto a = TokensOf(before), b = TokensOf(after);
  size_t words = 0, common = 0;
  for (const std::string_view token : a) {
    if (!HasWord(token)) continue;
    ++count[token];
    ++words;
  }
  for (const std::string_view token : b) {
    if (!HasWord(token)) continue;
    ++words;
    if (const auto known = count.find(token); known != count.end() && known->second-- > 0) ++common;
  }
  return words == 0 ? 0 : 2 * static_cast<double>(common) / static_cast<double>(words);
}

void AddWhole(std::vector<DiffParagraph>& out, DiffParagraph::Kind kind, const std::string& text) {
  const auto part = kind == DiffParagraph::Kind::kSame      ? DiffPart::Kind::kSame
                    : kind == DiffParagraph::Kind::kRemoved ? DiffPart::Kind::kRemoved
                                                            : DiffPart::Kind::kAdded;
  out.push_back({kind, {{part, text}}});
}

// Paragraphs that all went, and those that came in their place: those that are alike are one that changed.
void AddReplaced(std::vector<DiffParagraph>& out, std::span<const std::string> removed, std::span<const std::string> added) {
  size_t next = 0;  // of `added`
  for (const std::string& text : removed) {
    size_t best = next;
    double likeness = 0;
    for (size_t i = next; i < std::min(added.size(), next + kSoughtAhead); ++i) {
      const double this_one = Likeness(text, added[i]);
      if (this_one > likeness) best = i, likeness = this_one;
    }
    if (likeness < kAlike) {
      AddWhole(out, DiffParagraph::Kind::kRemoved, text);
      continue;
    }
    for (; next < best; ++next) AddWhole(out, DiffParagraph::Kind::kAdded, added[next]);
    out.push_back({DiffParagraph::Kind::kChanged, DiffWords(text, added[best])});
    next = best + 1;
  }
  for (; next < added.size(); ++next) AddWhole(out, DiffParagraph::Kind::kAdded, added[next]);
}

}  // namespace

std::vector<DiffPart> DiffWords(std::string_view before, std::string_view after) {
  if (before == after) return before.empty() ? std::vector<DiffPart>() : std::vector<DiffPart>{{DiffPart::Kind::kSame, std::string(before)}};
  const auto a = TokensOf(before), b = TokensOf(after);
  std::vector<Edit> script;
  if (a.size() <= kLongestWords && b.size() <= kLongestWords) {
    script = ScriptOf(std::span<const std::string_view>(a), std::span<const std::string_view>(b));
  }
  PartWriter writer;
  if (script.empty()) {
    writer.Remove(before);
    writer.Add(after);
    return writer.Take();
  }
  size_t x = 0, y = 0;
  for (const Edit edit : script) {
    if (edit == Edit::kRemove) {
      writer.Remove(a[x++]);
    } else if (edit == Edit::kAdd) {
      writer.Add(b[y++]);
    } else {
      writer.Keep(a[x++]);
      ++y;
    }
  }
  return writer.Take();
}

std::vector<DiffParagraph> DiffTexts(std::span<const std::string> before, std::span<const std::string> after) {
  std::vector<DiffParagraph> out;
  std::vector<Edit> script;
  if (before.size() <= kLongestWords && after.size() <= kLongestWords) script = ScriptOf(before, after);
  if (script.empty()) {
    AddReplaced(out, before, after);
    return out;
  }
  size_t x = 0, y = 0, begun_x = 0, begun_y = 0;  // of the run of changes that is being collected
  for (const Edit edit : script) {
    if (edit == Edit::kRemove) {
      ++x;
    } else if (edit == Edit::kAdd) {
      ++y;
    } else {
      AddReplaced(out, before.subspan(begun_x, x - begun_x), after.subspan(begun_y, y - begun_y));
      AddWhole(out, DiffParagraph::Kind::kSame, before[x]);
      begun_x = ++x, begun_y = ++y;
    }
  }
  AddReplaced(out, before.subspan(begun_x, x - begun_x), after.subspan(begun_y, y - begun_y));
  return out;
}

}  // namespace newsstand
