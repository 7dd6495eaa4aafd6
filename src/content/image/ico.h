// The icon format of favicon.ico: a directory of PNG files or headless bitmaps.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newsstand::image {

// The largest icon of the file: either `png`, a whole PNG file, or RGBA pixels, 4 bytes each, rows from the top.
struct IcoImage {
  std::string_view png;
  std::vector<uint8_t> rgba;
  int width = 0, height = 0;
};
Result<IcoImage> ReadIco(std::string_view bytes);

}  // namespace newsstand::image
