#include "serve/http/wire.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "serve/http/compress.h"

namespace newsstand::http {
namespace {

constexpr size_t kWorthCompressing = 1024;
constexpr int kGzipLevel = 5;
constexpr int kBrotliQuality = 4;

struct Codings {
  bool gzip = false, brotli = false;
};

// RFC 9110 12.5.3, as far as two codings need it.
Codings AcceptedCodings(std::string_view header) {
  Codings accepted;
  for (const std::string_view part : Split(header, ',')) {
    const size_t semicolon = part.find(';');
    const std::string_view name = Trim(part.substr(0, semicolon));
    bool refused = false;
    if (semicolon != std::string_view::npos) {
      const std::string_view parameter = Trim(part.substr(semicolon + 1));
      refused = parameter == "q=0" || parameter == "q=0.0" || parameter == "q=0.00" || parameter == "q=0.000";
    }
    if (AsciiIEquals(name, "br")) accepted.brotli = !refused;
    if (AsciiIEquals(name, "gzip")) accepted.gzip = !refused;
  }
  return accepted;
}

// "W/", the coding's suffix and the quotes are taken off: all codings of one body are the same content.
std::string_view ComparableTag(std::string_view tag) {
  tag = Trim(tag);
  if (tag.substr(0, 2) == "W/") tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  for (const std::string_view suffix : {"-br", "-gz"}) {
    if (tag.size() > suffix.size() && tag.substr(tag.size() - suffix.size()) == suffix) tag.remove_suffix(suffix.size());
  }
  return tag;
}

bool MatchesAnyTag(std::string_view header, std::string_view etag) {
  for (const std::string_view candidate : Split(header, ',')) {
    if (Trim(candidate) == "*" || ComparableTag(candidate) == ComparableTag(etag)) return true;
  }
  return false;
}

struct Head {
  std::string text;
  explicit Head(int status) { text = fmt::format("HTTP/1.1 {} {}\r\n", status, ReasonPhrase(status)); }
  void Add(std::string_view name, std::string_view value) {
    text.append(name).append(": ");
    // A value with a line break would let data become headers.
    for (const char c : value) {
      if (c != '\r' && c != '\n' && c != '\0') text += c;
    }
    text += "\r\n";
  }
};

bool HandlerSet(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& header) { return AsciiIEquals(header.first, name); });
}

void AddCommonHeaders(Head& head, const Response& response, const WireContext& context) {
  head.Add("Date", context.date);
  for (const auto& [name, value] : response.headers) head.Add(name, value);
  if (context.default_headers != nullptr) {
    for (const auto& [name, value] : *context.default_headers) {
      if (!HandlerSet(response, name)) head.Add(name, value);
    }
  }
  if (!context.keep_alive) {
    head.Add("Connection", "close");
  } else if (context.http_minor == 0) {
    head.Add("Connection", "keep-alive");
  }
}

bool BodyAllowed(int status) { return status >= 200 && status != 204 && status != 304; }

WireResponse BodyWire(const Request& request, Response& response, const WireContext& context) {
  WireResponse wire;
  wire.keep_alive = context.keep_alive;
  wire.owner = response.body ? std::move(response.body) : std::make_shared<const Body>();
  const Body& body = *wire.owner;
  const bool readable = request.method == Method::kGet || request.method == Method::kHead;
  const bool compressible = IsCompressible(response.content_type) && !HandlerSet(response, "Content-Encoding");

  std::string etag = body.etag;
  if (etag.empty() && readable && response.status == 200) etag = "\"" + Hash64Hex(body.plain) + "\"";
  if (readable && response.status == 200 && !etag.empty()) {
    const std::string_view if_none_match = request.Header("if-none-match");
    if (!if_none_match.empty() && MatchesAnyTag(if_none_match, etag)) response.status = 304;
  }

  std::string_view coding;
  wire.body = body.plain;
  if (compressible && BodyAllowed(response.status)) {
    const Codings accepted = AcceptedCodings(request.Header("accept-encoding"));
    if (accepted.brotli && !body.brotli.empty()) {
      wire.body = body.brotli;
      coding = "br";
    } else if (accepted.gzip && !body.gzip.empty()) {
      wire.body = body.gzip;
      coding = "gzip";
    } else if (body.gzip.empty() && body.brotli.empty() && body.plain.size() >= kWorthCompressing &&
               (accepted.brotli || accepted.gzip)) {
      wire.owned = accepted.brotli ? Brotli(body.plain, kBrotliQuality) : Gzip(body.plain, kGzipLevel);
      if (!wire.owned.empty()) {
        wire.body = wire.owned;
        coding = accepted.brotli ? "br" : "gzip";
      }
    }
  }

  Head head(response.status);
  AddCommonHeaders(head, response, context);
  if (!etag.empty()) {
    // One tag a coding, weak: the bytes differ, the content does not.
    etag.insert(etag.size() - 1, coding == "br" ? "-br" : coding == "gzip" ? "-gz" : "");
    head.Add("ETag", "W/" + etag);
  }
  if (compressible) head.Add("Vary", "Accept-Encoding");
  if (BodyAllowed(response.status)) {
    head.Add("Content-Type", response.content_type);
    if (!coding.empty()) head.Add("Content-Encoding", coding);
    head.Add("Content-Length", std::to_string(wire.body.size()));
  }
  if (request.method == Method::kHead || !BodyAllowed(response.status)) wire.body = {};
  wire.status = response.status;
  wire.head = std::move(head.text);
  wire.head += "\r\n";
  return wire;
}

struct ByteRange {
  uint64_t first = 0, last = 0;
};

// One range; several in one request are answered with the whole file, as RFC 9110 14.2 allows.
enum class RangeKind { kNone, kOne, kUnsatisfiable };
RangeKind ParseRange(std::string_view header, uint64_t size, ByteRange& range) {
  if (header.substr(0, 6) != "bytes=") return RangeKind::kNone;
  header.remove_prefix(6);
  const size_t dash = header.find('-');
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return RangeKind::kNone;
  const auto number = [](std::string_view text) -> std::optional<uint64_t> {
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  if (!first && !last) return RangeKind::kNone;
  if (!first) {  // the last N bytes
    if (*last == 0 || size == 0) return RangeKind::kUnsatisfiable;
    range = {size - std::min(*last, size), size - 1};
    return RangeKind::kOne;
  }
  if (*first >= size) return RangeKind::kUnsatisfiable;
  if (last && *last < *first) return RangeKind::kNone;
  range = {*first, last ? std::min(*last, size - 1) : size - 1};
  return RangeKind::kOne;
}

WireResponse FileWire(const Request& request, Response& response, const WireContext& context) {
  struct stat info {};
  if (stat(response.file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    Response missing = Text(404, "404\n");
    return BodyWire(request, missing, context);
  }
  WireResponse wire;
  wire.keep_alive = context.keep_alive;
  const auto size = static_cast<uint64_t>(info.st_size);
  const std::string modified = FormatHttpDate(FromUnixSeconds(info.st_mtime));
  const std::string etag = fmt::format("\"{:x}-{:x}\"", size, info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec);

  ByteRange range{0, size == 0 ? 0 : size - 1};
  bool partial = false;
  const std::string_view if_none_match = request.Header("if-none-match");
  const std::string_view if_range = request.Header("if-range");
  if (!if_none_match.empty() ? MatchesAnyTag(if_none_match, etag) : request.Header("if-modified-since") == modified) {
    response.status = 304;
  } else if (response.status == 200 && (if_range.empty() || if_range == etag || if_range == modified)) {
    switch (ParseRange(request.Header("range"), size, range)) {
      case RangeKind::kNone: break;
      case RangeKind::kOne: response.status = 206, partial = true; break;
      case RangeKind::kUnsatisfiable: response.status = 416; break;
    }
  }

  Head head(response.status);
  AddCommonHeaders(head, response, context);
  head.Add("ETag", etag);
  head.Add("Last-Modified", modified);
  head.Add("Accept-Ranges", "bytes");
  if (response.status == 416) {
    head.Add("Content-Range", fmt::format("bytes */{}", size));
    head.Add("Content-Length", "0");
  } else if (response.status != 304) {
    wire.file_offset = range.first;
    wire.file_length = size == 0 ? 0 : range.last - range.first + 1;
    if (partial) head.Add("Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.last, size));
    head.Add("Content-Type", response.content_type);
    head.Add("Content-Length", std::to_string(wire.file_length));
    if (request.method != Method::kHead) wire.file = std::move(response.file);
  }
  if (wire.file.empty()) wire.file_length = 0;
  wire.status = response.status;
  wire.head = std::move(head.text);
  wire.head += "\r\n";
  return wire;
}

}  // namespace

WireResponse MakeWire(const Request& request, Response response, const WireContext& context) {
  return response.file.empty() ? BodyWire(request, response, context) : FileWire(request, response, context);
}

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
  }
}

}  // namespace newsstand::http
