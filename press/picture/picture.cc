#include "press/picture/picture.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

extern "C" {
#include <jpeglib.h>
}

#include "base/hash.h"
#include "press/picture/scenery.h"
#include "press/picture/scenes.h"

namespace newsstand::press {
namespace {

constexpr int kQuality = 84;
constexpr size_t kKeptInMemory = 48;
constexpr std::string_view kVersion = "5";  // of the drawings: part of the name of a kept file

Palette PaletteOf(const PressTitle& title) {
  return {Hex(title.palette[0]), Hex(title.palette[1]), Hex(title.palette[2]), Hex(title.palette[3]),
          Hex(title.palette[4])};
}

Manner MannerOf(std::string_view name) {
  if (name == "ink") return Manner::kInk;
  if (name == "cutout") return Manner::kCutout;
  if (name == "dusk") return Manner::kDusk;
  if (name == "pop") return Manner::kPop;
  return Manner::kFlat;
}

void DrawScene(Canvas& canvas, const PictureWish& wish) {
  static const std::map<std::string_view, void (*)(Canvas&)> kScenesByName = {
      {"skyline", SceneSkyline},   {"coast", SceneCoast},     {"crowd", SceneCrowd},     {"portrait", ScenePortrait},
      {"mountain", SceneMountain}, {"field", SceneField},     {"stadium", SceneStadium}, {"lab", SceneLab},
      {"street", SceneStreet},     {"harbour", SceneHarbour}, {"forest", SceneForest},   {"factory", SceneFactory},
      {"court", SceneCourt},       {"stage", SceneStage},     {"sea", SceneSea},         {"rail", SceneRail},
      {"hospital", SceneHospital}, {"space", SceneSpace},     {"school", SceneSchool},   {"river", SceneRiver},
      {"farm", SceneFarm},         {"night", SceneNight}};
  if (wish.scene == "chart" && wish.figures.values.size() > 1) return SceneChart(canvas, wish);
  if (wish.scene == "map") return SceneMap(canvas, wish);
  auto scene = kScenesByName.find(wish.scene);
  // Another standpoint for every picture: nearer or farther, a step to the side, and sometimes from the other side.
  Rng stand(wish.seed, "standpoint");
  double zoom = stand.In(1.0, 1.30), side = stand.In(0.15, 0.85), height = stand.In(0.45, 0.95);
  cairo_save(canvas.cr());
  cairo_translate(canvas.cr(), (1 - zoom) * canvas.w() * side, (1 - zoom) * Canvas::h() * height);
  cairo_scale(canvas.cr(), zoom, zoom);
  if (stand.Chance(0.5)) {
    cairo_translate(canvas.cr(), canvas.w(), 0);
    cairo_scale(canvas.cr(), -1, 1);
  }
  (scene == kScenesByName.end() ? SceneSkyline : scene->second)(canvas);
  cairo_restore(canvas.cr());
  Varnish(canvas);
}

std::string EncodeJpeg(cairo_surface_t* surface, int width, int height) {
  cairo_surface_flush(surface);
  jpeg_compress_struct job{};
  jpeg_error_mgr errors{};
  job.err = jpeg_std_error(&errors);
  jpeg_create_compress(&job);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&job, &buffer, &size);
  job.image_width = static_cast<JDIMENSION>(width);
  job.image_height = static_cast<JDIMENSION>(height);
  job.input_components = 4;
  job.in_color_space = JCS_EXT_BGRX;  // how cairo keeps RGB24 on the machines we run on
  jpeg_set_defaults(&job);
  jpeg_set_quality(&job, kQuality, TRUE);
  jpeg_simple_progression(&job);
  job.optimize_coding = TRUE;
  jpeg_start_compress(&job, TRUE);
  unsigned char* pixels = cairo_image_surface_get_data(surface);
  auto stride = static_cast<size_t>(cairo_image_surface_get_stride(surface));
  while (job.next_scanline < job.image_height) {
    JSAMPROW row = pixels + job.next_scanline * stride;
    jpeg_write_scanlines(&job, &row, 1);
  }
  jpeg_finish_compress(&job);
  std::string out(reinterpret_cast<char*>(buffer), size);
  jpeg_destroy_compress(&job);
  free(buffer);
  return out;
}

cairo_status_t Append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// One or two letters of a name: "The Marchmont Record" → "MR", "河岸日報" → "河".
std::string Monogram(const std::string& name) {
  std::string letters;
  bool start = true;
  for (size_t i = 0; i < name.size();) {
    auto lead = static_cast<unsigned char>(name[i]);
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    bool space = length == 1 && !std::isalnum(lead);
    if (!space && start) {
      std::string word = name.substr(i, name.find(' ', i) - i);
      bool small = word == "The" || word == "and" || word == "of" || word == "de" || word == "da" || word == "do" ||
                   word == "la" || word == "le" || word == "Le" || word == "La" || word == "El" || word == "O" ||
                   word == "Il" || word == "De" || word == "du" || word == "del";
      if (!small) letters += name.substr(i, length);
      // Scripts without capitals, and joined scripts, look best as one letter.
      if (!small && length > 1) return letters;
      if (letters.size() >= 2) return letters;
    }
    start = space;
    i += length;
  }
  return letters.empty() ? name.substr(0, 1) : letters;
}

}  // namespace

std::string DrawPicture(const PressTitle& title, const PictureWish& wish, int width, int height) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  {
    Canvas canvas(surface, width, height, PaletteOf(title), MannerOf(title.pictures), wish.seed, wish.hour, wish.snow);
    DrawScene(canvas, wish);
  }
  std::string jpeg = EncodeJpeg(surface, width, height);
  cairo_surface_destroy(surface);
  return jpeg;
}

std::string DrawIcon(const PressTitle& title, int size) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size, size);
  {
    Palette palette = PaletteOf(title);
    Canvas c(surface, size, size, palette, Manner::kFlat, Hash64(title.slug), 12);
    int shape = static_cast<int>(Hash64(title.slug) % 4);
    bool light = Hash64(title.slug, 7) % 3 == 0;
    Colour ground = light                       ? palette.pale
                    : Hash64(title.slug, 3) % 2 ? palette.brand
                                                : palette.deep,
           ink = light ? palette.deep : palette.paper;
    if (shape == 0) c.Circle(500, 500, 500);
    if (shape == 1) c.RoundBox(0, 0, 1000, 1000, 230);
    if (shape >= 2) c.Box(0, 0, 1000, 1000);
    c.FillPlain(ground);
    std::string letters = Monogram(title.name);
    double text = letters.size() == 2 && static_cast<unsigned char>(letters[0]) < 0x80 ? 520 : 620;
    double y = 500 - text * 0.69;
    if (c.CanWrite(letters)) {
      c.Text(500, y, text, letters, ink, 0.5, true);
    } else {  // no font for the title's script: a mark instead of a letter
      c.Circle(500, 460, 230).FillPlain(ink).Circle(590, 400, 150).FillPlain(ground);
    }
    if (shape == 2) c.Box(0, 860, 1000, 140), c.FillPlain(palette.accent);
    if (shape == 3) c.Box(0, 0, 110, 1000), c.FillPlain(palette.accent);
    if (shape < 2) c.RoundBox(300, 800, 400, 56, 28), c.FillPlain(palette.accent);
  }
  std::string png;
  cairo_surface_write_to_png_stream(surface, Append, &png);
  cairo_surface_destroy(surface);
  return png;
}

std::string WrapIcon(const std::string& png) {
  std::string out("\0\0\1\0\1\0", 6);
  out += std::string("\x40\x40\0\0\1\0\x20\0", 8);
  for (uint32_t value : {static_cast<uint32_t>(png.size()), 22u}) {
    for (int shift : {0, 8, 16, 24}) out += static_cast<char>((value >> shift) & 0xff);
  }
  return out + png;
}

PictureCache::PictureCache(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
}

std::shared_ptr<const std::string> PictureCache::Get(const PressTitle& title, const PressArticle& article, int width,
                                                     int height) {
  // Everything that decides the drawing is in the name, so that another version of the data never meets an old picture.
  std::string wish = fmt::format("{}/{}/{}/{}/{}/{}", article.picture.scene, article.picture.seed, article.picture.hour,
                                 article.picture.place, article.picture.chart_title, title.pictures);
  for (const auto& colour : title.palette) wish += colour;
  for (const auto& [name, value] : article.picture.figures.values) wish += fmt::format("/{}={}", name, value);
  std::string key = fmt::format("{}-{}-{}x{}.jpg", Hash64Hex(wish), kVersion, width, height);
  {
    std::lock_guard lock(mutex_);
    if (auto found = memory_.find(key); found != memory_.end()) return found->second;
  }
  std::filesystem::path path = folder_ / key;
  std::shared_ptr<const std::string> picture;
  if (std::ifstream in(path, std::ios::binary); in) {
    picture = std::make_shared<const std::string>(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (!picture || picture->empty()) {
    picture = std::make_shared<const std::string>(DrawPicture(title, article.picture, width, height));
    // Written beside and renamed: another press may read the same folder.
    std::filesystem::path part = folder_ / fmt::format("{}.{}", key, Hash64Hex(RandomBytes(8)));
    std::error_code failure;
    bool written = false;
    if (std::ofstream out(part, std::ios::binary); out)
      written = static_cast<bool>(out.write(picture->data(), static_cast<std::streamsize>(picture->size())).flush());
    if (written) std::filesystem::rename(part, path, failure);
    if (!written || failure) std::filesystem::remove(part, failure);
  }
  std::lock_guard lock(mutex_);
  if (memory_.size() >= kKeptInMemory) memory_.erase(memory_.begin());
  return memory_[key] = picture;
}

}  // namespace newsstand::press
