// What a handler answers. The server adds Date, Content-Length, security headers, ETag and compression.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsstand::http {

// A body in the codings the server may send. Immutable and shared: the same bytes serve many requests without a copy.
// `gzip` and `brotli` may be empty: then the server compresses `plain` when it is worth it.
struct Body {
  std::string plain, gzip, brotli;
  std::string etag;  // quoted; "" and the server makes one from the bytes
};
using SharedBody = std::shared_ptr<const Body>;

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;  // replace the server's own of the same name
  SharedBody body;
  // Sends this file instead of `body`, with ranges; the path is the handler's own, never a reader's.
  std::string file;

  Response& Set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  bool Has(std::string_view name) const;  // set by the handler, in any case of letters
};

Response Html(int status, std::string html);
Response Text(int status, std::string text);
Response Json(int status, std::string json);
Response Redirect(int status, std::string location);  // own-origin paths or absolute addresses from the catalogue; percent-coded where no ASCII

// A body with both codings made now, at the best level: for what is rendered once and sent often.
SharedBody Precompress(std::string plain);

}  // namespace newsstand::http
