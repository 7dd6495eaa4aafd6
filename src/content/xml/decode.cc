#include "content/xml/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "base/text.h"

namespace newsstand::xml {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// Names under which publishers mean another encoding than ICU would read: the Encoding Standard's view, because feeds
// are written for browsers.
std::string_view MeantEncoding(std::string_view label) {
  static constexpr std::array<std::array<std::string_view, 2>, 24> kMeant = {{
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ascii", "windows-1252"},
      {"ansi", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"iso-8859-11", "windows-874"},
      {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"gb_2312-80", "gb18030"},
      {"x-gbk", "gb18030"},
      {"shift_jis", "windows-31j"},
      {"shift-jis", "windows-31j"},
      {"sjis", "windows-31j"},
      {"x-sjis", "windows-31j"},
      {"euc-kr", "windows-949"},
      {"ks_c_5601-1987", "windows-949"},
      {"utf8", "utf-8"},
      {"unicode", "utf-16le"},
      {"win-1251", "windows-1251"},
      {"big5", "big5-hkscs"},
  }};
  for (const auto& [name, meant] : kMeant) {
    if (AsciiIEquals(label, name)) return meant;
  }
  return label;
}

bool IsUtf8Label(std::string_view label) { return AsciiIEquals(label, "utf-8") || AsciiIEquals(label, "utf8"); }

// UTF-16 and UTF-32 cannot be what a document is whose first bytes were read as ASCII.
bool IsWideLabel(std::string_view label) {
  std::string lower = AsciiLower(label);
  return lower.starts_with("utf-16") || lower.starts_with("utf-32") || lower.starts_with("utf16") ||
         lower.starts_with("utf32") || lower.starts_with("ucs-") || lower.starts_with("iso-10646-ucs") ||
         lower == "unicode";
}

std::optional<std::string> Transcode(std::string_view bytes, std::string_view label, bool strict) {
  UErrorCode error = U_ZERO_ERROR;
  Converter from(ucnv_open(std::string(MeantEncoding(label)).c_str(), &error), &ucnv_close);
  if (U_FAILURE(error)) return std::nullopt;
  UErrorCode utf8_error = U_ZERO_ERROR;
  Converter to(ucnv_open("utf-8", &utf8_error), &ucnv_close);
  if (U_FAILURE(utf8_error)) return std::nullopt;
  if (strict) {
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  } else {
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_SUBSTITUTE, nullptr, nullptr, nullptr, &error);
  }
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2 + 16);
  std::array<UChar, 4096> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  std::array<char, 16384> buffer;
  const char* source = bytes.data();
  const char* end = source + bytes.size();
  bool reset = true;
  while (true) {
    char* target = buffer.data();
    error = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source, end, pivot.data(),
                   &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset, true, &error);
    reset = false;
    out.append(buffer.data(), static_cast<size_t>(target - buffer.data()));
    if (error == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(error)) return std::nullopt;
    return out;
  }
}

struct Utf8Count {
  size_t valid = 0;    // characters of more than one byte
  size_t invalid = 0;  // bytes that belong to none
};

// The length of the valid character of more than one byte at `i`, 0 if there is none.
size_t MultiByteAt(std::string_view text, size_t i) {
  auto byte = [&](size_t at) { return static_cast<uint8_t>(text[at]); };
  auto tail = [&](size_t at) { return at < text.size() && (byte(at) & 0xC0) == 0x80; };
  uint8_t lead = byte(i);
  if (lead >= 0xC2 && lead <= 0xDF) return tail(i + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!tail(i + 1) || !tail(i + 2)) return 0;
    if (lead == 0xE0 && byte(i + 1) < 0xA0) return 0;
    if (lead == 0xED && byte(i + 1) > 0x9F) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!tail(i + 1) || !tail(i + 2) || !tail(i + 3)) return 0;
    if (lead == 0xF0 && byte(i + 1) < 0x90) return 0;
    if (lead == 0xF4 && byte(i + 1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

Utf8Count CountUtf8(std::string_view text) {
  Utf8Count count;
  for (size_t i = 0; i < text.size();) {
    if (static_cast<uint8_t>(text[i]) < 0x80) {
      ++i;
    } else if (size_t length = MultiByteAt(text, i)) {
      ++count.valid;
      i += length;
    } else {
      ++count.invalid;
      ++i;
    }
  }
  return count;
}

// windows-1252, 0x80 … 0x9F; 0 where it has no character.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// UTF-8 with strange bytes in it: aggregated feeds mix items in windows-1252 into it. A character that was cut off
// becomes U+FFFD, a byte that stands alone is read as windows-1252.
std::string RepairUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 64);
  for (size_t i = 0; i < text.size();) {
    auto byte = static_cast<uint8_t>(text[i]);
    size_t length = byte < 0x80 ? 1 : MultiByteAt(text, i);
    if (length > 0) {
      out.append(text.substr(i, length));
      i += length;
      continue;
    }
    size_t cut = i + 1;
    while (cut < text.size() && cut < i + 4 && (static_cast<uint8_t>(text[cut]) & 0xC0) == 0x80) ++cut;
    bool was_cut = byte >= 0xC2 && cut > i + 1;
    if (was_cut) {
      out += "\xEF\xBF\xBD";
      i = cut;
      continue;
    }
    char32_t meant = byte >= 0xA0 ? byte : kWindows1252[byte - 0x80];
    AppendUtf8(out, meant == 0 ? 0xFFFD : meant);
    ++i;
  }
  return out;
}

// U+0080 … U+009F at `at`: control characters nobody means; what is meant is windows-1252.
bool IsHighControl(std::string_view text, size_t at) {
  return static_cast<uint8_t>(text[at]) == 0xC2 && at + 1 < text.size() && static_cast<uint8_t>(text[at + 1]) < 0xA0;
}

bool HasControls(std::string_view text) {
  auto is_control = [](char c) {
    auto byte = static_cast<uint8_t>(c);
    return byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r';
  };
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    // Eight bytes at once: the top bit of each that is below 0x20 comes out set. Line ends are looked at one by one.
    uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    uint64_t low = (eight - 0x2020202020202020) & ~eight & 0x8080808080808080;
    if (low != 0 && std::any_of(text.data() + i, text.data() + i + 8, is_control)) return true;
  }
  if (std::any_of(text.data() + i, text.data() + text.size(), is_control)) return true;
  for (size_t at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1)) {
    if (IsHighControl(text, at)) return true;
  }
  return false;
}

void DropControls(std::string& text) {
  if (!HasControls(text)) return;
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<uint8_t>(text[i]);
    if (IsHighControl(text, i)) {
      char32_t meant = kWindows1252[static_cast<uint8_t>(text[i + 1]) - 0x80];
      if (meant != 0) AppendUtf8(out, meant);
      ++i;
    } else if (byte >= 0x20 || byte == '\n' || byte == '\t' || byte == '\r') {
      out += text[i];
    }
  }
  text = std::move(out);
}

bool IsKnownEncoding(std::string_view label) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(MeantEncoding(label)).c_str(), &error), &ucnv_close);
  return U_SUCCESS(error);
}

std::string UnknownEncoding(std::string_view label) {
  return "The encoding named “" + CleanUtf8(TruncateUtf8(label, 40)) + "” is unknown.";
}

std::string DetectEncoding(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), &ucsdet_close);
  if (U_FAILURE(error)) return "";
  // Markup is ASCII and says nothing: the first bytes with text in them are enough to tell.
  std::string sample;
  for (size_t i = 0; i < bytes.size() && sample.size() < 32'768; ++i) {
    if (static_cast<uint8_t>(bytes[i]) < 0x80) continue;
    size_t begin = i;
    while (i < bytes.size() && bytes[i] != '<' && i - begin < 4096) ++i;
    sample.append(bytes.substr(begin, i - begin));
    sample += ' ';
  }
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr || ucsdet_getConfidence(match, &error) < 20) return "";
  const char* name = ucsdet_getName(match, &error);
  return U_FAILURE(error) ? "" : name;
}

struct Mark {
  std::string_view encoding;
  size_t skip = 0;
};

Mark ByteOrderMark(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {"utf-8", 3};
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return {"utf-32le", 4};
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return {"utf-32be", 4};
  if (bytes.starts_with("\xFF\xFE"sv)) return {"utf-16le", 2};
  if (bytes.starts_with("\xFE\xFF"sv)) return {"utf-16be", 2};
  return {};
}

// Appendix F of XML: the first characters of a document are known, so their bytes tell how wide they are.
std::string_view WidthPattern(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\0\0\0<"sv)) return "utf-32be";
  if (bytes.starts_with("<\0\0\0"sv)) return "utf-32le";
  if (bytes.starts_with("\0<\0"sv)) return "utf-16be";
  if (bytes.size() > 3 && (bytes[0] == '<' || bytes[0] == '{') && bytes[1] == 0 && bytes[3] == 0) return "utf-16le";
  if (bytes.starts_with("\x4C\x6F\xA7\x94"sv)) return "ibm-37";
  return "";
}

std::string DeclaredEncoding(std::string_view bytes) {
  std::string_view head = bytes.substr(0, 1024);
  size_t begin = head.find("<?xml");
  if (begin == std::string_view::npos) return "";
  head = head.substr(begin, head.find("?>", begin) - begin);
  size_t at = head.find("encoding");
  if (at == std::string_view::npos) return "";
  head = Trim(head.substr(at + 8));
  if (!head.starts_with('=')) return "";
  head = Trim(head.substr(1));
  if (head.empty() || (head[0] != '"' && head[0] != '\'')) return "";
  size_t end = head.find(head[0], 1);
  if (end == std::string_view::npos) return "";
  return std::string(Trim(head.substr(1, end - 1)));
}

std::string SingleByteFallback(std::string_view bytes, const Utf8Count& count, std::vector<std::string>& warnings) {
  if (count.valid >= count.invalid) {
    warnings.push_back("The document is UTF-8 with bytes that are not; those were read as windows-1252.");
    return RepairUtf8(bytes);
  }
  std::string detected = DetectEncoding(bytes);
  if (detected.empty() || IsUtf8Label(detected) || IsWideLabel(detected)) detected = "windows-1252";
  warnings.push_back("The document is not in the encoding it names; it was read as " + AsciiLower(detected) + ".");
  if (auto text = Transcode(bytes, detected, false)) return *std::move(text);
  return RepairUtf8(bytes);
}

// Tries the names one after the other; the first that the bytes do not contradict is believed.
std::string DecodeByLabels(std::string_view bytes, const std::vector<std::string>& labels,
                           std::vector<std::string>& warnings) {
  for (const std::string& label : labels) {
    if (label.empty() || IsUtf8Label(label) || IsWideLabel(label)) continue;
    if (auto text = Transcode(bytes, label, true)) return *std::move(text);
    if (!IsKnownEncoding(label)) {
      warnings.push_back(UnknownEncoding(label));
      continue;
    }
    // A few damaged characters do not make the name wrong.
    auto text = Transcode(bytes, label, false);
    if (!text) continue;
    size_t damaged = 0;
    for (size_t at = text->find("\xEF\xBF\xBD"); at != std::string::npos; at = text->find("\xEF\xBF\xBD", at + 3)) {
      ++damaged;
    }
    if (damaged * 50 < bytes.size() - std::min(bytes.size(), size_t{1})) {
      warnings.push_back("Some characters are not valid " + AsciiLower(CleanUtf8(TruncateUtf8(label, 40))) + ".");
      return *std::move(text);
    }
  }
  return SingleByteFallback(bytes, CountUtf8(bytes), warnings);
}

}  // namespace

std::string CharsetOf(std::string_view content_type) {
  std::string lower = AsciiLower(content_type);
  size_t at = lower.find("charset");
  if (at == std::string::npos) return "";
  std::string_view rest = Trim(std::string_view(lower).substr(at + 7));
  if (!rest.starts_with('=')) return "";
  rest = Trim(rest.substr(1));
  if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) rest.remove_prefix(1);
  return std::string(Trim(rest.substr(0, rest.find_first_of("\"'; ,"))));
}

std::string_view DecodeDocument(std::string_view bytes, std::string_view content_type, std::string& storage,
                                std::vector<std::string>& warnings) {
  Mark mark = ByteOrderMark(bytes);
  std::string_view wide = mark.encoding == "utf-8" ? "" : mark.encoding;
  bytes.remove_prefix(mark.skip);
  if (wide.empty()) wide = WidthPattern(bytes);
  if (!wide.empty()) {
    if (auto text = Transcode(bytes, wide, false)) {
      storage = *std::move(text);
      DropControls(storage);
      return storage;
    }
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // written twice by some servers

  std::string header = CharsetOf(content_type);
  std::string declared = DeclaredEncoding(bytes);
  bool valid = IsValidUtf8(bytes);
  // ISO-2022-JP and UTF-7 are ASCII to look at, and say by name only that they are not.
  std::string stateful;
  for (const std::string& label : {header, declared}) {
    std::string lower = AsciiLower(label);
    if (lower.starts_with("iso-2022") || lower == "hz-gb-2312" || lower == "utf-7") stateful = lower;
  }
  if (valid && !stateful.empty()) {
    if (auto text = Transcode(bytes, stateful, true)) {
      storage = *std::move(text);
      DropControls(storage);
      return storage;
    }
  }
  if (valid) {
    for (const std::string& label : {header, declared}) {
      if (!label.empty() && !IsUtf8Label(label) && !IsKnownEncoding(label)) warnings.push_back(UnknownEncoding(label));
    }
    if (!HasControls(bytes)) return bytes;
    warnings.push_back("There were control characters in the text.");
    storage = std::string(bytes);
    DropControls(storage);
    return storage;
  }
  Utf8Count count = CountUtf8(bytes);
  // Nearly all of it is UTF-8 of several bytes: that cannot be by accident, whatever the label says.
  if (count.valid > 8 && count.valid > 20 * count.invalid) {
    storage = SingleByteFallback(bytes, count, warnings);
  } else {
    storage = DecodeByLabels(bytes, {header, declared}, warnings);
  }
  DropControls(storage);
  return storage;
}

}  // namespace newsstand::xml
