#include "content/image/image.h"

#include <vips/vips.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <vector>

#include "base/limits.h"
#include "content/image/bare.h"
#include "content/image/ico.h"

namespace newsstand::image {
namespace {

constexpr int kJpegQuality = 80;
constexpr int kWebpQuality = 76;
constexpr int kWebpEffort = 2;  // 0 … 6: beyond 2 it costs more time than bytes
constexpr int kColourSide = 32;    // a picture of so many pixels is enough to tell its colour

constexpr size_t kMaxBytes = 10u << 20;
constexpr int kMaxSide = 16'384;
// What has to stand in memory whole before the first line comes out: four bytes a pixel.
constexpr size_t kMaxPixelsAtOnce = 16'000'000;
// A progressive JPEG keeps its coefficients instead, three bytes a pixel in the usual subsampling.
constexpr size_t kMaxProgressivePixels = 24'000'000;
constexpr size_t kMaxJpegScans = 32;   // cameras and editors write about ten; each one costs a pass over the picture

void StartLibrary() {
  static std::once_flag once;
  std::call_once(once, [] {
    // What is wrong with a picture from outside is our caller's to say; the library would write it to the terminal.
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
    VIPS_INIT("newsstand");
    vips_concurrency_set(1);  // our callers are the threads
    vips_cache_set_max(0);    // no two pictures share an operation
    vips_block_untrusted_set(TRUE);
  });
}

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using ImagePtr = std::unique_ptr<VipsImage, Unref>;

// libvips keeps its errors a thread long: take the first line and clear it.
std::string TakeError() {
  std::string text = vips_error_buffer();
  vips_error_clear();
  return text.substr(0, text.find('\n'));
}

bool StartsWith(std::string_view bytes, std::string_view prefix, size_t at = 0) {
  return bytes.size() >= at + prefix.size() && bytes.substr(at, prefix.size()) == prefix;
}

Status TooLarge(std::string what) { return Fail(ErrorCode::kTooLarge, "The picture " + std::move(what) + "."); }

// Scans of a JPEG. Within picture data every FF is followed by a zero or a restart marker, so that FF DA is a scan there
// and at worst a coincidence in a comment.
size_t CountScans(std::string_view bytes) {
  size_t scans = 0;
  for (size_t at = bytes.find("\xFF\xDA"); at != std::string_view::npos; at = bytes.find("\xFF\xDA", at + 2)) ++scans;
  return scans;
}

// Colours of another profile than the web's are converted; without a profile they are the web's already, and asking the
// library to convert would shift them.
struct Header {
  bool has_profile = false;
  int width = 0, height = 0;  // as it is shown
};

Result<Header> CheckHeader(std::string_view bytes, std::string_view type) {
  if (type == "image/jpeg" && CountScans(bytes) > kMaxJpegScans) {
    return Fail(TooLarge("has more scans than any real one").error());
  }
  const ImagePtr header(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
  if (!header) return Fail(ErrorCode::kInvalid, "The picture cannot be decoded: " + TakeError());
  const auto pixels = static_cast<size_t>(header->Xsize) * static_cast<size_t>(header->Ysize);
  int interlaced = 0;
  if (vips_image_get_typeof(header.get(), "interlaced") != 0) vips_image_get_int(header.get(), "interlaced", &interlaced);
  const bool jpeg = type == "image/jpeg";
  const bool by_lines = (jpeg || type == "image/png") && interlaced == 0;
  const size_t most = by_lines ? limits::kImagePixels : jpeg ? kMaxProgressivePixels : kMaxPixelsAtOnce;
  if (header->Xsize > kMaxSide || header->Ysize > kMaxSide || pixels > most) {
    return Fail(TooLarge("measures " + std::to_string(header->Xsize) + " × " + std::to_string(header->Ysize) +
                         "; at most " + std::to_string(most / 1'000'000) + " million pixels of its kind are read")
                    .error());
  }
  const bool turned = vips_image_get_orientation_swap(header.get()) != 0;
  return Header{vips_image_get_typeof(header.get(), VIPS_META_ICC_NAME) != 0, turned ? header->Ysize : header->Xsize,
                turned ? header->Xsize : header->Ysize};
}

// The box a picture is put in. One that is smaller than what is asked for is cut to the same shape, not enlarged.
Spec BoxFor(const Header& header, const Spec& spec) {
  if (spec.height <= 0) return {spec.width, 10'000, spec.format};
  const double shape = static_cast<double>(spec.width) / spec.height;
  const double width = std::min({static_cast<double>(spec.width), static_cast<double>(header.width), header.height * shape});
  return {std::max(1, static_cast<int>(std::lround(width))), std::max(1, static_cast<int>(std::lround(width / shape))), spec.format};
}

// The colour of most of a picture: the fullest of 4,096 boxes of colour, as the mean of what is in it. Of two pictures in
// one, halves of which differ, it is the colour of one of them and never the mud between.
uint32_t DominantColour(VipsImage* image) {
  VipsImage* small = nullptr;
  if (vips_thumbnail_image(image, &small, kColourSide, "height", kColourSide, "size", VIPS_SIZE_DOWN, nullptr) != 0) {
    vips_error_clear();
    return 0x808080;
  }
  const ImagePtr shrunk(small);
  VipsImage* plain = nullptr;
  if (vips_colourspace(small, &plain, VIPS_INTERPRETATION_sRGB, nullptr) != 0) {
    vips_error_clear();
    return 0x808080;
  }
  const ImagePtr colours(plain);
  size_t size = 0;
  const std::unique_ptr<void, void (*)(void*)> memory(vips_image_write_to_memory(plain, &size), [](void* m) { g_free(m); });
  const auto* pixels = static_cast<const uint8_t*>(memory.get());
  const auto bands = static_cast<size_t>(plain->Bands);
  if (pixels == nullptr || plain->BandFmt != VIPS_FORMAT_UCHAR || bands < 3) return 0x808080;
  struct Box {
    uint32_t count = 0, sum[3] = {0, 0, 0};
  };
  std::vector<Box> boxes(4096);
  for (size_t at = 0; at + bands <= size; at += bands) {
    if (bands > 3 && pixels[at + 3] < 128) continue;
    Box& box = boxes[static_cast<size_t>(pixels[at] >> 4) << 8 | static_cast<size_t>(pixels[at + 1] >> 4) << 4 | pixels[at + 2] >> 4];
    ++box.count;
    for (size_t band = 0; band < 3; ++band) box.sum[band] += pixels[at + band];
  }
  const Box& fullest = *std::max_element(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.count < b.count; });
  if (fullest.count == 0) return 0xFFFFFF;  // all of it is transparent: what shows is the page
  return fullest.sum[0] / fullest.count << 16 | fullest.sum[1] / fullest.count << 8 | fullest.sum[2] / fullest.count;
}

Result<ImagePtr> Shrink(std::string_view bytes, const Header& header, const Spec& spec) {
  VipsImage* out = nullptr;
  const Spec box = BoxFor(header, spec);
  const VipsInteresting crop = spec.height > 0 ? VIPS_INTERESTING_ATTENTION : VIPS_INTERESTING_NONE;
  if (vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, box.width, "height", box.height, "size",
                            VIPS_SIZE_DOWN, "crop", crop, "fail_on", VIPS_FAIL_ON_ERROR,
                            header.has_profile ? "export_profile" : nullptr, "srgb", nullptr) != 0) {
    return Fail(ErrorCode::kInvalid, "The picture cannot be decoded: " + TakeError());
  }
  return ImagePtr(out);
}

Result<ImagePtr> ShrinkPixels(const IcoImage& icon, const Spec& spec) {
  const ImagePtr pixels(vips_image_new_from_memory_copy(icon.rgba.data(), icon.rgba.size(), icon.width, icon.height, 4,
                                                        VIPS_FORMAT_UCHAR));
  if (!pixels) return Fail(ErrorCode::kInvalid, "The icon cannot be decoded: " + TakeError());
  pixels->Type = VIPS_INTERPRETATION_sRGB;
  VipsImage* out = nullptr;
  if (vips_thumbnail_image(pixels.get(), &out, spec.width, "height", spec.width, "size", VIPS_SIZE_DOWN, nullptr) != 0) {
    return Fail(ErrorCode::kInvalid, "The icon cannot be resized: " + TakeError());
  }
  return ImagePtr(out);
}

// The "strip" of the savers left the picture's EXIF in a WebP: who took the picture, where, and with which camera. All of it goes.
Result<ImagePtr> WithoutMetadata(ImagePtr image) {
  VipsImage* copied = nullptr;
  if (vips_copy(image.get(), &copied, nullptr) != 0) {
    return Fail(ErrorCode::kInvalid, "The picture cannot be copied: " + TakeError());
  }
  ImagePtr bare(copied);
  const std::unique_ptr<char*, void (*)(char**)> fields(vips_image_get_fields(copied), [](char** f) { g_strfreev(f); });
  for (char** field = fields.get(); field != nullptr && *field != nullptr; ++field) vips_image_remove(copied, *field);
  return bare;
}

Result<Encoded> Encode(ImagePtr image, Format format) {
  if (format == Format::kJpeg && vips_image_hasalpha(image.get())) {
    VipsImage* flat = nullptr;
    const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
        vips_array_double_newv(1, 255.0), [](VipsArrayDouble* a) { vips_area_unref(VIPS_AREA(a)); });
    if (vips_flatten(image.get(), &flat, "background", white.get(), nullptr) != 0) {
      return Fail(ErrorCode::kInvalid, "The picture cannot be flattened: " + TakeError());
    }
    image.reset(flat);
  }
  void* data = nullptr;
  size_t size = 0;
  int failed = 0;
  Encoded encoded;
  switch (format) {
    case Format::kJpeg:
      encoded.content_type = "image/jpeg";
      failed = vips_jpegsave_buffer(image.get(), &data, &size, "Q", kJpegQuality, "strip", TRUE, "optimize_coding", TRUE,
                                    "interlace", TRUE, nullptr);
      break;
    case Format::kWebp:
      encoded.content_type = "image/webp";
      failed = vips_webpsave_buffer(image.get(), &data, &size, "Q", kWebpQuality, "strip", TRUE, "effort", kWebpEffort,
                                    nullptr);
      break;
    case Format::kPng:
      encoded.content_type = "image/png";
      failed = vips_pngsave_buffer(image.get(), &data, &size, "strip", TRUE, nullptr);
      break;
  }
  if (failed != 0) return Fail(ErrorCode::kInvalid, "The picture cannot be encoded: " + TakeError());
  encoded.width = image->Xsize;
  encoded.height = image->Ysize;
  encoded.bytes.assign(static_cast<const char*>(data), size);
  g_free(data);
  return encoded;
}

}  // namespace

std::string_view SniffType(std::string_view bytes) {
  if (StartsWith(bytes, "\xFF\xD8\xFF")) return "image/jpeg";
  if (StartsWith(bytes, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (StartsWith(bytes, "GIF87a") || StartsWith(bytes, "GIF89a")) return "image/gif";
  if (StartsWith(bytes, "RIFF") && StartsWith(bytes, "WEBP", 8)) return "image/webp";
  if (StartsWith(bytes, "ftypavif", 4) || StartsWith(bytes, "ftypavis", 4)) return "image/avif";
  if (StartsWith(bytes, std::string_view("\0\0\1\0", 4))) return "image/x-icon";
  return "";
}

Result<Encoded> Transform(std::string_view bytes, const Spec& spec) {
  StartLibrary();
  const std::string_view type = SniffType(bytes);
  if (type.empty()) return Fail(ErrorCode::kUnsupported, "This is not a picture of a kind that is shown.");
  if (bytes.size() > kMaxBytes) return Fail(TooLarge("has more than " + std::to_string(kMaxBytes >> 20) + " MiB").error());
  Facts facts;
  std::string bare;  // the library reads it until the picture is encoded
  Result<ImagePtr> shrunk = ImagePtr();
  if (type == "image/x-icon") {
    auto icon = ReadIco(bytes);
    if (!icon) return Fail(icon.error());
    if (!icon->png.empty()) {
      if (SniffType(icon->png) != "image/png") return Fail(ErrorCode::kInvalid, "The icon holds no picture.");
      return Transform(icon->png, spec);
    }
    facts.width = icon->width;
    facts.height = icon->height;
    shrunk = ShrinkPixels(*icon, spec);
  } else {
    if (type == "image/png" || type == "image/gif") {
      auto made = type == "image/png" ? BarePng(bytes) : Result<std::string>(BareGif(bytes));
      if (!made) return Fail(made.error());
      bare = std::move(*made);
      bytes = bare;
    }
    const auto header = CheckHeader(bytes, type);
    if (!header) return Fail(header.error());
    facts.width = header->width;
    facts.height = header->height;
    shrunk = Shrink(bytes, *header, spec);
  }
  if (!shrunk) return Fail(shrunk.error());
  auto bare_image = WithoutMetadata(std::move(*shrunk));
  if (!bare_image) return Fail(bare_image.error());
  // In memory first: the colour is taken from the picture that is encoded, and a sequential decoder gives its lines once.
  ImagePtr pixels(vips_image_copy_memory(bare_image->get()));
  if (!pixels) return Fail(ErrorCode::kInvalid, "The picture cannot be decoded: " + TakeError());
  facts.colour = DominantColour(pixels.get());
  auto encoded = Encode(std::move(pixels), spec.format);
  if (encoded) encoded->original = facts;
  return encoded;
}

}  // namespace newsstand::image
