// The part of Markdown that Apple News Format allows in texts.
#pragma once

#include <string>
#include <string_view>

namespace newsstand::parse {

// Paragraphs, headings, lists, quotes, bold, italic, code and links; everything else stays text. Linear in time. The
// result is to be sanitised.
std::string MarkdownToHtml(std::string_view text);

}  // namespace newsstand::parse
