// Names out of bylines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::extract {

// "By Ana Sol and Ben Ray | Reuters" → {"Ana Sol", "Ben Ray"}; empty when nothing looks like a name.
std::vector<std::string> NamesInByline(std::string_view byline);

// One declared author, cleaned: no "By ", no address, no date; "" when it is none (an address, "admin" and the like).
std::string CleanAuthor(std::string_view name);

// The parts of a short line that could be names: "Dec 26 • Mahua Das in Projects" → {"Mahua Das in Projects"}.
std::vector<std::string> NamePieces(std::string_view line);
bool LooksLikeName(std::string_view text);

// What may be left of a name without offices, degrees and houses: "Rob Picheta, CNN" → {"Rob Picheta"}.
std::vector<std::string> ShorterNames(std::string_view name);

// What a text says that may be a name; the last two take lower case.
bool HoldsDegree(std::string_view name);
bool HoldsHouseWord(std::string_view lower);    // an editorial office, an agency, a firm
bool HoldsButtonWord(std::string_view lower);   // a word of menus, captions and forms
bool SpeaksOfPictures(std::string_view lower);  // whose names are those of photographers

// Whether a piece of text begins like a byline: "By …", "Von …", "Por …".
bool StartsLikeByline(std::string_view text);

}  // namespace newsstand::extract
