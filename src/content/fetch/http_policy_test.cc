#include "content/fetch/http_policy.h"

#include <doctest/doctest.h>

namespace newsstand::fetch {
namespace {

using std::chrono::seconds;

net::HttpResponse With(net::Headers headers) {
  net::HttpResponse response;
  response.headers = std::move(headers);
  return response;
}
const Timestamp kNow = ParseHttpDate("Sun, 22 Nov 2026 14:00:00 GMT").value();

std::optional<int64_t> Retry(const char* value, const char* date = "") {
  const auto after = RetryAfter(With({{"retry-after", value}, {"date", date}}), kNow);
  return after ? std::optional(after->count()) : std::nullopt;
}
std::optional<int64_t> Age(net::Headers headers) {
  const auto age = MaxAge(With(std::move(headers)));
  return age ? std::optional(age->count()) : std::nullopt;
}

}  // namespace

TEST_CASE("Retry-After is read in both its forms and bounded") {
  CHECK(Retry("120") == 120);
  CHECK(Retry(" 0 ") == 0);
  CHECK(Retry("Sun, 22 Nov 2026 14:10:00 GMT") == 600);
  CHECK(Retry("Sun, 22 Nov 2026 13:00:00 GMT") == 0);
  CHECK(Retry("Sunday, 22-Nov-26 14:01:00 GMT") == 60);
  CHECK(Retry("999999") == 86'400);
  CHECK(Retry("99999999999999999999999999") == 86'400);
  CHECK(Retry("Sun, 22 Nov 2099 14:10:00 GMT") == 86'400);
  CHECK_FALSE(Retry(""));
  CHECK_FALSE(Retry("-5"));
  CHECK_FALSE(Retry("1.5"));
  CHECK_FALSE(Retry("tomorrow"));
}

TEST_CASE("a date of Retry-After is measured by the server's own clock") {
  CHECK(Retry("Sun, 22 Nov 2026 20:10:00 GMT", "Sun, 22 Nov 2026 20:00:00 GMT") == 600);
}

TEST_CASE("max-age says how long an answer is fresh") {
  CHECK(Age({{"cache-control", "max-age=600"}}) == 600);
  CHECK(Age({{"cache-control", "public, Max-Age = \"60\", must-revalidate"}}) == 60);
  CHECK(Age({{"cache-control", "max-age=600"}, {"age", "500"}}) == 100);
  CHECK(Age({{"cache-control", "max-age=600"}, {"age", "5000"}}) == 0);
  CHECK(Age({{"cache-control", "public"}, {"cache-control", "max-age=5"}}) == 5);
  CHECK_FALSE(Age({{"cache-control", "no-cache, max-age=600"}}));
  CHECK_FALSE(Age({{"cache-control", "max-age=31536000"}}));
  CHECK_FALSE(Age({{"cache-control", "max-age"}}));
  CHECK_FALSE(Age({{"cache-control", "s-maxage=600"}}));
  CHECK_FALSE(Age({}));
}

TEST_CASE("links of headers are read one a relation") {
  const auto links = [](const std::string& value) {
    net::HttpResponse response;
    response.url = "https://a.example/page/";
    response.headers = {{"link", value}};
    std::string out;
    for (const WebLink& link : LinksOf(response)) out += link.rel + "=" + link.url + (link.type.empty() ? "" : " " + link.type) + "\n";
    return out;
  };
  CHECK(links("<https://hub.example/>; rel=hub") == "hub=https://hub.example/\n");
  CHECK(links("<x>; rel=\"self alternate\"; type=\"Text/HTML\", </y>;title=\"a, b; c\";rel=next") ==
        "self=https://a.example/page/x text/html\nalternate=https://a.example/page/x text/html\nnext=https://a.example/y\n");
  CHECK(links("<mailto:me@a.example>; rel=author, <z> ; rel = license") == "license=https://a.example/page/z\n");
  CHECK(links("<broken; rel=hub") == "");
  CHECK(links("<a>; rel=\"open") == "open=https://a.example/page/a\n");
  CHECK(links("") == "");
  CHECK(links(std::string(200'000, '<')) == "");
  CHECK(links(std::string(200'000, ';')) == "");
}

TEST_CASE("only plain validators are sent back") {
  CHECK(UsableValidator("W/\"a b\"") == "W/\"a b\"");
  CHECK(UsableValidator("\"a\r\nX: y\"") == "");
  CHECK(UsableValidator("\"\xE9\"") == "");
  CHECK(UsableValidator(std::string(2000, 'a')) == "");
}

TEST_CASE("every status is a sentence") {
  for (int status : {100, 204, 300, 305, 400, 401, 403, 404, 418, 429, 451, 500, 502, 503, 599, 999}) {
    const std::string sentence = StatusSentence(status, "a.example");
    CHECK(sentence.starts_with("a.example "));
    CHECK(sentence.ends_with("(" + std::to_string(status) + ")."));
  }
}

}  // namespace newsstand::fetch
