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

TEST_CASE("a known entity says what the article calls it, where that is another name") {
  const auto german = FindEntities("", "Er wohnt in Frankreich. In Frankreich ist es warm.", "de");
  const Entity* france = Find(german, "france");
  REQUIRE(france != nullptr);
  CHECK(france->known);
  CHECK(france->name == "France");
  CHECK(france->form == "Frankreich");
  const auto english = FindEntities("", "He lives in France. The French say so.", "en");
  REQUIRE(Find(english, "france") != nullptr);
  CHECK(Find(english, "france")->form.empty());
}

TEST_CASE("what one title writes and the next leaves out makes no second entity") {
  const auto one = FindEntities("", "Mr Harold J. Quindlebury came. “Good,” said Harold J. Quindlebury.", "en");
  const auto other = FindEntities("", "Mr Harold Quindlebury came. “Good,” said Harold Quindlebury.", "en");
  CHECK(Find(one, "harold-quindlebury") != nullptr);
  CHECK(Find(other, "harold-quindlebury") != nullptr);
  const auto british = FindEntities("", "The Quindle Ferry Organisation met. The Quindle Ferry Organisation agreed.", "en");
  const auto american = FindEntities("", "The Quindle Ferry Organization met. The Quindle Ferry Organization agreed.", "en");
  CHECK(Find(british, "quindle-ferry-organization") != nullptr);
  CHECK(Find(american, "quindle-ferry-organization") != nullptr);
}

TEST_CASE("a name in capitals only is shown as it is written elsewhere") {
  const auto dateline = FindEntities("", "PUERTO DE QUINDLE, Monday. In Puerto de Quindle it rained. Puerto de Quindle is wet.", "en");
  REQUIRE(Find(dateline, "puerto-de-quindle") != nullptr);
  CHECK(Find(dateline, "puerto-de-quindle")->name == "Puerto de Quindle");
  const auto shouted = FindEntities("", "In PUERTO QUINDLE it rained. The mayor of PUERTO QUINDLE said so. In PUERTO QUINDLE all is wet.", "en");
  REQUIRE(Find(shouted, "puerto-quindle") != nullptr);
  CHECK(Find(shouted, "puerto-quindle")->name == "Puerto Quindle");
}

TEST_CASE("words that have capitals and name nobody are no entities") {
  const auto found = FindEntities("", "The House said no. The House voted. The House met. OPINION: The Affordable Care Act is old. The Affordable Care Act stays. "
                                      "House Speaker John Boehner spoke. Fla. is hot. Fla. is wet. Fla. is far.", "en");
  for (const char* slug : {"house", "opinion", "affordable-care-act", "house-speaker", "fla"}) CHECK(Find(found, slug) == nullptr);
  CHECK(Find(found, "john-boehner") != nullptr);
  CHECK(Find(FindEntities("", "Первое место занял спортсмен. Первое слово.", "ru"), "peru") == nullptr);
  CHECK(Find(FindEntities("", "Он живет в Перу.", "ru"), "peru") != nullptr);
}
