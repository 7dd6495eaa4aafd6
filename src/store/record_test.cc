#include "store/record.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "store/article_record.h"

namespace newsstand::store {

TEST_CASE("a list of texts comes back as it was, whatever its texts hold") {
  const std::vector<std::vector<std::string>> lists = {
      {}, {""}, {"", ""}, {"one"}, {"a\nb", "c\\nd", "\\", "\n", "\\\\n"}, {"Ærø", "東京", " spaces "}};
  for (const auto& list : lists) CHECK(SplitTexts(JoinTexts(list)) == list);
}

TEST_CASE("a list that something else wrote is read as far as it goes") {
  CHECK(SplitTexts("a\nunfinished") == std::vector<std::string>{"a"});
  CHECK(SplitTexts("\\").empty());
}

TEST_CASE("long keys keep apart what differs at their end, and fit into an index") {
  const std::string long_key = "guid:" + std::string(100'000, 'k');
  CHECK(IndexedKey(long_key + "1") != IndexedKey(long_key + "2"));
  CHECK(IndexedKey(long_key).size() < 600);
  CHECK(IndexedKey("guid:short") == "guid:short");
  std::string wide = "url:";
  while (wide.size() < 1000) wide += "東";
  CHECK(IsValidUtf8(IndexedKey(wide)));
}

TEST_CASE("the primary language is the first part, in lower case") {
  CHECK(PrimaryLanguage("en-GB") == "en");
  CHECK(PrimaryLanguage("PT") == "pt");
  CHECK(PrimaryLanguage("") == "");
}

}  // namespace newsstand::store
