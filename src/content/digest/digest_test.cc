#include "content/digest/digest.h"

#include <doctest/doctest.h>

#include "content/digest/numbers.h"
#include "content/digest/words.h"

using namespace newsstand;
using namespace newsstand::digest;

namespace {

const Timestamp kNow = FromUnixSeconds(1'790'000'000);

Report ReportOf(uint64_t owner, int minutes_ago, std::string headline, std::vector<std::string> paragraphs,
                bool original = true) {
  return {
      std::move(headline), std::move(paragraphs), "en", owner, kNow - std::chrono::minutes(minutes_ago), original, 1};
}

std::vector<Report> Ferry() {
  return {
      ReportOf(1, 300, "Ferry sinks off Kalu, at least 12 people dead",
               {"A ferry carrying 140 people sank off the island of Kalu on Sunday and at least 12 people died, the "
                "coast guard said.",
                "He said the search would go on through the night. The ferry had left Port Merin at noon with a full "
                "load of cars."}),
      ReportOf(2, 200, "You won’t believe what sank this ferry",
               {"The ferry that sank off Kalu on Sunday was carrying 140 people when a wave broke its bow door, "
                "survivors told reporters."}),
      ReportOf(
          3, 120, "Kalu ferry: 15 people dead, captain questioned",
          {"The coast guard said that at least 15 people died when the ferry sank off the island of Kalu on Sunday.",
           "Captain Sergei Amadou was questioned by the police in Port Merin for six hours on Monday morning."}),
      ReportOf(4, 60, "Ferry captain questioned after sinking off Kalu",
               {"Police in Port Merin questioned Sergey Amadou, the captain of the ferry that sank off Kalu on Sunday "
                "with 140 people on board."}),
  };
}

std::vector<Number> Numbers(std::string_view sentence, std::string_view language = "en") {
  return NumbersOf(sentence, WordsOf(sentence, language));
}

}  // namespace

TEST_CASE("numbers are read as each language writes them") {
  CHECK(ParseNumber("1,300") == 1300);
  CHECK(ParseNumber("1.300") == 1300);
  CHECK(ParseNumber("1,300,000") == 1300000);
  CHECK(ParseNumber("1.3") == doctest::Approx(1.3));
  CHECK(ParseNumber("1,3") == doctest::Approx(1.3));
  CHECK(ParseNumber("0.125") == doctest::Approx(0.125));
  CHECK(ParseNumber("1,300.50") == doctest::Approx(1300.5));
  CHECK(ParseNumber("1.2.3") < 0);
  CHECK(ParseNumber("4th") < 0);
}

TEST_CASE("a number is told with what it counts; years, times and dates are none") {
  const auto numbers = Numbers(
      "In 2026 about 1.3 million people live there, and at 10:42 on 14 May the river rose by 640 cubic metres or 12%.");
  REQUIRE(numbers.size() == 3);
  CHECK(numbers[0].value == doctest::Approx(1.3e6));
  CHECK(numbers[0].about == "people");
  CHECK(numbers[0].text == "1.3 million people");
  CHECK(numbers[1].text == "640 cubic metres");
  CHECK(numbers[2].about == "%");
}

TEST_CASE("amounts of money keep their sign and their scale") {
  const auto numbers = Numbers("The fund paid $4.5 billion and €300 million.");
  REQUIRE(numbers.size() == 2);
  CHECK(numbers[0].value == doctest::Approx(4.5e9));
  CHECK(numbers[0].text == "$4.5 billion");
  CHECK(numbers[1].about == "€");
}

TEST_CASE("words and sentences are found in scripts without spaces") {
  CHECK(SentencesOf("台風が近づいている。学校は休みだ。", "ja").size() == 2);
  CHECK(WordsOf("台風が近づいている", "ja").size() >= 3);
  CHECK(WordsOf("الأمم المتحدة", "ar").size() == 2);
}

TEST_CASE("the headline that says what most reports say is chosen, never bait") {
  const auto reports = Ferry();
  const size_t chosen = ChooseHeadline(reports, kNow, nullptr);
  CHECK(chosen != 1);
  CHECK(chosen < reports.size());
}

TEST_CASE("a figure no other report has costs a headline its place") {
  std::vector<Report> reports{
      ReportOf(1, 60, "Storm closes the port of Lissum for ships", {"The storm closed the port of Lissum on Friday."}),
      ReportOf(2, 60, "Storm closes the port of Lissum for 900 ships",
               {"The storm closed the port of Lissum on Friday."}),
      ReportOf(3, 60, "Port of Lissum closed", {"The port of Lissum is closed because of the storm."})};
  CHECK(ChooseHeadline(reports, kNow, nullptr) == 0);
}

TEST_CASE("a summary takes whole sentences of different owners that stand for themselves") {
  const auto reports = Ferry();
  const auto summary = DigestOf(reports, nullptr).summary;
  REQUIRE(summary.size() >= 2);
  for (size_t i = 0; i < summary.size(); ++i) {
    CHECK_FALSE(summary[i].text.starts_with("He "));
    for (size_t k = i + 1; k < summary.size(); ++k)
      CHECK(reports[summary[i].report].owner != reports[summary[k].report].owner);
  }
  CHECK(DigestOf({}, nullptr).summary.empty());
}

TEST_CASE("captions, credits, headlines and datelines are no part of what is said") {
  const std::string text = " Rescuers freed a whale that was caught in 200 metres of rope in the harbour of the town on Sunday.";
  const std::vector<Report> reports{ReportOf(1, 60, "A whale and a rope", {"Port Merin Illustration: Ann Bo / The Gazette", "A whale and a rope PORT MERIN (Sextant) —" + text}),
                                    ReportOf(2, 30, "B", {"Port Merin Illustration: Ann Bo / The Gazette", "PORT MERIN, May 3 (AP) -" + text})};
  const Digest digest = DigestOf(reports, nullptr);
  REQUIRE(digest.summary.size() == 1);
  CHECK(digest.summary[0].text.starts_with("Rescuers freed"));
  for (const Fact& fact : digest.facts.agreed) CHECK(fact.kind == FactKind::kNumber);
}

TEST_CASE("what titles agree on and where they differ, each with who says so") {
  const auto reports = Ferry();
  const Facts facts = DigestOf(reports, nullptr).facts;
  bool agreed_on_board = false, differ_on_dead = false, differ_on_name = false;
  for (const Fact& fact : facts.agreed)
    agreed_on_board = agreed_on_board || (fact.claims[0].text == "140 people" && fact.claims[0].reports.size() == 3);
  for (const Fact& fact : facts.differing) {
    differ_on_dead =
        differ_on_dead || (fact.kind == FactKind::kNumber && fact.about == "people" && fact.claims.size() == 2);
    differ_on_name = differ_on_name || (fact.kind == FactKind::kName && fact.claims.size() == 2);
  }
  CHECK(agreed_on_board);
  CHECK(differ_on_dead);
  CHECK(differ_on_name);
}

TEST_CASE("reports of one owner never agree or differ with themselves") {
  std::vector<Report> reports{ReportOf(1, 60, "A", {"The fire destroyed 40 houses in the village of Orm."}),
                              ReportOf(1, 30, "B", {"The fire destroyed 45 houses in the village of Orm."})};
  const Facts facts = DigestOf(reports, nullptr).facts;
  CHECK(facts.agreed.empty());
  CHECK(facts.differing.empty());
}

TEST_CASE("what is carried from elsewhere agrees with nobody") {
  const std::string text = "Some 31,000 homes have no water in the town of Shionoura.";
  const std::vector<Report> reports{ReportOf(1, 60, "A", {text}), ReportOf(2, 30, "B", {text}, false),
                                    ReportOf(3, 20, "C", {text}, false)};
  CHECK(DigestOf(reports, nullptr).facts.agreed.empty());
}

TEST_CASE("a number counts what stands behind it, unless that is a verb") {
  const std::vector<Report> reports{
      ReportOf(1, 60, "A", {"An aftershock of magnitude 5.6 shook the town, where 31,000 homes have no water and 12 people died."}),
      ReportOf(2, 30, "B", {"Of the 5.6 shook loose some tiles; 31,000 homes are dry and 12 people are dead."})};
  const Facts facts = DigestOf(reports, nullptr).facts;
  REQUIRE(facts.agreed.size() == 2);
  for (const Fact& fact : facts.agreed) CHECK((fact.claims[0].text == "31,000 homes" || fact.claims[0].text == "12 people"));
}
