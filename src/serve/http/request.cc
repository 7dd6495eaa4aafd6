#include "serve/http/request.h"

#include "base/text.h"

namespace newsstand::http {
namespace {

std::string_view Lookup(const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace

std::string_view Request::Header(std::string_view lower_case_name) const { return Lookup(headers, lower_case_name); }
std::string_view Request::Query(std::string_view name) const { return Lookup(query, name); }
std::string_view Request::Param(std::string_view name) const { return Lookup(params, name); }

std::string_view Request::Cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    for (const std::string_view part : Split(value, ';')) {
      const std::string_view pair = Trim(part);
      const size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return "";
}

}  // namespace newsstand::http
