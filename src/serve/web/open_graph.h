// What a page tells other sites and programs about itself: its one address, and how a link to it looks there.
#pragma once

#include <string>
#include <string_view>

#include "serve/web/page.h"

namespace newsstand::web {

// The canonical link, Open Graph and the card of a page, into the frame's head. A page
// without an address of its own, such as an error, names none and is not shared.
void FillOpenGraph(ctemplate::TemplateDictionary& root, const SiteParts& parts, const Words& words,
                   const PageFrame& frame);

// "de" → "de_DE", "pt-BR" → "pt_BR": a language as Open Graph writes it; "" for none.
std::string OpenGraphLocale(std::string_view bcp47);

}  // namespace newsstand::web
