// Pictures from outside, decoded in limits and encoded anew: nothing of the original's bytes is ever passed on. Pure,
// thread-safe; each call uses one thread. SVG and every format that is not in the list is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsstand::image {

enum class Format { kJpeg, kWebp, kPng };

struct Spec {
  int width = 0;    // at most this wide; never enlarged
  int height = 0;   // 0: as the picture's shape asks; else cropped to the shape width × height around what catches the eye
  Format format = Format::kJpeg;
};

// What a page wants to know before a picture comes: the room it takes and the colour most of it has.
struct Facts {
  int width = 0, height = 0;  // of the original, turned as it is shown
  uint32_t colour = 0;        // 0xRRGGBB

  friend bool operator==(const Facts&, const Facts&) = default;
};

struct Encoded {
  std::string bytes;
  std::string content_type;
  int width = 0, height = 0;
  Facts original;
};

// Reads JPEG, PNG, GIF and WebP (of both the first frame), AVIF and ICO; turned as the EXIF orientation says, in sRGB,
// without metadata. kUnsupported for any other, kInvalid when it cannot be decoded, kTooLarge (before decoding) above 10
// MiB, 16,384 pixels a side, limits::kImagePixels, or less of those kinds that only decode as a whole.
Result<Encoded> Transform(std::string_view bytes, const Spec& spec);

// What the first bytes say: "image/jpeg", …; "" for none of the formats read here.
std::string_view SniffType(std::string_view bytes);

}  // namespace newsstand::image
