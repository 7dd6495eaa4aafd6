// Which addresses may be connected to: http and https, a few ports, and nothing that is not a public address. The last
// word is JudgeAddress, on the very socket address a connection is about to be opened to: a name, a redirect or an odd
// spelling cannot lead around it. Immutable after Create; may be used from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/url.h"

struct sockaddr;

namespace newsstand::net {

// An IPv4 or IPv6 address. IPv4-mapped IPv6 addresses become IPv4 when they are read.
struct IpAddress {
  std::array<uint8_t, 16> bytes{};  // network order; IPv4 in the first four
  bool is_v4 = false;

  // "192.0.2.1", "2001:db8::1" or "[2001:db8::1]"; nullopt for anything else, zone ids included.
  static std::optional<IpAddress> Parse(std::string_view text);
  static std::optional<IpAddress> FromSocketAddress(const sockaddr* address, size_t length);
  std::string ToString() const;
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// A global unicast address that belongs to no special registry. Addresses that carry an IPv4 address (NAT64, ISATAP)
// are judged by that one too; 6to4 and Teredo tunnels are never public.
bool IsPublicAddress(const IpAddress& address);

// Why an address is not connected to. "<what> is <why>.", and where it came from a redirect "It redirects to <what>,
// which is <why>."
struct Refusal {
  std::string what, why;
  Error ToError() const;
};

class AddressGuard {
 public:
  // Public addresses on ports 80, 443, 8080 and 8443.
  AddressGuard() = default;

  // `allow_private`: networks such as "127.0.0.0/8" that may be connected to, on any port, though they are not public.
  // `extra_ports`: more ports for public addresses. kInvalid for what is no network.
  static Result<AddressGuard> Create(const std::vector<std::string>& allow_private,
                                     const std::vector<uint16_t>& extra_ports = {});

  // What can be said before any name is looked up: scheme, port, addresses in the host, names that are never public
  // ("localhost", "printer.local"). nullopt when `url` may be tried.
  std::optional<Refusal> JudgeUrl(const Url& url) const;
  // nullopt when a connection may be opened to this address and port.
  std::optional<Refusal> JudgeAddress(const IpAddress& address, uint16_t port) const;
  // The same as errors: kDenied with the sentence.
  Status CheckUrl(const Url& url) const;
  Status CheckAddress(const IpAddress& address, uint16_t port) const;
  // One of the networks of `allow_private`.
  bool IsAllowedPrivate(const IpAddress& address) const;

 private:
  struct Network {
    IpAddress address;
    int prefix_bits = 0;
  };
  bool IsAllowedPort(uint16_t port) const;

  std::vector<Network> private_;
  std::vector<uint16_t> ports_ = {80, 443, 8080, 8443};
};

}  // namespace newsstand::net
