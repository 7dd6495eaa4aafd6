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

// A paragraph is the site's own when at least kLeastPages of its pages have it, and one in kOneIn of them; a headline's
// tail when kLeastTitled headlines or more end with it, and nine in ten of all.
inline constexpr uint32_t kLeastPages = 3;
inline constexpr uint32_t kOneIn = 20;
inline constexpr uint32_t kLeastTitled = 10;
inline constexpr size_t kMostPages = 300;   // looked at; the others are passed over
inline constexpr size_t kMostRepeated = 2'000;

// Pages whose headlines share words may share a paragraph, too: reports on one matter repeat what came before.
SiteMemory LearnSite(std::span<const SitePage> pages);

// What was known and what was learned since, together: a page that `known` was applied to does not show it any more.
SiteMemory Join(SiteMemory known, const SiteMemory& learned);

// Takes out of html and text what the site says everywhere, and the tail off the title; word_count follows. False when
// nothing was changed. Nothing is taken out when it would be more than half of the words: then the memory is wrong.
bool ApplyMemory(const SiteMemory& memory, ExtractedArticle& article);
// The headline without the site's tail.
std::string_view WithoutTail(const SiteMemory& memory, std::string_view headline);

// One line of text for the store, and back. kCorrupt for what ToText did not write.
std::string ToText(const SiteMemory& memory);
Result<SiteMemory> MemoryFromText(std::string_view text);

}  // namespace newsstand::extract
