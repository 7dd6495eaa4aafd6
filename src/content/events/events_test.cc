#include "content/events/events.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "base/text.h"

using namespace newsstand;
using namespace newsstand::events;

namespace {

// A line of tests/data/events: event | language | hours after the first | headline | text
struct Line {
  std::string event;
  Telling telling;
};

std::vector<Line> ReadLines(const std::string& file) {
  std::ifstream in(file);
  REQUIRE(in);
  std::vector<Line> lines;
  for (std::string text; std::getline(in, text);) {
    if (text.empty() || text[0] == '#') continue;
    const auto fields = Split(text, '|');
    REQUIRE(fields.size() == 5);
    Line line;
    line.event = Trim(fields[0]);
    line.telling.story = lines.size() + 1;
    line.telling.language = Trim(fields[1]);
    line.telling.oldest = line.telling.newest = FromUnixSeconds(1'790'000'000) + std::chrono::hours(std::stoi(std::string(Trim(fields[2]))));
    for (const Mark mark : MarksOf(Trim(fields[3]), Trim(fields[4]), line.telling.language, {})) line.telling.marks.emplace_back(mark, 1.0F);
    std::sort(line.telling.marks.begin(), line.telling.marks.end());
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Telling> TellingsOf(const std::vector<Line>& lines) {
  std::vector<Telling> tellings;
  for (const Line& line : lines) tellings.push_back(line.telling);
  return tellings;
}

bool Shares(std::string_view one, std::string_view other, std::string_view language, std::string_view other_language) {
  const auto a = MarksOf("", one, language, {}), b = MarksOf("", other, other_language, {});
  return std::any_of(a.begin(), a.end(), [&](Mark mark) { return std::find(b.begin(), b.end(), mark) != b.end(); });
}

}  // namespace

TEST_CASE("stories of one event are linked across languages, and no others") {
  const auto lines = ReadLines("tests/data/events/stories.txt");
  const auto tellings = TellingsOf(lines);
  const auto groups = Group(tellings, FindLinks(tellings));
  std::vector<std::string> found;
  for (const auto& group : groups) {
    std::string languages = lines[group.front()].event + ":";
    for (const size_t i : group) {
      CHECK(lines[i].event == lines[group.front()].event);
      languages += " " + lines[i].telling.language;
    }
    found.push_back(languages);
  }
  CHECK(found == std::vector<std::string>{"bridge: en es de ru", "cup: en de"});
}

TEST_CASE("names survive another script and another ending, figures another way of writing") {
  CHECK(Shares("the town of Montarim was", "город Монтарим был", "en", "ru"));
  CHECK(Shares("in Montarim was", "в Монтариме было", "en", "ru"));
  CHECK(Shares("cost 1,300 euros", "kostete 1.300 Euro", "en", "de"));
  CHECK(Shares("cost 9.4 million", "costó 9,4 millones", "en", "es"));
  CHECK(Shares("412 people", "٤١٢ شخصا", "en", "ar"));
  CHECK_FALSE(Shares("in 2026", "im 2026", "en", "de"));       // a year
  CHECK_FALSE(Shares("he had 3", "er hatte 3", "en", "de"));   // stands everywhere
  CHECK_FALSE(Shares("about 50 of", "etwa 50 von", "en", "de"));
}

TEST_CASE("one name in common is not enough, and stories days apart are not one") {
  auto lines = ReadLines("tests/data/events/stories.txt");
  auto tellings = TellingsOf(lines);
  for (Telling& telling : tellings) {
    if (telling.language == "es") telling.oldest = telling.newest = telling.newest + std::chrono::hours(24 * 4);
  }
  for (const auto& group : Group(tellings, FindLinks(tellings))) {
    for (const size_t i : group) CHECK(tellings[i].language != "es");
  }
  CHECK(FindLinks({}).empty());
}

TEST_CASE("of one language an event has one story") {
  Telling english, german, other;
  english.language = other.language = "en";
  german.language = "de";
  const std::vector<Link> links = {{0, 1, 0.9}, {1, 2, 0.8}};
  const std::vector<Telling> tellings = {english, german, other};
  CHECK(Group(tellings, links) == std::vector<std::vector<size_t>>{{0, 1}});
}

TEST_CASE("hostile text has a bounded number of marks") {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += " aX" + std::string(1, static_cast<char>('a' + i % 26)) + " Name" + std::to_string(i) + "9,9.9'9 1,,2 \xff";
  CHECK(MarksOf(text, text, "en", {}).size() <= kMostMarks);
  CHECK(MarksOf("", "", "", {}).empty());
}
