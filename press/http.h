// A request and an answer of the press's own small server, and the ways in which an answer may go wrong on purpose.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace newsstand::press {

struct Request {
  std::string method, target;                  // target: path and query as sent
  std::string path, query;                     // path is percent-decoded
  std::map<std::string, std::string> headers;  // names in lower case
  std::string local_address;                   // that the client connected to: "127.0.1.7"
  uint16_t local_port = 0;
  std::string Header(const std::string& lower_case_name) const;
};

// How the body is sent. All zero: at once and whole.
struct Delivery {
  uint64_t zero_bytes = 0;               // the body is this many zeros instead
  size_t bytes_per_second = 0;           // slow
  std::optional<size_t> stall_after;     // sends so many bytes, then nothing until the client gives up (two minutes)
  std::optional<size_t> truncate_after;  // sends so many bytes of what Content-Length promised, then closes
  bool drop = false;                     // closes without a byte
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // instead of `body`
  Delivery delivery;

  const std::string& content() const { return shared_body ? *shared_body : body; }
};

using Handler = std::function<Response(const Request&)>;

Response TextResponse(int status, std::string_view content_type, std::string body);
Response RedirectResponse(int status, std::string_view location);

// Which validators an answer carries. Some servers know only one of them.
struct Freshness {
  bool etag = true, last_modified = true;
  int max_age_seconds = 0;  // 0: no Cache-Control
};
// Adds validators and turns the answer into 304 when the client has it already; compresses it when the client can read
// that. `changed` is when the content last did.
void Finish(const Request& request, Response& response, Timestamp changed, const Freshness& freshness);

std::string Gzip(std::string_view bytes);
// What gzip makes of `count` zeros, without compressing them one by one. `count` is rounded up to a megabyte.
std::string GzipZeros(uint64_t count);
std::string_view StatusWords(int status);

}  // namespace newsstand::press
