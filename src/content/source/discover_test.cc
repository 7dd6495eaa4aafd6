#include "content/source/discover.h"

#include <doctest/doctest.h>

namespace newsstand::source {
namespace {

TEST_CASE("declared feeds come first, then linked ones, then guesses") {
  std::string_view page = R"(<!doctype html><html lang="en_GB"><head>
    <title>World news | The Harbour Courier</title>
    <meta property="og:site_name" content="Harbour Courier">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="All news" href="/feed/">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://courier.example/atom">
    <link rel="alternate" hreflang="fr" href="/fr/">
    <link rel="alternate" type="application/json" href="/wp-json/pages/1">
    <link rel="icon" href="/small.png" sizes="16x16"><link rel="apple-touch-icon" href="/large.png" sizes="180x180">
    </head><body><a href="/sport.rss">Sport feed</a> <a href="/about">About</a>
    <a href="https://feedly.com/i/subscription/feed/https://courier.example/feed">Follow</a>
    <a href="/feed/">RSS</a></body></html>)";
  DiscoveredSite site = DiscoverSite(page, "https://courier.example/world/today");
  CHECK(site.name == "Harbour Courier");
  CHECK(site.language == "en-GB");
  CHECK(site.icon_url == "https://courier.example/large.png");
  REQUIRE(site.feeds.size() > 5);
  CHECK(site.feeds[0].url == "https://courier.example/feed/");
  CHECK(site.feeds[0].title == "All news");
  CHECK(site.feeds[0].hint == FeedHint::kDeclared);
  CHECK(site.feeds[1].url == "https://courier.example/atom");
  CHECK(site.feeds[2].url == "https://courier.example/comments/feed/");
  CHECK(site.feeds[3].url == "https://courier.example/sport.rss");
  CHECK(site.feeds[3].hint == FeedHint::kLinked);
  CHECK(site.feeds[4].url == "https://courier.example/world/feed");
  CHECK(site.feeds[4].hint == FeedHint::kGuessed);
  CHECK(site.feeds.back().hint == FeedHint::kGuessed);
}

TEST_CASE("a page's base counts for its feeds") {
  auto feeds =
      DiscoverFeeds("<base href='https://cdn.example/blog/'><link rel=alternate type=application/rss+xml href=rss.xml>",
                    "https://page.example/");
  REQUIRE(!feeds.empty());
  CHECK(feeds[0].url == "https://cdn.example/blog/rss.xml");
}

TEST_CASE("the name is the part of the title that the address knows") {
  auto name = [](std::string_view title, std::string_view url) {
    return DiscoverSite("<title>" + std::string(title) + "</title>", url).name;
  };
  CHECK(name("Breaking news - The Courier", "https://www.thecourier.example/x") == "The Courier");
  CHECK(name("Tagesanzeiger – Nachrichten", "https://tagesanzeiger.example/") == "Tagesanzeiger");
  CHECK(name("News and more | Daily Planet", "https://dp.example/") == "News and more");
  CHECK(name("News and more | Daily Planet", "https://dp.example/a/b") == "Daily Planet");
  CHECK(name("", "https://www.dp.example/a/b") == "dp.example");
}

TEST_CASE("a page without anything gives guesses alone, one without an address nothing") {
  for (const FeedCandidate& feed : DiscoverFeeds("", "https://a.example/")) CHECK(feed.hint == FeedHint::kGuessed);
  CHECK(!DiscoverFeeds("", "https://a.example/").empty());
  CHECK(DiscoverFeeds("", "").empty());
  CHECK(DiscoverSite("", "https://a.example/x").icon_url == "https://a.example/favicon.ico");
}

}  // namespace
}  // namespace newsstand::source
