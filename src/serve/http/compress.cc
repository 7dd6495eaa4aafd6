#include "serve/http/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

namespace newsstand::http {

std::string Gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return "";
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  const size_t size = stream.total_out;
  deflateEnd(&stream);
  if (!done || size >= bytes.size()) return "";
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

std::string Brotli(std::string_view bytes, int quality) {
  size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  const BROTLI_BOOL done =
      BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                            reinterpret_cast<const uint8_t*>(bytes.data()), &size, reinterpret_cast<uint8_t*>(out.data()));
  if (done == BROTLI_FALSE || size >= bytes.size()) return "";
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

bool IsCompressible(std::string_view content_type) {
  const auto starts = [&](std::string_view prefix) { return content_type.substr(0, prefix.size()) == prefix; };
  if (starts("text/")) return true;
  if (starts("image/")) return starts("image/svg+xml");
  if (!starts("application/")) return false;
  return content_type.find("json") != std::string_view::npos || content_type.find("xml") != std::string_view::npos ||
         content_type.find("javascript") != std::string_view::npos || content_type.find("manifest") != std::string_view::npos;
}

}  // namespace newsstand::http
