#include "serve/web/brands.h"

#include <fmt/core.h>

#include <set>

#include "base/hash.h"
#include "base/text.h"

namespace newsstand::web {

std::string BrandClass(std::string_view colour) {
  if (colour.size() != 7 || colour[0] != '#') return "";
  const std::string digits = AsciiLower(colour.substr(1));
  if (digits.find_first_not_of("0123456789abcdef") != std::string::npos) return "";
  return "c" + digits;
}

namespace {

constexpr uint32_t kToneSteps = 4;  // of each of red, green and blue: 64 tones cost 300 bytes and are close enough to a blur

uint32_t ToneStep(uint32_t value) { return value * kToneSteps / 256; }
uint32_t ToneValue(uint32_t step) { return (2 * step + 1) * 256 / (2 * kToneSteps); }

}  // namespace

std::string ToneClass(uint32_t colour) {
  std::string name = "q";
  for (const int shift : {16, 8, 0}) name += static_cast<char>('0' + ToneStep(colour >> shift & 255));
  return name;
}

BrandSheet MakeBrandSheet(const edition::Edition& edition) {
  std::set<std::string> classes;  // sorted: the same catalogue gives the same bytes
  for (const auto& [slug, title] : edition.titles) {
    if (std::string name = BrandClass(title->brand_colour); !name.empty()) classes.insert(std::move(name));
  }
  std::string css;
  for (const std::string& name : classes) css += "." + name + "{--b:#" + name.substr(1) + "}\n";
  for (uint32_t tone = 0; tone < kToneSteps * kToneSteps * kToneSteps; ++tone) {
    const uint32_t colour = ToneValue(tone / (kToneSteps * kToneSteps)) << 16 |
                            ToneValue(tone / kToneSteps % kToneSteps) << 8 | ToneValue(tone % kToneSteps);
    css += fmt::format(".{}{{--q:#{:06x}}}\n", ToneClass(colour), colour);
  }
  BrandSheet sheet;
  sheet.url = "/static/brands-" + Hash64Hex(css).substr(0, 10) + ".css";
  sheet.body = http::Precompress(std::move(css));
  return sheet;
}

}  // namespace newsstand::web
