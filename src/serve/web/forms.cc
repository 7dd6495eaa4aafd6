#include "serve/web/forms.h"

#include "base/text.h"

namespace newsstand::web {
namespace {

constexpr size_t kAddresses = 20'000;

}  // namespace

std::string FormField(std::string_view body, std::string_view name) {
  for (std::string_view pair : Split(body, '&')) {
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    std::string value(pair.substr(equals + 1));
    for (char& c : value) {
      if (c == '+') c = ' ';
    }
    return PercentDecode(value);
  }
  return "";
}

bool FromOurPage(const http::Request& request) {
  const std::string_view site = request.Header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin";
  const std::string_view origin = request.Header("origin");
  const size_t scheme = origin.find("://");
  return origin.empty() || (scheme != std::string_view::npos && origin.substr(scheme + 3) == request.Header("host"));
}

bool SurelyFromOurPage(const http::Request& request) {
  const bool says = !request.Header("sec-fetch-site").empty() || !request.Header("origin").empty();
  return says && FromOurPage(request);
}

bool RateLimit::Take(const std::string& address, Timestamp now) {
  const std::lock_guard lock(mutex_);
  if (uses_.size() >= kAddresses) {
    std::erase_if(uses_, [&](const auto& entry) { return now - entry.second.since >= span_; });
    if (uses_.size() >= kAddresses) uses_.clear();  // a flood from everywhere: the count begins anew
  }
  Use& use = uses_[address];
  if (use.count == 0 || now - use.since >= span_ || now < use.since) use = {now, 0};
  return ++use.count <= times_;
}

}  // namespace newsstand::web
