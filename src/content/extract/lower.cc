#include "content/extract/lower.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "base/text.h"

namespace newsstand::extract {

std::string Lowered(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return AsciiLower(text);
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())))
      .toLower()
      .toUTF8String(out);
  return out;
}

}  // namespace newsstand::extract
