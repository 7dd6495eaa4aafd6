#include "content/ingest/identity.h"

#include <doctest/doctest.h>

using namespace newsstand;
using ingest::ArticleKeys;

namespace {

ParsedItem Item(std::string id, std::string url, std::string title, std::string summary = "") {
  ParsedItem item;
  item.id = std::move(id);
  item.url = std::move(url);
  item.title = std::move(title);
  item.summary_html = std::move(summary);
  return item;
}

constexpr const char* kHome = "https://www.example.org/";

// The keys that count by themselves.
std::vector<std::string> WithoutHead(std::vector<std::string> keys) {
  std::erase_if(keys, [](const std::string& key) { return ingest::IsHeadKey(key); });
  return keys;
}

}  // namespace

TEST_CASE("an item is recognised by its guid and by its own address") {
  ParsedFeed feed;
  feed.items = {Item("tag:1", "https://example.org/a?utm_source=rss", "A")};
  const auto keys = ArticleKeys(feed, kHome);
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].front() == "guid:tag:1");
  feed.items[0].url = "http://www.example.org/a#top";
  CHECK(ArticleKeys(feed, kHome)[0] == keys[0]);
}

TEST_CASE("the front page's address is nobody's own") {
  ParsedFeed feed;
  feed.items = {Item("", "https://example.org", "A"), Item("2", "https://www.example.org/?utm_medium=rss", "B")};
  const auto keys = ArticleKeys(feed, kHome);
  CHECK(keys[0].front().starts_with("item:"));
  CHECK(WithoutHead(keys[1]) == std::vector<std::string>{"guid:2"});
}

TEST_CASE("a guid or address shared by different pieces tells nothing, listed twice it still does") {
  ParsedFeed feed;
  feed.items = {Item("same", "https://example.org/a", "A"), Item("same", "https://example.org/b", "B"),
                Item("3", "https://example.org/live", "C"), Item("4", "https://example.org/live", "D"),
                Item("5", "https://example.org/e", "E"), Item("5", "https://example.org/e", "E")};
  const auto keys = ArticleKeys(feed, kHome);
  for (const auto& list : {keys[0], keys[1]}) CHECK(list.front().starts_with("url:"));
  CHECK(WithoutHead(keys[2]) == std::vector<std::string>{"guid:3"});
  CHECK(keys[4] == keys[5]);
  CHECK(keys[4].front() == "guid:5");
}

TEST_CASE("enough text is a weak key of its own") {
  ParsedFeed feed;
  const std::string text(150, 'x');
  feed.items = {Item("1", "https://example.org/a", "A", "<p>" + text + "</p>"), Item("2", "https://example.org/b", "B", "short")};
  const auto keys = ArticleKeys(feed, kHome);
  CHECK(ingest::IsWeakKey(keys[0].back()));
  CHECK_FALSE(ingest::IsWeakKey(keys[1].back()));
}

TEST_CASE("every item has a key, whatever it lacks, and long guids stay short") {
  ParsedFeed feed;
  feed.items = {Item("", "", "Only a headline"), Item(std::string(5000, 'g'), "", "B"), Item("", "", "")};
  for (const auto& keys : ArticleKeys(feed, kHome)) {
    REQUIRE_FALSE(keys.empty());
    CHECK(keys.front().size() < 220);
  }
}
