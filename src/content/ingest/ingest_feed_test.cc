#include "content/ingest/ingest_feed.h"

#include <doctest/doctest.h>

#include "content/ingest/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::ingest;

TEST_CASE("the same article re-sent, re-dated, moved or listed in two feeds stays one") {
  Newsroom room;
  const std::string body = Body(200, "A long story");
  room.Deliver(Rss({{"1", "https://daily.example/a", "A", body}}));
  CHECK(room.Deliver(Rss({{"1", "https://daily.example/a", "A", body, "Sun, 22 Nov 2026 11:00:00 GMT"}})).articles_changed == 0);
  CHECK(room.Deliver(Rss({{"1", "https://daily.example/a-moved", "A", body}})).articles_new == 0);
  CHECK(room.Deliver(Rss({{"other-guid", "https://www.daily.example/a?utm_source=x", "A", body}}), 1).articles_new == 0);
  CHECK(room.Deliver(Rss({{"third", "https://daily.example/third", "A", body}})).articles_new == 0);  // by its text
  const auto articles = room.Articles();
  REQUIRE(articles.size() == 1);
  CHECK(articles[0].version == 1);
  CHECK(FormatRfc3339(articles[0].published) == "2026-11-22T08:00:00Z");
  CHECK(articles[0].body_source == BodySource::kFeed);
}

TEST_CASE("two pieces with one text in one document are two") {
  Newsroom room;
  const std::string body = Body(200, "The same words");
  CHECK(room.Deliver(Rss({{"1", "https://daily.example/a", "A", body}, {"2", "https://daily.example/b", "A", body}})).articles_new == 2);
}

TEST_CASE("a changed headline or text is a version, a changed date is not") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "Fourteen hurt", Body(200, "It was fourteen")}}));
  room.clock.now += std::chrono::hours(1);
  CHECK(room.Deliver(Rss({{"1", "https://daily.example/a", "Sixteen hurt", Body(200, "It was sixteen")}})).articles_changed == 1);
  const auto articles = room.Articles();
  REQUIRE(articles.size() == 1);
  CHECK(articles[0].headline == "Sixteen hurt");
  CHECK(articles[0].version == 2);
  REQUIRE(articles[0].updated);
  CHECK(FormatRfc3339(*articles[0].updated) == "2026-11-22T13:00:00Z");
  const auto versions = room.Versions(articles[0].id);
  REQUIRE(versions.size() == 1);
  CHECK(versions[0].headline == "Fourteen hurt");
  CHECK(versions[0].body_html.find("It was fourteen") != std::string::npos);
}

TEST_CASE("a second feed's wording does not overwrite the first one's") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "The headline", Body(200, "Words")}}));
  room.Deliver(Rss({{"1", "https://daily.example/a", "Another headline", Body(150, "Other words")}}), 1);
  CHECK(room.Articles()[0].headline == "The headline");
  CHECK(room.Articles()[0].version == 1);
}

TEST_CASE("a date in the future becomes the moment it was seen, an undated feed keeps its order") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "A", "x", "Sun, 22 Nov 2099 08:00:00 GMT"}, {"2", "https://daily.example/b", "B", "x", ""}}));
  const auto articles = room.Articles();
  CHECK(articles[0].published == room.clock.now);
  CHECK(articles[1].published < articles[0].published);
  CHECK(articles[1].published > room.clock.now - std::chrono::minutes(1));
}

TEST_CASE("bytes that did not change are not read again, and a page that is no feed is a failure in words") {
  Newsroom room;
  const std::string xml = Rss({{"1", "https://daily.example/a", "A", "x"}});
  room.Deliver(xml);
  CHECK(room.Deliver(xml).unchanged);
  const auto outcome = room.Deliver("<!doctype html><html><body><h1>Sorry</h1></body></html>");
  CHECK(outcome.failed);
  const Feed feed = room.FeedRow(0);
  CHECK(feed.failures == 1);
  CHECK(feed.last_error.find("HTML") != std::string::npos);
  CHECK(feed.next_fetch > room.clock.now);
  CHECK(room.Articles().size() == 1);
  CHECK_FALSE(room.Deliver(Rss({{"1", "https://daily.example/a", "A", "x"}, {"2", "https://daily.example/b", "B", "y"}})).failed);
  CHECK(room.FeedRow(0).last_error == "");
}

TEST_CASE("a short feed text wants the page, and what the page says becomes the body") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "The bridge opens", "<p>The bridge opened on Sunday…</p>"}}));
  Article article = room.Articles()[0];
  CHECK(article.page_state == PageState::kPending);
  CHECK(article.body_source == BodySource::kNone);
  std::string html = "<html><head><title>The bridge opens</title><link rel=canonical href='https://daily.example/a'></head><body><article><h1>The bridge opens</h1>";
  for (int i = 0; i < 8; ++i) {
    html += fmt::format("<p>Paragraph {} says, at some length, what the mayor, the engineers and the neighbours of the river bank made of the day the bridge was opened, and why.</p>", i);
  }
  CHECK(room.DeliverPage(article, html + "</article></body></html>").extracted);
  article = room.Articles()[0];
  CHECK(article.page_state == PageState::kDone);
  CHECK(article.body_source == BodySource::kPage);
  CHECK(article.body_html.find("Paragraph 7") != std::string::npos);
  CHECK(article.version == 1);
}

TEST_CASE("pages that name one canonical address become one article only if they are the same piece") {
  Newsroom room;
  room.Deliver(Rss({{"1", "https://daily.example/a", "The bridge opens", "short"}, {"2", "https://daily.example/amp/a", "The bridge opens", "short two"},
                    {"3", "https://daily.example/c", "Something else", "short three"}}));
  auto articles = room.Articles();
  REQUIRE(articles.size() == 3);
  const std::string page = "<html><head><link rel=canonical href='https://daily.example/a'></head><body><article><p>Hello there, this is the text of the page.</p></article></body></html>";
  for (const Article& article : articles) room.DeliverPage(article, page);
  articles = room.Articles();
  REQUIRE(articles.size() == 2);
  CHECK(articles[0].headline == "The bridge opens");
  CHECK(articles[1].headline == "Something else");
}
