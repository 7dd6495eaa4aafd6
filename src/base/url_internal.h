// The parts of the URL parser. For url*.cc alone; everybody else uses base/url.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsstand::url_internal {

// What a byte is, one bit a property: the percent-encode sets of the standard and the forbidden host code points.
enum ByteClass : uint16_t {
  kC0ControlSet = 1 << 0,
  kFragmentSet = 1 << 1,
  kQuerySet = 1 << 2,
  kSpecialQuerySet = 1 << 3,
  kPathSet = 1 << 4,
  kUserinfoSet = 1 << 5,
  kForbiddenHost = 1 << 6,
  kForbiddenDomain = 1 << 7,
};
extern const std::array<uint16_t, 256> kByteClasses;

inline bool Is(char c, uint16_t classes) { return (kByteClasses[static_cast<unsigned char>(c)] & classes) != 0; }
inline bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
int HexValue(char c);  // -1 when it is no hex digit

// Appends `c`, percent-encoded when it is in `set`.
void AppendEncoded(std::string& out, char c, ByteClass set);
std::string Encoded(std::string_view text, ByteClass set);
std::string Decoded(std::string_view text);
// Valid UTF-8: every byte sequence that is none becomes U+FFFD.
std::string RepairedUtf8(std::string_view bytes);

bool IsSpecialScheme(std::string_view scheme);
uint16_t DefaultPort(std::string_view scheme);  // 0 when it has none

struct ParsedHost {
  std::string text;
  bool is_ambiguous = false;  // as Url::has_ambiguous_host
};
// The host parser. `opaque` for schemes that are not special. nullopt is the standard's failure.
std::optional<ParsedHost> ParseHost(std::string_view text, bool opaque);

}  // namespace newsstand::url_internal
