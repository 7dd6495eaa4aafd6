// One HTTP request as a page or resource sees it: parsed, bounded, decoded. Knows nothing of the server's library.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace newsstand::http {

enum class Method { kGet, kHead, kPost, kPut, kDelete, kOptions, kOther };

struct Request {
  Method method = Method::kGet;
  std::string target;  // as sent: "/search?q=a%20b"
  std::string path;    // percent-decoded, valid UTF-8, no "..", no NUL: "/search"
  std::vector<std::pair<std::string, std::string>> query;   // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string remote;  // the client's address; from X-Forwarded-For only behind a configured proxy
  Timestamp received;
  std::vector<std::pair<std::string, std::string>> params;   // what the route's {name} parts matched

  std::string_view Header(std::string_view lower_case_name) const;  // "" when absent
  std::string_view Query(std::string_view name) const;              // first one; "" when absent
  std::string_view Param(std::string_view name) const;
  std::string_view Cookie(std::string_view name) const;
};

}  // namespace newsstand::http
