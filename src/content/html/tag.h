// Names of elements, interned: comparing tags is comparing small integers.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsstand::html {

// Every element name the HTML standard, our sanitiser or our extraction treats in a special way. One name has one Tag
// in every namespace (html title and svg title are both kTitle).
enum class Tag : uint16_t {
  kUnknown = 0,  // any other name: the node knows it
#define NEWSSTAND_TAG(id, name) k##id,
#include "content/html/tags.inc"
#undef NEWSSTAND_TAG
  kCount
};

// "" for kUnknown.
std::string_view TagName(Tag tag);
// `name` in lower case; kUnknown when it is none of ours.
Tag TagFor(std::string_view lower_case_name);

}  // namespace newsstand::html
