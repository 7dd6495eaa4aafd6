#include "content/image/bare.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace newsstand::image {
namespace {

constexpr size_t kMaxPngChunks = 16'384;

uint8_t Byte(std::string_view bytes, size_t at) { return at < bytes.size() ? static_cast<uint8_t>(bytes[at]) : 0; }

uint32_t BigEndian32(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | Byte(bytes, at + i);
  return value;
}

// Bytes of a table of colours, told by the flags before it; 0 when there is none.
size_t ColourBytes(uint8_t flags) { return (flags & 0x80) != 0 ? size_t{3} << ((flags & 7) + 1) : 0; }

// Where the sub-blocks that begin at `at` end: after one of no bytes, or the file.
size_t EndOfSubBlocks(std::string_view bytes, size_t at) {
  while (at < bytes.size()) {
    const size_t length = Byte(bytes, at);
    at += 1 + length;
    if (length == 0) break;
  }
  return std::min(at, bytes.size());
}

}  // namespace

Result<std::string> BarePng(std::string_view bytes) {
  static constexpr std::array<std::string_view, 8> kKept = {"IHDR", "PLTE", "IDAT", "IEND",
                                                            "tRNS", "gAMA", "cHRM", "sRGB"};
  static constexpr std::array<std::string_view, 2> kKeptWhenSmall = {"iCCP", "eXIf"};
  constexpr size_t kSmall = 256 << 10;  // real profiles are smaller
  constexpr size_t kSignature = 8, kFrame = 12;
  const auto is_one_of = [](const auto& kinds, std::string_view kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  std::string bare(bytes.substr(0, kSignature));
  bare.reserve(bytes.size());
  size_t chunks = 0;
  for (size_t at = kSignature; at + kFrame <= bytes.size();) {
    const size_t length = BigEndian32(bytes, at);
    if (length > bytes.size() - at - kFrame) break;
    if (++chunks > kMaxPngChunks) return Fail(ErrorCode::kTooLarge, "The picture is made of too many parts.");
    const std::string_view kind = bytes.substr(at + 4, 4);
    if (is_one_of(kKept, kind) || (length <= kSmall && is_one_of(kKeptWhenSmall, kind)))
      bare.append(bytes.substr(at, length + kFrame));
    at += length + kFrame;
    if (kind == "IEND") break;
  }
  return bare;
}

std::string BareGif(std::string_view bytes) {
  constexpr size_t kScreen = 13, kDescriptor = 10;  // the second with its introducer
  constexpr char kExtension = 0x21, kFrame = 0x2C, kTrailer = 0x3B;
  constexpr uint8_t kGraphicControl = 0xF9;  // says which colour is transparent
  size_t at = kScreen + ColourBytes(Byte(bytes, kScreen - 3));
  std::string bare(bytes.substr(0, at));
  std::string control;  // the last one before the frame
  while (at < bytes.size()) {
    if (bytes[at] == kExtension) {
      const size_t end = EndOfSubBlocks(bytes, at + 2);
      if (Byte(bytes, at + 1) == kGraphicControl) control = bytes.substr(at, end - at);
      at = end;
    } else if (bytes[at] == kFrame) {
      const size_t data = at + kDescriptor + ColourBytes(Byte(bytes, at + kDescriptor - 1)) + 1;
      bare += control;
      bare += bytes.substr(at, EndOfSubBlocks(bytes, data) - at);
      break;
    } else if (bytes[at] == 0) {
      ++at;  // some programs end extensions twice
    } else {
      break;
    }
  }
  bare += kTrailer;
  return bare;
}

}  // namespace newsstand::image
