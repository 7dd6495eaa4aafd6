#include "content/fetch/robots.h"

#include <doctest/doctest.h>

#include "base/url_test_data.h"

namespace newsstand::fetch {

TEST_CASE("every case of the robots.txt data is decided as it says") {
  const auto text = test_data::Read("protocols/robotstxt/cases.jsonl");
  if (!text) {
    if (test_data::MissingIsFailure()) FAIL("missing test data: protocols/robotstxt/cases.jsonl");
    MESSAGE("skipped, no test data: protocols/robotstxt/cases.jsonl");
    return;
  }
  int rows = 0, right = 0;
  for (const auto& row : test_data::ParseJsonLines(*text)) {
    ++rows;
    const bool allowed = RobotsRules::Parse(row["robots_txt"].text).IsAllowed(row["agent"].text, row["url"].text);
    right += allowed == row["allowed"].boolean;
    CHECK_MESSAGE(allowed == row["allowed"].boolean, row["test"].text << ": " << row["agent"].text << " "
                                                                      << row["url"].text << "\n"
                                                                      << row["robots_txt"].text);
  }
  MESSAGE(right << " of " << rows << " robots.txt cases");
  CHECK(rows >= 142);
}

TEST_CASE("sitemaps, licences and the crawl delay are collected") {
  const auto robots = RobotsRules::Parse(
      "\xEF\xBB\xBFSitemap: https://a.example/map.xml\r\nLicense: /rsl.xml\r\n"
      "User-agent: *\r\nCrawl-delay: 2.5\r\nDisallow: /x\r\n\r\nUser-agent: Newsstand/1.0\r\nCrawl-delay: 10\r\nAllow: "
      "/\r\n");
  CHECK(robots.sitemaps() == std::vector<std::string>{"https://a.example/map.xml"});
  CHECK(robots.licenses() == std::vector<std::string>{"/rsl.xml"});
  CHECK(robots.CrawlDelay(kRobotsAgent) == std::chrono::seconds(10));
  CHECK(robots.CrawlDelay("Other") == std::chrono::milliseconds(2500));
  CHECK_FALSE(RobotsRules::Parse("User-agent: *\nCrawl-delay: soon\n").CrawlDelay("a"));
  CHECK_FALSE(RobotsRules::Parse("User-agent: *\nCrawl-delay: -1\n").CrawlDelay("a"));
  CHECK_FALSE(RobotsRules::Parse("User-agent: *\nCrawl-delay: nan\n").CrawlDelay("a"));
}

TEST_CASE("robots.txt itself may always be read") {
  CHECK(RobotsRules::Parse("User-agent: *\nDisallow: /\n").IsAllowed("a", "https://a.example/robots.txt"));
}

TEST_CASE("what is no robots.txt forbids nothing") {
  for (const char* text : {"", "<!doctype html><html><body>Disallow: /</body></html>", "Disallow: /\nAllow: /x\n",
                           "\xFF\xFE binary \x00 stuff", "please disallow nothing"}) {
    CHECK(RobotsRules::Parse(text).IsAllowed("a", "/x"));
  }
}

TEST_CASE("a hostile robots.txt costs little") {
  std::string stars = "User-agent: *\n";
  while (stars.size() < 600'000) stars += "Disallow: /" + std::string(500, '*') + "a*b*c*d$\n";
  const auto robots = RobotsRules::Parse(stars);
  CHECK(robots.IsAllowed("a", "/" + std::string(2000, 'a')));
  std::string agents;
  while (agents.size() < 600'000) agents += "User-agent: bot\n";
  CHECK(RobotsRules::Parse(agents + "Disallow: /\n").IsAllowed("other", "/"));
}

}  // namespace newsstand::fetch
