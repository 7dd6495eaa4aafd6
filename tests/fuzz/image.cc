// Pictures: every format libvips is let near, and icons. What comes out is small, of our own making, and is a picture.
#include "content/image/image.h"

#include <string>

#include "content/image/ico.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(image) {
  (void)image::SniffType(bytes);
  if (const auto icon = image::ReadIco(bytes); icon.ok() && icon->png.empty()) {
    Require(icon->width > 0 && icon->height > 0 && icon->width <= 256 && icon->height <= 256, "an icon is small");
    Require(icon->rgba.size() == static_cast<size_t>(icon->width) * static_cast<size_t>(icon->height) * 4,
            "every pixel is there");
  }
  image::Spec spec;
  spec.width = 48;
  spec.height = bytes.size() % 2 == 0 ? 32 : 0;
  spec.format = bytes.size() % 3 == 0   ? image::Format::kWebp
                : bytes.size() % 3 == 1 ? image::Format::kJpeg
                                        : image::Format::kPng;
  const auto made = image::Transform(bytes, spec);
  if (!made.ok()) return;
  Require(made->width > 0 && made->width <= 48, "the picture is as small as asked for");
  Require(image::SniffType(made->bytes) == made->content_type, "the bytes are what the type says");
}
