// One request out of bytes as they come, refused where two programs could read it in two ways. No I/O. Included by
// server.cc and by the fuzz target alone: it sees Beast.
#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/text.h"
#include "serve/http/request.h"
#include "serve/http/target.h"

namespace newsstand::http {

inline constexpr size_t kTargetBytes = 8 << 10;

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

// Fills a Request: method, target, headers, path and query once the head is whole, as it is before anything of the body
// is read (fields behind a chunked body are no headers); the body when done() is true.
class MessageReader {
 public:
  explicit MessageReader(Request& request) : request_(request) {
    parser_.header_limit(limits::kRequestHeaderBytes);
    parser_.body_limit(limits::kRequestBodyBytes);
  }

  // Takes what it can of `bytes` and says how many those were. The rest has to come again, with more behind it; once
  // done() it belongs to the next request.
  size_t Read(std::string_view bytes) {
    size_t used = 0;
    while (used < bytes.size() && !parser_.is_done() && refusal_ == 0) {
      boost::system::error_code error;
      const bool in_header = !parser_.is_header_done();
      // The end of a body in chunks is five bytes at least, and the parser asserts that it is never shown fewer of it.
      if (!in_header && parser_.chunked() && bytes.size() - used < 5) break;
      const size_t now = parser_.put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
      if (in_header) folds_.Look(bytes.substr(used, now));
      used += now;
      const bool failed = error && error != boost::beast::http::error::need_more;
      if (in_header && (parser_.is_header_done() || failed)) Fill();
      if (failed) refusal_ = StatusOf(error);
      if (in_header && parser_.is_header_done() && !failed) refusal_ = CheckHead();
      if (error || now == 0) break;
    }
    if (parser_.is_done() && refusal_ == 0) request_.body = std::move(parser_.get().body());
    return used;
  }

  int refusal() const { return refusal_; }  // the status to refuse it with; 0 when nothing was wrong so far
  bool has_head() const { return parser_.is_header_done(); }
  bool done() const { return parser_.is_done(); }
  int http_minor() const { return parser_.get().version() == 10 ? 0 : 1; }
  bool keep_alive() const { return parser_.get().keep_alive(); }
  // What the head announces; the limit when the body comes in chunks.
  size_t body_bytes() const {
    const auto length = parser_.content_length();
    return length ? static_cast<size_t>(*length) : limits::kRequestBodyBytes;
  }

 private:
  using verb = boost::beast::http::verb;

  void Fill() {
    const auto& message = parser_.get();
    request_.method = ToMethod(message.method());
    request_.target = View(message.target());
    for (const auto& field : message) {
      request_.headers.emplace_back(AsciiLower(View(field.name_string())), std::string(View(field.value())));
    }
  }

  int CheckHead() {
    if (folds_.found() || IsAmbiguous()) return 400;
    if (request_.target.size() > kTargetBytes) return 414;
    return ParseTarget(request_) ? 0 : 400;
  }

  static std::string_view View(boost::beast::string_view text) { return {text.data(), text.size()}; }

  static Method ToMethod(verb method) {
    switch (method) {
      case verb::get: return Method::kGet;
      case verb::head: return Method::kHead;
      case verb::post: return Method::kPost;
      case verb::put: return Method::kPut;
      case verb::delete_: return Method::kDelete;
      case verb::options: return Method::kOptions;
      default: return Method::kOther;
    }
  }

  // What could be read in two ways by two programs is refused (request smuggling). A body that GET does not need is the
  // usual carrier of such a second request, so it is refused as well (RFC 9110 9.3.1 allows it).
  bool IsAmbiguous() const {
    const auto& message = parser_.get();
    if (message.version() != 10 && message.version() != 11) return true;
    if (message.count("Transfer-Encoding") > 1 || message.count("Content-Length") > 1 || message.count("Host") > 1) {
      return true;
    }
    const auto coding = message.find("Transfer-Encoding");
    if (coding != message.end()) {
      if (message.count("Content-Length") > 0 || message.version() < 11) return true;
      if (!AsciiIEquals(View(coding->value()), "chunked")) return true;
    }
    const bool reads = message.method() == verb::get || message.method() == verb::head;
    if (reads && (parser_.chunked() || parser_.content_length().value_or(0) > 0)) return true;
    return message.version() >= 11 && message.count("Host") != 1;
  }

  static int StatusOf(const boost::system::error_code& error) {
    if (error == boost::beast::http::error::header_limit) return 431;
    if (error == boost::beast::http::error::body_limit) return 413;
    return 400;
  }

  Request& request_;
  boost::beast::http::request_parser<boost::beast::http::string_body> parser_;
  FoldFinder folds_;
  int refusal_ = 0;
};

}  // namespace newsstand::http
