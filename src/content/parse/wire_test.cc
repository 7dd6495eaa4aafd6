// The examples of the wire formats' own makers.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/url_test_data.h"
#include "content/parse/feed_json.h"
#include "content/parse/markdown.h"
#include "content/parse/parse_feed.h"

namespace newsstand::parse {
namespace {

namespace fs = std::filesystem;

TEST_CASE("the examples of NewsML-G2 and ninjs are read") {
  const char* set = std::getenv("NEWSSTAND_DATA");
  const char* home = std::getenv("HOME");
  fs::path root =
      set != nullptr && *set != '\0' ? fs::path(set) : fs::path(home != nullptr ? home : "") / ".cache/newsstand-data";
  if (!fs::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  int read = 0;
  int refused = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "wire")) {
    bool xml = entry.path().extension() == ".xml";
    if (!entry.is_regular_file() || (!xml && entry.path().extension() != ".json")) continue;
    if (entry.path().string().find("should_fail") != std::string::npos) continue;
    CAPTURE(entry.path().string());
    std::ifstream file(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto feed = ParseFeed({bytes, "", "https://wire.example/"});
    if (std::getenv("NEWSSTAND_SHOW_FAILURES") != nullptr) {
      std::printf("%s\n  %s\n", entry.path().c_str(),
                  feed.ok() ? FeedToJson(*feed).substr(0, 600).c_str() : feed.error().message.c_str());
    }
    if (!feed.ok()) {
      ++refused;
      CHECK(feed.error().code == ErrorCode::kInvalid);
      continue;
    }
    ++read;
    CHECK(feed->format == (xml ? "newsml-g2" : "ninjs"));
    if (!xml) CHECK(!feed->items.empty());
  }
  std::printf("wire formats: %d documents read, %d are something else\n", read, refused);
  CHECK(read > 60);
}

TEST_CASE("the Markdown of Apple News becomes HTML") {
  CHECK(MarkdownToHtml("a **b** *c* `d<` [e](https://f.example/)") ==
        "<p>a <strong>b</strong> <em>c</em> <code>d&lt;</code> <a href=\"https://f.example/\">e</a></p>");
  CHECK(MarkdownToHtml("# One\n\ntwo\nthree\n\n- x\n- y\n1. z\n> q") ==
        "<h1>One</h1><p>two three</p><ul><li>x</li><li>y</li></ul><ol><li>z</li></ol><blockquote>q</blockquote>");
  CHECK(MarkdownToHtml("2 * 3 * 4, snake_case_name, [no link], \\*plain\\*") ==
        "<p>2 * 3 * 4, snake_case_name, [no link], *plain*</p>");
  CHECK(MarkdownToHtml("").empty());
  CHECK(MarkdownToHtml(std::string(200'000, '*')).size() >= 200'000);
  CHECK(MarkdownToHtml(std::string(200'000, '[')).size() >= 200'000);
}

}  // namespace
}  // namespace newsstand::parse
