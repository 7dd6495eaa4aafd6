// How a house changes the words of a report: spelling, quotation marks, clock, headline case, and what it does to
// agency copy. Only English text is changed; other languages are printed as written.
#pragma once

#include <string>
#include <string_view>

#include "press/markup.h"
#include "press/world.h"

namespace newsstand::press {

// Spelling, quotation marks, per cent, clock, honorifics, millions, in running text.
std::string StyleText(std::string_view text, const Style& style);
// The same for a headline, and its case.
std::string StyleHeadline(std::string_view text, const Style& style);

// What a house does to agency copy on top: "according to" for "said", long or short paragraphs, the cut.
void StyleCopy(Blocks& blocks, const Style& style);

// "colour" → "color" and back for words in lower case. `spelling` is "en-GB" or "en-US".
std::string Respell(std::string_view text, std::string_view spelling);
// Straight and double typographic marks → “double” or ‘single’ ones; apostrophes → ’.
std::string Requote(std::string_view text, std::string_view quotes);
// Any of "6:38 a.m.", "6.38am", "6 p.m." in the house's form.
std::string Reclock(std::string_view text, std::string_view form);
std::string TitleCase(std::string_view text);

// Replaces {name} and the like. Unknown names stay.
std::string FillPattern(std::string_view pattern, const std::map<std::string, std::string>& values);

}  // namespace newsstand::press
