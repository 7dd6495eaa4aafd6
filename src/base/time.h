// Points in time, and the seam through which the program asks what time it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newsstand {

// UTC, milliseconds since 1970. Stored as that integer everywhere.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

Timestamp FromUnixSeconds(int64_t seconds);
int64_t ToUnixSeconds(Timestamp time);
Timestamp FromUnixMillis(int64_t millis);
int64_t ToUnixMillis(Timestamp time);

// "2026-11-22T14:05:00Z"; milliseconds are written only when they are not zero.
std::string FormatRfc3339(Timestamp time);
// Accepts RFC 3339 with any offset, "t"/"z" in lower case and a missing seconds part. Tolerant date reading of feeds is
// in content/parse.
std::optional<Timestamp> ParseRfc3339(std::string_view text);
// "Sun, 22 Nov 2026 14:05:00 GMT", as HTTP headers want it, and back (all three forms of RFC 9110 5.6.7).
std::string FormatHttpDate(Timestamp time);
std::optional<Timestamp> ParseHttpDate(std::string_view text);

// Where the program's notion of "now" comes from. Thread-safe. The demo and tests move a virtual one.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp Now() const = 0;
};

// The machine's clock. Lives for ever.
const Clock& SystemClock();

}  // namespace newsstand
