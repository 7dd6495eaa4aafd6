#include "base/time.h"

#include <doctest/doctest.h>

using namespace newsstand;

TEST_CASE("RFC 3339 times are read with every offset and written in UTC") {
  CHECK(FormatRfc3339(*ParseRfc3339("2026-11-22T16:05:00+02:00")) == "2026-11-22T14:05:00Z");
  CHECK(FormatRfc3339(*ParseRfc3339("2026-11-22t14:05:00.5z")) == "2026-11-22T14:05:00.500Z");
  CHECK(FormatRfc3339(*ParseRfc3339("2026-11-22 14:05-0330")) == "2026-11-22T17:35:00Z");
  CHECK_FALSE(ParseRfc3339("2026-02-30T00:00:00Z"));
  CHECK_FALSE(ParseRfc3339("2026-11-22T14:05:00"));
  CHECK_FALSE(ParseRfc3339("yesterday"));
  CHECK(FormatRfc3339(FromUnixMillis(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("the three forms of an HTTP date mean the same moment") {
  const auto expected = *ParseRfc3339("1994-11-06T08:49:37Z");
  CHECK(*ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT") == expected);
  CHECK(*ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT") == expected);
  CHECK(*ParseHttpDate("Sun Nov  6 08:49:37 1994") == expected);
  CHECK(FormatHttpDate(expected) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK_FALSE(ParseHttpDate("0"));
}
