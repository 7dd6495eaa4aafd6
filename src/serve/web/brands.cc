#include "serve/web/brands.h"

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

BrandSheet MakeBrandSheet(const edition::Edition& edition) {
  std::set<std::string> classes;  // sorted: the same catalogue gives the same bytes
  for (const auto& [slug, title] : edition.titles) {
    if (std::string name = BrandClass(title->brand_colour); !name.empty()) classes.insert(std::move(name));
  }
  std::string css;
  for (const std::string& name : classes) css += "." + name + "{--b:#" + name.substr(1) + "}\n";
  BrandSheet sheet;
  sheet.url = "/static/brands-" + Hash64Hex(css).substr(0, 10) + ".css";
  sheet.body = http::Precompress(std::move(css));
  return sheet;
}

}  // namespace newsstand::web
