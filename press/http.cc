#include "press/http.h"

#include <zlib.h>

#include "base/hash.h"
#include "base/text.h"

namespace newsstand::press {
namespace {

bool AcceptsGzip(const Request& request) {
  std::string accepted = request.Header("accept-encoding");
  for (std::string_view coding : Split(accepted, ',')) {
    coding = Trim(coding);
    std::string_view name = Trim(coding.substr(0, coding.find(';')));
    if ((AsciiIEquals(name, "gzip") || name == "*") && !coding.ends_with("q=0")) return true;
  }
  return false;
}

bool ClientHasIt(const Request& request, const std::string& etag, Timestamp changed, const Freshness& freshness) {
  std::string match = request.Header("if-none-match");
  if (!match.empty() && freshness.etag) return match == "*" || match.find(etag) != std::string::npos;
  std::string since = request.Header("if-modified-since");
  if (since.empty() || !freshness.last_modified) return false;
  auto time = ParseHttpDate(since);
  return time && std::chrono::floor<std::chrono::seconds>(changed) <= *time;
}

}  // namespace

std::string Request::Header(const std::string& lower_case_name) const {
  auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string() : found->second;
}

Response TextResponse(int status, std::string_view content_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", content_type);
  response.body = std::move(body);
  return response;
}

Response RedirectResponse(int status, std::string_view location) {
  Response response = TextResponse(status, "text/html; charset=utf-8",
                                   "<!doctype html><title>Moved</title><p>Moved to <a href=\"" + EscapeHtml(location) +
                                       "\">" + EscapeHtml(location) + "</a>.</p>\n");
  response.headers.emplace_back("Location", location);
  return response;
}

void Finish(const Request& request, Response& response, Timestamp changed, const Freshness& freshness) {
  if (response.status != 200) return;
  std::string etag = "\"" + Hash64Hex(response.content()) + "\"";
  if (freshness.etag) response.headers.emplace_back("ETag", etag);
  if (freshness.last_modified) response.headers.emplace_back("Last-Modified", FormatHttpDate(changed));
  if (freshness.max_age_seconds > 0) {
    response.headers.emplace_back("Cache-Control", "public, max-age=" + std::to_string(freshness.max_age_seconds));
  }
  if (ClientHasIt(request, etag, changed, freshness)) {
    response.status = 304;
    response.body.clear();
    response.shared_body.reset();
    return;
  }
  std::string_view type;
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Type") type = value;
  }
  bool picture = type.starts_with("image/");
  if (!picture && response.content().size() > 600 && AcceptsGzip(request)) {
    response.body = Gzip(response.content());
    response.shared_body.reset();
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
  }
}

std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return std::string(bytes);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string GzipZeros(uint64_t count) {
  constexpr uint64_t kMegabyte = 1u << 20;
  uint64_t blocks = (count + kMegabyte - 1) / kMegabyte;
  std::string zeros(kMegabyte, '\0');
  // One megabyte, flushed so that it can be repeated as it is.
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string block(64u << 10, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(block.data());
  stream.avail_out = static_cast<uInt>(block.size());
  deflate(&stream, Z_FULL_FLUSH);
  block.resize(stream.total_out);
  deflateEnd(&stream);

  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  uLong one = crc32(0, reinterpret_cast<const Bytef*>(zeros.data()), static_cast<uInt>(zeros.size()));
  uLong sum = crc32(0, nullptr, 0);
  for (uint64_t i = 0; i < blocks; ++i) {
    out += block;
    sum = crc32_combine(sum, one, static_cast<z_off_t>(kMegabyte));
  }
  out += std::string("\x03\0", 2);  // an empty last block
  uint64_t size = blocks * kMegabyte;
  for (int shift : {0, 8, 16, 24}) out += static_cast<char>((sum >> shift) & 0xff);
  for (int shift : {0, 8, 16, 24}) out += static_cast<char>((size >> shift) & 0xff);
  return out;
}

std::string_view StatusWords(int status) {
  switch (status) {
    case 200: return "OK";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 410: return "Gone";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 451: return "Unavailable For Legal Reasons";
    case 500: return "Internal Server Error";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
  }
}

}  // namespace newsstand::press
