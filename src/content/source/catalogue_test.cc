#include "content/source/catalogue.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace newsstand::source {
namespace {

std::string ErrorOf(std::string_view text, const std::string& file = "gb.toml") {
  auto catalogue = ReadCatalogueText(text, file);
  return catalogue.ok() ? "" : catalogue.error().message;
}

constexpr std::string_view kGood = R"([[title]]
name = "The Harbour Courier"
home = "https://courier.example"
language = "en-GB"
feeds = [{url = "https://courier.example/feed"}]
)";

TEST_CASE("a folder of files is a catalogue, one file a country") {
  auto catalogue = ReadCatalogue("tests/data/source/catalogue");
  REQUIRE_MESSAGE(catalogue.ok(), (catalogue.ok() ? "" : catalogue.error().message));
  REQUIRE(catalogue->titles.size() == 3);
  const Title& first = catalogue->titles[0].title;
  CHECK(first.name == "Abendblatt");
  CHECK(first.slug == "abendblatt");
  CHECK(first.country == "AT");
  CHECK(first.rights == Rights::kExcerpt);
  CHECK(first.policy == WallPolicy::kMetered);
  CHECK(first.metered_per_month == 5);
  CHECK(first.index_policy == IndexPolicy::kNoindex);
  CHECK(first.sections == std::vector<std::string>{"world", "sport"});
  CHECK(first.brand_colour == "#a01020");
  REQUIRE(catalogue->titles[0].feeds.size() == 2);
  CHECK(catalogue->titles[0].feeds[1].section == "sport");
  CHECK(catalogue->titles[2].title.slug == "the-courier-london");
  CHECK(catalogue->titles[2].title.owner == "Harbour Press");
}

TEST_CASE("what is not given has its default") {
  auto catalogue = ReadCatalogueText(kGood, "gb.toml");
  REQUIRE(catalogue.ok());
  const Title& title = catalogue->titles[0].title;
  CHECK(title.country == "GB");
  CHECK(title.home == "https://courier.example/");
  CHECK(title.rights == Rights::kExcerpt);
  CHECK(title.policy == WallPolicy::kFree);
  CHECK(title.owner.empty());
}

TEST_CASE("mistakes name file, line and key, and what was expected") {
  CHECK(ErrorOf("[[title]]\nname = 3\n").starts_with("gb.toml:2: name: expected text"));
  CHECK(
      ErrorOf(std::string(kGood) + "colour = \"red\"\n").starts_with("gb.toml:6: colour: is no key of the catalogue"));
  CHECK(ErrorOf(std::string(kGood) + "brand_colour = \"red\"\n") ==
        "gb.toml:6: brand_colour: expected a colour like #1a2b3c, not “red”");
  CHECK(ErrorOf(std::string(kGood) + "rights = \"all\"\n") ==
        "gb.toml:6: rights: expected full, excerpt or none, not “all”");
  CHECK(ErrorOf(std::string(kGood) + "policy = \"soft\"\n").find("gb.toml:6: policy: expected free") == 0);
  CHECK(ErrorOf(std::string(kGood) + "sections = [\"nonsense\"]\n").find("gb.toml:6: section: expected one of world") ==
        0);
  CHECK(ErrorOf(std::string(kGood) + "country = \"England\"\n").find("country: expected a country code") !=
        std::string::npos);
  CHECK(ErrorOf(std::string(kGood) + "metered_per_month = \"x\"\n").find("gb.toml:6: metered_per_month") == 0);
  CHECK(ErrorOf(kGood, "europe.toml").find("country: expected a country code of two capital letters") !=
        std::string::npos);
  CHECK(ErrorOf("[[title]]\nname = \"A\"\n").find("home: is missing") != std::string::npos);
  CHECK(ErrorOf("[[title]]\nname = \"A\"\n").find("feeds: expected a list of at least one feed") != std::string::npos);
  CHECK(ErrorOf("[[title]]\nname = \"A\nhome").starts_with("gb.toml:2: "));
  CHECK(ErrorOf("[other]\n").find("other: expected nothing but [[title]] tables") != std::string::npos);
  CHECK(ErrorOf("[[title]]\nhome = \"ftp://x\"\n").find("gb.toml:2: home: expected an http or https address") !=
        std::string::npos);
}

TEST_CASE("a slug or a feed's address that is used twice is a mistake") {
  std::string message = ErrorOf(std::string(kGood) + "\n" + std::string(kGood));
  CHECK(message.find("gb.toml:7: slug: “the-harbour-courier” is the slug of the title at gb.toml:1, too") !=
        std::string::npos);
  CHECK(message.find("gb.toml:11: url: “https://courier.example/feed” is listed at gb.toml:5, too") !=
        std::string::npos);
}

TEST_CASE("a folder that is not there, or empty, is told") {
  CHECK(ReadCatalogue("tests/data/source/no-such-folder").error().code == ErrorCode::kNotFound);
  CHECK(ReadCatalogue("tests/data/source").error().code == ErrorCode::kNotFound);
}

TEST_CASE("the starter catalogue is whole") {
  auto catalogue = ReadCatalogue("catalogue");
  REQUIRE_MESSAGE(catalogue.ok(), (catalogue.ok() ? "" : catalogue.error().message));
  std::set<std::string> countries, languages, owners;
  for (const auto& [title, feeds] : catalogue->titles) {
    CAPTURE(title.name);
    CHECK(title.home.starts_with("https://"));
    CHECK(title.country.size() == 2);
    CHECK_FALSE(title.language.empty());
    CHECK_FALSE(feeds.empty());
    countries.insert(title.country);
    languages.insert(title.language);
    owners.insert(title.owner.empty() ? title.name : title.owner);
  }
  CHECK(catalogue->titles.size() >= 400);
  CHECK(countries.size() >= 40);
  CHECK(languages.size() >= 15);
  CHECK(owners.size() >= 100);
}

}  // namespace
}  // namespace newsstand::source
