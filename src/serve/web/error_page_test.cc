#include <doctest/doctest.h>

#include "serve/web/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::web;

TEST_CASE("what went wrong is told in the reader's language and look") {
  Newsroom room;
  room.Open();
  http::Request request;
  request.method = http::Method::kGet;
  request.target = "/nothing-here";
  request.headers = {{"accept-language", "ar"}, {"cookie", "theme=dark"}};
  const http::Response response = room.Send(request);
  CHECK(response.status == 404);
  const std::string& page = response.body->plain;
  CHECK(Has(page, "dir=\"rtl\" data-theme=\"dark\""));
  CHECK_FALSE(Has(page, "This page is not here."));
  CHECK(room.Send(request).body == response.body);  // made once
  const std::string english = room.Page("/nothing-here", 404);
  CHECK(Has(english, "This page is not here."));
  CHECK(Has(english, "<form class=\"ask\" action=\"/search\""));
  CHECK(Has(english, "<a href=\"/section/sport\">"));
  CHECK(Has(english, "<meta name=\"robots\" content=\"noindex\">"));
}

TEST_CASE("what passes by itself can be tried again, what does not leads elsewhere") {
  Newsroom room;
  room.Open();
  http::Request request;
  request.method = http::Method::kGet;
  request.target = "/x";
  for (const int status : {400, 403, 404, 405, 408, 410, 413, 414, 418, 429, 431, 500, 502, 503}) {
    CAPTURE(status);
    const http::Response response = room.Error(request, status);
    CHECK(response.status == status);
    const std::string& page = response.body->plain;
    CHECK(Has(page, "<h1>"));
    CHECK(Has(page, "<a class=\"button\" href=\"\">") == (status == 408 || status == 429 || status >= 500));
    CHECK(Has(page, "class=\"ask\"") == (status == 404 || status == 410));
    const bool later = std::find(response.headers.begin(), response.headers.end(),
                                 std::pair<std::string, std::string>{"Retry-After", "10"}) != response.headers.end();
    CHECK(later == (status == 429 || status == 503));
  }
}

TEST_CASE("no cookie makes an error page, or more of them than can be kept") {
  Newsroom room;
  room.Open();
  http::Request request;
  request.method = http::Method::kGet;
  request.target = "/x";
  for (int i = 0; i < 2'000; ++i) {
    request.headers = {{"cookie", fmt::format("language=\"><script>{}; theme=<script>; look={}.{}.{}; hidden=a:{}", i,
                                              i % 9, i % 4, i % 3, i)}};
    const http::Response response = room.Error(request, 404);
    REQUIRE(response.status == 404);
    CHECK_FALSE(Has(response.body->plain, "<script>"));
  }
}
