// What consent, captcha, error, sign-in and payment walls say, in the languages of the catalogue.
#pragma once

#include <span>
#include <string_view>

#include "content/extract/walls.h"

namespace newsstand::extract {

struct WallSign {
  std::string_view text;  // lower case
  PageKind kind;
};

std::span<const WallSign> TitleSigns();  // of a title or heading that says little else
std::span<const WallSign> TextSigns();
std::span<const WallSign> MarkSigns();             // in ids, classes and addresses of elements
std::span<const std::string_view> PaymentSigns();  // where an article ends too early

}  // namespace newsstand::extract
