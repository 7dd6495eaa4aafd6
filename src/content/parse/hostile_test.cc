// Feeds that mean harm, and feeds that are merely strange: every one is read or refused, quickly, and nothing is
// opened.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/limits.h"
#include "base/text.h"
#include "base/url_test_data.h"
#include "content/parse/bombs_test_data.h"
#include "content/parse/feed_json.h"
#include "content/parse/parse_feed.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::parse {
namespace {

namespace fs = std::filesystem;
using bombs::Repeat;

// Whether the real data is there; says that the case is skipped when it is not.
bool HasData() {
  if (fs::exists(test_data::Folder())) return true;
  REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
  MESSAGE("skipped: no test data");
  return false;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Of processor time: how busy the machine is otherwise does not count.
double SecondsFor(const std::string& bytes) {
  std::clock_t begin = std::clock();
  auto feed = ParseFeed({bytes, "", "https://example.com/feed"});
  if (feed.ok()) CHECK(feed->items.size() <= limits::kFeedItems);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// What people run needs half a second at most; debug builds and sanitizers are many times slower.
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr double kSeconds = 2;
#else
constexpr double kSeconds = 40;
#endif

TEST_CASE("external entities are never opened and never shown") {
  std::string secret = "/tmp/newsstand_xxe_secret";
  std::ofstream(secret) << "the-secret-itself";
  for (std::string_view declaration : {"<!ENTITY x SYSTEM \"file:///tmp/newsstand_xxe_secret\">",
                                       "<!ENTITY x PUBLIC \"a\" \"file:///tmp/newsstand_xxe_secret\">",
                                       "<!ENTITY % p SYSTEM \"file:///tmp/newsstand_xxe_secret\"> %p;"}) {
    std::string bytes = "<?xml version=\"1.0\"?><!DOCTYPE rss [" + std::string(declaration) +
                        "]><rss><channel><title>&x;</title><item><title>A&x;B</title></item></channel></rss>";
    auto feed = ParseFeed({bytes, "", ""});
    REQUIRE(feed.ok());
    CHECK(FeedToJson(*feed).find("secret-itself") == std::string::npos);
    CHECK(feed->items.size() == 1);
  }
  fs::remove(secret);
}

TEST_CASE("a document's own text entities are read, and a billion laughs stay within bounds") {
  auto feed = ParseFeed(
      {"<!DOCTYPE rss [<!ENTITY paper \"The &amp; Paper\">]><rss><channel><title>&paper;</title></channel></rss>", "",
       ""});
  REQUIRE(feed.ok());
  CHECK(feed->title == "The & Paper");

  std::string laughs = "<!DOCTYPE rss [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 12; ++i) {
    std::string one = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" + Repeat(one, 10) + "\">";
  }
  laughs += "]><rss><channel><title>x</title>" + Repeat("<item><description>&a11;</description></item>", 100) +
            "</channel></rss>";
  auto laughing = ParseFeed({laughs, "", ""});
  REQUIRE(laughing.ok());
  CHECK(FeedToJson(*laughing).size() < (3u << 20));
}

TEST_CASE("broken documents of the largest size are read in linear time") {
  for (const auto& [name, make] : bombs::FeedBombs()) {
    CAPTURE(name);
    const double seconds = SecondsFor(make());
    if (std::getenv("NEWSSTAND_SHOW_FAILURES") != nullptr) std::printf("%6.2f s  %s\n", seconds, name);
    CHECK(seconds < kSeconds);
  }
  CHECK(ParseFeed({std::string(limits::kFetchBytes + 1, 'x'), "", ""}).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("JSON of more values than a tree may have is refused before they are made; commas in texts are no values") {
  const std::string head = "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"" + Repeat("\\\",[{", 600'000) + "\",\"items\":[";
  const auto read = ParseFeed({head + "{\"id\":\"1\",\"content_text\":\"a\"}]}", "", ""});
  REQUIRE(read.ok());
  CHECK(read->items.size() == 1);
  const auto refused = ParseFeed({head + Repeat("{},", 600'000) + "{}]}", "", ""});
  REQUIRE(!refused.ok());
  CHECK(refused.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("text without markup is written as the sanitiser writes it, so that sanitising again changes nothing") {
  const std::string texts[] = {"We aren't \\\"just\\\" text & more", "a\\u0081b\\u00a0 c\\ufffe", "one\\n\\n two\\nthree < 4", Repeat("'\\\" ", 5'000)};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40));
    for (const std::string name : {"body_text", "body_new", "description_text"}) {
      const auto feed = ParseFeed({"{\"uri\":\"x\",\"" + name + "\":\"" + text + "\"}", "", ""});
      REQUIRE(feed.ok());
      REQUIRE(feed->items.size() == 1);
      const ParsedItem& item = feed->items.front();
      CHECK(item.summary_html.size() + item.content_html.size() > 0);
      CHECK(sanitize::SanitizeHtml(item.summary_html) == item.summary_html);
      CHECK(sanitize::SanitizeHtml(item.content_html) == item.content_html);
    }
  }
}

TEST_CASE("what is no feed is called by its name") {
  const std::pair<std::string, std::string> cases[] = {
      {"", "The document is empty."},
      {"  \n ", "The document is empty."},
      {"<!doctype html><html><body><p>Hello</body></html>", "This is an HTML page, not a feed."},
      {"<div>Hello</div>", "This is an HTML page, not a feed."},
      {"%PDF-1.7", "This is a PDF file, not a feed."},
      {"<?xml version='1.0'?><opml version='2.0'/>", "This is an OPML list of feeds, not a feed."},
      {"<urlset><url><loc>http://a.example/</loc></url></urlset>", "This is a sitemap without news, not a feed."},
      {"<sitemapindex/>", "This is an index of sitemaps, not a feed."},
      {"just words", "This is text, not a feed."},
      {"{\"a\": 1}", "This is JSON, but not a JSON Feed."},
      {"[1, 2]", "This is JSON, but not a feed."},
      {"<invoice/>", "This is an XML document of another kind (“invoice”), not a feed."},
  };
  for (const auto& [bytes, sentence] : cases) {
    CAPTURE(bytes);
    auto feed = ParseFeed({bytes, "", ""});
    REQUIRE(!feed.ok());
    CHECK(feed.error().code == ErrorCode::kInvalid);
    CHECK(feed.error().message == sentence);
  }
}

TEST_CASE("no known attack through XML opens anything or ends the program") {
  if (!HasData()) return;
  std::string lines = ReadFile(test_data::Folder() / "security" / "xxe.jsonl");
  int attacks = 0;
  for (std::string_view line : Split(lines, '\n')) {
    if (Trim(line).empty()) continue;
    boost::json::object row = boost::json::parse(line).as_object();
    std::string input(row["input"].as_string());
    ++attacks;
    for (const std::string& bytes : {input, input + "<rss><channel><title>&xxe;&file;&foo;</title></channel></rss>"}) {
      auto feed = ParseFeed({bytes, "", "https://example.com/"});
      if (feed.ok()) CHECK(FeedToJson(*feed).find("root:x:0:0") == std::string::npos);
    }
  }
  CHECK(attacks > 50);
  for (const char* folder : {"bombs", "xmlbombs"}) {
    for (const auto& entry : fs::recursive_directory_iterator(test_data::Folder() / "security" / folder)) {
      if (!entry.is_regular_file() || entry.file_size() > limits::kFetchBytes) continue;
      CAPTURE(entry.path().string());
      CHECK(SecondsFor(ReadFile(entry.path())) < kSeconds);
    }
  }
}

size_t CountOf(std::string_view text, std::string_view start) {
  size_t count = 0;
  for (size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at + 1)) {
    char next = at + start.size() < text.size() ? text[at + start.size()] : '\0';
    if (next == '>' || next == ' ' || next == '\n' || next == '\r' || next == '\t' || next == '/') ++count;
  }
  return count;
}

TEST_CASE("feeds collected by other readers are read, with as many items as they have elements") {
  if (!HasData()) return;
  int files = 0;
  int read = 0;
  int differ = 0;
  for (const char* set : {"feedvalidator", "feedrs", "feedjira", "nodefeedparser", "netnewswire"}) {
    for (const auto& entry : fs::recursive_directory_iterator(test_data::Folder() / "feeds" / set)) {
      if (!entry.is_regular_file() || entry.file_size() > limits::kFetchBytes) continue;
      CAPTURE(entry.path().string());
      std::string bytes = ReadFile(entry.path());
      auto feed = ParseFeed({bytes, "", ""});
      ++files;
      if (!feed.ok()) {
        if (std::getenv("NEWSSTAND_SHOW_FAILURES") != nullptr) {
          std::printf("%s: %s\n", entry.path().c_str(), feed.error().message.c_str());
        }
        continue;
      }
      ++read;
      if (feed->format.starts_with("json") || bytes.find('\0') != std::string::npos) continue;
      size_t elements = CountOf(bytes, "<item") + CountOf(bytes, "<entry") + CountOf(bytes, "<rss:item");
      if (feed->format == "news-sitemap" || feed->items.size() == elements) continue;
      ++differ;
      if (std::getenv("NEWSSTAND_SHOW_FAILURES") != nullptr) {
        std::printf("%s: %zu items, %zu elements\n", entry.path().c_str(), feed->items.size(), elements);
      }
    }
  }
  std::printf("other readers' feeds: %d files, %d read, %d with another number of items\n", files, read, differ);
  CHECK(files > 2'400);
  CHECK(read > 2'000);
}

}  // namespace
}  // namespace newsstand::parse
