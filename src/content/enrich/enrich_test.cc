#include "content/enrich/enrich.h"

#include <doctest/doctest.h>

using namespace newsstand::enrich;

TEST_CASE("the feed's section goes before categories, and categories before the address") {
  CHECK(SectionOf("sport", {"Politics"}, "https://a.example/world/x") == "sport");
  CHECK(SectionOf("", {"News", "Cricket"}, "https://a.example/business/x") == "sport");
  CHECK(SectionOf("", {"Anna Smith"}, "https://a.example/2026/11/politik/x-wirtschaft-y") == "politics");
  CHECK(SectionOf("", {"News"}, "https://a.example/x") == "world");
  CHECK(SectionOf("", {}, "https://a.example/football-is-back") == "");
}

TEST_CASE("a standfirst has no headline, no tail and an end") {
  CHECK(Standfirst("Bridge opens. The mayor cut the ribbon.  Continue reading...", "Bridge opens") == "The mayor cut the ribbon.");
  CHECK(Standfirst("It rained. The post Rain appeared first on The Daily.", "Rain") == "It rained.");
  CHECK(Standfirst("", "x") == "");
  CHECK(Standfirst(std::string(900, 'a'), "x").size() < 410);
}

TEST_CASE("minutes to read count words and pictures") {
  CHECK(MinutesToRead(0, 0) == 1);
  CHECK(MinutesToRead(476, 0) == 2);
  CHECK(MinutesToRead(476, 5) == 3);
}
