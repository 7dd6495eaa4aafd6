// Dates as pages write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace newsstand::extract {

// How a date without a year first or month names is read: 03/04/2026.
enum class DayOrder { kUnknown, kDayFirst, kMonthFirst };
DayOrder DayOrderFor(std::string_view language);

// The first date in `text`: ISO 8601 in every shape met, RFC 822, "May 3, 2021", "3. Mai 2021", "3 de mayo de 2021",
// "2021年5月3日", "03.05.2021", with a time of day and offset when they follow. Without an offset it is taken as UTC,
// without a time as midnight. Only years from 1990 to 2100; nullopt when there is none, or when two days would be
// equally good. Relative words ("yesterday") are never read: there is no clock here.
std::optional<Timestamp> FindDate(std::string_view text, DayOrder order = DayOrder::kUnknown);

// /2021/05/03/, /2021-05-03-…, /20210503/ in an address; a month without a day is not enough.
std::optional<Timestamp> DateInUrl(std::string_view url);

}  // namespace newsstand::extract
