// Pictures of an article: telling copies of one picture apart from others, captions and credits.
#pragma once

#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::extract {

// Equal for two sizes of one picture: host, query and size marks are left out. "" for "".
std::string PictureKey(std::string_view url);

struct Caption {
  std::string caption, credit;  // plain text
};

// Of the figure (or an element that serves as one) around `image`; empty when there is none.
Caption CaptionOf(const html::Node& image);

// "A street. Photo: Ana Sol/Agency" → {"A street.", "Ana Sol/Agency"}
Caption SplitCredit(std::string_view text);

}  // namespace newsstand::extract
