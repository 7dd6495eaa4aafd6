#include "content/source/catalogue.h"

#include <doctest/doctest.h>

using namespace newsstand;
using source::ParseCatalogue;

namespace {

std::string ErrorOf(std::string_view text) {
  const auto catalogue = ParseCatalogue(text, "x.toml");
  return catalogue ? "none" : catalogue.error().message;
}

constexpr std::string_view kGood = R"([[title]]
name = "Où va l'Europe"
home = "https://europe.example"
country = "FR"
language = "fr"
sections = ["world", "sport"]
policy = "metered"
metered_per_month = 5
feeds = [{url = "https://europe.example/rss", section = "world"}, {url = "https://europe.example/sport.xml"}]
)";

}  // namespace

TEST_CASE("a catalogue is read, with defaults that give nothing away") {
  const auto catalogue = ParseCatalogue(kGood, "x.toml");
  REQUIRE(catalogue);
  REQUIRE(catalogue->size() == 1);
  const Title& title = (*catalogue)[0].title;
  CHECK(title.slug == "ou-va-leurope");
  CHECK(title.home == "https://europe.example/");
  CHECK(title.rights == Rights::kExcerpt);
  CHECK(title.policy == WallPolicy::kMetered);
  CHECK(title.metered_per_month == 5);
  CHECK((*catalogue)[0].feeds.size() == 2);
}

TEST_CASE("what is wrong is named with file and line") {
  CHECK(ErrorOf("[[title]]\nname = \"A\"\nhome = \"https://a.example\"\n").find("x.toml:1: the title \"A\" has no feeds") == 0);
  CHECK(ErrorOf(std::string(kGood) + "colour = 1\n").find("x.toml:10: there is no key \"colour\"") == 0);
  CHECK(ErrorOf("[[title]]\nname = \"A\"\nhome = \"daily\"\n").find("x.toml:3: \"home\" has to be a web address") == 0);
  CHECK(ErrorOf("[[title]]\nhome = 3\n").find("has no \"name\"") != std::string::npos);
  CHECK(ErrorOf("[[title]\n").find("x.toml:1:") == 0);
  CHECK(ErrorOf("titles = 3\n").find("[[title]] tables only") != std::string::npos);
  CHECK(ErrorOf(std::string(kGood) + std::string(kGood)).find("the slug") != std::string::npos);
}
