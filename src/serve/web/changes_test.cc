#include "serve/web/changes.h"

#include <doctest/doctest.h>

using namespace newsstand;
using namespace newsstand::web;

namespace {

Article Current(const std::string& headline, const std::string& body) {
  Article article;
  article.headline = headline;
  article.body_html = body;
  article.version = 2;
  article.updated = FromUnixSeconds(2000);
  return article;
}

}  // namespace

TEST_CASE("a changed headline and the words of a changed body are told") {
  const std::vector<ArticleVersion> versions = {{ArticleId{1}, 1, FromUnixSeconds(1000), "Ten hurt", "", "<p>It rained.</p><p>Ten people were hurt.</p><p>End.</p>"}};
  const auto changes = ChangesOf(Current("Twelve hurt", "<p>It rained.</p><p>Twelve people were hurt.</p><p>End.</p>"), versions, true);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].at == FromUnixSeconds(2000));
  REQUIRE(changes[0].headline.size() == 3);
  CHECK(changes[0].headline[0].text == "Ten");
  CHECK(changes[0].headline[1].text == "Twelve");
  REQUIRE(changes[0].body.size() == 1);
  CHECK(changes[0].body[0].kind == DiffParagraph::Kind::kChanged);
  CHECK(changes[0].body[0].parts[2].text == " people were hurt.");
}

TEST_CASE("a body that arrived later is no change, nor is one that readers may not see") {
  const std::vector<ArticleVersion> empty = {{ArticleId{1}, 1, FromUnixSeconds(1000), "A", "", ""}};
  auto changes = ChangesOf(Current("B", "<p>Text.</p>"), empty, true);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].body.empty());
  const std::vector<ArticleVersion> full = {{ArticleId{1}, 1, FromUnixSeconds(1000), "A", "", "<p>Secret one.</p>"}};
  changes = ChangesOf(Current("B", "<p>Secret two.</p>"), full, false);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].body.empty());
  CHECK(ChangesOf(Current("A", "<p>Secret two.</p>"), full, false).empty());
  CHECK(ChangesOf(Current("A", "<p class=x>Secret one.</p>"), full, true).empty());
}

TEST_CASE("the newest change comes first, and all together stay small") {
  std::vector<ArticleVersion> versions;
  std::string body;
  for (int paragraph = 0; paragraph < 400; ++paragraph) body += "<p>Paragraph " + std::to_string(paragraph) + " has some words in it, as they do, round ROUND.</p>";
  auto at_round = [&](int round) {
    std::string text = body;
    for (size_t at = text.find("ROUND"); at != std::string::npos; at = text.find("ROUND", at)) text.replace(at, 5, std::to_string(round));
    return text;
  };
  for (int round = 0; round < 20; ++round) versions.push_back({ArticleId{1}, round + 1, FromUnixSeconds(1000 + round), "Round " + std::to_string(round), "", at_round(round)});
  const auto changes = ChangesOf(Current("Round 20", at_round(20)), versions, true);
  REQUIRE(changes.size() == 6);
  CHECK(changes[0].at > changes[1].at);
  CHECK(changes[0].shortened);
  size_t bytes = 0;
  for (const ArticleChange& change : changes) bytes += change.bytes();
  CHECK(bytes < 25'000);
}
