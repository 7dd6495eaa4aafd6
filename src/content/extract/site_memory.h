// What is learned about a title's pages by seeing several of them, and applied to each: sentences that stand under
// every article, and the name that follows every headline.
//
// After step 5 of the extraction this project follows (blocks repeated on three or more of a site's pages are no part
// of any), in the manner of template detection by repetition: Bar-Yossef and Rajagopalan, "Template detection via data
// mining", WWW 2002. Pure; the store keeps ToText(memory) for each site. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/article.h"

namespace newsstand::extract {

// One article as it was extracted or as it is stored. Two pages of one address count once, and so do two with one text.
struct SitePage {
  std::string_view url, title;
  std::string_view html;  // sanitised
};

struct SiteMemory {
  uint32_t pages = 0;              // learned from, different ones
  std::vector<uint64_t> repeated;  // fingerprints of paragraphs, ascending
  std::string title_tail;          // what follows every headline, with its mark: " | The Quay"; "" for nothing
  bool operator==(const SiteMemory&) const = default;
};

inline constexpr uint32_t kLeastPages = 3;  // that say the same before it is the site that says it
inline constexpr size_t kMostPages = 300;   // looked at; the others are passed over
inline constexpr size_t kMostRepeated = 2'000;

SiteMemory LearnSite(std::span<const SitePage> pages);

// Takes out of html and text what the site says everywhere, and the tail off the title; word_count follows. False when
// nothing was changed. Nothing is taken out when it would be more than half of the words: then the memory is wrong.
bool ApplyMemory(const SiteMemory& memory, ExtractedArticle& article);

// One line of text for the store, and back. kCorrupt for what ToText did not write.
std::string ToText(const SiteMemory& memory);
Result<SiteMemory> MemoryFromText(std::string_view text);

}  // namespace newsstand::extract
