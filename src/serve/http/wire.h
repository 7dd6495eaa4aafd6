// From a handler's Response to the bytes on the wire: conditional requests, content coding, ranges, headers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace newsstand::http {

// An open file, closed with it. Opened before the head is written: a file that leaves its folder a moment later is still
// sent whole.
class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~OpenFile();
  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

// A response ready to be sent: `head` with the status line and all headers, then `body` (a view into
// `owner`), or `file_length` bytes of `file` from `file_offset`.
struct WireResponse {
  int status = 200;
  std::string head;
  std::string_view body;
  SharedBody owner;
  OpenFile file;
  uint64_t file_offset = 0, file_length = 0;
  bool keep_alive = true;
};

// Headers on every response, written out once.
class DefaultHeaders {
 public:
  DefaultHeaders() = default;
  explicit DefaultHeaders(std::vector<std::pair<std::string, std::string>> headers);
  const std::vector<std::pair<std::string, std::string>>& all() const { return headers_; }
  std::string_view text() const { return text_; }

 private:
  std::vector<std::pair<std::string, std::string>> headers_;
  std::string text_;
};

struct WireContext {
  const DefaultHeaders* default_headers = nullptr;
  std::string_view date;  // as FormatHttpDate
  bool keep_alive = true;
  int http_minor = 1;
};

// Decides 304, 206 and 416; picks br, gzip or plain by Accept-Encoding (q-values respected) and compresses what a handler
// left plain when it is text of 1 KiB or more. HEAD gets the same head without a body.
WireResponse MakeWire(const Request& request, Response response, const WireContext& context);

std::string_view ReasonPhrase(int status);

}  // namespace newsstand::http
