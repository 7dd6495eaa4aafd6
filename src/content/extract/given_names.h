// Given names, to tell people from sections, firms and buttons.
#pragma once

#include <string_view>

namespace newsstand::extract {

// Whether `word` is a common given name in the countries of the catalogue, any case, with or without accents.
bool IsGivenName(std::string_view word);

}  // namespace newsstand::extract
