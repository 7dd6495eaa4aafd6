#include "content/image/image.h"

#include <vips/vips.h>

#include <memory>
#include <mutex>

#include "base/limits.h"
#include "content/image/ico.h"

namespace newsstand::image {
namespace {

constexpr int kJpegQuality = 80;
constexpr int kWebpQuality = 76;
constexpr int kWebpEffort = 2;  // 0 … 6: beyond 2 it costs more time than bytes

void StartLibrary() {
  static std::once_flag once;
  std::call_once(once, [] {
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

Status CheckSize(std::string_view bytes) {
  const ImagePtr header(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
  if (!header) return Fail(ErrorCode::kInvalid, "The picture cannot be decoded: " + TakeError());
  const auto pixels = static_cast<size_t>(header->Xsize) * static_cast<size_t>(header->Ysize);
  if (pixels > limits::kImagePixels) {
    return Fail(ErrorCode::kTooLarge, "The picture has " + std::to_string(pixels / 1'000'000) +
                                          " million pixels; at most " +
                                          std::to_string(limits::kImagePixels / 1'000'000) + " million are read.");
  }
  return {};
}

Result<ImagePtr> Shrink(std::string_view bytes, const Spec& spec) {
  VipsImage* out = nullptr;
  const int height = spec.height > 0 ? spec.height : 10'000;
  const VipsInteresting crop = spec.height > 0 ? VIPS_INTERESTING_ATTENTION : VIPS_INTERESTING_NONE;
  if (vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, spec.width, "height", height, "size",
                            VIPS_SIZE_DOWN, "crop", crop, "fail_on", VIPS_FAIL_ON_ERROR, nullptr) != 0) {
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
  Result<ImagePtr> shrunk = ImagePtr();
  if (type == "image/x-icon") {
    auto icon = ReadIco(bytes);
    if (!icon) return Fail(icon.error());
    if (!icon->png.empty()) return SniffType(icon->png) == "image/png" ? Transform(icon->png, spec) : Fail(ErrorCode::kInvalid, "The icon holds no picture.");
    shrunk = ShrinkPixels(*icon, spec);
  } else {
    if (Status sized = CheckSize(bytes); !sized) return Fail(sized.error());
    shrunk = Shrink(bytes, spec);
  }
  if (!shrunk) return Fail(shrunk.error());
  return Encode(std::move(*shrunk), spec.format);
}

}  // namespace newsstand::image
