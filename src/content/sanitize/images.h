// Which picture an <img>, <picture> or <amp-img> means, whatever lazy loading hides it behind.
#pragma once

#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::sanitize {

struct ImageSource {
  std::string url;            // absolute http(s), "" when there is none
  std::string alt, title;     // plain text
  int width = 0, height = 0;  // as the page declares them, 0 unknown
  bool pixel = false;         // too small to be seen: a counter
};

// `element` is an img, amp-img or picture.
ImageSource ImageOf(const html::Node& element, std::string_view base_url);

// The best candidate of a srcset: the smallest one at least 1,200 wide, else the largest. As written there, "" for
// none.
std::string_view BestOfSrcset(std::string_view srcset);

}  // namespace newsstand::sanitize
