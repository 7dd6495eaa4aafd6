#include "content/image/image.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <memory>
#include <vector>

#include "base/url_test_data.h"
#include "content/image/bare.h"
#include "content/image/ico.h"

using namespace newsstand;
using namespace newsstand::image;

namespace {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using ImagePtr = std::unique_ptr<VipsImage, Unref>;
using Colour = std::array<double, 3>;

// Left half one colour, right half another, RGB.
ImagePtr Halves(int width, int height, Colour left, Colour right) {
  (void)Transform("", {});  // starts the library
  std::vector<uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const double value : x < width / 2 ? left : right) pixels.push_back(static_cast<uint8_t>(value));
    }
  }
  VipsImage* image = vips_image_new_from_memory_copy(pixels.data(), pixels.size(), width, height, 3, VIPS_FORMAT_UCHAR);
  REQUIRE(image != nullptr);
  image->Type = VIPS_INTERPRETATION_sRGB;
  return ImagePtr(image);
}

std::string Saved(VipsImage* image, const std::string& suffix) {
  void* data = nullptr;
  size_t size = 0;
  REQUIRE_MESSAGE(vips_image_write_to_buffer(image, suffix.c_str(), &data, &size, nullptr) == 0, vips_error_buffer());
  std::string bytes(static_cast<const char*>(data), size);
  g_free(data);
  return bytes;
}

ImagePtr Decoded(const std::string& bytes) {
  ImagePtr image(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
  REQUIRE(image);
  return image;
}

Colour At(VipsImage* image, int x, int y) {
  double* values = nullptr;
  int count = 0;
  REQUIRE(vips_getpoint(image, &values, &count, x, y, nullptr) == 0);
  const Colour colour = {values[0], values[count >= 3 ? 1 : 0], values[count >= 3 ? 2 : 0]};
  g_free(values);
  return colour;
}

bool Near(const Colour& a, const Colour& b, double most = 14) {
  return std::abs(a[0] - b[0]) <= most && std::abs(a[1] - b[1]) <= most && std::abs(a[2] - b[2]) <= most;
}

const Colour kRed = {200, 40, 40}, kBlue = {30, 60, 190};

Colour Pixel(const Result<Encoded>& encoded, int x, int y) {
  REQUIRE(encoded);
  return At(Decoded(encoded->bytes).get(), x, y);
}

// Little-endian numbers of an icon file.
std::string Number(uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::string Icon(const std::string& image, int side, uint32_t bits) {
  return Number(0, 2) + Number(1, 2) + Number(1, 2) + Number(static_cast<uint32_t>(side), 1) +
         Number(static_cast<uint32_t>(side), 1) + Number(0, 2) + Number(1, 2) + Number(bits, 2) +
         Number(static_cast<uint32_t>(image.size()), 4) + Number(22, 4) + image;
}

std::string Bitmap(int side, uint32_t bits, const std::string& pixels) {
  const auto length = static_cast<uint32_t>(side);
  return Number(40, 4) + Number(length, 4) + Number(length * 2, 4) + Number(1, 2) + Number(bits, 2) +
         std::string(24, '\0') + pixels;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// The most memory held since the last call; 0 when the system does not tell.
int64_t PeakMebibytes(bool reset) {
  if (reset) std::ofstream("/proc/self/clear_refs") << "5";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atoll(line.c_str() + 6) / 1024;
  }
  return 0;
}

}  // namespace

TEST_CASE("each kind of picture is decoded, shrunk and encoded anew") {
  const ImagePtr image = Halves(400, 200, kRed, kBlue);
  for (const std::string suffix : {".png", ".jpg", ".jpg[interlace]", ".png[interlace]", ".gif", ".webp"}) {
    const std::string bytes = Saved(image.get(), suffix);
    for (const Format format : {Format::kJpeg, Format::kWebp, Format::kPng}) {
      const auto encoded = Transform(bytes, {100, 0, format});
      REQUIRE_MESSAGE(encoded, suffix);
      CHECK(encoded->width == 100);
      CHECK(encoded->height == 50);
      CHECK(SniffType(encoded->bytes) == encoded->content_type);
      CHECK_MESSAGE(Near(Pixel(encoded, 10, 25), kRed), suffix);
      CHECK_MESSAGE(Near(Pixel(encoded, 90, 25), kBlue), suffix);
    }
  }
}

TEST_CASE("a picture is never enlarged, and cropped only when a height is asked for") {
  const std::string bytes = Saved(Halves(60, 30, kRed, kBlue).get(), ".png");
  CHECK(Transform(bytes, {800, 0, Format::kPng})->width == 60);
  const std::string wide = Saved(Halves(600, 100, kRed, kBlue).get(), ".png");
  const auto cropped = Transform(wide, {50, 50, Format::kJpeg});
  REQUIRE(cropped);
  CHECK(cropped->width == 50);
  CHECK(cropped->height == 50);
}

TEST_CASE("a picture is cut to a shape around what catches the eye, and a small one to the same shape") {
  // A red mark near the right end of a long grey picture.
  const ImagePtr grey = Halves(1200, 300, {128, 128, 128}, {128, 128, 128});
  VipsImage* marked = nullptr;
  double ink[] = {230, 40, 30};
  REQUIRE(vips_copy(grey.get(), &marked, nullptr) == 0);
  const ImagePtr image(vips_image_copy_memory(marked));
  g_object_unref(marked);
  REQUIRE(vips_draw_rect(image.get(), ink, 3, 1000, 100, 80, 80, "fill", TRUE, nullptr) == 0);
  const std::string bytes = Saved(image.get(), ".png");

  const auto cut = Transform(bytes, {320, 213, Format::kPng});
  REQUIRE(cut);
  CHECK(cut->width == 320);
  CHECK(cut->height == 213);
  const ImagePtr shown = Decoded(cut->bytes);
  double reddest = 0;
  for (int x = 0; x < 320; x += 4) {
    for (int y = 0; y < 213; y += 4) reddest = std::max(reddest, At(shown.get(), x, y)[0] - At(shown.get(), x, y)[1]);
  }
  CHECK_MESSAGE(reddest > 150, "the mark was cut away");

  const auto small = Transform(bytes, {1200, 800, Format::kPng});
  REQUIRE(small);
  CHECK(small->width == 450);
  CHECK(small->height == 300);
}

TEST_CASE("a picture tells its measures as it is shown, and the colour most of it has") {
  const ImagePtr image = Halves(400, 200, kRed, kBlue);
  vips_image_set_int(image.get(), "orientation", 6);
  const auto encoded = Transform(Saved(image.get(), ".jpg"), {100, 0, Format::kWebp});
  REQUIRE(encoded);
  CHECK(encoded->original.width == 200);
  CHECK(encoded->original.height == 400);
  const uint32_t colour = encoded->original.colour;
  const Colour seen = {static_cast<double>(colour >> 16), static_cast<double>(colour >> 8 & 255), static_cast<double>(colour & 255)};
  CHECK((Near(seen, kRed) || Near(seen, kBlue)));
  // A small thing on a large ground: the ground.
  const auto mostly = Transform(Saved(Halves(40, 40, kBlue, kBlue).get(), ".png"), {20, 0, Format::kJpeg});
  REQUIRE(mostly);
  CHECK(mostly->original.colour == 0x1E3CBE);
}

TEST_CASE("the orientation of a camera is respected and its metadata gone") {
  const ImagePtr image = Halves(200, 100, kRed, kBlue);
  vips_image_set_int(image.get(), "orientation", 6);  // turn a quarter clockwise: left becomes top
  vips_image_set_string(image.get(), "exif-ifd0-Artist", "Jo Hidden (Jo Hidden, ASCII, 10 components, 10 bytes)");
  const std::string bytes = Saved(image.get(), ".jpg");
  REQUIRE(bytes.find("Exif") != std::string::npos);
  for (const Format format : {Format::kJpeg, Format::kWebp, Format::kPng}) {
    const auto encoded = Transform(bytes, {50, 0, format});
    REQUIRE(encoded);
    CHECK(encoded->width == 50);
    CHECK(encoded->height == 100);
    CHECK(Near(Pixel(encoded, 25, 10), kRed));
    CHECK(Near(Pixel(encoded, 25, 90), kBlue));
    CHECK(encoded->bytes.find("Hidden") == std::string::npos);
    if (format == Format::kWebp) continue;  // the library writes a resolution there as EXIF of its own
    for (const std::string trace : {"Exif", "eXIf"}) CHECK_MESSAGE(encoded->bytes.find(trace) == std::string::npos, trace << " in " << encoded->content_type);
  }
}

TEST_CASE("colours of another profile become those of the web, and the profile is dropped") {
  VipsImage* raw = nullptr;
  const ImagePtr image = Halves(80, 40, kRed, kBlue);
  REQUIRE(vips_icc_transform(image.get(), &raw, "p3", "input_profile", "srgb", "embedded", FALSE, nullptr) == 0);
  const ImagePtr wide(raw);
  REQUIRE_FALSE(Near(At(wide.get(), 10, 20), kRed));
  for (const std::string suffix : {".png", ".jpg[Q=95]"}) {
    const auto encoded = Transform(Saved(wide.get(), suffix), {80, 0, Format::kPng});
    CHECK_MESSAGE(Near(Pixel(encoded, 10, 20), kRed, 8), suffix);
    CHECK(encoded->bytes.find("iCCP") == std::string::npos);
  }
}

TEST_CASE("a picture for print is shown in the colours of a screen") {
  VipsImage* raw = nullptr;
  const ImagePtr image = Halves(80, 40, {200, 60, 60}, {60, 60, 160});
  REQUIRE(vips_icc_transform(image.get(), &raw, "cmyk", "input_profile", "srgb", nullptr) == 0);
  const ImagePtr print(raw);
  const auto encoded = Transform(Saved(print.get(), ".jpg"), {80, 0, Format::kJpeg});
  CHECK(Near(Pixel(encoded, 10, 20), {200, 60, 60}, 30));
}

TEST_CASE("transparency becomes white in a JPEG and stays in the others") {
  std::vector<uint8_t> pixels(32 * 32 * 4, 0);
  const ImagePtr clear(vips_image_new_from_memory_copy(pixels.data(), pixels.size(), 32, 32, 4, VIPS_FORMAT_UCHAR));
  clear->Type = VIPS_INTERPRETATION_sRGB;
  const std::string bytes = Saved(clear.get(), ".png");
  CHECK(Near(Pixel(Transform(bytes, {32, 0, Format::kJpeg}), 5, 5), {255, 255, 255}));
  CHECK(vips_image_hasalpha(Decoded(Transform(bytes, {32, 0, Format::kWebp})->bytes).get()));
}

TEST_CASE("of a moving picture the first frame is shown") {
  VipsImage* raw = nullptr;
  std::array<VipsImage*, 2> frames = {Halves(40, 40, kRed, kRed).release(), Halves(40, 40, kBlue, kBlue).release()};
  REQUIRE(vips_arrayjoin(frames.data(), &raw, 2, "across", 1, nullptr) == 0);
  const ImagePtr film(raw);
  vips_image_set_int(film.get(), "page-height", 40);
  for (const std::string suffix : {".gif", ".webp"}) {
    const auto encoded = Transform(Saved(film.get(), suffix), {40, 0, Format::kPng});
    REQUIRE_MESSAGE(encoded, suffix);
    CHECK(encoded->height == 40);
    CHECK_MESSAGE(Near(Pixel(encoded, 20, 20), kRed), suffix);
  }
  for (VipsImage* frame : frames) g_object_unref(frame);
}

TEST_CASE("icons are read whether they hold a PNG file or a bitmap of any depth") {
  const std::string png = Saved(Halves(32, 32, kRed, kBlue).get(), ".png");
  CHECK(Near(Pixel(Transform(Icon(png, 32, 32), {64, 0, Format::kPng}), 4, 4), kRed));

  std::string deep;
  for (int i = 0; i < 16 * 16; ++i) deep += std::string("\x28\x28\xc8\xff", 4);  // blue, green, red, alpha
  CHECK(Near(Pixel(Transform(Icon(Bitmap(16, 32, deep), 16, 32), {64, 0, Format::kPng}), 4, 4), kRed));

  std::string flat = std::string("\x28\x28\xc8\0\xbe\x3c\x1e\0", 8);  // two colours; the rows are 4 bytes each
  for (int y = 0; y < 16; ++y) flat += std::string("\x00\xff\x00\x00", 4);
  for (int y = 0; y < 16; ++y) flat += std::string(4, '\0');  // the mask: nothing is transparent
  const auto two = Transform(Icon(Bitmap(16, 1, flat), 16, 1), {64, 0, Format::kPng});
  CHECK(Near(Pixel(two, 2, 8), kRed));
  CHECK(Near(Pixel(two, 13, 8), kBlue));
}

TEST_CASE("an icon cut off anywhere is refused or shown, and reads nothing beyond its end") {
  std::string deep;
  for (int i = 0; i < 16 * 16; ++i) deep += std::string("\x28\x28\xc8\xff", 4);
  const std::string whole = Icon(Bitmap(16, 32, deep), 16, 32);
  for (size_t size = 0; size < whole.size(); size += 7) {
    const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    (void)ReadIco({exact.data(), exact.size()}).has_value();
  }
  CHECK(ReadIco(whole).has_value());
}

TEST_CASE("what is no picture is refused by what its bytes say") {
  for (const char* text : {"", "x", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                           "<?xml version='1.0'?><svg/>", "<!doctype html><p>no", "%PDF-1.7", "BM0000", "II*\0", "#?RADIANCE",
                           "P6 1 1 255 abc"}) {
    const auto refused = Transform(text, {100, 0, Format::kJpeg});
    REQUIRE_FALSE(refused);
    CHECK_MESSAGE(refused.error().code == ErrorCode::kUnsupported, text);
  }
  for (const std::string& text : {std::string("GIF89a<svg xmlns='http://www.w3.org/2000/svg'/>"), std::string("\xFF\xD8\xFF<svg/>"),
                                  std::string("\x89PNG\r\n\x1a\n<svg/>")}) {
    CHECK_FALSE(Transform(text, {100, 0, Format::kJpeg}));
  }
}

TEST_CASE("a picture cut off or damaged is refused or shown as far as it goes, and the next one is fine") {
  const ImagePtr image = Halves(300, 300, kRed, kBlue);
  for (const std::string suffix : {".png", ".jpg", ".gif", ".webp"}) {
    std::string bytes = Saved(image.get(), suffix);
    for (const size_t size : {size_t{9}, bytes.size() / 4, bytes.size() / 2, bytes.size() - 1}) {
      (void)Transform(bytes.substr(0, size), {100, 0, Format::kJpeg}).has_value();
    }
    for (size_t at = 20; at < bytes.size(); at += 11) bytes[at] = static_cast<char>(bytes[at] ^ 0x5a);
    (void)Transform(bytes, {100, 0, Format::kJpeg}).has_value();
    CHECK(Transform(Saved(image.get(), suffix), {100, 0, Format::kJpeg}));
  }
}

TEST_CASE("a picture of more pixels than fit in memory as a whole is refused before it is decoded") {
  VipsImage* raw = nullptr;
  (void)Transform("", {});
  REQUIRE(vips_black(&raw, 6000, 5000, "bands", 1, nullptr) == 0);
  const ImagePtr large(raw);
  CHECK(Transform(Saved(large.get(), ".jpg"), {100, 0, Format::kJpeg}));
  for (const std::string suffix : {".jpg[interlace]", ".png[interlace]", ".webp[lossless,effort=0]"}) {
    const auto refused = Transform(Saved(large.get(), suffix), {100, 0, Format::kJpeg});
    REQUIRE_MESSAGE(!refused, suffix);
    CHECK(refused.error().code == ErrorCode::kTooLarge);
  }
}

TEST_CASE("of an animation the first frame alone is read, with its transparency, whatever follows") {
  const std::string still = Saved(Halves(64, 32, kRed, kBlue).get(), ".gif");
  std::string moving = still.substr(0, still.size() - 1);
  const std::string comment = "\x21\xFE\x03" "abc" + std::string(1, '\0');
  const std::string frame = "\x2C" + Number(0, 4) + Number(1, 2) + Number(1, 2) + std::string(1, '\0') + "\x02\x02\x4C\x01" + std::string(1, '\0');
  for (int i = 0; i < 400'000; ++i) moving += comment + frame;
  moving += '\x3B';
  const double begun = CpuSeconds();
  const auto encoded = Transform(moving, {64, 0, Format::kPng});
  CHECK(CpuSeconds() - begun < 1.0);  // reading them all is what made such files dear
  CHECK(Near(Pixel(encoded, 5, 5), kRed));
  CHECK(Near(Pixel(encoded, 60, 5), kBlue));
  CHECK(BareGif(moving).size() <= still.size());
  CHECK(BareGif(BareGif(moving)) == BareGif(moving));
  for (size_t cut = 0; cut < still.size(); cut += 7) CHECK(BareGif(still.substr(0, cut)).size() <= cut + 1);
}

TEST_CASE("picture bombs cost neither time nor memory") {
  const std::string good = Saved(Halves(64, 64, kRed, kBlue).get(), ".png");
  for (const std::string name : {"png_30000x30000.png", "png_2e31.png", "png_0x0.png", "png_ztxt_bomb.png", "png_many_chunks.png",
                           "gif_65535.gif", "gif_frames_100k.gif", "jpeg_65500.jpg", "jpeg_progressive_scans.jpg",
                           "bmp_huge.bmp", "ico_loop.ico", "webp_16383.webp", "svg_script.svg", "svg_use_bomb.svg",
                           "polyglot_gif_js.gif", "html_as_png.png", "gzip_1G.gz", "xml_billion_laughs.xml"}) {
    const auto bytes = test_data::Read("security/bombs/" + name);
    if (!bytes) {
      if (test_data::MissingIsFailure()) FAIL("the test data is missing: " << name);
      MESSAGE("skipped: there is no security/bombs/" << name);
      return;
    }
    const int64_t before = PeakMebibytes(true);
    const double begun = CpuSeconds();
    const auto encoded = Transform(*bytes, {320, 0, Format::kJpeg});
    const double seconds = CpuSeconds() - begun;
    const int64_t grown = PeakMebibytes(false) - before;
    MESSAGE(name << ": " << (encoded ? "shown" : encoded.error().message) << ", " << seconds << " s, " << grown << " MiB");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    CHECK_MESSAGE(seconds < 3.0, name);  // instrumented code takes two to three times as long; its memory is the sanitizer's
#else
    CHECK_MESSAGE(seconds < 1.0, name);
    CHECK_MESSAGE(grown <= 64, name);
#endif
    CHECK(Transform(good, {32, 0, Format::kWebp}));
  }
}
