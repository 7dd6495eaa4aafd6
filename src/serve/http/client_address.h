// Who is at the other end: ranges of addresses, the address a proxy of ours forwards, and what counts as one client.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "serve/http/request.h"

namespace newsstand::http {

// "10.0.0.0/8", "::1": IPv4 and IPv6; an IPv4-mapped address is the IPv4 address it stands for.
class AddressRanges {
 public:
  // kInvalid names the one that is no address and no range.
  static Result<AddressRanges> Parse(const std::vector<std::string>& texts);
  bool Contains(std::string_view address) const;
  bool empty() const { return ranges_.empty(); }

 private:
  struct Range {
    std::array<uint8_t, 16> bytes;
    int prefix_bits;
  };
  std::vector<Range> ranges_;
};

// "::ffff:192.0.2.1" → "192.0.2.1"; other addresses in their usual form; "" for what is no address.
std::string NormalAddress(std::string_view address);

// What connections are counted by: an IPv4 address, or the /64 network of an IPv6 one, which is what one household or
// one rented machine holds.
std::string ClientOf(std::string_view address);

// The client's address: the rightmost one in X-Forwarded-For that is not a proxy of ours, when `remote` is one. Proxies
// either extend the header or add one of their own below it: all of them are read, the last one last.
std::string ForwardedAddress(const std::string& remote, const Request& request, const AddressRanges& proxies);

}  // namespace newsstand::http
