#include "serve/http/response.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "serve/http/compress.h"

namespace newsstand::http {
namespace {

Response Make(int status, std::string_view type, std::string text) {
  Response response;
  response.status = status;
  response.content_type = type;
  response.body = std::make_shared<const Body>(Body{std::move(text), {}, {}, {}});
  return response;
}

// An address as a header may hold it: what is no ASCII percent-coded (RFC 3986, 2.1), so that every client reads the same.
std::string HeaderUrl(std::string_view address) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

}  // namespace

bool Response::Has(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return AsciiIEquals(header.first, name); });
}

Response Html(int status, std::string html) { return Make(status, "text/html; charset=utf-8", std::move(html)); }
Response Text(int status, std::string text) { return Make(status, "text/plain; charset=utf-8", std::move(text)); }
Response Json(int status, std::string json) { return Make(status, "application/json; charset=utf-8", std::move(json)); }

Response Redirect(int status, std::string location) {
  location = HeaderUrl(location);
  Response response = Make(status, "text/plain; charset=utf-8", "See " + location + "\n");
  response.Set("Location", std::move(location));
  return response;
}

SharedBody Precompress(std::string plain) {
  auto body = std::make_shared<Body>();
  body->gzip = Gzip(plain, 9);
  body->brotli = Brotli(plain, 9);
  body->etag = "\"" + Hash64Hex(plain) + "\"";
  body->plain = std::move(plain);
  return body;
}

}  // namespace newsstand::http
