#include <doctest/doctest.h>
#include <fmt/core.h>

#include "base/url.h"
#include "serve/web/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::web;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

http::Response Share(Newsroom& room, Fields fields) {
  http::Request request;
  request.method = http::Method::kGet;
  request.target = "/share";
  request.query = std::move(fields);
  return room.Send(std::move(request));
}

std::string LocationOf(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return "";
}

// An article known by its address, as ingest leaves it.
ArticleId AddKnown(Newsroom& room, const Title& title, const std::string& url,
                   ArticleState state = ArticleState::kLive) {
  Article article;
  article.headline = "Known";
  article.url = url;
  article.durable_id = url;
  article.state = state;
  const ArticleId id = room.Add(title, article);
  REQUIRE(room.database->Write(
      [&](store::Transaction& t) { return store::AddArticleKeys(t, title.id, id, {"url:" + CanonicalUrlKey(url)}); }));
  return id;
}

}  // namespace

TEST_CASE("an article that is shared is opened, whichever field its address is in and however it is written") {
  Newsroom room;
  const Title title = room.AddTitle({});
  const ArticleId id = AddKnown(room, title, "https://kettle.example/2026/harbour-bridge");
  room.Open();
  const std::string page = fmt::format("/article/{}/known", id.value);
  for (const Fields& fields :
       {Fields{{"url", "https://kettle.example/2026/harbour-bridge"}},
        Fields{{"title", "Known"},
               {"text", "Look: http://www.kettle.example/2026/harbour-bridge?utm_source=app#top !"}},
        Fields{{"title", "https://kettle.example/2026/harbour-bridge"}},
        Fields{{"url", fmt::format("https://news.example{}", page)}}}) {
    const http::Response response = Share(room, fields);
    CHECK(response.status == 303);
    CHECK(LocationOf(response) == page);
  }
}

TEST_CASE(
    "an article that is elsewhere under another title's domain is found, a withdrawn or a hidden title's is not") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Title closed;
  closed.slug = "closed";
  closed.rights = Rights::kNone;
  closed = room.AddTitle(closed);
  const ArticleId id = AddKnown(room, title, "https://agency.example/report");
  AddKnown(room, title, "https://kettle.example/gone", ArticleState::kWithdrawn);
  AddKnown(room, closed, "https://closed.example/kept");
  room.Open();
  CHECK(LocationOf(Share(room, {{"url", "https://agency.example/report"}})) ==
        fmt::format("/article/{}/known", id.value));
  for (const char* url : {"https://kettle.example/gone", "https://closed.example/kept"})
    CHECK(Share(room, {{"url", url}}).status == 200);
}

TEST_CASE("what is not here can be searched for by its words and opened where it is") {
  Newsroom room;
  room.AddTitle({});
  room.Open();
  std::string page =
      Share(room, {{"title", "Harbour & bridge"}, {"url", "https://other.example/a?b=1&c=2"}}).body->plain;
  CHECK(Has(page, "This article is not here."));
  CHECK(Has(page, "value=\"Harbour &amp; bridge\""));
  CHECK(Has(page, "href=\"https://other.example/a?b=1&amp;c=2\" rel=\"noopener\""));
  page = Share(room, {{"url", "https://other.example/2026/11/harbour-bridge-opens.html"}}).body->plain;
  CHECK(Has(page, "value=\"harbour bridge opens\""));
  page = Share(room, {{"title", "Only words"}}).body->plain;
  CHECK(Has(page, "value=\"Only words\""));
  CHECK_FALSE(Has(page, "class=\"more original\""));
  CHECK(Share(room, {}).status == 200);
}

TEST_CASE("nothing that is shared leads away by itself or becomes markup") {
  Newsroom room;
  room.AddTitle({});
  room.Open();
  for (const std::string& evil :
       {std::string("javascript:alert(1)"), std::string("data:text/html,<script>alert(1)</script>"),
        std::string("vbscript:x"), std::string("//evil.example/"), std::string("\\\\evil.example"),
        std::string("https://user:pass@evil.example/\"><script>alert(1)</script>"),
        std::string("https://evil.example/' onclick='alert(1)"), std::string("http://news.example@evil.example/"),
        std::string("https://news.example//evil.example/"), std::string("https://news.example/\\evil.example"),
        std::string("https://news.example/share?url=https://news.example/share"),
        std::string("https://evil.example/\r\nSet-Cookie: a=b"), std::string("\0https://evil.example/\xff\xfe", 24),
        std::string("https://[::1"), std::string(100'000, 'h'), "https://evil.example/" + std::string(50'000, 'a')}) {
    CAPTURE(evil.substr(0, 60));
    for (const char* field : {"url", "text", "title"}) {
      const http::Response response = Share(room, {{field, evil}});
      CHECK(response.status != 301);
      const std::string location = LocationOf(response);
      if (!location.empty()) CHECK((location.starts_with("/") && !location.starts_with("//")));
      if (!response.body) continue;
      const std::string& page = response.body->plain;
      CHECK_FALSE(Has(page, "<script>alert"));
      CHECK_FALSE(Has(page, "href=\"javascript:"));
      CHECK_FALSE(Has(page, "href=\"data:"));
      CHECK_FALSE(Has(page, "href=\"//"));
      CHECK_FALSE(Has(page, "onclick='"));
      CHECK_FALSE(Has(page, std::string_view("\0", 1)));
    }
  }
}
