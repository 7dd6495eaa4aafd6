#include "content/image/ico.h"

#include <algorithm>

namespace newsstand::image {
namespace {

constexpr int kMaxSide = 256;  // what the directory's one byte can say

// Little-endian reads that answer 0 outside the data.
struct Bytes {
  std::string_view data;
  uint8_t U8(size_t at) const { return at < data.size() ? static_cast<uint8_t>(data[at]) : 0; }
  uint32_t U16(size_t at) const { return U8(at) | static_cast<uint32_t>(U8(at + 1)) << 8; }
  uint32_t U32(size_t at) const { return U16(at) | U16(at + 2) << 16; }
};

struct Entry {
  int side = 0;
  uint32_t bits = 0;
  size_t size = 0, offset = 0;
};

Result<IcoImage> ReadBitmap(std::string_view data) {
  const Bytes bytes{data};
  const uint32_t header = bytes.U32(0);
  const auto width = static_cast<int>(bytes.U32(4));
  const int height = static_cast<int>(bytes.U32(8)) / 2;  // colours and mask are counted together
  const uint32_t depth = bytes.U16(14);
  if (header < 40 || header > 256 || width <= 0 || height <= 0 || width > kMaxSide || height > kMaxSide ||
      bytes.U32(16) != 0 || (depth != 1 && depth != 4 && depth != 8 && depth != 24 && depth != 32)) {
    return Fail(ErrorCode::kInvalid, "The icon's bitmap has a header that is not understood.");
  }
  const uint32_t used = bytes.U32(32);
  const size_t colours = depth <= 8 ? (used != 0 && used <= 256 ? used : 1u << depth) : 0;
  const size_t pixels = header + colours * 4;
  const size_t stride = (static_cast<size_t>(width) * depth + 31) / 32 * 4;
  const size_t mask = pixels + stride * static_cast<size_t>(height);
  const size_t mask_stride = (static_cast<size_t>(width) + 31) / 32 * 4;
  if (mask > data.size()) return Fail(ErrorCode::kInvalid, "The icon's bitmap is cut short.");

  IcoImage image;
  image.width = width;
  image.height = height;
  image.rgba.resize(static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  bool any_alpha = false;
  for (int y = 0; y < height; ++y) {
    const size_t row = pixels + stride * static_cast<size_t>(height - 1 - y);
    const size_t mask_row = mask + mask_stride * static_cast<size_t>(height - 1 - y);
    for (int x = 0; x < width; ++x) {
      const auto column = static_cast<size_t>(x);
      uint8_t* out = &image.rgba[(static_cast<size_t>(y) * static_cast<size_t>(width) + column) * 4];
      size_t colour = 0;
      if (depth >= 24) {
        colour = row + column * depth / 8;
      } else {
        const size_t bit = column * depth;
        const uint32_t index = (bytes.U8(row + bit / 8) >> (8 - depth - bit % 8)) & ((1u << depth) - 1);
        colour = header + index * 4;
      }
      out[0] = bytes.U8(colour + 2);
      out[1] = bytes.U8(colour + 1);
      out[2] = bytes.U8(colour);
      const bool masked = (bytes.U8(mask_row + column / 8) >> (7 - column % 8)) & 1;
      out[3] = depth == 32 ? bytes.U8(colour + 3) : masked ? 0 : 255;
      any_alpha = any_alpha || out[3] != 0;
    }
  }
  if (!any_alpha) {  // 32-bit icons of old programs leave the fourth byte zero everywhere
    for (size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  }
  return image;
}

}  // namespace

Result<IcoImage> ReadIco(std::string_view data) {
  const Bytes bytes{data};
  const uint32_t count = bytes.U16(4);
  Entry best;
  for (uint32_t i = 0; i < std::min(count, 64u); ++i) {
    const size_t at = 6 + i * 16;
    Entry entry{bytes.U8(at) == 0 ? 256 : bytes.U8(at), bytes.U16(at + 6), bytes.U32(at + 8), bytes.U32(at + 12)};
    if (entry.offset >= data.size() || entry.size > data.size() - entry.offset || entry.size < 16) continue;
    if (entry.side > best.side || (entry.side == best.side && entry.bits > best.bits)) best = entry;
  }
  if (best.side == 0) return Fail(ErrorCode::kInvalid, "The icon file holds no icon.");
  const std::string_view part = data.substr(best.offset, best.size);
  if (part.substr(0, 4) == "\x89PNG") {
    IcoImage image;
    image.png = part;
    return image;
  }
  return ReadBitmap(part);
}

}  // namespace newsstand::image
