// What the headers and statuses of an answer ask of us. Pure; may be used from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "net/http_client.h"

namespace newsstand::fetch {

inline constexpr std::chrono::seconds kLongestRetryAfter = std::chrono::hours(24);

// Retry-After, in seconds or as a date (taken from the answer's own Date where it has one, so that a wrong clock does
// not matter), bounded to 0 … 24 h; nullopt when there is none that can be read.
std::optional<std::chrono::seconds> RetryAfter(const net::HttpResponse& response, Timestamp now);

// How long the answer stays fresh by Cache-Control max-age, less its Age; nullopt when it does not say, or says
// no-cache or no-store, and for more than a day: nobody means that of a feed.
std::optional<std::chrono::seconds> MaxAge(const net::HttpResponse& response);

// One link of the Link headers (RFC 8288).
struct WebLink {
  std::string url;   // absolute http(s)
  std::string rel;   // one relation, lower case
  std::string type;  // lower case, "" none
};
// All of them, one entry a relation, at most a few dozen; what cannot be read is left out.
std::vector<WebLink> LinksOf(const net::HttpResponse& response);

// A validator that can be sent back: short and printable; else "".
std::string UsableValidator(std::string_view value);

// What a status that is no success means, as a sentence about `host`: "example.org has nothing at this address (404)."
std::string StatusSentence(int status, std::string_view host);

}  // namespace newsstand::fetch
