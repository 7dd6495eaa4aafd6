#include "base/time.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"

namespace newsstand {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Civil {
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0, millis = 0;
};

Civil Split(Timestamp time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  int64_t rest = (time - day).count();
  Civil civil;
  civil.year = static_cast<int>(date.year());
  civil.month = static_cast<unsigned>(date.month());
  civil.day = static_cast<unsigned>(date.day());
  civil.millis = static_cast<int>(rest % 1000);
  rest /= 1000;
  civil.second = static_cast<int>(rest % 60);
  rest /= 60;
  civil.minute = static_cast<int>(rest % 60);
  civil.hour = static_cast<int>(rest / 60);
  return civil;
}

std::optional<Timestamp> Join(const Civil& civil, int offset_minutes) {
  const std::chrono::year_month_day date{std::chrono::year{civil.year}, std::chrono::month{civil.month},
                                         std::chrono::day{civil.day}};
  if (!date.ok() || civil.hour > 23 || civil.minute > 59 || civil.second > 60) return std::nullopt;
  const Timestamp day = std::chrono::time_point_cast<milliseconds>(sys_days{date});
  return day + std::chrono::hours(civil.hour) + std::chrono::minutes(civil.minute - offset_minutes) +
         std::chrono::seconds(std::min(civil.second, 59)) + milliseconds(civil.millis);
}

// A cursor over the text; each reader says whether it found what it wanted.
struct Cursor {
  std::string_view rest;

  bool Digits(size_t count, auto& out) {
    if (rest.size() < count) return false;
    int value = 0;
    for (size_t i = 0; i < count; ++i) {
      if (rest[i] < '0' || rest[i] > '9') return false;
      value = value * 10 + (rest[i] - '0');
    }
    out = static_cast<std::remove_reference_t<decltype(out)>>(value);
    rest.remove_prefix(count);
    return true;
  }
  bool One(std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }
  bool Name(const auto& names, unsigned& out) {
    for (unsigned i = 0; i < names.size(); ++i) {
      if (rest.size() >= 3 && AsciiIEquals(rest.substr(0, 3), names[i])) {
        out = i;
        rest.remove_prefix(3);
        return true;
      }
    }
    return false;
  }
};

bool ReadClock(Cursor& cursor, Civil& civil) {
  return cursor.Digits(2, civil.hour) && cursor.One(":") && cursor.Digits(2, civil.minute) && cursor.One(":") &&
         cursor.Digits(2, civil.second);
}

}  // namespace

Timestamp FromUnixSeconds(int64_t seconds) { return Timestamp{milliseconds{seconds * 1000}}; }
int64_t ToUnixSeconds(Timestamp time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}
Timestamp FromUnixMillis(int64_t millis) { return Timestamp{milliseconds{millis}}; }
int64_t ToUnixMillis(Timestamp time) { return time.time_since_epoch().count(); }

std::string FormatRfc3339(Timestamp time) {
  const Civil c = Split(time);
  if (c.millis == 0) {
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second);
  }
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", c.year, c.month, c.day, c.hour, c.minute, c.second,
                     c.millis);
}

std::optional<Timestamp> ParseRfc3339(std::string_view text) {
  Cursor cursor{Trim(text)};
  Civil civil;
  if (!cursor.Digits(4, civil.year) || !cursor.One("-") || !cursor.Digits(2, civil.month) || !cursor.One("-") ||
      !cursor.Digits(2, civil.day) || !cursor.One("Tt ") || !cursor.Digits(2, civil.hour) || !cursor.One(":") ||
      !cursor.Digits(2, civil.minute)) {
    return std::nullopt;
  }
  if (cursor.One(":") && !cursor.Digits(2, civil.second)) return std::nullopt;
  if (cursor.One(".,")) {
    int scale = 100;
    int digit = 0;
    if (!cursor.Digits(1, digit)) return std::nullopt;
    do {
      civil.millis += digit * scale;
      scale /= 10;
    } while (cursor.Digits(1, digit));
  }
  int offset = 0;
  if (!cursor.One("Zz")) {
    const bool negative = !cursor.rest.empty() && cursor.rest.front() == '-';
    int hours = 0, minutes = 0;
    if (!cursor.One("+-") || !cursor.Digits(2, hours)) return std::nullopt;
    cursor.One(":");
    if (!cursor.Digits(2, minutes) || hours > 23 || minutes > 59) return std::nullopt;
    offset = (hours * 60 + minutes) * (negative ? -1 : 1);
  }
  if (!cursor.rest.empty()) return std::nullopt;
  return Join(civil, offset);
}

std::string FormatHttpDate(Timestamp time) {
  const Civil c = Split(time);
  const std::chrono::weekday weekday{std::chrono::floor<days>(time)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kWeekdays[weekday.c_encoding()], c.day,
                     kMonths[c.month - 1], c.year, c.hour, c.minute, c.second);
}

std::optional<Timestamp> ParseHttpDate(std::string_view text) {
  Cursor cursor{Trim(text)};
  Civil civil;
  unsigned weekday = 0, month = 0;
  if (!cursor.Name(kWeekdays, weekday)) return std::nullopt;
  if (cursor.One(" ")) {  // asctime: "Sun Nov  6 08:49:37 1994"
    if (!cursor.Name(kMonths, month) || !cursor.One(" ")) return std::nullopt;
    civil.month = month + 1;
    if (cursor.One(" ") ? !cursor.Digits(1, civil.day) : !cursor.Digits(2, civil.day)) return std::nullopt;
    if (!cursor.One(" ") || !ReadClock(cursor, civil) || !cursor.One(" ") || !cursor.Digits(4, civil.year)) {
      return std::nullopt;
    }
    return Join(civil, 0);
  }
  while (!cursor.rest.empty() && cursor.rest.front() != ',') cursor.rest.remove_prefix(1);  // "Sunday, …"
  if (!cursor.One(",") || !cursor.One(" ") || !cursor.Digits(2, civil.day) || !cursor.One(" -") ||
      !cursor.Name(kMonths, month) || !cursor.One(" -")) {
    return std::nullopt;
  }
  civil.month = month + 1;
  if (!cursor.Digits(4, civil.year)) {
    if (!cursor.Digits(2, civil.year)) return std::nullopt;
    civil.year += civil.year < 70 ? 2000 : 1900;  // RFC 850 form
  }
  if (!cursor.One(" ") || !ReadClock(cursor, civil)) return std::nullopt;
  return Join(civil, 0);
}

const Clock& SystemClock() {
  struct MachineClock final : Clock {
    Timestamp Now() const override {
      return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    }
  };
  static const MachineClock clock;
  return clock;
}

}  // namespace newsstand
