#include "content/source/discover.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "base/url.h"
#include "base/url_test_data.h"

namespace newsstand::source {
namespace {

namespace fs = std::filesystem;

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

// What a simple reader of the bytes finds: every link tag that says it is a feed.
std::vector<std::string> DeclaredIn(std::string html) {
  std::vector<std::string> found;
  for (size_t at = html.find("<!--"); at != std::string::npos; at = html.find("<!--", at)) {
    const size_t end = html.find("-->", at);
    html.erase(at, end == std::string::npos ? end : end + 3 - at);
  }
  for (size_t at = html.find("<link"); at != std::string::npos; at = html.find("<link", at + 5)) {
    const std::string tag = html.substr(at, html.find('>', at) - at);
    const bool feed = tag.find("application/rss+xml") != std::string::npos || tag.find("application/atom+xml") != std::string::npos;
    const size_t href = tag.find("href=");
    if (!feed || href == std::string::npos || tag.find("alternate") == std::string::npos) continue;
    const char quote = tag[href + 5];
    const bool quoted = quote == '"' || quote == '\'';
    const size_t begin = href + (quoted ? 6 : 5);
    std::string address = tag.substr(begin, tag.find_first_of(quoted ? std::string(1, quote) : " ", begin) - begin);
    for (size_t amp = address.find("&amp;"); amp != std::string::npos; amp = address.find("&amp;", amp + 1)) address.erase(amp + 1, 4);
    found.push_back(address);
  }
  return found;
}

TEST_CASE("every feed that a real page declares is found, and none of its comments comes before the others") {
  const std::filesystem::path root = test_data::Folder();
  if (!fs::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  int pages = 0, with_feeds = 0, declared = 0, found = 0;
  for (const auto& row : test_data::ParseJsonLines(*test_data::Read("pages/manifest.jsonl"))) {
    if (++pages % 4 != 0) continue;  // a quarter of them is enough, and quick
    const std::string file = (root / row["file"].text).string();
    std::string html;
    const std::unique_ptr<FILE, int (*)(FILE*)> unpacked(popen(("gzip -dcf '" + file + "'").c_str(), "r"), pclose);
    char buffer[65536];
    for (size_t read = 0; (read = fread(buffer, 1, sizeof buffer, unpacked.get())) > 0;) html.append(buffer, read);
    const std::string url = row["url"].text.empty() ? "https://page.example/a/b" : row["url"].text;
    const auto truth = DeclaredIn(html);
    const auto feeds = DiscoverFeeds(html, url);
    with_feeds += !truth.empty();
    for (const std::string& address : truth) {
      const std::string absolute = ResolveHttpUrl(address, url);
      if (absolute.empty()) continue;
      ++declared;
      const bool known = std::any_of(feeds.begin(), feeds.end(), [&](const FeedCandidate& feed) {
        return feed.url == absolute && feed.hint == FeedHint::kDeclared;
      });
      found += known;
      if (!known) MESSAGE(file << " declares " << absolute);
    }
  }
  std::printf("feed discovery: %d of %d declared feeds found on %d of %d pages\n", found, declared, with_feeds, pages / 4);
  CHECK(with_feeds > 100);
  CHECK(found * 100 >= declared * 99);
}

TEST_CASE("a page without anything gives guesses alone, one without an address nothing") {
  for (const FeedCandidate& feed : DiscoverFeeds("", "https://a.example/")) CHECK(feed.hint == FeedHint::kGuessed);
  CHECK(!DiscoverFeeds("", "https://a.example/").empty());
  CHECK(DiscoverFeeds("", "").empty());
  CHECK(DiscoverSite("", "https://a.example/x").icon_url == "https://a.example/favicon.ico");
}

}  // namespace
}  // namespace newsstand::source
