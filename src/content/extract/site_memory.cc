#include "content/extract/site_memory.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "content/extract/titles.h"
#include "content/html/document.h"
#include "content/html/text.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::extract {
namespace {

using html::Node;

constexpr std::string_view kVersion = "site1";
constexpr size_t kLeastBytes = 12;  // shorter paragraphs ("Yes.") are the same by chance
constexpr size_t kMostBytes = 1'200;
constexpr std::string_view kMarks[] = {" | ", " - ", " – ", " — ", " · ", " :: ", " » "};

// 0 for what is never taken for a site's own words.
uint64_t Fingerprint(std::string_view paragraph) {
  const std::string key = TitleKey(paragraph);
  return key.size() < kLeastBytes || key.size() > kMostBytes ? 0 : Hash64(key);
}

bool Knows(const SiteMemory& memory, std::string_view paragraph) {
  const uint64_t print = Fingerprint(paragraph);
  return print != 0 && std::binary_search(memory.repeated.begin(), memory.repeated.end(), print);
}

// From the last mark on; "" when there is none.
std::string_view TailOf(std::string_view title) {
  size_t best = std::string_view::npos;
  for (const std::string_view mark : kMarks) {
    const size_t at = title.rfind(mark);
    if (at != std::string_view::npos && at > 0 && (best == std::string_view::npos || at > best)) best = at;
  }
  return best == std::string_view::npos ? std::string_view{} : title.substr(best);
}

// Words of four letters or more, as a set.
std::vector<std::string> HeadlineWords(std::string_view headline) {
  std::vector<std::string> words;
  for (const std::string_view word : Split(headline, ' ')) {
    if (std::string key = TitleKey(word); key.size() >= 4) words.push_back(std::move(key));
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool ShareWord(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (auto i = a.begin(), k = b.begin(); i != a.end() && k != b.end();) {
    if (*i == *k) return true;
    *i < *k ? ++i : ++k;
  }
  return false;
}

// Where a paragraph was seen: how often, and under which headlines at first.
struct Seen {
  static constexpr size_t kHeadlines = 8;
  uint32_t pages = 0;
  std::vector<const std::vector<std::string>*> headlines;

  // Whether at least half of the pairs of headlines have nothing in common.
  bool OnManyMatters() const {
    size_t pairs = 0, strangers = 0;
    for (size_t i = 0; i < headlines.size(); ++i) {
      for (size_t k = i + 1; k < headlines.size(); ++k, ++pairs) strangers += !ShareWord(*headlines[i], *headlines[k]);
    }
    return strangers * 2 >= pairs;
  }
};

std::string JoinKept(const SiteMemory& memory, std::string_view text, int& dropped_words) {
  std::string kept;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find("\n\n", start), text.size());
    const std::string_view paragraph = text.substr(start, end - start);
    if (Knows(memory, paragraph)) {
      dropped_words += CountWords(paragraph);
    } else {
      if (!kept.empty()) kept += "\n\n";
      kept += paragraph;
    }
    start = end + 2;
  }
  return kept;
}

std::string WithoutRepeated(const SiteMemory& memory, std::string_view html) {
  const html::Document fragment = html::ParseFragment(html);
  std::vector<const Node*> roots;
  for (const Node* node = fragment.root()->first_child; node; node = node->next) roots.push_back(node);
  return sanitize::SanitizeNodes(roots, {}, [&](const Node& node) {
    if (!node.is_element() || !html::IsBlock(node.tag)) return false;
    return Knows(memory, html::TextOf(node, kMostBytes * 2));
  });
}

}  // namespace

SiteMemory LearnSite(std::span<const SitePage> pages) {
  pages = pages.subspan(0, std::min(pages.size(), kMostPages));
  SiteMemory memory;
  std::unordered_set<std::string> urls;
  std::unordered_set<uint64_t> texts;
  std::unordered_map<uint64_t, Seen> paragraphs;
  std::vector<std::vector<std::string>> headlines(pages.size());
  std::map<std::string, uint32_t, std::less<>> tails;
  uint32_t titled = 0;
  for (size_t i = 0; i < pages.size(); ++i) {
    const SitePage& page = pages[i];
    if (!page.url.empty() && !urls.emplace(page.url).second) continue;
    if (!texts.insert(Hash64(page.html)).second) continue;
    ++memory.pages;
    const std::string_view tail = TailOf(page.title);
    headlines[i] = HeadlineWords(page.title.substr(0, page.title.size() - tail.size()));
    std::unordered_set<uint64_t> here;
    for (const std::string& paragraph : html::ParagraphsOf(page.html)) {
      const uint64_t print = Fingerprint(paragraph);
      if (print == 0 || !here.insert(print).second) continue;
      Seen& seen = paragraphs[print];
      ++seen.pages;
      if (seen.headlines.size() < Seen::kHeadlines) seen.headlines.push_back(&headlines[i]);
    }
    titled += page.title.empty() ? 0 : 1;
    if (!tail.empty() && tail.size() <= 80) ++tails[std::string(tail)];
  }
  const uint32_t least = std::max(kLeastPages, memory.pages / kOneIn);
  for (const auto& [print, seen] : paragraphs) {
    if (seen.pages >= least && seen.OnManyMatters()) memory.repeated.push_back(print);
  }
  std::sort(memory.repeated.begin(), memory.repeated.end());
  if (memory.repeated.size() > kMostRepeated) memory.repeated.resize(kMostRepeated);
  for (const auto& [tail, count] : tails) {
    if (count >= kLeastTitled && count * 10 >= titled * 9) memory.title_tail = tail;
  }
  return memory;
}

SiteMemory Join(SiteMemory known, const SiteMemory& learned) {
  std::vector<uint64_t> all;
  std::set_union(known.repeated.begin(), known.repeated.end(), learned.repeated.begin(), learned.repeated.end(),
                 std::back_inserter(all));
  if (all.size() <= kMostRepeated) known.repeated = std::move(all);
  if (!learned.title_tail.empty()) known.title_tail = learned.title_tail;
  known.pages = learned.pages;
  return known;
}

std::string_view WithoutTail(const SiteMemory& memory, std::string_view headline) {
  const std::string_view tail = memory.title_tail;
  if (!tail.empty() && headline.size() > tail.size() && headline.ends_with(tail)) headline.remove_suffix(tail.size());
  return headline;
}

bool ApplyMemory(const SiteMemory& memory, ExtractedArticle& article) {
  const size_t title_bytes = WithoutTail(memory, article.title).size();
  const bool changed = title_bytes != article.title.size();
  article.title.resize(title_bytes);
  int dropped = 0;
  std::string text = JoinKept(memory, article.text, dropped);
  if (dropped == 0 || dropped * 2 > CountWords(article.text)) return changed;
  article.html = WithoutRepeated(memory, article.html);
  article.text = std::move(text);
  article.word_count = CountWords(article.text);
  return true;
}

std::string ToText(const SiteMemory& memory) {
  std::string out =
      std::string(kVersion) + ' ' + std::to_string(memory.pages) + ' ' + PercentEncode(memory.title_tail) + ' ';
  for (const uint64_t print : memory.repeated) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[print >> shift & 15];
  }
  return out;
}

Result<SiteMemory> MemoryFromText(std::string_view text) {
  const auto fail = [] { return Fail(ErrorCode::kCorrupt, "this is no site memory"); };
  const auto parts = Split(text, ' ');
  if (parts.size() != 4 || parts[0] != kVersion || parts[3].size() % 16 != 0 || parts[3].size() > kMostRepeated * 16)
    return fail();
  SiteMemory memory;
  const char* end = parts[1].data() + parts[1].size();
  if (std::from_chars(parts[1].data(), end, memory.pages).ptr != end || parts[1].empty()) return fail();
  memory.title_tail = PercentDecode(parts[2]);
  for (size_t i = 0; i < parts[3].size(); i += 16) {
    uint64_t print = 0;
    const char* stop = parts[3].data() + i + 16;
    if (std::from_chars(parts[3].data() + i, stop, print, 16).ptr != stop) return fail();
    memory.repeated.push_back(print);
  }
  if (!std::is_sorted(memory.repeated.begin(), memory.repeated.end())) return fail();
  return memory;
}

}  // namespace newsstand::extract
