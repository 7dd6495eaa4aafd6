#include "serve/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/text.h"

namespace newsstand::http {
namespace {

using Bytes = std::array<uint8_t, 16>;
constexpr size_t kMostHops = 64;
constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool IsMapped(const Bytes& bytes) { return std::equal(kMapped.begin(), kMapped.end(), bytes.begin()); }

// IPv4 as its IPv4-mapped form.
std::optional<Bytes> ReadAddress(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  const std::string copy(text);
  Bytes bytes{};
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
  std::copy(kMapped.begin(), kMapped.end(), bytes.begin());
  if (inet_pton(AF_INET, copy.c_str(), bytes.data() + kMapped.size()) == 1) return bytes;
  return std::nullopt;
}

std::string Write(const Bytes& bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = IsMapped(bytes);
  inet_ntop(v4 ? AF_INET : AF_INET6, bytes.data() + (v4 ? kMapped.size() : 0), text.data(), text.size());
  return text.data();
}

bool SamePrefix(const Bytes& a, const Bytes& b, int bits) {
  const auto whole = static_cast<size_t>(bits / 8);
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

}  // namespace

Result<AddressRanges> AddressRanges::Parse(const std::vector<std::string>& texts) {
  AddressRanges ranges;
  for (const std::string& text : texts) {
    const size_t slash = text.find('/');
    const auto bytes = ReadAddress(std::string_view(text).substr(0, slash));
    const int widest = bytes && IsMapped(*bytes) && text.find(':') == std::string::npos ? 32 : 128;
    int bits = widest;
    bool whole = bytes.has_value();
    if (slash != std::string::npos) {
      const char* end = text.data() + text.size();
      const auto [stopped, error] = std::from_chars(text.data() + slash + 1, end, bits);
      whole = whole && error == std::errc() && stopped == end;
    }
    if (!whole || bits < 0 || bits > widest) {
      return Fail(ErrorCode::kInvalid, "\"" + text + "\" is no address and no range of addresses; write for example 10.0.0.0/8");
    }
    ranges.ranges_.push_back({*bytes, bits + (128 - widest)});
  }
  return ranges;
}

bool AddressRanges::Contains(std::string_view address) const {
  const auto bytes = ReadAddress(address);
  return bytes && std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    return SamePrefix(range.bytes, *bytes, range.prefix_bits);
  });
}

std::string NormalAddress(std::string_view address) {
  const auto bytes = ReadAddress(address);
  return bytes ? Write(*bytes) : "";
}

std::string ClientOf(std::string_view address) {
  auto bytes = ReadAddress(address);
  if (!bytes) return std::string(address);
  if (!IsMapped(*bytes)) std::fill(bytes->begin() + 8, bytes->end(), uint8_t{0});
  return Write(*bytes);
}

std::string ForwardedAddress(const std::string& remote, const Request& request, const AddressRanges& proxies) {
  std::string current = remote;
  size_t hops = 0;
  for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
    if (header->first != "x-forwarded-for") continue;
    const auto parts = Split(header->second, ',');
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      if (++hops > kMostHops || !proxies.Contains(current)) return current;
      std::string next = NormalAddress(Trim(*part));
      if (next.empty()) return current;
      current = std::move(next);
    }
  }
  return current;
}

}  // namespace newsstand::http
