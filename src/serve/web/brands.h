// Publishers' brand colours and the tones of pictures as a style sheet: the pages' policy forbids style="", so each colour is a class.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "content/edition/edition.h"
#include "serve/http/response.h"

namespace newsstand::web {

// "c1a2b3c" for "#1a2b3c"; "" for what is no such colour.
std::string BrandClass(std::string_view colour);

// "q103": the class that gives a picture's place its colour (0xRRGGBB) until it comes, one of 64.
std::string ToneClass(uint32_t colour);

struct BrandSheet {
  std::string url;  // "/static/brands-0123456789.css"
  http::SharedBody body;
};
BrandSheet MakeBrandSheet(const edition::Edition& edition);

}  // namespace newsstand::web
