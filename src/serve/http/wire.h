// From a handler's Response to the bytes on the wire: conditional requests, content coding, ranges, headers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace newsstand::http {

// A response ready to be sent: `head` with the status line and all headers, then `body` (a view into `owner` or
// `owned`), or `file_length` bytes of `file` from `file_offset`.
struct WireResponse {
  int status = 200;
  std::string head;
  std::string_view body;
  SharedBody owner;
  std::string owned;
  std::string file;
  uint64_t file_offset = 0, file_length = 0;
  bool keep_alive = true;
};

struct WireContext {
  const std::vector<std::pair<std::string, std::string>>* default_headers = nullptr;
  std::string_view date;  // as FormatHttpDate
  bool keep_alive = true;
  int http_minor = 1;
};

// Decides 304, 206 and 416; picks br, gzip or plain by Accept-Encoding (q-values respected) and compresses what a handler
// left plain when it is text of 1 KiB or more. HEAD gets the same head without a body.
WireResponse MakeWire(const Request& request, Response response, const WireContext& context);

std::string_view ReasonPhrase(int status);

}  // namespace newsstand::http
