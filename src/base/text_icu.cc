// The parts of base/text.h that need Unicode data: they see ICU's headers, the rest does not.
#include <unicode/uchar.h>
#include <unicode/translit.h>
#include <unicode/uscript.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>

#include "base/scripts.h"
#include "base/text.h"

namespace newsstand {
namespace {

constexpr size_t kSlugBytes = 80;

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Transliterators are dear to make and not thread-safe: one a thread.
icu::Transliterator* ToAscii() {
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  return transliterator.get();
}

}  // namespace

bool WrittenWithoutSpaces(char32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

std::string Capitalized(std::string_view word) {
  auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  const int32_t rest = unicode.moveIndex32(0, 1);
  icu::UnicodeString small(unicode, rest);
  std::string out;
  unicode.truncate(rest);
  unicode.append(small.toLower()).toUTF8String(out);
  return out;
}

std::string Slugify(std::string_view text) {
  std::string ascii;
  if (IsAscii(text)) {
    ascii = AsciiLower(text);
  } else if (icu::Transliterator* transliterator = ToAscii()) {
    auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    transliterator->transliterate(unicode);
    unicode.toUTF8String(ascii);
  }
  std::string slug;
  bool gap = false;
  for (const char raw : ascii) {
    const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw + 32) : raw;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      if (gap && !slug.empty()) slug += '-';
      gap = false;
      slug += c;
    } else if (c != '\'') {
      gap = true;
    }
  }
  if (slug.size() > kSlugBytes) {
    const size_t dash = slug.rfind('-', kSlugBytes);
    slug.resize(dash == std::string::npos || dash < kSlugBytes / 2 ? kSlugBytes : dash);
  }
  return slug;
}

namespace {

enum AsciiKind : uint8_t { kSeparates, kLetter, kJoins, kNoAscii };
constexpr std::array<uint8_t, 256> MakeAsciiKinds() {
  std::array<uint8_t, 256> kinds{};
  for (size_t c = 0; c < 256; ++c) {
    const bool letter = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    const bool joins = c == '\'' || c == '-' || c == '.' || c == ',';
    kinds[c] = c >= 0x80 ? kNoAscii : letter ? kLetter : joins ? kJoins : kSeparates;
  }
  return kinds;
}
constexpr std::array<uint8_t, 256> kAsciiKinds = MakeAsciiKinds();

}  // namespace

int CountWords(std::string_view text) {
  // A word is a run of letters and digits; in scripts without spaces two characters count as one.
  int words = 0, dense = 0;
  bool inside = false;
  for (int32_t i = 0; i < static_cast<int32_t>(text.size());) {
    if (const uint8_t kind = kAsciiKinds[static_cast<unsigned char>(text[static_cast<size_t>(i)])]; kind != kNoAscii) {
      words += kind == kLetter && !inside;
      inside = kind == kLetter || (inside && kind == kJoins);
      ++i;
      continue;
    }
    UChar32 c;
    U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
    if (c < 0) c = 0xFFFD;
    if (c >= 0x0E00 && WrittenWithoutSpaces(static_cast<char32_t>(c))) {
      ++dense;
      inside = false;
      continue;
    }
    const bool letter =
        u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_COMBINING_SPACING_MARK;
    const bool joins = inside && c == 0x2019;
    if (letter && !inside) ++words;
    inside = letter || joins;
  }
  return words + (dense + 1) / 2;
}

}  // namespace newsstand
