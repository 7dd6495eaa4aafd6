#include <doctest/doctest.h>
#include <fmt/core.h>

#include "serve/web/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::web;

TEST_CASE("pages of topics and entities: what is about them, the way up and down, feeds; unknown ones are not there") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Title other;
  other.slug = "lamp";
  other.name = "The Lamp";
  const Title second = room.AddTitle(other);
  Article article;
  article.language = "en";
  article.headline = "A vote in Oslo";
  article.topics = {{"elections", 0.8, false}, {"politics", 0.8, true}};
  article.entities = {{"oslo", EntityKind::kPlace, "Oslo", 0.6, 3, true, "Christiania"}, {"ida-brekke", EntityKind::kPerson, "Ida <Brekke>", 0.4, 1, false, ""}};
  const ArticleId id = room.Add(title, article);
  article.headline = "Another vote in Oslo";
  article.durable_id = "another";
  room.Add(second, article);
  room.Open();

  const std::string topic = room.Page("/topic/politics");
  CHECK(topic.find("A vote in Oslo") != std::string::npos);
  CHECK(topic.find("href=\"/topic/elections\"") != std::string::npos);
  CHECK(topic.find("href=\"/entity/oslo\"") != std::string::npos);
  CHECK(topic.find("href=\"/topic/politics.rss\"") != std::string::npos);
  CHECK(room.Page("/topic/elections").find("href=\"/topic/politics\"") != std::string::npos);
  CHECK(room.Page("/topic/golf").find("Nothing has arrived here yet") != std::string::npos);
  CHECK(room.Page("/topics").find("href=\"/topic/elections\"") != std::string::npos);

  const std::string entity = room.Page("/entity/oslo");
  CHECK(entity.find("<h1>Oslo</h1>") != std::string::npos);
  CHECK(entity.find("Place. 2 articles in the last seven days.") != std::string::npos);
  CHECK(entity.find("Also: Christiania") != std::string::npos);
  CHECK(entity.find("href=\"/title/lamp\"") != std::string::npos);
  CHECK(entity.find("href=\"/entity/ida-brekke\"") != std::string::npos);
  CHECK(entity.find("content=\"noindex, follow\"") != std::string::npos);  // of two articles only
  CHECK(entity.find("<Brekke>") == std::string::npos);
  CHECK(room.Page("/entity/oslo.atom").find("A vote in Oslo") != std::string::npos);
  CHECK(room.Page("/entity/oslo.json").find("Another vote in Oslo") != std::string::npos);
  CHECK(room.Get("/entity/oslo.rss").content_type.starts_with("application/rss+xml"));

  const std::string page = room.Page(fmt::format("/article/{}/a-vote-in-oslo", id.value));
  CHECK(page.find("href=\"/topic/elections\"") != std::string::npos);
  CHECK(page.find("href=\"/topic/politics\"") == std::string::npos);  // implied, and reached from there
  CHECK(page.find("href=\"/entity/ida-brekke\"") != std::string::npos);
  CHECK(page.find("Ida &lt;Brekke&gt;") != std::string::npos);

  for (const char* path : {"/topic/nonsense", "/entity/nonsense", "/topic/nonsense.rss", "/entity/nonsense.json", "/topic/", "/entity/"}) room.Page(path, 404);
}

TEST_CASE("an entity that the news has left has a page of what was") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Article article;
  article.headline = "A vote in Oslo";
  article.entities = {{"oslo", EntityKind::kPlace, "Oslo", 1, 3, true, ""}};
  room.Add(title, article);
  room.clock.now += std::chrono::hours(24 * 30);
  room.Open();
  const std::string page = room.Page("/entity/oslo");
  CHECK(page.find("A vote in Oslo") != std::string::npos);
  CHECK(page.find("No articles in the last seven days") != std::string::npos);
  CHECK(page.find("noindex") != std::string::npos);
}

TEST_CASE("under an article stand those related to it, and its background, never itself") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Article article;
  article.language = "en";
  article.entities = {{"vesla-line", EntityKind::kOrganisation, "Vesla Line", 1, 3, false, ""}};
  article.headline = "Driverless ferry stops outside Nordhavn";
  const ArticleId id = room.Add(title, article);
  article.headline = "Vesla Line shares fall after Nordhavn";
  room.Add(title, article);
  for (int i = 0; i < 40; ++i) {
    Article noise;
    noise.language = "en";
    noise.headline = fmt::format("Unlike everything number{}", i);
    room.Add(title, noise);
  }
  room.Open();
  const std::string page = room.Page(fmt::format("/article/{}/driverless-ferry-stops-outside-nordhavn", id.value));
  const size_t related = page.find("id=\"related\"");
  REQUIRE(related != std::string::npos);
  const std::string below = page.substr(related, page.find("id=\"more-title\"") - related);
  CHECK(below.find("Vesla Line shares fall") != std::string::npos);
  CHECK(below.find("Driverless ferry stops") == std::string::npos);
  CHECK(page.find("id=\"background\"") == std::string::npos);
}
