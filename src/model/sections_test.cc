#include <doctest/doctest.h>

#include "model/title.h"

using newsstand::SectionFor;

TEST_CASE("a publisher's section name means one of ours in many languages") {
  CHECK(SectionFor("Deportes") == "sport");
  CHECK(SectionFor("Économie") == "business");
  CHECK(SectionFor("WISSENSCHAFT") == "science");
  CHECK(SectionFor("Science & Environment") == "science");
  CHECK(SectionFor("World Politics") == "politics");
  CHECK(SectionFor("World News") == "world");
  CHECK(SectionFor("体育") == "sport");
  CHECK(SectionFor("Политика") == "politics");
}

TEST_CASE("a name that means none of our sections says so") {
  CHECK(SectionFor("") == "");
  CHECK(SectionFor("xyzzy") == "");
  CHECK(SectionFor("!!!") == "");
}

TEST_CASE("every section slug names itself") {
  for (const auto slug : newsstand::SectionSlugs()) CHECK(SectionFor(slug) == slug);
}
