// Players and other people's posts inside an article: what address to show instead of them.
#pragma once

#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::sanitize {

struct LinkCard {
  std::string url;   // absolute http(s), "" when there is nothing to link to
  std::string text;  // "host: title", or the host alone
};

// `element` is an iframe, video, audio, embed, object, or a block that a script would replace (IsPost).
LinkCard CardFor(const html::Node& element, std::string_view base_url);

// A block that holds nothing but the address of a post: its own text is a form letter.
bool IsPost(const html::Node& element);

}  // namespace newsstand::sanitize
