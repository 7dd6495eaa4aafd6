#include "serve/http/router.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "serve/http/target.h"

using namespace newsstand::http;

namespace {

Request Ask(std::string_view target, Method method = Method::kGet) {
  Request request;
  request.method = method;
  request.target = target;
  return request;
}

Handler Say(std::string word) {
  return [word](const Request&) { return Text(200, word); };
}

std::string Reached(const Router& router, Request& request) {
  if (!ParseTarget(request)) return "bad target";
  const auto match = router.Find(request);
  if (match.method_not_allowed) return "allow " + match.allow;
  return match.handler ? (*match.handler)(request).body->plain : "nothing";
}

}  // namespace

TEST_CASE("literal segments win over parameters and parameters over the rest") {
  Router router;
  router.Get("/", Say("front"));
  router.Get("/section/{slug}", Say("section"));
  router.Get("/section/all", Say("all"));
  router.Get("/static/{*path}", Say("static"));
  router.Get("/article/{id}/{slug}", Say("article"));
  Request front = Ask("/"), all = Ask("/section/all"), one = Ask("/section/sp%6Frt?x=1"), deep = Ask("/static/a/b.css");
  CHECK(Reached(router, front) == "front");
  CHECK(Reached(router, all) == "all");
  CHECK(Reached(router, one) == "section");
  CHECK(one.Param("slug") == "sport");
  CHECK(one.Query("x") == "1");
  CHECK(Reached(router, deep) == "static");
  CHECK(deep.Param("path") == "a/b.css");
  Request missing = Ask("/article/1"), empty = Ask("/section/");
  CHECK(Reached(router, missing) == "nothing");
  CHECK(Reached(router, empty) == "nothing");
}

TEST_CASE("a known path with another method names the methods it has") {
  Router router;
  router.Get("/join", Say("form"));
  router.Post("/join", Say("joined"));
  Request head = Ask("/join", Method::kHead), put = Ask("/join", Method::kPut);
  CHECK(Reached(router, head) == "form");
  CHECK(Reached(router, put) == "allow GET, HEAD, POST");
}

TEST_CASE("adding a route twice is a programming error") {
  Router router;
  router.Get("/a/{x}", Say("1"));
  CHECK_THROWS_AS(router.Get("/a/{y}", Say("2")), std::logic_error);
  CHECK_THROWS_AS(router.Get("a", Say("2")), std::logic_error);
}

TEST_CASE("ambiguous targets are refused") {
  for (const char* target : {"", "http://x/", "/a/../b", "/%2e%2e/etc", "/a%00b", "/%zz", "/%f", "/a\\b", "/%ff", "/a#b", "/a?b#c", "/%0d%0a"}) {
    Request request = Ask(target);
    CHECK_MESSAGE(!ParseTarget(request), target);
  }
  Request good = Ask("/%E6%97%A5?q=a+b%26c&empty&=x");
  REQUIRE(ParseTarget(good));
  CHECK(good.path == "/日");
  CHECK(good.Query("q") == "a b&c");
}

TEST_CASE("a cookie is found by its whole name") {
  Request request;
  request.headers.emplace_back("cookie", "xtheme=light; theme=dark ;a=b=c");
  CHECK(request.Cookie("theme") == "dark");
  CHECK(request.Cookie("a") == "b=c");
  CHECK(request.Cookie("none") == "");
}
