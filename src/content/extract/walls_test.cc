// tests/data/extract/walls: pages written after the ones that stand in the way, and articles about them. The beginning
// of a file's name is what it is.
#include "content/extract/walls.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "content/extract/extract.h"

namespace newsstand::extract {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("walls are recognised for what they are, and articles about walls are articles") {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/data/extract/walls")) files.insert(entry.path());
  REQUIRE(files.size() > 80);
  for (const fs::path& file : files) {
    const std::string name = file.stem().string(), bytes = ReadFile(file);
    CAPTURE(name);
    const auto article = Extract({bytes, "text/html", "https://news.test/2026/02/some-story"});
    REQUIRE(article.ok());
    const bool is_article = name.starts_with("article-"), is_cut = name.starts_with("paywall-");
    CHECK(article->paywalled == is_cut);
    if (is_article || is_cut) {
      CHECK(article->word_count >= 30);
      CHECK((article->method == "blocks" || article->method == "json-ld"));
      continue;
    }
    CHECK(name.starts_with(article->method));
    CHECK(article->html.empty());
    CHECK(article->text.empty());
    CHECK(article->confidence == 0);
  }
}

TEST_CASE("a line that asks to pay is one, a sentence about asking to pay is none") {
  CHECK(IsWallLine("Subscribe to continue reading"));
  CHECK(IsWallLine("Déjà abonné ? Connectez-vous"));
  CHECK(IsWallLine("この記事は有料会員限定です。"));
  CHECK(!IsWallLine("The bridge is closed."));
  CHECK(
      !IsWallLine("“Start your free trial” is now the most expensive sentence in the business: publishers spend an "
                  "average of 38 on every "
                  "reader who clicks it, and half of them leave before the first payment."));
}

}  // namespace newsstand::extract
