// The words in dates: months, parts of the day, zones.
#pragma once

#include <optional>
#include <string_view>

namespace newsstand::parse {

// All take folded words: lower case, Latin and Greek letters without their marks, no points.
// 1 … 12; 0 if it is no month's name.
int MonthOf(std::string_view word);
enum class DayHalf { kNone, kMorning, kAfternoon };
DayHalf DayHalfOf(std::string_view word);
// Minutes east of Greenwich.
std::optional<int> ZoneMinutesOf(std::string_view word);

}  // namespace newsstand::parse
