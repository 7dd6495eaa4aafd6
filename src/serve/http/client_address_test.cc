#include "serve/http/client_address.h"

#include <doctest/doctest.h>

using namespace newsstand::http;

namespace {

std::string Forwarded(std::vector<std::pair<std::string, std::string>> headers, const std::string& remote = "10.0.0.1") {
  Request request;
  request.headers = std::move(headers);
  return ForwardedAddress(remote, request, *AddressRanges::Parse({"10.0.0.0/8", "fd00::/8"}));
}

}  // namespace

TEST_CASE("ranges hold what lies in them, mapped addresses included") {
  const auto ranges = *AddressRanges::Parse({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "::1"});
  for (const char* inside : {"10.255.0.1", "::ffff:10.1.1.1", "192.0.2.7", "2001:db8:7fff::1", "::1"}) {
    CHECK_MESSAGE(ranges.Contains(inside), inside);
  }
  for (const char* outside : {"11.0.0.1", "192.0.2.8", "2001:db8:8000::1", "::2", "", "x", "10.0.0.1 "}) {
    CHECK_MESSAGE(!ranges.Contains(outside), outside);
  }
}

TEST_CASE("what is no range is named") {
  for (const char* wrong : {"10.0.0.0/33", "10.0.0/8", "example.org", "::/129", "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/-1"}) {
    const auto parsed = AddressRanges::Parse({"::1", wrong});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().message.find(wrong) != std::string::npos);
  }
}

TEST_CASE("one client is an IPv4 address or a /64 network") {
  CHECK(ClientOf("192.0.2.1") == "192.0.2.1");
  CHECK(ClientOf("2001:db8:0:1:aaaa::1") == ClientOf("2001:db8:0:1:bbbb::2"));
  CHECK(ClientOf("2001:db8:0:1::1") != ClientOf("2001:db8:0:2::1"));
}

TEST_CASE("the client behind our proxies is the rightmost address that is none of them") {
  CHECK(Forwarded({{"x-forwarded-for", "1.1.1.1, 203.0.113.9"}}) == "203.0.113.9");
  CHECK(Forwarded({{"x-forwarded-for", "1.1.1.1, 203.0.113.9, 10.0.0.2"}}) == "203.0.113.9");
  CHECK(Forwarded({{"x-forwarded-for", "203.0.113.9"}}, "198.51.100.1") == "198.51.100.1");
  CHECK(Forwarded({{"x-forwarded-for", "203.0.113.9, unknown"}}) == "10.0.0.1");
  CHECK(Forwarded({}) == "10.0.0.1");
}

TEST_CASE("a header of the client's own above the proxy's is not believed") {
  CHECK(Forwarded({{"x-forwarded-for", "1.1.1.1"}, {"host", "a"}, {"x-forwarded-for", "203.0.113.9"}}) == "203.0.113.9");
}
