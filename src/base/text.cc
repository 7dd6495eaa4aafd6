#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace newsstand {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The length of the well-formed UTF-8 sequence at the start of `bytes`, 0 if there is none (Unicode 15, table 3-7).
size_t SequenceLength(std::string_view bytes) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto continues = [&](size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < bytes.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

// How many bytes from `from` on are ASCII, counted in steps of eight: often fewer than there are.
size_t AsciiRun(std::string_view text, size_t from) {
  size_t i = from;
  for (uint64_t eight = 0; i + sizeof eight <= text.size(); i += sizeof eight) {
    std::memcpy(&eight, text.data() + i, sizeof eight);
    if (eight & 0x8080808080808080u) break;
  }
  return i - from;
}

// Bytes that need a look when white space is collapsed: white space, and what begins such a character or one to drop.
constexpr std::array<bool, 256> MakeSpaceLeads() {
  std::array<bool, 256> leads{};
  for (const unsigned char lead : {'\t', '\n', '\v', '\f', '\r', ' '}) leads[lead] = true;
  for (const int lead : {0xC2, 0xE1, 0xE2, 0xE3, 0xEF}) leads[static_cast<size_t>(lead)] = true;
  return leads;
}
constexpr std::array<bool, 256> kSpaceLeads = MakeSpaceLeads();

// The length of the Unicode white space at the start of `text`, 0 if there is none.
size_t SpaceLength(std::string_view text) {
  if (IsAsciiSpace(text[0]) || text[0] == '\v') return 1;
  const auto starts = [&](std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; };
  if (starts("\xC2\xA0") || starts("\xC2\x85")) return 2;
  if (starts("\xE1\x9A\x80") || starts("\xE3\x80\x80") || starts("\xE2\x81\x9F") || starts("\xE2\x80\xA8") ||
      starts("\xE2\x80\xA9") || starts("\xE2\x80\xAF")) {
    return 3;
  }
  if (starts("\xE2\x80") && text.size() >= 3) {
    const auto third = static_cast<unsigned char>(text[2]);
    if (third >= 0x80 && third <= 0x8A) return 3;  // U+2000 … U+200A
  }
  return 0;
}

}  // namespace

bool IsAsciiSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c + (static_cast<unsigned char>(c - 'A') < 26 ? 32 : 0));
  return out;
}

bool AsciiIEquals(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t start = 0;
  while (true) {
    const size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::string CollapseSpace(std::string_view text) {
  std::string out(text.size(), '\0');
  char* const begin = out.data();
  char* end = begin;
  bool pending = false;
  for (size_t i = 0; i < text.size();) {
    if (!kSpaceLeads[static_cast<unsigned char>(text[i])]) {
      if (pending && end != begin) *end++ = ' ';
      pending = false;
      do {
        *end++ = text[i++];
      } while (i < text.size() && !kSpaceLeads[static_cast<unsigned char>(text[i])]);
      continue;
    }
    if (const size_t space = SpaceLength(text.substr(i)); space > 0) {
      pending = true;
      i += space;
      continue;
    }
    // Zero-width space and byte order mark show nothing: editors leave them in the middle of words.
    if (text.substr(i, 3) == "\xE2\x80\x8B" || text.substr(i, 3) == "\xEF\xBB\xBF") {
      i += 3;
      continue;
    }
    if (pending && end != begin) *end++ = ' ';
    pending = false;
    *end++ = text[i++];
  }
  out.resize(static_cast<size_t>(end - begin));
  return out;
}

bool IsValidUtf8(std::string_view bytes) {
  for (size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      i += std::max<size_t>(AsciiRun(bytes, i), 1);
      continue;
    }
    const size_t length = SequenceLength(bytes.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string CleanUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    size_t plain = i;
    while (plain < bytes.size() && bytes[plain] >= 0x20 && bytes[plain] != 0x7f) ++plain;
    if (plain > i) {
      out.append(bytes, i, plain - i);
      i = plain;
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) {
      if (byte >= 0x20 ? byte != 0x7f : (byte == '\t' || byte == '\n')) out += bytes[i];
      ++i;
      continue;
    }
    const size_t length = SequenceLength(bytes.substr(i));
    if (length == 0) {
      out += kReplacement;
      ++i;
      // One replacement for each maximal broken run of continuation bytes.
      while (i < bytes.size() && (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80) ++i;
      continue;
    }
    const bool c1_control = length == 2 && byte == 0xC2 && static_cast<unsigned char>(bytes[i + 1]) < 0xA0;
    if (!c1_control) out.append(bytes.substr(i, length));
    i += length;
  }
  return out;
}

std::string_view TruncateUtf8(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string Ellipsize(std::string_view text, size_t max_characters) {
  size_t characters = 0, i = 0, last_space = 0;
  for (; i < text.size() && characters < max_characters; ++characters) {
    if (text[i] == ' ') last_space = i;
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
  }
  if (i >= text.size()) return std::string(text);
  if (text[i] == ' ') last_space = i;
  // A word is worth keeping whole unless that costs more than a third of the text (or the script has no spaces).
  std::string_view cut = text.substr(0, last_space > i * 2 / 3 ? last_space : i);
  while (!cut.empty() && (IsAsciiSpace(cut.back()) || cut.back() == ',' || cut.back() == ';' || cut.back() == ':' ||
                          cut.back() == '.' || cut.back() == '-')) {
    cut.remove_suffix(1);
  }
  return std::string(cut) + "…";
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string PercentEncode(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                            c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out += c;
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::string PercentDecode(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

void AppendUtf8(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    out += kReplacement;
  } else if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    out += static_cast<char>(0x80 | ((code_point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  }
}

}  // namespace newsstand
