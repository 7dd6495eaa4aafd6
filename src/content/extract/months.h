// The names of months.
#pragma once

#include <string_view>

namespace newsstand::extract {

// 1 … 12 for a month's name or a usual short form of it, in the languages of the catalogue and their neighbours, any
// case, with or without an ending; 0 for any other word.
int MonthOf(std::string_view word);

// Whether a year beside that name may be one of the Buddhist era, which is 543 ahead.
bool IsThai(std::string_view word);

}  // namespace newsstand::extract
