#include "base/guarded.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace newsstand;

TEST_CASE("what is thrown in a job is the job's error") {
  const Result<int> number = GuardedJob("counting", []() -> Result<int> { throw std::out_of_range("too far"); });
  REQUIRE(!number.ok());
  CHECK(number.error().code == ErrorCode::kInternal);
  CHECK(number.error().message == "counting failed by a fault of this program: too far");
  const Status odd = GuardedJob("a piece of work", []() -> Status { throw 7; });
  CHECK(!odd.ok());
  CHECK(*GuardedJob("counting", []() -> Result<int> { return 3; }) == 3);
}
