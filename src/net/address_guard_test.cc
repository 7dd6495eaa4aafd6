#include "net/address_guard.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include "base/url_test_data.h"

namespace newsstand::net {
namespace {

Status CheckText(const AddressGuard& guard, const char* address, uint16_t port = 443) {
  return guard.CheckAddress(IpAddress::Parse(address).value(), port);
}
Status CheckUrlText(const AddressGuard& guard, const char* url) { return guard.CheckUrl(ParseUrl(url).value()); }

}  // namespace

TEST_CASE("every address of the test data is judged as it says") {
  const auto text = test_data::Read("security/ssrf/ip_verdicts.jsonl");
  if (!text) {
    if (test_data::MissingIsFailure()) FAIL("missing test data: security/ssrf/ip_verdicts.jsonl");
    MESSAGE("skipped, no test data: security/ssrf/ip_verdicts.jsonl");
    return;
  }
  int rows = 0;
  for (const auto& row : test_data::ParseJsonLines(*text)) {
    const auto address = IpAddress::Parse(row["ip"].text);
    REQUIRE_MESSAGE(address, row["ip"].text);
    const bool allowed = AddressGuard().CheckAddress(*address, 443).ok();
    CHECK_MESSAGE(allowed == (row["verdict"].text == "allow"), row["ip"].text << " of " << row["range"].text);
    ++rows;
  }
  MESSAGE(rows << " addresses");
  CHECK(rows == 170);
}

TEST_CASE("an IPv4 address inside an IPv6 address is judged as what it is") {
  const AddressGuard guard;
  CHECK(IpAddress::Parse("::ffff:127.0.0.1") == IpAddress::Parse("127.0.0.1"));
  CHECK_FALSE(CheckText(guard, "64:ff9b::a9fe:a9fe").ok());
  CHECK(CheckText(guard, "64:ff9b::101:101").ok());
  CHECK_FALSE(CheckText(guard, "2002:101:101::1").ok());
  CHECK_FALSE(CheckText(guard, "2a00:1450::5efe:7f00:1").ok());
  CHECK_FALSE(CheckText(guard, "2a00:1450::200:5efe:a00:1").ok());
  CHECK(CheckText(guard, "2a00:1450::5efe:101:101").ok());
}

TEST_CASE("a socket address is read as the network will") {
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "::ffff:10.0.0.1", &v6.sin6_addr);
  const auto address = IpAddress::FromSocketAddress(reinterpret_cast<const sockaddr*>(&v6), sizeof v6);
  REQUIRE(address);
  CHECK(address->ToString() == "10.0.0.1");
  CHECK_FALSE(IpAddress::FromSocketAddress(reinterpret_cast<const sockaddr*>(&v6), 4));
  v6.sin6_family = AF_UNIX;
  CHECK_FALSE(IpAddress::FromSocketAddress(reinterpret_cast<const sockaddr*>(&v6), sizeof v6));
}

TEST_CASE("private networks are opened one by one, on any port") {
  const auto guard = AddressGuard::Create({"127.0.0.0/8", "fd00::/8", "192.168.7.9"});
  REQUIRE(guard.ok());
  CHECK(CheckText(*guard, "127.0.0.1", 34567).ok());
  CHECK(CheckText(*guard, "::ffff:127.1.2.3", 1).ok());
  CHECK(CheckText(*guard, "fd12::1").ok());
  CHECK(CheckText(*guard, "192.168.7.9").ok());
  CHECK_FALSE(CheckText(*guard, "192.168.7.8").ok());
  CHECK_FALSE(CheckText(*guard, "10.0.0.1").ok());
  CHECK_FALSE(CheckText(*guard, "::1").ok());
  CHECK(CheckText(*guard, "1.1.1.1").ok());
  CHECK_FALSE(CheckText(*guard, "1.1.1.1", 22).ok());
  CHECK(CheckUrlText(*guard, "http://localhost:34567/").ok());
}

TEST_CASE("what is no network is refused with its text") {
  for (const char* text :
       {"", "loopback", "127.0.0.0/33", "127.0.0.0/", "127.0.0.0/-1", "::1/129", "127.0.0.0/8x", "fe80::1%lo/64"}) {
    const auto guard = AddressGuard::Create({text});
    REQUIRE_FALSE(guard.ok());
    CHECK(guard.error().code == ErrorCode::kInvalid);
    CHECK(guard.error().message.find(text) != std::string::npos);
  }
}

TEST_CASE("ports beyond the web's have to be opened") {
  CHECK(CheckUrlText({}, "http://example.com:8080/").ok());
  CHECK(CheckUrlText({}, "https://example.com:8443/").ok());
  CHECK_FALSE(CheckUrlText({}, "http://example.com:25/").ok());
  CHECK(CheckUrlText(AddressGuard::Create({}, {81}).value(), "http://example.com:81/").ok());
}

TEST_CASE("a refusal is a sentence about the address") {
  CHECK(CheckUrlText({}, "http://2130706433/").error().message == "127.0.0.1 is not a public address.");
  CHECK(CheckUrlText({}, "http://printer.local/").error().message == "printer.local is not a public address.");
  CHECK(CheckUrlText({}, "ftp://example.com/").error().message ==
        "An address with \"ftp:\" is never fetched, only http and https are.");
  CHECK(CheckUrlText({}, "http://example.com:22/").error().message ==
        "Port 22 of example.com is not one that is fetched from.");
}

}  // namespace newsstand::net
