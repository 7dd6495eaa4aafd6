// The words of a piece of HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/html/document.h"

namespace newsstand::html {

// Plain text of a fragment: references decoded, script, style and the like dropped, white space collapsed to single
// spaces; the text of neighbouring blocks, list items and cells is kept apart by a space. No tags are left in it, but
// it may contain "<": escape it before it goes into a page.
std::string TextOf(std::string_view html);
std::string TextOf(const Node& node);
// Only its beginning: at most about `max_bytes`, and at most as many nodes are looked at.
std::string TextOf(const Node& node, size_t max_bytes);

// The same, one string for each block that has words of its own, in order.
std::vector<std::string> ParagraphsOf(std::string_view html);
std::vector<std::string> ParagraphsOf(const Node& node);

// The same of running text alone: no headings, captions, tables and code.
std::vector<std::string> ProseOf(std::string_view html);
// … each on a line of its own.
std::string ProseTextOf(std::string_view html);

// Whether an HTML element of this tag starts a new line when shown.
bool IsBlock(Tag tag);
// Whether nothing inside it is ever shown as text: script, style, template, …
bool IsInvisible(const Node& element);

}  // namespace newsstand::html
