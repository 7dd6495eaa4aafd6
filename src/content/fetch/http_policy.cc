#include "content/fetch/http_policy.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/url.h"

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

constexpr size_t kLinks = 50;

void SkipSpace(std::string_view& text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
}

// A token, or a quoted text with its escapes taken out.
std::string TakeValue(std::string_view& text) {
  std::string value;
  SkipSpace(text);
  if (!text.starts_with('"')) {
    const size_t end = std::min(text.find_first_of(";,"), text.size());
    value = Trim(text.substr(0, end));
    text.remove_prefix(end);
    return value;
  }
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
    value += text.front();
    text.remove_prefix(1);
  }
  if (!text.empty()) text.remove_prefix(1);
  return value;
}

// <address>; rel="one two"; type="text/html", <another>; …
void ReadLinks(std::string_view text, std::string_view base, std::vector<WebLink>& links) {
  while (links.size() < kLinks) {
    const size_t open = text.find('<');
    const size_t close = open == std::string_view::npos ? open : text.find('>', open);
    if (close == std::string_view::npos) return;
    const std::string url = ResolveHttpUrl(text.substr(open + 1, close - open - 1), base);
    text.remove_prefix(close + 1);
    std::string rel, type;
    for (SkipSpace(text); text.starts_with(';'); SkipSpace(text)) {
      text.remove_prefix(1);
      const size_t end = std::min(text.find_first_of("=;,"), text.size());
      const std::string name = AsciiLower(Trim(text.substr(0, end)));
      text.remove_prefix(end);
      if (!text.starts_with('=')) continue;
      text.remove_prefix(1);
      std::string value = TakeValue(text);
      if (name == "rel" && rel.empty()) rel = AsciiLower(value);
      if (name == "type" && type.empty()) type = AsciiLower(value);
    }
    if (url.empty()) continue;
    const std::string relations = CollapseSpace(rel);
    for (const std::string_view one : Split(relations, ' ')) {
      if (!one.empty() && links.size() < kLinks) links.push_back({url, std::string(one), type});
    }
  }
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

std::vector<WebLink> LinksOf(const net::HttpResponse& response) {
  std::vector<WebLink> links;
  for (const auto& [name, value] : response.headers) {
    if (name == "link") ReadLinks(value, response.url, links);
  }
  return links;
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
