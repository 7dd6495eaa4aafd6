#include "content/enrich/topics.h"

#include <doctest/doctest.h>

#include <set>

#include "model/title.h"

using namespace newsstand;
using namespace newsstand::enrich;

namespace {

bool Has(const std::vector<TopicScore>& topics, std::string_view slug) {
  return std::any_of(topics.begin(), topics.end(), [&](const TopicScore& topic) { return topic.slug == slug; });
}

}  // namespace

TEST_CASE("the topic tree has sections of its own, unique slugs and parents that exist") {
  std::set<std::string> seen;
  size_t top = 0;
  for (const Topic& topic : Topics()) {
    CHECK(seen.insert(topic.slug).second);
    CHECK(!topic.name.empty());
    top += topic.parent.empty();
    if (!topic.parent.empty()) CHECK(seen.contains(topic.parent));
    if (!topic.section.empty()) {
      const auto& sections = SectionSlugs();
      CHECK(std::find(sections.begin(), sections.end(), topic.section) != sections.end());
    }
  }
  CHECK(top >= 30);
  CHECK(Topics().size() >= 300);
  REQUIRE(FindTopic("football") != nullptr);
  CHECK(FindTopic("football")->parent == "sport");
  CHECK(FindTopic("nothing-of-ours") == nullptr);
}

TEST_CASE("an article is put under what it is about, in several languages") {
  CHECK(Has(FindTopics("Strong earthquake shakes the coast", "The quake of magnitude 7.1 was followed by aftershocks and a tsunami warning.", "en"), "earthquakes"));
  CHECK(Has(FindTopics("Футбол: «Спартак» обыграл «Зенит»", "Вратарь спас команду в конце матча, тренер доволен.", "ru"), "football"));
  CHECK(Has(FindTopics("地震で津波警報", "気象庁によると、地震の規模は7.1。津波に注意。火山の噴火はない。", "ja"), "earthquakes"));
  CHECK(Has(FindTopics("Zentralbank erhöht den Leitzins", "Die EZB hebt die Leitzinsen an, um die Inflation zu bremsen. Die Notenbank warnt.", "de"), "central-banks"));
}

TEST_CASE("what is about nothing in particular has no topics") {
  CHECK(FindTopics("", "", "en").empty());
  CHECK(FindTopics("A quiet day", "Nothing happened here today and nobody minded.", "en").empty());
}
