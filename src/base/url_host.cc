// Hosts: names through IDNA (UTS 46), IPv4 in every spelling browsers take, IPv6, and opaque hosts.
#include <unicode/uidna.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "base/url_internal.h"

namespace newsstand::url_internal {
namespace {

// What the standard's "domain to ASCII" does not ask for, but ICU reports all the same.
constexpr uint32_t kIgnoredIdnaErrors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                        UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                        UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

const UIDNA* Idna() {
  // ICU's object is immutable and thread-safe once open; it lives as long as the program.
  static const UIDNA* const idna = [] {
    UErrorCode error = U_ZERO_ERROR;
    UIDNA* opened = uidna_openUTS46(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
        &error);
    return U_SUCCESS(error) ? opened : nullptr;
  }();
  return idna;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What Unicode 16 maps or ignores in names and ICU 72 (Unicode 15) still refuses: capital letters that got their small
// ones late, five compatibility ideographs, and characters nobody sees. Returns -1 for a character that is dropped.
UChar32 MappedSinceUnicode15(UChar32 c) {
  if (c >= 0x10A0 && c <= 0x10C5) return c - 0x10A0 + 0x2D00;  // Georgian
  if ((c >= 0x2061 && c <= 0x2064) || (c >= 0x206A && c <= 0x206F) || (c >= 0x1D173 && c <= 0x1D17A)) return -1;
  switch (c) {
    case 0x04C0: return 0x04CF;
    case 0x1E9E: return 0x00DF;
    case 0x2132: return 0x214E;
    case 0x2183: return 0x2184;
    case 0x2F868: return 0x36FC;
    case 0x2F874: return 0x5F53;
    case 0x2F91F: return 0x243AB;
    case 0x2F95F: return 0x7AEE;
    case 0x2F9BF: return 0x45D7;
    case 0x115F:
    case 0x1160:
    case 0x17B4:
    case 0x17B5:
    case 0x180E:
    case 0x3164:
    case 0xFFA0: return -1;
    default: return c;
  }
}

std::string WithLateMappings(const std::string& domain) {
  std::string out;
  out.reserve(domain.size());
  const auto* data = reinterpret_cast<const uint8_t*>(domain.data());
  for (size_t i = 0; i < domain.size();) {
    UChar32 c = 0;
    U8_NEXT(data, i, domain.size(), c);
    c = MappedSinceUnicode15(c);
    if (c < 0) continue;
    uint8_t bytes[U8_MAX_LENGTH];
    size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(reinterpret_cast<const char*>(bytes), length);
  }
  return out;
}

std::optional<std::string> DomainToAscii(const std::string& domain) {
  std::string ascii;
  if (IsAscii(domain)) {
    // Also when it holds Punycode that means nothing: browsers let it pass, and the name will not be found.
    ascii = domain;
    std::transform(ascii.begin(), ascii.end(), ascii.begin(), Lower);
  } else {
    // Names over a few hundred bytes are not real, and Punycode is quadratic.
    if (Idna() == nullptr || domain.size() > 4096) return std::nullopt;
    const std::string mapped = WithLateMappings(domain);
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode error = U_ZERO_ERROR;
    ascii.resize(mapped.size() * 6 + 64);
    const int32_t length = uidna_nameToASCII_UTF8(Idna(), mapped.data(), static_cast<int32_t>(mapped.size()),
                                                  ascii.data(), static_cast<int32_t>(ascii.size()), &info, &error);
    if (U_FAILURE(error) || (info.errors & ~kIgnoredIdnaErrors) != 0) return std::nullopt;
    ascii.resize(static_cast<size_t>(length));
  }
  const bool forbidden = std::any_of(ascii.begin(), ascii.end(), [](char c) { return Is(c, kForbiddenDomain); });
  if (ascii.empty() || forbidden || !IsAscii(ascii)) return std::nullopt;
  return ascii;
}

std::vector<std::string_view> SplitDots(std::string_view text) {
  std::vector<std::string_view> parts;
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '.') {
      parts.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  return parts;
}

// Decimal, 0x hexadecimal or 0 octal. Values over 32 bits stay over 32 bits.
std::optional<uint64_t> ParseIpv4Number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int radix = 10;
  if (text.size() >= 2 && text[0] == '0' && Lower(text[1]) == 'x') {
    text.remove_prefix(2);
    radix = 16;
  } else if (text.size() >= 2 && text[0] == '0') {
    text.remove_prefix(1);
    radix = 8;
  }
  uint64_t value = 0;
  for (char c : text) {
    const int digit = HexValue(c);
    if (digit < 0 || digit >= radix) return std::nullopt;
    value = std::min<uint64_t>(value * static_cast<uint64_t>(radix) + static_cast<uint64_t>(digit), 1ULL << 33);
  }
  return value;
}

bool EndsInNumber(std::string_view host) {
  auto parts = SplitDots(host);
  if (parts.back().empty()) {
    if (parts.size() == 1) return false;
    parts.pop_back();
  }
  const std::string_view last = parts.back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), IsDigit)) return true;
  return ParseIpv4Number(last).has_value();
}

// "010" is 8 to those who know octal and 10 to those who do not.
bool IsAmbiguousNumber(std::string_view text) {
  return text.size() >= 2 && text[0] == '0' && text.find_first_not_of('0') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), IsDigit) && ParseIpv4Number(text) > 7;
}

std::optional<ParsedHost> ParseIpv4(std::string_view host) {
  auto parts = SplitDots(host);
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  if (parts.size() > 4) return std::nullopt;
  uint64_t address = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const auto number = ParseIpv4Number(parts[i]);
    if (!number) return std::nullopt;
    if (i + 1 < parts.size()) {
      if (*number > 255) return std::nullopt;
      address |= *number << (24 - 8 * i);
    } else {
      if (*number >= 1ULL << (8 * (5 - parts.size()))) return std::nullopt;
      address |= *number;
    }
  }
  char text[16];
  std::snprintf(text, sizeof text, "%u.%u.%u.%u", static_cast<unsigned>(address >> 24) & 255,
                static_cast<unsigned>(address >> 16) & 255, static_cast<unsigned>(address >> 8) & 255,
                static_cast<unsigned>(address) & 255);
  return ParsedHost{text, std::any_of(parts.begin(), parts.end(), IsAmbiguousNumber)};
}

// The dotted tail of "::ffff:192.0.2.1": exactly four decimal numbers without leading zeros, at the end of the text.
bool ParseDottedTail(std::string_view text, uint16_t* pieces) {
  const auto parts = SplitDots(text);
  if (parts.size() != 4) return false;
  for (size_t i = 0; i < 4; ++i) {
    if (parts[i].empty() || parts[i].size() > 3 || !std::all_of(parts[i].begin(), parts[i].end(), IsDigit))
      return false;
    if (parts[i].size() > 1 && parts[i][0] == '0') return false;
    int value = 0;
    for (char c : parts[i]) value = value * 10 + (c - '0');
    if (value > 255) return false;
    pieces[i / 2] = static_cast<uint16_t>(pieces[i / 2] * 256 + value);
  }
  return true;
}

std::optional<std::array<uint16_t, 8>> ParseIpv6(std::string_view text) {
  std::array<uint16_t, 8> address{};
  size_t piece = 0, at = 0;
  std::optional<size_t> compress;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return std::nullopt;
    at = 2;
    compress = 0;
  }
  while (at < text.size()) {
    if (piece == 8) return std::nullopt;
    if (text[at] == ':') {
      if (compress) return std::nullopt;
      ++at;
      compress = piece;
      continue;
    }
    const size_t start = at;
    unsigned value = 0;
    while (at < text.size() && at - start < 4 && HexValue(text[at]) >= 0) {
      value = value * 16 + static_cast<unsigned>(HexValue(text[at++]));
    }
    if (at < text.size() && text[at] == '.') {
      if (at == start || piece > 6 || !ParseDottedTail(text.substr(start), &address[piece])) return std::nullopt;
      piece += 2;
      break;
    }
    if (at < text.size()) {
      if (text[at] != ':' || ++at == text.size()) return std::nullopt;
    }
    address[piece++] = static_cast<uint16_t>(value);
  }
  if (compress) {
    std::rotate(address.begin() + static_cast<long>(*compress), address.begin() + static_cast<long>(piece),
                address.end());
  } else if (piece != 8) {
    return std::nullopt;
  }
  return address;
}

// In lower case, with the first longest run of at least two zero pieces written "::".
std::string FormatIpv6(const std::array<uint16_t, 8>& address) {
  size_t run_start = 8, run_length = 1;
  for (size_t i = 0; i < 8;) {
    size_t end = i;
    while (end < 8 && address[end] == 0) ++end;
    if (end - i > run_length) {
      run_start = i;
      run_length = end - i;
    }
    i = end == i ? i + 1 : end;
  }
  std::string out = "[";
  for (size_t i = 0; i < 8; ++i) {
    if (i == run_start) {
      out += i == 0 ? "::" : ":";
      i += run_length - 1;
      continue;
    }
    char piece[8];
    std::snprintf(piece, sizeof piece, "%x", address[i]);
    out += piece;
    if (i != 7) out += ':';
  }
  return out + "]";
}

}  // namespace

std::optional<ParsedHost> ParseHost(std::string_view text, bool opaque) {
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) return std::nullopt;
    const auto address = ParseIpv6(text.substr(1, text.size() - 2));
    if (!address) return std::nullopt;
    return ParsedHost{FormatIpv6(*address)};
  }
  if (opaque) {
    if (std::any_of(text.begin(), text.end(), [](char c) { return Is(c, kForbiddenHost); })) return std::nullopt;
    return ParsedHost{Encoded(text, kC0ControlSet)};
  }
  auto ascii = DomainToAscii(RepairedUtf8(Decoded(text)));
  if (!ascii) return std::nullopt;
  if (EndsInNumber(*ascii)) return ParseIpv4(*ascii);
  return ParsedHost{std::move(*ascii)};
}

}  // namespace newsstand::url_internal
