#include "net/address_guard.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace newsstand::net {
namespace {

bool HasPrefix(const std::array<uint8_t, 16>& bytes, const std::array<uint8_t, 16>& prefix, int bits) {
  for (int i = 0; i < bits; i += 8) {
    const int left = std::min(8, bits - i);
    const auto mask = static_cast<uint8_t>(0xFF << (8 - left));
    if (((bytes[static_cast<size_t>(i / 8)] ^ prefix[static_cast<size_t>(i / 8)]) & mask) != 0) return false;
  }
  return true;
}

struct Range {
  std::array<uint8_t, 16> prefix;
  int bits;
};

// The IANA special-purpose registry of IPv4, and multicast.
constexpr Range kSpecialV4[] = {
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // carrier-grade NAT
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local: where clouds keep their metadata
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 31, 196}, 24},  // AS112
    {{192, 52, 193}, 24},  // AMT
    {{192, 88, 99}, 24},   // 6to4 relays
    {{192, 168}, 16},      // private
    {{192, 175, 48}, 24},  // AS112
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
};

// What is special inside 2000::/3, the only part of IPv6 that is given out.
constexpr Range kSpecialV6[] = {
    {{0x20, 0x01}, 23},                          // protocol assignments: Teredo, ORCHID, benchmarks
    {{0x20, 0x01, 0x0d, 0xb8}, 32},              // documentation
    {{0x20, 0x02}, 16},                          // 6to4
    {{0x26, 0x20, 0x00, 0x4f, 0x80, 0x00}, 48},  // AS112
    {{0x3f, 0xff}, 20},                          // documentation
};
constexpr Range kGlobalV6 = {{0x20}, 3};
constexpr Range kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Range kMappedV4 = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};

IpAddress EmbeddedV4(const IpAddress& address) {
  IpAddress v4;
  v4.is_v4 = true;
  std::copy_n(address.bytes.begin() + 12, 4, v4.bytes.begin());
  return v4;
}

// An interface identifier ::5efe:a.b.c.d sends the packet on to that IPv4 address.
bool IsIsatap(const IpAddress& address) {
  return (address.bytes[8] & 0xFD) == 0 && address.bytes[9] == 0 && address.bytes[10] == 0x5E &&
         address.bytes[11] == 0xFE;
}

bool EndsWithLabel(std::string_view host, std::string_view suffix) {
  return host == suffix ||
         (host.size() > suffix.size() && host.ends_with(suffix) && host[host.size() - suffix.size() - 1] == '.');
}

// Names that never lead to the public internet, whatever a name server answers. Without a dot only the machine's own
// search list could complete them.
bool IsLocalName(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.find('.') == std::string_view::npos) return true;
  constexpr std::string_view kLocal[] = {"localhost", "localdomain", "local",  "internal", "intranet",
                                         "private",   "corp",        "home",   "lan",      "home.arpa",
                                         "onion",     "svc",         "invalid"};
  return std::any_of(std::begin(kLocal), std::end(kLocal),
                     [&](std::string_view name) { return EndsWithLabel(host, name); });
}

}  // namespace

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string copy(text);
  if (copy.size() >= INET6_ADDRSTRLEN || copy.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) {
    address.is_v4 = true;
    return address;
  }
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) != 1) return std::nullopt;
  return HasPrefix(address.bytes, kMappedV4.prefix, kMappedV4.bits) ? EmbeddedV4(address) : address;
}

std::optional<IpAddress> IpAddress::FromSocketAddress(const sockaddr* address, size_t length) {
  IpAddress out;
  if (address == nullptr) return std::nullopt;
  if (address->sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in v4;
    std::memcpy(&v4, address, sizeof v4);
    std::memcpy(out.bytes.data(), &v4.sin_addr, 4);
    out.is_v4 = true;
    return out;
  }
  if (address->sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 v6;
    std::memcpy(&v6, address, sizeof v6);
    std::memcpy(out.bytes.data(), &v6.sin6_addr, 16);
    return HasPrefix(out.bytes, kMappedV4.prefix, kMappedV4.bits) ? EmbeddedV4(out) : out;
  }
  return std::nullopt;
}

std::string IpAddress::ToString() const {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(is_v4 ? AF_INET : AF_INET6, bytes.data(), text, sizeof text);
  return text;
}

bool IsPublicAddress(const IpAddress& address) {
  auto within = [&](const Range& range) { return HasPrefix(address.bytes, range.prefix, range.bits); };
  if (address.is_v4) return std::none_of(std::begin(kSpecialV4), std::end(kSpecialV4), within);
  if (within(kNat64)) return IsPublicAddress(EmbeddedV4(address));
  if (!within(kGlobalV6) || std::any_of(std::begin(kSpecialV6), std::end(kSpecialV6), within)) return false;
  return !IsIsatap(address) || IsPublicAddress(EmbeddedV4(address));
}

Result<AddressGuard> AddressGuard::Create(const std::vector<std::string>& allow_private,
                                          const std::vector<uint16_t>& extra_ports) {
  AddressGuard guard;
  for (const std::string& text : allow_private) {
    const size_t slash = text.find('/');
    const auto address = IpAddress::Parse(text.substr(0, slash));
    int bits = address && address->is_v4 ? 32 : 128;
    bool good = address.has_value();
    if (good && slash != std::string::npos) {
      const char* end = text.data() + text.size();
      int given = -1;
      const auto read = std::from_chars(text.data() + slash + 1, end, given);
      good = read.ec == std::errc() && read.ptr == end && given >= 0 && given <= bits;
      bits = given;
    }
    if (!good) {
      return Fail(ErrorCode::kInvalid,
                  fmt::format("\"{}\" is no network: expected one like 127.0.0.0/8 or ::1/128.", text));
    }
    guard.private_.push_back({*address, bits});
  }
  guard.ports_.insert(guard.ports_.end(), extra_ports.begin(), extra_ports.end());
  return guard;
}

bool AddressGuard::IsAllowedPrivate(const IpAddress& address) const {
  return std::any_of(private_.begin(), private_.end(), [&](const Network& network) {
    return network.address.is_v4 == address.is_v4 &&
           HasPrefix(address.bytes, network.address.bytes, network.prefix_bits);
  });
}

bool AddressGuard::IsAllowedPort(uint16_t port) const {
  return std::find(ports_.begin(), ports_.end(), port) != ports_.end();
}

Error Refusal::ToError() const {
  std::string sentence = fmt::format("{} is {}.", what, why);
  // Names keep their small letters at the start of a sentence.
  if (what.starts_with("port ")) sentence[0] = 'P';
  if (what.starts_with("a ") || what.starts_with("an ")) sentence[0] = 'A';
  return {ErrorCode::kDenied, std::move(sentence)};
}

std::optional<Refusal> AddressGuard::JudgeUrl(const Url& url) const {
  if (!url.is_http())
    return Refusal{fmt::format("an address with \"{}:\"", url.scheme), "never fetched, only http and https are"};
  if (url.has_ambiguous_host) return Refusal{"a number that can be read in two ways", "not a public address"};
  if (const auto address = IpAddress::Parse(url.host)) return JudgeAddress(*address, url.effective_port());
  // With allow_private a name may lead to one of those networks: the connection decides, on its address.
  if (!private_.empty()) return std::nullopt;
  if (IsLocalName(url.host)) return Refusal{url.host, "not a public address"};
  if (!IsAllowedPort(url.effective_port())) {
    return Refusal{fmt::format("port {} of {}", url.effective_port(), url.host), "not one that is fetched from"};
  }
  return std::nullopt;
}

std::optional<Refusal> AddressGuard::JudgeAddress(const IpAddress& address, uint16_t port) const {
  if (IsAllowedPrivate(address)) return std::nullopt;
  if (!IsPublicAddress(address)) return Refusal{address.ToString(), "not a public address"};
  if (!IsAllowedPort(port)) {
    return Refusal{fmt::format("port {} of {}", port, address.ToString()), "not one that is fetched from"};
  }
  return std::nullopt;
}

Status AddressGuard::CheckUrl(const Url& url) const {
  if (const auto refusal = JudgeUrl(url)) return Fail(refusal->ToError());
  return {};
}

Status AddressGuard::CheckAddress(const IpAddress& address, uint16_t port) const {
  if (const auto refusal = JudgeAddress(address, port)) return Fail(refusal->ToError());
  return {};
}

}  // namespace newsstand::net
