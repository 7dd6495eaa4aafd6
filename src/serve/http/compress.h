// The codings the server sends. Output is never larger than the input: an empty string means "not worth it".
#pragma once

#include <string>
#include <string_view>

namespace newsstand::http {

std::string Gzip(std::string_view bytes, int level);     // 1 … 9
std::string Brotli(std::string_view bytes, int quality);  // 0 … 11

// Whether bytes of this type shrink when compressed.
bool IsCompressible(std::string_view content_type);

}  // namespace newsstand::http
