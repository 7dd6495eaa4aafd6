// Dates as pages write them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace newsstand::extract {

// How a date without a year first or month names is read: 03/04/2026.
enum class DayOrder { kUnknown, kDayFirst, kMonthFirst };
DayOrder DayOrderFor(std::string_view language);

// A point in time and the day it is where it was written: the day of time + offset.
struct LocalDate {
  Timestamp time;
  std::chrono::minutes offset{0};  // 0 where the text names none
  size_t begin = 0, end = 0;       // the bytes of the text that say it

  int64_t Day() const { return std::chrono::floor<std::chrono::days>(time + offset).time_since_epoch().count(); }
  bool HasTimeOfDay() const { return std::chrono::floor<std::chrono::days>(time + offset) != time + offset; }
};

// The dates in `text`, at most `most`: ISO 8601 in every shape met, RFC 822, "May 3, 2021", "3. Mai 2021", "3 de mayo
// de 2021", "2021年5月3日", "3 พฤษภาคม 2564", "٣ مايو ٢٠٢١", "03.05.2021", with a time of day and offset when they
// follow. Without an offset it is taken as UTC, without a time as midnight. Only years from 1990 to 2100; a date for
// which two days would be equally good is left out. Relative words ("yesterday") are never read: there is no clock
// here.
std::vector<LocalDate> FindDates(std::string_view text, DayOrder order, size_t most);

// The first of them.
std::optional<LocalDate> FindLocalDate(std::string_view text, DayOrder order = DayOrder::kUnknown);
std::optional<Timestamp> FindDate(std::string_view text, DayOrder order = DayOrder::kUnknown);

// /2021/05/03/, /2021-05-03-…, /20210503/, /2021/may/03/, /29-10-2021 in an address; a month without a day is not
// enough.
std::optional<Timestamp> DateInUrl(std::string_view url);

}  // namespace newsstand::extract
