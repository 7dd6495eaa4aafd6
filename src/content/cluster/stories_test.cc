#include "content/cluster/stories.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/url_test_data.h"
#include "content/cluster/agglomerate.h"
#include "content/cluster/copies_test_data.h"

namespace newsstand::cluster {
namespace {

Timestamp Hour(int hour) { return FromUnixSeconds(1'700'000'000 + hour * 3600); }

constexpr const char* kQuake[] = {
    "Strong earthquake shakes Antakya, dozens hurt",
    "Dozens injured as earthquake hits Antakya in southern Turkey",
    "Antakya earthquake: rescuers search collapsed houses in Turkey",
};
constexpr const char* kQuakeText[] = {
    "An earthquake of magnitude 6.4 shook Antakya in southern Turkey on Monday evening. Houses collapsed and dozens of people were hurt, the disaster agency AFAD said.",
    "Dozens were injured when an earthquake of magnitude 6.4 hit Antakya in the south of Turkey. AFAD warned people not to enter damaged houses after the quake.",
    "Rescuers in Antakya searched collapsed houses after the earthquake in Turkey on Monday. The magnitude was 6.4 according to AFAD; hospitals treated the injured.",
};
constexpr const char* kBank = "Federal Reserve leaves interest rates unchanged";
constexpr const char* kBankText =
    "The Federal Reserve left its benchmark interest rate unchanged on Wednesday. Chairman Jerome Powell said inflation had slowed but policy makers wanted more evidence.";

Arrival Quake(uint64_t id, int which, std::optional<Timestamp> time) { return {id, kQuake[which], kQuakeText[which], "en", time}; }

TEST_CASE("reports of one event are one story, another event starts another") {
  Stories stories;
  const auto first = stories.Add(Quake(1, 0, Hour(0)));
  CHECK(first.started);
  const auto other = stories.Add({2, kBank, kBankText, "en", Hour(0)});
  CHECK(other.story != first.story);
  const auto second = stories.Add(Quake(3, 1, Hour(1)));
  const auto third = stories.Add(Quake(4, 2, Hour(2)));
  CHECK(second.story == first.story);
  CHECK(third.story == first.story);
  CHECK_FALSE(third.started);
  CHECK(stories.ArticlesOf(first.story).size() == 3);
}

TEST_CASE("headlines alone, and articles without times, are placed too") {
  Stories stories;
  const auto first = stories.Add({1, kQuake[0], "", "en", std::nullopt});
  CHECK(stories.Add({2, kQuake[1], "", "en", std::nullopt}).story == first.story);
  CHECK(stories.Add({3, kBank, "", "en", std::nullopt}).story != first.story);
  CHECK(stories.Add({4, "", kQuakeText[2], "", std::nullopt}).story != 0);
  CHECK(stories.Add({5, "", "", "", std::nullopt}).story != 0);
}

TEST_CASE("the same words a year later are another story") {
  Stories stories;
  const auto first = stories.Add(Quake(1, 0, Hour(0)));
  CHECK(stories.Add(Quake(2, 1, Hour(24 * 365))).story != first.story);
}

TEST_CASE("Chinese and Arabic are grouped by their own words") {
  Stories stories;
  const auto zh = stories.Add({1, "土耳其南部安塔基亚发生强烈地震数十人受伤", "土耳其南部安塔基亚星期一晚发生六点四级地震，房屋倒塌，数十人受伤。", "zh", Hour(0)});
  stories.Add({2, "美联储维持利率不变", "美联储星期三宣布维持基准利率不变，主席鲍威尔说通货膨胀已经放缓。", "zh", Hour(0)});
  const auto zh2 = stories.Add({3, "安塔基亚地震：土耳其救援人员搜索倒塌房屋", "土耳其南部安塔基亚发生六点四级地震后，救援人员搜索倒塌的房屋，数十人受伤。", "zh", Hour(1)});
  CHECK(zh2.story == zh.story);
  const auto ar = stories.Add({4, "زلزال قوي يضرب أنطاكيا جنوب تركيا وإصابة العشرات", "ضرب زلزال بقوة 6.4 درجات مدينة أنطاكيا جنوب تركيا مساء الاثنين وأصيب العشرات وانهارت منازل.", "ar", Hour(0)});
  const auto ar2 = stories.Add({5, "زلزال أنطاكيا: إصابة العشرات وانهيار منازل في تركيا", "أصيب العشرات في زلزال بقوة 6.4 درجات ضرب مدينة أنطاكيا جنوب تركيا وانهارت منازل مساء الاثنين.", "ar", Hour(1)});
  CHECK(ar2.story == ar.story);
  CHECK(ar.story != zh.story);
}

TEST_CASE("a copy goes where its origin is and says whose it is") {
  Stories stories;
  const auto first = stories.Add(Quake(1, 0, Hour(0)));
  const auto copy = stories.Add({2, "Altogether different headline of another paper", kQuakeText[0], "en", Hour(3)});
  CHECK(copy.story == first.story);
  REQUIRE(copy.copy);
  CHECK(copy.copy->origin == 1);
  CHECK(copy.copy->folds());
  // Whatever its language was taken for.
  CHECK(stories.Add({3, "Another", kQuakeText[0], "de", Hour(4)}).story == first.story);
  stories.Repair(Hour(5));
  CHECK(stories.StoryOf(3) == stories.StoryOf(1));
}

TEST_CASE("editors win over the model, now and in every repair") {
  Stories stories;
  stories.Add(Quake(1, 0, Hour(0)));
  stories.Add(Quake(2, 1, Hour(0)));
  stories.Add({3, kBank, kBankText, "en", Hour(0)});
  const uint64_t quake = stories.StoryOf(1);
  REQUIRE(stories.StoryOf(2) == quake);

  const Changes joined = stories.Together(1, 3);
  CHECK(stories.StoryOf(3) == quake);
  REQUIRE(joined.moves.size() == 1);
  REQUIRE(joined.redirects.size() == 1);
  CHECK(stories.Resolve(joined.redirects[0].from) == quake);

  const Changes split = stories.Apart(1, 2);
  REQUIRE(split.moves.size() == 1);
  CHECK(stories.StoryOf(2) != quake);
  for (int i = 0; i < 3; ++i) {
    stories.Repair(Hour(1), true);
    CHECK(stories.StoryOf(1) == stories.StoryOf(3));
    CHECK(stories.StoryOf(1) != stories.StoryOf(2));
  }
  // An article put in again obeys, too.
  stories.Remove(2);
  stories.Add(Quake(2, 1, Hour(2)));
  CHECK(stories.StoryOf(1) != stories.StoryOf(2));
  // The later word wins.
  stories.Together(1, 2);
  CHECK(stories.StoryOf(1) == stories.StoryOf(2));
}

TEST_CASE("a repair keeps the id of the larger overlap and redirects the rest") {
  Stories stories;
  stories.Restore(Quake(1, 0, Hour(0)), 7);
  stories.Restore(Quake(2, 1, Hour(0)), 7);
  stories.Restore(Quake(3, 2, Hour(0)), 9);                          // one event in two stories
  stories.Restore({4, kBank, kBankText, "en", Hour(0)}, 7);       // a stranger inside
  CHECK(stories.next_story() == 10);
  const Changes changes = stories.Repair(Hour(1));
  CHECK(stories.StoryOf(1) == 7);
  CHECK(stories.StoryOf(2) == 7);
  CHECK(stories.StoryOf(3) == 7);
  CHECK(stories.StoryOf(4) == 10);
  CHECK(stories.Resolve(9) == 7);
  CHECK(changes.moves.size() == 2);
  REQUIRE(changes.redirects.size() == 1);
  CHECK(changes.redirects[0].from == 9);
  CHECK(changes.redirects[0].to == 7);
  const Changes again = stories.Repair(Hour(1));
  CHECK(again.moves.empty());
  CHECK(again.redirects.empty());
}

TEST_CASE("a withdrawn article leaves nothing behind") {
  Stories stories;
  stories.Add(Quake(1, 0, Hour(0)));
  stories.Remove(1);
  CHECK(stories.articles() == 0);
  CHECK(stories.stories() == 0);
  CHECK(stories.StoryOf(1) == 0);
  stories.Remove(1);
  CHECK(stories.Add(Quake(2, 1, Hour(0))).started);
}

TEST_CASE("old articles leave memory, stories with live ones stay") {
  Stories::Options options;
  options.always_live = 5;
  Stories stories(1, options);
  for (uint64_t i = 0; i < 200; ++i) {
    const std::string word = "subject" + std::to_string(i);
    stories.Add({i + 1, "Report on " + word, "Nothing but " + word + " is told of here, and " + word + " it is.", "en", Hour(static_cast<int>(i) * 24)});
  }
  CHECK(stories.articles() <= 9);
  CHECK(stories.stories() <= stories.articles());
  const size_t bytes = stories.bytes();
  CHECK(bytes < (8u << 20));
  CHECK(stories.Repair(Hour(24 * 200)).redirects.empty());
}

TEST_CASE("the same articles in the same order give the same stories") {
  const auto run = [] {
    Stories stories;
    std::vector<uint64_t> out;
    for (uint64_t i = 0; i < 60; ++i) stories.Add(Quake(i + 1, static_cast<int>(i % 3), Hour(static_cast<int>(i))));
    stories.Repair(std::nullopt, true);
    for (uint64_t i = 0; i < 60; ++i) out.push_back(stories.StoryOf(i + 1));
    return out;
  };
  CHECK(run() == run());
}

TEST_CASE("sums of vectors keep their length when something is taken out again") {
  Bag bag;
  const std::vector<Weight> one = {{1, .6f}, {2, .8f}}, other = {{2, 1.f}};
  bag.Add(one);
  bag.Add(other);
  CHECK(bag.norm2() == doctest::Approx(.36 + 1.8 * 1.8));
  CHECK(bag.Dot(other) == doctest::Approx(1.8));
  bag.Add(other, -1);
  CHECK(bag.norm2() == doctest::Approx(1));
  CHECK(bag.Of(99) == 0);
}

TEST_CASE("a word in every article weighs little, in the background as in what has arrived") {
  CHECK(Background::Of("en").documents > 20'000);
  CHECK(Background::Of("de").documents > 100);
  CHECK(Background::Of("xx").documents == 0);
  Idf idf;
  CHECK(idf.Of("en", TermOf("the")) < 1);
  CHECK(idf.Of("en", TermOf("earthquak")) > 4);
  const Term common = TermOf("qwerty"), rare = TermOf("asdf");
  for (int i = 0; i < 40; ++i) idf.Learn("xx", &common, 1, 0);
  CHECK(idf.Of("xx", common) < .5);
  CHECK(idf.Of("xx", rare) > 3);
  const int version = idf.version();
  idf.Learn("xx", &common, 1, 1);
  CHECK(idf.version() == version + 1);
}

TEST_CASE("articles that nobody else reports stay apart, however many there are") {
  const std::filesystem::path root = test_data::Folder();
  if (!std::filesystem::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  // Eight years of news as if it were of one day.
  const auto articles = testing::ReadArticles((root / "articles/articles.jsonl").string());
  Stories stories;
  size_t added = 0;
  for (size_t i = 0; i < articles.size(); i += 7, ++added)
    stories.Add({i + 1, articles[i].title, articles[i].text, "en", FromUnixSeconds(1'700'000'000 + static_cast<int64_t>(added) * 120)});
  stories.Repair(std::nullopt, true);
  size_t largest = 0;
  for (size_t i = 0; i < articles.size(); i += 7) largest = std::max(largest, stories.ArticlesOf(stories.StoryOf(i + 1)).size());
  CHECK(largest <= 10);
  CHECK(stories.stories() >= added * 9 / 10);
}

}  // namespace
}  // namespace newsstand::cluster
