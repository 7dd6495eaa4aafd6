// A tree back to HTML, as the standard's "serialising HTML fragments" does.
#pragma once

#include <string>
#include <string_view>

#include "content/html/document.h"

namespace newsstand::html {

std::string InnerHtml(const Node& node);  // the children alone
std::string OuterHtml(const Node& node);

// & < > and no-break space as references.
void AppendEscapedText(std::string& out, std::string_view text);
// & < > " and no-break space as references: for a value between double quotes.
void AppendEscapedAttribute(std::string& out, std::string_view value);

// Elements without contents and end tag: br, img, …
bool IsVoid(Tag tag);

}  // namespace newsstand::html
