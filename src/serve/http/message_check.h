// What the server asks of a parsed head before anything else looks at it. Included by server.cc alone: it sees Beast.
#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string_view>

#include "base/text.h"
#include "serve/http/request.h"

namespace newsstand::http {

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

inline Method ToMethod(boost::beast::http::verb verb) {
  switch (verb) {
    case boost::beast::http::verb::get: return Method::kGet;
    case boost::beast::http::verb::head: return Method::kHead;
    case boost::beast::http::verb::post: return Method::kPost;
    case boost::beast::http::verb::put: return Method::kPut;
    case boost::beast::http::verb::delete_: return Method::kDelete;
    case boost::beast::http::verb::options: return Method::kOptions;
    default: return Method::kOther;
  }
}

// What could be read in two ways by two programs is refused (request smuggling). A body that GET does not need is the
// usual carrier of such a second request, so it is refused as well (RFC 9110 9.3.1 allows it).
inline bool IsAmbiguous(const Parser& parser) {
  const auto& message = parser.get();
  if (message.version() != 10 && message.version() != 11) return true;
  if (message.count("Transfer-Encoding") > 1 || message.count("Content-Length") > 1 || message.count("Host") > 1) {
    return true;
  }
  const auto coding = message.find("Transfer-Encoding");
  if (coding != message.end()) {
    if (message.count("Content-Length") > 0 || message.version() < 11) return true;
    if (!AsciiIEquals(std::string_view(coding->value().data(), coding->value().size()), "chunked")) return true;
  }
  const bool reads = message.method() == boost::beast::http::verb::get || message.method() == boost::beast::http::verb::head;
  if (reads && (parser.chunked() || parser.content_length().value_or(0) > 0)) return true;
  return message.version() >= 11 && message.count("Host") != 1;
}

// Finds header lines that continue the line above them (RFC 9112 5.2): the parser joins them, other programs do not.
class FoldFinder {
 public:
  void Look(std::string_view bytes) {
    for (size_t at = 0; at < bytes.size() && !found_;) {
      if (line_begins_) found_ = bytes[at] == ' ' || bytes[at] == '\t';
      const size_t end = bytes.find('\n', at);
      line_begins_ = end != std::string_view::npos;
      at = line_begins_ ? end + 1 : bytes.size();
    }
  }
  bool found() const { return found_; }

 private:
  bool line_begins_ = false;
  bool found_ = false;
};

inline int StatusForParserError(const boost::system::error_code& error) {
  if (error == boost::beast::http::error::header_limit) return 431;
  if (error == boost::beast::http::error::body_limit) return 413;
  return 400;
}

}  // namespace newsstand::http
