// Which of an item's texts is the article and which only announces it.
#pragma once

#include <string>

#include "content/parse/raw.h"

namespace newsstand::parse {

struct Body {
  std::string summary_html, content_html;  // sanitised
  ParsedImage first_image;                 // of the content, else of the summary; url "" when there is none
};

// Each fragment is sanitised once. A lone summary that is as long as an article is the article; a content that is only
// the summary again is told once.
Body BodyOf(RawText summary, RawText content);

}  // namespace newsstand::parse
