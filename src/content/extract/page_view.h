// A page with all that was found in one pass over it, for those who look for facts.
#pragma once

#include <string>
#include <string_view>

#include "content/extract/blocks.h"
#include "content/extract/dates.h"
#include "content/extract/json_ld.h"
#include "content/extract/page_index.h"

namespace newsstand::extract {

struct PageView {
  PageView(const html::Document& parsed, std::string_view address);

  // The block in which the first text of `node` stands, or the next one after it; blocks.size() when none follows.
  uint32_t BlockAt(const html::Node& node) const;

  const html::Document& document;
  std::string_view url;
  std::string host, site_name, language;  // site_name and language as declared; "" unknown
  DayOrder day_order = DayOrder::kUnknown;
  PageIndex index;
  LinkedData linked;
  BlockPage blocks;
  uint32_t first_long = 0;  // the first block that reads like a paragraph of an article; 0 when there is none
};

// The page's characters. `content_type` is the header, "" when unknown. At most limits::kFetchBytes are looked at.
std::string DecodePage(std::string_view bytes, std::string_view content_type);

// White space collapsed, valid UTF-8; the first kPlainBytes: no fact is longer, and places of facts may hold the page.
inline constexpr size_t kPlainBytes = 2'000;
std::string PlainText(std::string_view text);
std::string PlainText(const html::Node& node);
bool HasItemProp(const html::Node& node, std::string_view wanted);

// What the elements around a node say: Within and Hint bits of all its ancestors and itself.
struct Surroundings {
  uint32_t within = 0;
  HintSet hints = 0;
};
Surroundings SurroundingsOf(const html::Node& node);

}  // namespace newsstand::extract
