// The article's text out of the page: which blocks, pictures and players belong, and their safe HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/extract/blocks.h"
#include "content/extract/confidence.h"
#include "content/extract/features.h"
#include "content/extract/trees.h"
#include "content/html/document.h"

namespace newsstand::extract {

struct Body {
  std::string html;  // sanitised
  std::string text;  // the prose: captions and the headline are not in it; paragraphs separated by a blank line
  int words = 0;     // of the text
};

struct BodyOptions {
  std::string base_url;
  std::string lead_image_url;  // not repeated in html; "" when there is none
};

struct BodyResult {
  Body body;
  ConfidenceRow confidence{};             // what is known after choosing the blocks
  std::string lead_caption, lead_credit;  // found beside the lead image, plain text
  std::string after_text;                 // what the page shows right after the article, the first blocks of it
  std::string first_image_url;            // first picture of the body, "" when there is none
};

// `page` is SplitIntoBlocks(document).
BodyResult FindBody(const html::Document& document, const BlockPage& page, const PageFacts& facts,
                    const BodyOptions& options, const TreeModel& model);

}  // namespace newsstand::extract
