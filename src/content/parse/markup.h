// Text that may or may not be markup: what a headline says, and what goes to the sanitiser.
#pragma once

#include <string>
#include <string_view>

#include "content/parse/raw.h"

namespace newsstand::parse {

// Whether it has a tag of HTML, a comment or a character reference in it.
bool LooksLikeHtml(std::string_view text);
// Whether it is unmistakably a piece of a page: block tags, links, pictures. For formats that say "this is plain".
bool IsSurelyHtml(std::string_view text);
// One line of plain text, white space collapsed.
std::string PlainLine(const RawText& text);
// Plain text as HTML; with `keeps_lines` its lines and paragraphs stay apart.
std::string HtmlFromPlain(std::string_view text, bool keeps_lines);
// Sanitised HTML of any kind of text; plain text never sees the HTML parser.
std::string SafeHtml(const RawText& text);

}  // namespace newsstand::parse
