#include "serve/http/wire.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <iterator>
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

// How much a client wants each coding, in thousandths; 0 is "not at all".
struct Codings {
  int gzip = 0, brotli = 0;
};

// "q=0.5" → 500. What cannot be read counts as not wanted: plain bytes are always right.
int ReadWeight(std::string_view parameter) {
  if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return 0;
  if (parameter[2] == '1') return 1000;
  if (parameter[2] != '0') return 0;
  int weight = 0, worth = 100;
  for (size_t i = 4; i < parameter.size() && i < 7; ++i, worth /= 10) {
    if (parameter[i] < '0' || parameter[i] > '9') return 0;
    weight += (parameter[i] - '0') * worth;
  }
  return weight;
}

// RFC 9110 12.5.3, as far as two codings need it.
Codings AcceptedCodings(std::string_view header) {
  Codings accepted;
  while (!header.empty()) {
    const size_t comma = header.find(',');
    const std::string_view part = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view() : header.substr(comma + 1);
    const size_t semicolon = part.find(';');
    const std::string_view name = Trim(part.substr(0, semicolon));
    const int weight = semicolon == std::string_view::npos ? 1000 : ReadWeight(Trim(part.substr(semicolon + 1)));
    if (AsciiIEquals(name, "br")) accepted.brotli = weight;
    if (AsciiIEquals(name, "gzip")) accepted.gzip = weight;
  }
  return accepted;
}

// "W/" and the quotes are taken off: all codings of one body are the same content and carry the same weak tag.
std::string_view ComparableTag(std::string_view tag) {
  tag = Trim(tag);
  if (tag.substr(0, 2) == "W/") tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  return tag;
}

bool MatchesAnyTag(std::string_view header, std::string_view etag) {
  for (const std::string_view candidate : Split(header, ',')) {
    if (Trim(candidate) == "*" || ComparableTag(candidate) == ComparableTag(etag)) return true;
  }
  return false;
}

constexpr size_t kUsualHeadBytes = 1024;

void AddHeader(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ");
  // A value with a line break would let data become headers.
  while (true) {
    const size_t end = value.find_first_of(std::string_view("\r\n\0", 3));
    text.append(value.substr(0, end));
    if (end == std::string_view::npos) break;
    value.remove_prefix(end + 1);
  }
  text += "\r\n";
}

struct Head {
  std::string text;
  explicit Head(int status) {
    text.reserve(kUsualHeadBytes);
    fmt::format_to(std::back_inserter(text), "HTTP/1.1 {} {}\r\n", status, ReasonPhrase(status));
  }
  void Add(std::string_view name, std::string_view value) { AddHeader(text, name, value); }
};

void AddDefaultHeaders(Head& head, const Response& response, const DefaultHeaders& defaults) {
  const bool replaced = std::any_of(defaults.all().begin(), defaults.all().end(),
                                    [&](const auto& header) { return response.Has(header.first); });
  if (!replaced) {
    head.text += defaults.text();
    return;
  }
  for (const auto& [name, value] : defaults.all()) {
    if (!response.Has(name)) head.Add(name, value);
  }
}

void AddCommonHeaders(Head& head, const Response& response, const WireContext& context) {
  head.Add("Date", context.date);
  for (const auto& [name, value] : response.headers) head.Add(name, value);
  if (context.default_headers != nullptr) AddDefaultHeaders(head, response, *context.default_headers);
  if (!context.keep_alive) {
    head.Add("Connection", "close");
  } else if (context.http_minor == 0) {
    head.Add("Connection", "keep-alive");
  }
}

bool BodyAllowed(int status) { return status >= 200 && status != 204 && status != 304; }

// The coding to send `body` in; "" for plain. Fills `made` when it had to be compressed now.
std::string_view ChooseCoding(const Request& request, const Body& body, std::string& made) {
  const Codings accepted = AcceptedCodings(request.Header("accept-encoding"));
  if (accepted.brotli == 0 && accepted.gzip == 0) return "";
  const bool brotli_first = accepted.brotli >= accepted.gzip;
  if (!body.gzip.empty() || !body.brotli.empty()) {
    const bool has_brotli = accepted.brotli > 0 && !body.brotli.empty(), has_gzip = accepted.gzip > 0 && !body.gzip.empty();
    if (has_brotli && (brotli_first || !has_gzip)) return "br";
    return has_gzip ? "gzip" : "";
  }
  if (body.plain.size() < kWorthCompressing) return "";
  made = brotli_first ? Brotli(body.plain, kBrotliQuality) : Gzip(body.plain, kGzipLevel);
  if (made.empty()) return "";
  return brotli_first ? "br" : "gzip";
}

WireResponse BodyWire(const Request& request, Response& response, const WireContext& context) {
  static const SharedBody kNothing = std::make_shared<const Body>();
  WireResponse wire;
  wire.keep_alive = context.keep_alive;
  wire.owner = response.body ? std::move(response.body) : kNothing;
  const SharedBody given = wire.owner;  // the tag is read from it to the end
  const Body& body = *given;
  const bool readable = request.method == Method::kGet || request.method == Method::kHead;
  const bool compressible = IsCompressible(response.content_type) && !response.Has("Content-Encoding");

  std::string made_tag;
  if (body.etag.empty() && readable && response.status == 200) made_tag = "\"" + Hash64Hex(body.plain) + "\"";
  const std::string_view etag = made_tag.empty() ? std::string_view(body.etag) : std::string_view(made_tag);
  if (readable && response.status == 200 && !etag.empty()) {
    const std::string_view if_none_match = request.Header("if-none-match");
    if (!if_none_match.empty() && MatchesAnyTag(if_none_match, etag)) response.status = 304;
  }

  std::string_view coding;
  wire.body = body.plain;
  if (compressible && BodyAllowed(response.status)) {
    std::string made;
    coding = ChooseCoding(request, body, made);
    if (!made.empty()) {
      auto owner = std::make_shared<Body>();
      owner->gzip = std::move(made);
      wire.body = owner->gzip;
      wire.owner = std::move(owner);
    } else if (!coding.empty()) {
      wire.body = coding == "br" ? body.brotli : body.gzip;
    }
  }

  Head head(response.status);
  AddCommonHeaders(head, response, context);
  if (!etag.empty()) {
    // Weak: the bytes differ from coding to coding, the content does not.
    head.text.append(etag.starts_with("W/") ? "ETag: " : "ETag: W/").append(etag).append("\r\n");
  }
  if (compressible) head.text += "Vary: Accept-Encoding\r\n";
  if (BodyAllowed(response.status)) {
    head.Add("Content-Type", response.content_type);
    if (!coding.empty()) head.Add("Content-Encoding", coding);
    fmt::format_to(std::back_inserter(head.text), "Content-Length: {}\r\n", wire.body.size());
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
  OpenFile file(open(response.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open() || fstat(file.descriptor(), &info) != 0 || !S_ISREG(info.st_mode)) {
    const int status = !file.is_open() && (errno == EMFILE || errno == ENFILE) ? 503 : 404;
    Response missing = Text(status, std::to_string(status) + "\n");
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
  if (response.status == 200 && (!if_none_match.empty() ? MatchesAnyTag(if_none_match, etag)
                                                        : request.Header("if-modified-since") == modified)) {
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
    if (request.method != Method::kHead) wire.file = std::move(file);
  }
  if (!wire.file.is_open()) wire.file_length = 0;
  wire.status = response.status;
  wire.head = std::move(head.text);
  wire.head += "\r\n";
  return wire;
}

}  // namespace

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

DefaultHeaders::DefaultHeaders(std::vector<std::pair<std::string, std::string>> headers) : headers_(std::move(headers)) {
  for (const auto& [name, value] : headers_) AddHeader(text_, name, value);
}

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
