// Pictures of an article: captions and credits.
#pragma once

#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::extract {

struct Caption {
  std::string caption, credit;  // plain text
};

// Of the figure (or an element that serves as one) around `image`; empty when there is none.
Caption CaptionOf(const html::Node& image);

// "A street. Photo: Ana Sol/Agency" → {"A street.", "Ana Sol/Agency"}
Caption SplitCredit(std::string_view text);

}  // namespace newsstand::extract
