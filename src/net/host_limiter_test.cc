#include "net/host_limiter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace newsstand::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
const HostLimiter::Time kStart{std::chrono::hours(1)};

}  // namespace

TEST_CASE("a host serves one request at a time, others do not wait for it") {
  HostLimiter limiter({});
  limiter.Add("a", false, 0, 1);
  limiter.Add("a", false, 0, 2);
  limiter.Add("b", false, 0, 3);
  CHECK(limiter.Next(kStart) == 1u);
  CHECK(limiter.Next(kStart) == 3u);
  CHECK_FALSE(limiter.Next(kStart));
  limiter.Done("a", kStart);
  CHECK(limiter.Next(kStart) == 2u);
  CHECK(limiter.active() == 2);
  CHECK(limiter.waiting() == 0);
}

TEST_CASE("higher priority goes first, then who came first") {
  HostLimiter limiter({});
  limiter.Add("a", false, 0, 1);
  limiter.Add("a", false, 5, 2);
  limiter.Add("a", false, 5, 3);
  limiter.Add("b", false, 1, 4);
  CHECK(limiter.Next(kStart) == 2u);
  CHECK(limiter.Next(kStart) == 4u);
  limiter.Done("a", kStart);
  CHECK(limiter.Next(kStart) == 3u);
  limiter.Done("a", kStart);
  CHECK(limiter.Next(kStart) == 1u);
}

TEST_CASE("after its burst a host gets its rate and no more") {
  HostLimiter limiter({.max_active = 64, .requests_per_second = 2, .burst = 3});
  for (HostLimiter::Ticket ticket = 1; ticket <= 5; ++ticket) limiter.Add("a", false, 0, ticket);
  for (HostLimiter::Ticket ticket = 1; ticket <= 3; ++ticket) {
    CHECK(limiter.Next(kStart) == ticket);
    limiter.Done("a", kStart);
  }
  CHECK_FALSE(limiter.Next(kStart));
  REQUIRE(limiter.NextTime());
  CHECK(*limiter.NextTime() == kStart + milliseconds(500));
  CHECK_FALSE(limiter.Next(kStart + milliseconds(499)));
  CHECK(limiter.Next(*limiter.NextTime()) == 4u);
  limiter.Done("a", kStart + milliseconds(500));
  CHECK_FALSE(limiter.Next(kStart + milliseconds(900)));
  CHECK(limiter.Next(kStart + milliseconds(1000)) == 5u);
}

TEST_CASE("a rested host has its burst again, and never more") {
  HostLimiter limiter({.max_active = 64, .requests_per_second = 1, .burst = 2});
  for (HostLimiter::Ticket ticket = 1; ticket <= 6; ++ticket) limiter.Add("a", false, 0, ticket);
  int started = 0;
  for (auto now : {kStart, kStart + seconds(3600)}) {
    while (limiter.Next(now)) {
      ++started;
      limiter.Done("a", now);
    }
  }
  CHECK(started == 4);
}

TEST_CASE("private hosts have no rate unless one is set") {
  HostLimiter limiter({.max_active = 64, .requests_per_second = 1, .burst = 1});
  for (HostLimiter::Ticket ticket = 1; ticket <= 100; ++ticket) limiter.Add("127.0.0.1:8081", true, 0, ticket);
  int started = 0;
  while (limiter.Next(kStart)) {
    ++started;
    limiter.Done("127.0.0.1:8081", kStart);
  }
  CHECK(started == 100);
}

TEST_CASE("a crawl delay is kept between two requests") {
  HostLimiter limiter({});
  limiter.SetDelay("a", seconds(10));
  limiter.Add("a", false, 0, 1);
  limiter.Add("a", false, 0, 2);
  CHECK(limiter.Next(kStart) == 1u);
  limiter.Done("a", kStart + seconds(1));
  CHECK_FALSE(limiter.Next(kStart + seconds(10)));
  CHECK(*limiter.NextTime() == kStart + seconds(11));
  CHECK(limiter.Next(kStart + seconds(11)) == 2u);
}

TEST_CASE("no more run at once than may") {
  HostLimiter limiter({.max_active = 2});
  limiter.Add("a", false, 0, 1);
  limiter.Add("b", false, 0, 2);
  limiter.Add("c", false, 0, 3);
  CHECK(limiter.Next(kStart));
  CHECK(limiter.Next(kStart));
  CHECK_FALSE(limiter.Next(kStart));
  CHECK_FALSE(limiter.NextTime());
  limiter.Done("a", kStart);
  CHECK(limiter.Next(kStart) == 3u);
}

TEST_CASE("a hundred thousand hosts pass in order, and those at rest are forgotten") {
  HostLimiter limiter({.max_active = 100});
  std::vector<HostLimiter::Ticket> order;
  for (HostLimiter::Ticket ticket = 1; ticket <= 100'000; ++ticket) {
    limiter.Add("host" + std::to_string(ticket), false, 0, ticket);
  }
  auto now = kStart;
  while (auto ticket = limiter.Next(now)) {
    order.push_back(*ticket);
    now += milliseconds(1);
    limiter.Done("host" + std::to_string(*ticket), now);
  }
  CHECK(order.size() == 100'000);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

}  // namespace newsstand::net
