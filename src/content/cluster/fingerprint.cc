#include "content/cluster/fingerprint.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/dateline.h"
#include "base/text.h"

namespace newsstand::cluster {
namespace {

constexpr uint64_t kBase = 0x9E3779B97F4A7C15u;  // odd: the rolling hash is a polynomial in it, modulo 2^64

constexpr uint64_t Power(uint64_t base, size_t exponent) {
  uint64_t out = 1;
  for (size_t i = 0; i < exponent; ++i) out *= base;
  return out;
}

uint64_t Mix(uint64_t h) {
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93u;
  h ^= h >> 32;
  return h;
}

// Words are short: eight bytes at a time, in line.
uint64_t HashOf(std::string_view word) {
  uint64_t h = word.size() * kBase;
  size_t i = 0;
  for (; i + 8 <= word.size(); i += 8) {
    uint64_t part;
    std::memcpy(&part, word.data() + i, 8);
    h = Mix(h ^ part) * kBase;
  }
  uint64_t rest = 0;
  std::memcpy(&rest, word.data() + i, word.size() - i);
  return Mix(h ^ rest);
}

// Lines that a title adds to somebody else's report. In lower case; a line that begins with one is left out.
constexpr std::array<std::string_view, 30> kAdded = {"by ",
                                                     "reporting by ",
                                                     "editing by ",
                                                     "additional reporting",
                                                     "read more",
                                                     "read also",
                                                     "see also",
                                                     "also read",
                                                     "related:",
                                                     "sign up",
                                                     "subscribe",
                                                     "follow us",
                                                     "follow @",
                                                     "copyright",
                                                     "©",
                                                     "(c) ",
                                                     "(reporting",
                                                     "photo:",
                                                     "image copyright",
                                                     "getty images",
                                                     "click here",
                                                     "share this",
                                                     "advertisement",
                                                     "download the",
                                                     "this article originally",
                                                     "this story originally",
                                                     "this story was",
                                                     "all rights reserved",
                                                     "the associated press contributed",
                                                     "get the latest"};
constexpr size_t kAddedBytes = 240;  // longer lines are text, however they begin

bool IsAdded(std::string_view line) {
  if (line.size() > kAddedBytes) return false;
  const std::string lower = AsciiLower(line.substr(0, 40));
  return std::any_of(kAdded.begin(), kAdded.end(),
                     [&](std::string_view start) { return lower.compare(0, start.size(), start) == 0; });
}

// `text` without added lines. Most texts have none in their middle: nothing is copied then.
std::string_view OwnText(std::string_view text, std::string& copy) {
  copy.clear();
  bool first = true, copied = false;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view line = Trim(text.substr(begin, end - begin));
    if (!line.empty() && IsAdded(line)) {
      if (!copied) copy.assign(text.substr(0, begin));
      copied = true;
    } else {
      const std::string_view kept = first && !line.empty() ? WithoutDateline(line) : line;
      if (kept.size() != line.size() && !copied) copied = true;
      if (copied) {
        copy += kept;
        copy += '\n';
      }
      first = first && line.empty();
    }
    begin = end + 1;
  }
  return copied ? std::string_view(copy) : text;
}

void Winnow(const std::vector<uint64_t>& grams, std::vector<uint64_t>& out) {
  size_t kept = grams.size();  // index of the last one kept; none yet
  const size_t windows = grams.size() > kWinnowWindow ? grams.size() - kWinnowWindow + 1 : 1;
  for (size_t w = 0; w < windows; ++w) {
    const size_t end = std::min(grams.size(), w + kWinnowWindow);
    if (kept != grams.size() && kept >= w) {
      // The old minimum is still inside: only the newcomer can beat it.
      if (grams[end - 1] > grams[kept]) continue;
      kept = end - 1;
    } else {
      kept = w;
      for (size_t i = w + 1; i < end; ++i) {
        if (grams[i] <= grams[kept]) kept = i;
      }
    }
    out.push_back(Mix(grams[kept] * kBase));  // mixed again: those kept are small numbers, the index wants even ones
  }
}

}  // namespace

void FingerprintOf(std::string_view text, Words& words, Fingerprint& out) {
  thread_local std::string copy;
  thread_local std::vector<uint64_t> grams;
  ScanWords(OwnText(text, copy), words);
  out.grams.clear();
  out.words = static_cast<uint32_t>(words.words.size());
  out.whole = 0;
  grams.clear();
  constexpr uint64_t kLeaving = Power(kBase, kGramWords);
  std::array<uint64_t, kGramWords> ring{};
  uint64_t rolling = 0;
  for (size_t i = 0; i < words.words.size(); ++i) {
    const uint64_t word = HashOf(words.Text(words.words[i]));
    out.whole = Mix(out.whole ^ word) * kBase;
    rolling = rolling * kBase + word - ring[i % kGramWords] * kLeaving;
    ring[i % kGramWords] = word;
    if (i + 1 >= kGramWords) grams.push_back(Mix(rolling));
  }
  if (grams.empty()) return;
  Winnow(grams, out.grams);
  std::sort(out.grams.begin(), out.grams.end());
  out.grams.erase(std::unique(out.grams.begin(), out.grams.end()), out.grams.end());
}

Fingerprint FingerprintOf(std::string_view text) {
  Words words;
  Fingerprint out;
  FingerprintOf(text, words, out);
  return out;
}

}  // namespace newsstand::cluster
