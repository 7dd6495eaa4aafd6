// An article's sanitised body as the page shows it: pictures from our own address, wide tables that scroll, headings
// below the page's own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "content/image/image.h"
#include "content/picture/picture_store.h"
#include "serve/web/body_repeats.h"
#include "serve/web/templates.h"

namespace newsstand::web {

struct BodyOptions {
  // Own-origin path of a picture, "" when there is none to be had; may be empty: then there are no pictures.
  std::function<std::string(const std::string& original_url, int width, picture::Shape shape)> picture_address;
  // What is known of a picture before it comes; may be empty.
  std::function<std::optional<image::Facts>(const std::string& original_url)> picture_facts;
  AboveBody above;          // not once more in the text
  std::string table_label;  // what a table that scrolls is called
};

struct BodyView {
  SafeHtml html;
  bool standfirst_left_out = false;       // it stood in the text as a block of its own
  std::string lead_caption, lead_credit;  // plain text: found with the lead picture in the body, where neither was known
};

// `sanitised` is what content/sanitize wrote. It is parsed and written anew with an allow-list of its own: a body that
// came into the store some other way still cannot run anything. Linear.
BodyView MakeBody(std::string_view sanitised, const BodyOptions& options);

}  // namespace newsstand::web
