// robots.txt and the headers that say how to behave.
#include "content/fetch/robots.h"

#include <string>

#include "content/fetch/http_policy.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

FUZZ_TARGET(robots) {
  const auto rules = fetch::RobotsRules::Parse(bytes);
  const std::string_view tail = bytes.substr(bytes.size() / 2);
  for (const std::string_view url : {std::string_view("https://paper.test/a?b=c"), tail, std::string_view("/")}) {
    (void)rules.IsAllowed("newsstand", url);
    (void)rules.IsAllowed(tail, url);
  }
  Require(rules.IsAllowed("newsstand", "https://paper.test/robots.txt"), "robots.txt itself may be read");
  const auto delay = rules.CrawlDelay("newsstand");
  Require(!delay || delay->count() >= 0, "a delay is not negative");
  Require(rules.Footprint() < (4u << 20), "the rules take little memory");

  net::HttpResponse response;
  for (const char* name : {"retry-after", "cache-control", "age", "date"}) response.headers.emplace_back(name, tail);
  const auto wait = fetch::RetryAfter(response, FromUnixSeconds(1'700'000'000));
  Require(!wait || (wait->count() >= 0 && *wait <= fetch::kLongestRetryAfter), "the wait is bounded");
  (void)fetch::MaxAge(response);
  for (const char c : fetch::UsableValidator(tail)) Require(c >= 0x20 && c < 0x7F, "a validator is printable");
}
