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

// Whether a piece of text begins like a byline: "By …", "Von …", "Por …".
bool StartsLikeByline(std::string_view text);

}  // namespace newsstand::extract
