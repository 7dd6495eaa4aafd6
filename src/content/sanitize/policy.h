// What becomes of each element: the allow-list itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::sanitize {

enum class Action : uint8_t {
  kUnwrap,     // its contents stand, it does not: span, font, unknown elements
  kDrop,       // gone with all it contains: script, form controls, …
  kBlock,      // stands, as `as`
  kFlow,       // p, div and all that only divides: its inline contents become paragraphs
  kInline,     // stands, as `as`
  kBreak,      // br
  kRule,       // hr
  kWordBreak,  // wbr
  kImage,      // img, picture, amp-img
  kEmbed,      // iframe, video, …: a link card
  kNoscript,   // only its images and players
  kMathText,   // MathML: its text
};

struct Rule {
  Action action = Action::kUnwrap;
  html::Tag as = html::Tag::kUnknown;
};

Rule RuleFor(const html::Node& element);

// Not shown on the page: the hidden attribute, or a style that says so.
bool IsHidden(const html::Node& element);

// ` name="value"` for the attributes that `element` keeps when it becomes `as`; "" for most. Links and images are not
// decided here.
std::string KeptAttributes(const html::Node& element, html::Tag as);

// ` id="user-content-…"`, or "".
std::string KeptId(const html::Node& element);

// The href an <a> keeps: absolute http(s), mailto, or a fragment with our prefix; "" when it is not a link for us.
std::string KeptHref(std::string_view href, std::string_view base_url);

}  // namespace newsstand::sanitize
