#include "content/enrich/entities.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace newsstand;
using namespace newsstand::enrich;

namespace {

const Entity* Find(const std::vector<Entity>& entities, std::string_view slug) {
  const auto found = std::find_if(entities.begin(), entities.end(), [&](const Entity& entity) { return entity.slug == slug; });
  return found == entities.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a surname alone is the person whose whole name stands in the article") {
  const auto found = FindEntities("Bridge opens", "Mayor Martha Quindlebury opened it. “It is wide,” said Quindlebury. Quindlebury's deputy agreed.", "en");
  const Entity* mayor = Find(found, "martha-quindlebury");
  REQUIRE(mayor != nullptr);
  CHECK(mayor->kind == EntityKind::kPerson);
  CHECK(mayor->mentions == 3);
  CHECK(Find(found, "quindlebury") == nullptr);
}

TEST_CASE("a country has one slug in every language") {
  CHECK(Find(FindEntities("Elections in France", "", "en"), "france"));
  CHECK(Find(FindEntities("Wahlen in Frankreich", "", "de"), "france"));
  CHECK(Find(FindEntities("Выборы во Франции", "", "ru"), "france"));
  CHECK(Find(FindEntities("フランスで選挙", "", "ja"), "france"));
  CHECK(Find(FindEntities("الانتخابات في فرنسا", "", "ar"), "france"));
  CHECK(Find(FindEntities("프랑스에서 선거", "", "ko"), "france"));
}

TEST_CASE("the first word of a sentence is not a name for its capital") {
  const auto found = FindEntities("", "Bridges are closed. Yesterday was quiet. Although it rained, people came. People came.", "en");
  CHECK(found.empty());
}

TEST_CASE("the salience of an article's entities adds up to one and the headline counts more") {
  const auto found = FindEntities("Germany votes", "Austria waits. In Austria nobody votes.", "en");
  REQUIRE(found.size() == 2);
  CHECK(found[0].slug == "germany");
  CHECK(found[0].salience + found[1].salience == doctest::Approx(1));
}

TEST_CASE("hostile text gives no more than it should") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "Aa" + std::to_string(i) + " Bb ";
  CHECK(FindEntities(text, text, "en").size() <= 20);
  CHECK(FindEntities("\xff\xc3", "\xe2", "xx-not-a-language").empty());
}
