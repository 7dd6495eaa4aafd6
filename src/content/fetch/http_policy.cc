#include "content/fetch/http_policy.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace newsstand::fetch {
namespace {

constexpr size_t kValidatorBytes = 1024;

std::optional<int64_t> ParseSeconds(std::string_view text) {
  text = Trim(text);
  int64_t value = 0;
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  // More digits than fit mean "very long", which is bounded by whoever asks.
  return read.ec == std::errc() ? value : INT64_MAX;
}

}  // namespace

std::optional<std::chrono::seconds> RetryAfter(const net::HttpResponse& response, Timestamp now) {
  const std::string value = response.Header("retry-after");
  std::optional<int64_t> seconds = ParseSeconds(value);
  if (!seconds) {
    const auto until = ParseHttpDate(value);
    if (!until) return std::nullopt;
    const auto from = ParseHttpDate(response.Header("date")).value_or(now);
    seconds = std::chrono::ceil<std::chrono::seconds>(*until - from).count();
  }
  return std::chrono::seconds(std::clamp<int64_t>(*seconds, 0, kLongestRetryAfter.count()));
}

std::optional<std::chrono::seconds> MaxAge(const net::HttpResponse& response) {
  std::optional<int64_t> age;
  for (const auto& [name, value] : response.headers) {
    if (name != "cache-control") continue;
    for (std::string_view directive : Split(value, ',')) {
      directive = Trim(directive);
      const size_t equals = directive.find('=');
      const std::string key = AsciiLower(Trim(directive.substr(0, equals)));
      if (key == "no-cache" || key == "no-store") return std::nullopt;
      if (key != "max-age" || equals == std::string_view::npos) continue;
      std::string_view text = Trim(directive.substr(equals + 1));
      if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
      age = ParseSeconds(text);
    }
  }
  if (!age || *age > 86'400) return std::nullopt;
  const int64_t spent = std::min<int64_t>(ParseSeconds(response.Header("age")).value_or(0), *age);
  return std::chrono::seconds(*age - spent);
}

std::string UsableValidator(std::string_view value) {
  const bool printable = std::all_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F;
  });
  return printable && value.size() <= kValidatorBytes ? std::string(value) : "";
}

std::string StatusSentence(int status, std::string_view host) {
  const char* what = nullptr;
  switch (status) {
    case 401: what = "asks for a password"; break;
    case 402: what = "asks for money"; break;
    case 403: what = "refuses to answer us"; break;
    case 404: what = "has nothing at this address"; break;
    case 406: what = "has nothing in a form we can read"; break;
    case 408: what = "was tired of waiting"; break;
    case 410: what = "took this address away for good"; break;
    case 429: what = "asks for fewer requests"; break;
    case 451: what = "may not show this, for legal reasons"; break;
    case 503: what = "is not available at the moment"; break;
    case 502:
    case 504: what = "cannot reach its own servers"; break;
    default: break;
  }
  if (what == nullptr) {
    what = status >= 500   ? "reports an error of its own"
           : status >= 400 ? "refuses the request"
                           : "answers in a way that makes no sense here";
  }
  return fmt::format("{} {} ({}).", host, what, status);
}

}  // namespace newsstand::fetch
