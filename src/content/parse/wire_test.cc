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
  const std::filesystem::path root = test_data::Folder();
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

// Why a document that an early version of the standard refuses is none to warn of.
std::string AllowedLater(const std::string& path) {
  auto has = [&](std::string_view part) { return path.find(part) != std::string::npos; };
  if (has("type_component")) return "the type came with 1.2";
  if (has("1.0/should_fail/016_infosource") || has("1.1/should_fail/002_infosource")) return "infosource came with 1.2";
  return "";
}

// The makers' test suite: documents that follow the standard, and documents that break it.
TEST_CASE("the suite of ninjs: what follows the standard is read without a word, what breaks it is never read in silence") {
  const std::filesystem::path root = test_data::Folder();
  if (!fs::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  int passed = 0, failed = 0, later = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "wire" / "ninjs" / "validation" / "test_suite")) {
    const std::string path = entry.path().string();
    const bool should_pass = path.find("should_pass") != std::string::npos;
    const bool should_fail = path.find("should_fail") != std::string::npos;
    if (entry.path().extension() != ".json" || (!should_pass && !should_fail)) continue;
    CAPTURE(path);
    std::ifstream file(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto feed = ParseFeed({bytes, "", "https://wire.example/"});
    if (should_pass) {
      REQUIRE_MESSAGE(feed.ok(), (feed ? "" : feed.error().message));
      CHECK(feed->format == "ninjs");
      CHECK(feed->items.size() == 1);
      std::string standard;
      for (const std::string& warning : feed->warnings) standard += warning.starts_with("By the standard") ? warning : "";
      CHECK(standard == "");
      ++passed;
    } else if (!AllowedLater(path).empty()) {
      ++later;
    } else {
      CHECK((!feed.ok() || !feed->warnings.empty()));
      ++failed;
    }
  }
  std::printf("ninjs: %d documents pass as they should, %d are refused or warned of, %d came to be allowed\n", passed, failed, later);
  CHECK(passed > 100);
  CHECK(failed > 60);
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
