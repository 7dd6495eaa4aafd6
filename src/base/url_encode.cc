#include <unicode/utf8.h>

#include "base/url_internal.h"

namespace newsstand::url_internal {
namespace {

constexpr std::array<uint16_t, 256> MakeByteClasses() {
  std::array<uint16_t, 256> classes{};
  auto add = [&](std::string_view bytes, int bits) {
    for (char c : bytes) classes[static_cast<unsigned char>(c)] |= static_cast<uint16_t>(bits);
  };
  constexpr int kUserinfo = kUserinfoSet;
  constexpr int kPath = kPathSet | kUserinfo;
  constexpr int kQuery = kQuerySet | kSpecialQuerySet | kPath;
  constexpr int kAll = kC0ControlSet | kFragmentSet | kQuery;
  for (int c = 0; c < 256; ++c) {
    if (c < 0x20 || c > 0x7E) classes[static_cast<size_t>(c)] |= kAll;
    if (c < 0x20 || c == 0x7F) classes[static_cast<size_t>(c)] |= kForbiddenDomain;
  }
  add(" \"<>", kFragmentSet | kQuery);
  add("`", kFragmentSet | kPath);
  add("#", kQuery);
  add("'", kSpecialQuerySet);
  add("?^{}", kPath);
  add("/:;=@[\\]|", kUserinfo);
  add(std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17), kForbiddenHost | kForbiddenDomain);
  add("%", kForbiddenDomain);
  return classes;
}

}  // namespace

const std::array<uint16_t, 256> kByteClasses = MakeByteClasses();

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void AppendEncoded(std::string& out, char c, ByteClass set) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  if (!Is(c, set)) {
    out += c;
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

std::string Encoded(std::string_view text, ByteClass set) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) AppendEncoded(out, c, set);
  return out;
}

std::string Decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 && HexValue(text[i + 2]) >= 0) {
      out += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string RepairedUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  for (size_t i = 0; i < bytes.size();) {
    const size_t start = i;
    UChar32 code_point = 0;
    U8_NEXT(data, i, bytes.size(), code_point);
    if (code_point < 0) {
      out += "\xEF\xBF\xBD";
    } else {
      out += bytes.substr(start, i - start);
    }
  }
  return out;
}

bool IsSpecialScheme(std::string_view scheme) { return scheme == "file" || DefaultPort(scheme) != 0; }

uint16_t DefaultPort(std::string_view scheme) {
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "ftp") return 21;
  return 0;
}

}  // namespace newsstand::url_internal
