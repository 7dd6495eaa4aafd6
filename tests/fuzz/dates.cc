// Dates as feeds, pages, HTTP and our own JSON write them.
#include "content/parse/dates.h"

#include "base/time.h"
#include "content/extract/dates.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

static void CheckRound(Timestamp time) {
  const auto again = ParseRfc3339(FormatRfc3339(time));
  Require(again == time, "a time that is written is read as the same time");
}

FUZZ_TARGET(dates) {
  if (const auto time = parse::ReadDate(bytes)) {
    CheckRound(*time);
    Require(*time >= FromUnixSeconds(-2'208'988'800) - std::chrono::hours(48) &&
                *time < FromUnixSeconds(7'258'118'400) + std::chrono::hours(48),
            "a feed's date lies in 1900 … 2199");
  }
  for (const auto order : {extract::DayOrder::kUnknown, extract::DayOrder::kDayFirst, extract::DayOrder::kMonthFirst}) {
    if (const auto time = extract::FindDate(bytes, order)) CheckRound(*time);
  }
  if (const auto time = extract::DateInUrl(bytes)) CheckRound(*time);
  if (const auto time = ParseRfc3339(bytes)) CheckRound(*time);
  if (const auto time = ParseHttpDate(bytes)) {
    Require(ParseHttpDate(FormatHttpDate(*time)) == time, "an HTTP date that is written is read as the same time");
  }
}
