#include "content/html/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/text.h"
#include "content/html/document.h"
#include "content/html/encoding_labels.h"
#include "content/html/meta_prescan.h"
#include "content/html/windows_1252.h"

namespace newsstand::html {
namespace {

// What ICU calls the encodings whose name it does not know, or knows for a smaller set.
std::string_view IcuName(std::string_view encoding) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"gbk", "gb18030"},
      {"big5", "Big5-HKSCS"},
      {"shift_jis", "ibm-943_P15A-2003"},
      {"euc-kr", "windows-949"},
      {"windows-874", "ibm-874"},
      {"iso-8859-8-i", "iso-8859-8"},
      {"x-mac-cyrillic", "x-mac-cyrillic"},
      {"ibm866", "ibm-866"},
      {"koi8-u", "koi8-u"},
      {"euc-jp", "ibm-33722_P12A_P12A-2009_U2"},
      {"iso-8859-16", "iso-8859-16"},
  };
  for (const auto& [name, icu] : kNames) {
    if (name == encoding) return icu;
  }
  return encoding;
}

std::string DecodeWindows1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      AppendUtf8(out, byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
    }
  }
  return out;
}

// U+FFFD for what is not UTF-8, one for each maximal part of a sequence, as the standard's decoder does.
std::string DecodeUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  size_t i = 0;
  while (i < bytes.size()) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) {
      out += bytes[i++];
      continue;
    }
    const int needed = lead >= 0xC2 && lead <= 0xDF   ? 1
                       : (lead & 0xF0) == 0xE0        ? 2
                       : lead >= 0xF0 && lead <= 0xF4 ? 3
                                                      : 0;
    unsigned char lower = 0x80, upper = 0xBF;
    if (lead == 0xE0) lower = 0xA0;
    if (lead == 0xED) upper = 0x9F;
    if (lead == 0xF0) lower = 0x90;
    if (lead == 0xF4) upper = 0x8F;
    size_t length = 1;
    while (length <= static_cast<size_t>(needed) && i + length < bytes.size()) {
      const auto next = static_cast<unsigned char>(bytes[i + length]);
      if (next < lower || next > upper) break;
      lower = 0x80;
      upper = 0xBF;
      ++length;
    }
    if (needed > 0 && length == static_cast<size_t>(needed) + 1) {
      out.append(bytes, i, length);
    } else {
      out += "\xEF\xBF\xBD";
    }
    i += length;
  }
  return out;
}

std::string DecodeUserDefined(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    AppendUtf8(out, byte < 0x80 ? byte : 0xF780u + byte - 0x80);
  }
  return out;
}

std::string DecodeWithIcu(std::string_view bytes, std::string_view encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(
      ucnv_open(std::string(IcuName(encoding)).c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) return DecodeWindows1252(bytes);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> buffer;
  const char* source = bytes.data();
  const char* end = source + bytes.size();
  char16_t high = 0;
  do {
    UChar* target = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(from.get(), &target, buffer.data() + buffer.size(), &source, end, nullptr, true, &status);
    for (const UChar* unit = buffer.data(); unit < target; ++unit) {
      if (high != 0 && (*unit & 0xFC00) == 0xDC00) {
        AppendUtf8(out, 0x10000u + ((static_cast<char32_t>(high) - 0xD800) << 10) + (*unit - 0xDC00));
        high = 0;
        continue;
      }
      if (high != 0) AppendUtf8(out, 0xFFFD);
      high = 0;
      if ((*unit & 0xFC00) == 0xD800) {
        high = *unit;
      } else {
        AppendUtf8(out, *unit);
      }
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (high != 0 || U_FAILURE(status)) AppendUtf8(out, 0xFFFD);
  return out;
}

std::string_view WithoutBom(std::string_view bytes, std::string_view encoding) {
  if (encoding == "utf-8" && bytes.starts_with("\xEF\xBB\xBF")) return bytes.substr(3);
  if (encoding == "utf-16le" && bytes.starts_with("\xFF\xFE")) return bytes.substr(2);
  if (encoding == "utf-16be" && bytes.starts_with("\xFE\xFF")) return bytes.substr(2);
  return bytes;
}

std::string_view BomEncoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "utf-8";
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  return {};
}

std::string_view HeaderEncoding(std::string_view content_type) {
  const std::string lower = AsciiLower(content_type);
  return EncodingForLabel(CharsetParameter(lower));
}

// What a declaration in the page itself means: the page could not have been read so far if it were UTF-16.
std::string_view DeclaredEncoding(std::string_view label) {
  const std::string_view encoding = EncodingForLabel(label);
  if (encoding.starts_with("utf-16")) return "utf-8";
  return encoding == "x-user-defined" ? "windows-1252" : encoding;
}

// A <meta> further down. The standard starts over when its parser meets one ("changing the encoding while parsing");
// here its first 64 KiB are searched, after UTF-8 was ruled out.
std::string_view LateEncoding(std::string_view bytes) {
  constexpr size_t kSearched = 64 << 10;
  const Document document = ParseDocument(bytes.substr(0, kSearched));
  for (const Node* node = document.root(); node; node = NextInTree(node, document.root())) {
    if (!node->Is(Tag::kMeta)) continue;
    std::string_view encoding = DeclaredEncoding(node->Attr("charset"));
    if (encoding.empty() && AsciiIEquals(node->Attr("http-equiv"), "content-type")) {
      encoding = DeclaredEncoding(CharsetParameter(AsciiLower(node->Attr("content"))));
    }
    if (!encoding.empty()) return encoding;
  }
  return {};
}

bool IsAscii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
}

// Nothing is declared, and it is not UTF-8: the guess of ICU when it is sure, else the web's default.
std::string DetectEncoding(std::string_view bytes) {
  constexpr size_t kSample = 64 << 10;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), ucsdet_close);
  if (U_FAILURE(status)) return "windows-1252";
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(std::min(bytes.size(), kSample)), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || !match) return "windows-1252";
  const char* name = ucsdet_getName(match, &status);
  const int32_t confidence = ucsdet_getConfidence(match, &status);
  if (U_FAILURE(status) || !name) return "windows-1252";
  const std::string_view encoding = EncodingForLabel(name);
  // UTF-16 and UTF-32 without a mark are never guessed: an attacker could hide tags that way.
  const bool usable = !encoding.empty() && !encoding.starts_with("utf-16") && encoding != "replacement";
  const int32_t wanted = encoding == "utf-8" ? 60 : 30;  // it is known not to be UTF-8 throughout
  return std::string(usable && confidence >= wanted ? encoding : "windows-1252");
}

}  // namespace

std::string_view EncodingForLabel(std::string_view label) {
  const std::string wanted = AsciiLower(Trim(label));
  const auto* end = std::end(kEncodingLabels);
  const auto* found = std::lower_bound(std::begin(kEncodingLabels), end, std::string_view(wanted),
                                       [](const EncodingLabel& a, std::string_view b) { return a.label < b; });
  return found != end && found->label == wanted ? found->encoding : std::string_view{};
}

std::string SniffEncoding(std::string_view bytes, std::string_view content_type) {
  if (const std::string_view bom = BomEncoding(bytes); !bom.empty()) return std::string(bom);
  if (const std::string_view header = HeaderEncoding(content_type); !header.empty()) return std::string(header);
  constexpr size_t kPrescanned = 1024;
  const std::string_view meta = DeclaredEncoding(PrescanForCharset(bytes.substr(0, kPrescanned)));
  if (!meta.empty()) return std::string(meta);
  const bool ascii = IsAscii(bytes);
  // No other text is valid UTF-8 by chance; a declaration further down that says otherwise was left behind by a move.
  if (!ascii && IsValidUtf8(bytes)) return "utf-8";
  if (const std::string_view late = LateEncoding(bytes); !late.empty()) return std::string(late);
  return ascii ? "windows-1252" : DetectEncoding(bytes);
}

std::string DecodeBytes(std::string_view bytes, std::string_view encoding) {
  bytes = WithoutBom(bytes, encoding);
  if (encoding == "utf-8") return IsValidUtf8(bytes) ? std::string(bytes) : DecodeUtf8(bytes);
  if (encoding == "windows-1252") return DecodeWindows1252(bytes);
  if (encoding == "x-user-defined") return DecodeUserDefined(bytes);
  if (encoding == "replacement") return bytes.empty() ? std::string() : std::string("\xEF\xBF\xBD");
  return DecodeWithIcu(bytes, encoding);
}

std::string DecodeHtml(std::string_view bytes, std::string_view content_type) {
  return DecodeBytes(bytes, SniffEncoding(bytes, content_type));
}

}  // namespace newsstand::html
