#include "press/press.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "press/desk.h"
#include "press/house_style.h"
#include "press/routine.h"

using namespace newsstand;
using namespace newsstand::press;

namespace {

const Timestamp kStart = FromUnixSeconds(1'795'000'000);

const World& TheWorld() {
  static const World world = [] {
    World loaded;
    for (const std::string& error : LoadWorld(BuiltInData(), loaded)) FAIL_CHECK(error);
    return loaded;
  }();
  return world;
}

const std::vector<PressArticle>& TheArticles() {
  static const std::vector<PressArticle> articles = ComposeArticles(TheWorld(), 1, kStart);
  return articles;
}

size_t BeforeStart() {
  size_t count = 0;
  for (const PressArticle& article : TheArticles()) count += article.published <= kStart ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("every file of the press's data is read without a complaint") {
  World world;
  std::vector<std::string> errors = LoadWorld(BuiltInData(), world);
  for (const std::string& error : errors) MESSAGE(error);
  CHECK(errors.empty());
  CHECK(world.titles.size() >= 44);
  CHECK(world.events.size() >= 60);
  std::set<std::string> countries, languages, owners, policies, rights;
  int english = 0;
  for (const PressTitle& title : world.titles) {
    countries.insert(title.country);
    languages.insert(std::string(title.primary_language()));
    owners.insert(title.owner);
    policies.insert(title.wall);
    rights.insert(title.rights);
    english += title.primary_language() == "en" ? 1 : 0;
    CHECK(Slugify(title.slug) == title.slug);
    CHECK(&world.WordsFor(title.language) != nullptr);
    CHECK(!world.NamesFor(title.language, title.country).first.empty());
  }
  CHECK(english >= 26);
  CHECK(countries.size() >= 25);
  CHECK(owners.size() < world.titles.size());
  CHECK(policies.size() == 4);
  CHECK(rights.size() == 3);
  for (const char* language :
       {"de", "fr", "es", "pt", "it", "nl", "sv", "pl", "tr", "ru", "uk", "ar", "he", "fa", "hi", "zh", "ja", "ko"}) {
    CHECK_MESSAGE(languages.count(language) == 1, language);
  }
}

TEST_CASE("a mistake in an event is named with its file, its line and what was expected") {
  const char* text =
      "id = \"storm\"\nslug = \"storm\"\nsection = \"weather\"\ncountry = \"GB\"\nplace = \"Wick\"\nimportance = "
      "9\nscenes = [\"sea\"]\n"
      "[[report]]\nkey = \"a\"\nat = \"d2 25:00\"\nkind = \"wire\"\nlanguage = \"en\"\nheadlines = []\nstandfirst = "
      "\"x\"\nbdoy = \"x\"\nbody = \"\"\n"
      "[[report.correction]]\nat = \"d1 01:00\"\nnote = \"n\"\nreplace = [\"four\", \"five\"]\n";
  World world;
  std::vector<std::string> errors = LoadWorld({{"events/storm.toml", text}}, world);
  std::string all;
  for (const std::string& error : errors) all += error + "\n";
  for (const char* expected :
       {"events/storm.toml: \"section\" is \"weather\"; expected one of world politics",
        "\"importance\" must be a number from 1 to 5", "line 8: report \"a\": \"at\" is \"d2 25:00\"",
        "has no headline", "unknown key \"bdoy\"", "\"body\" is empty",
        "correction: \"replace\": \"four\" is not in the report"}) {
    CHECK_MESSAGE(all.find(expected) != std::string::npos, expected, " in\n", all);
  }
  World broken;
  errors = LoadWorld({{"events/x.toml", "id = \"x\nslug = 1"}}, broken);
  REQUIRE(!errors.empty());
  CHECK(errors.front().find("events/x.toml: line 1") == 0);
}

TEST_CASE("the four days hold at least 1,500 articles, 200 of them in other languages than English") {
  size_t before = BeforeStart();
  MESSAGE("articles before the start: ", before, " of ", TheArticles().size());
  CHECK(before >= 1500);
  size_t foreign = 0;
  std::map<std::string, int> by_language;
  for (const PressArticle& article : TheArticles()) {
    std::string language(TheWorld().titles[article.title].primary_language());
    ++by_language[language];
    if (article.published <= kStart && language != "en") ++foreign;
  }
  CHECK(foreign >= 200);
  CHECK(by_language.size() == 19);
}

TEST_CASE("the same seed gives the same articles, and another seed others") {
  auto again = ComposeArticles(TheWorld(), 1, kStart), other = ComposeArticles(TheWorld(), 2, kStart);
  REQUIRE(again.size() == TheArticles().size());
  for (size_t i = 0; i < again.size(); ++i) {
    const PressArticle &a = again[i], &b = TheArticles()[i];
    CHECK((a.id == b.id && a.path == b.path && a.headline == b.headline && a.published == b.published &&
           a.body == b.body && a.picture.seed == b.picture.seed));
  }
  bool differs = other.size() != again.size();
  for (size_t i = 0; !differs && i < again.size(); ++i) differs = other[i].id != again[i].id;
  CHECK(differs);
}

TEST_CASE("ids and addresses are unique within a title and outlive a restart") {
  auto later = ComposeArticles(TheWorld(), 1, kStart + std::chrono::hours(30));
  std::set<std::pair<size_t, std::string>> ids, paths;
  std::map<std::pair<size_t, std::string>, std::string> path_of;
  for (const PressArticle& article : TheArticles()) {
    CHECK(ids.insert({article.title, article.id}).second);
    CHECK(paths.insert({article.title, article.path}).second);
    path_of[{article.title, article.id}] = article.path;
  }
  for (const PressArticle& article : later) CHECK(path_of[{article.title, article.id}] == article.path);
}

TEST_CASE("no two articles on one event have the same text, except copies of one agency report") {
  std::map<std::pair<int, std::string>, std::vector<const PressArticle*>> by_text;
  for (const PressArticle& article : TheArticles())
    by_text[{article.event, BlocksText(article.body)}].push_back(&article);
  for (const auto& [key, same] : by_text) {
    for (size_t i = 1; i < same.size(); ++i) {
      CHECK_MESSAGE((same[i]->report == same[0]->report && same[i]->agency_copy),
                    TheWorld().events[static_cast<size_t>(key.first)].id, ": ", same[i]->headline);
    }
  }
}

TEST_CASE("a title has at most one report on an event in an hour") {
  std::map<std::pair<int, size_t>, std::vector<Timestamp>> times;
  for (const PressArticle& article : TheArticles()) {
    if (article.published <= kStart) times[{article.event, article.title}].push_back(article.published);
  }
  for (auto& [key, list] : times) {
    for (size_t i = 1; i < list.size(); ++i) CHECK(list[i] - list[i - 1] >= std::chrono::minutes(60));
  }
}

TEST_CASE("articles are complete: headline, text, byline, picture, credit, clean UTF-8, nothing unfilled") {
  for (const PressArticle& article : TheArticles()) {
    std::string text = BlocksText(article.body);
    bool complete = !article.headline.empty() && text.size() > 40 && !article.byline.empty() &&
                    !article.picture.scene.empty() && !article.picture.credit.empty() && !article.topic.empty() &&
                    !article.authors.empty() && !article.authors[0].empty();
    CHECK_MESSAGE(complete, article.headline);
    CHECK(IsValidUtf8(text));
    for (const std::string* field : std::initializer_list<const std::string*>{
             &text, &article.headline, &article.byline, &article.standfirst, &article.picture.credit, &article.path}) {
      CHECK_MESSAGE(field->find('{') == std::string::npos, *field);
      CHECK_MESSAGE(field->find(".m..") == std::string::npos, *field);
      CHECK_MESSAGE(field->find(" A.m.") == std::string::npos, *field);
    }
  }
}

TEST_CASE("after the start something new appears every 20 to 40 seconds for most of an hour") {
  std::vector<Timestamp> moments;
  for (const PressArticle& article : TheArticles()) {
    if (article.published > kStart && !article.agency_copy) moments.push_back(article.published);
  }
  REQUIRE(moments.size() > 80);
  int quick = 0;
  for (size_t i = 1; i < moments.size(); ++i) quick += moments[i] - moments[i - 1] <= std::chrono::seconds(41) ? 1 : 0;
  CHECK(quick >= static_cast<int>(moments.size()) * 9 / 10);
  CHECK(moments.back() - kStart < std::chrono::hours(3));
}

TEST_CASE("corrections change the article at their time") {
  int corrected = 0;
  for (const PressArticle& article : TheArticles()) {
    if (!article.correction) continue;
    ++corrected;
    CHECK(article.correction->at > article.published);
    CHECK(!article.correction->note.empty());
    CHECK(article.headline_at(article.published) == article.headline);
    CHECK(&article.body_at(article.correction->at) == &article.correction->body);
  }
  CHECK(corrected >= 10);
}

TEST_CASE("routine pieces come for ever, filled with numbers") {
  auto routine = MakeRoutine(TheWorld(), 1, kStart);
  REQUIRE(routine);
  std::set<std::string> ids, headlines;
  for (int64_t slot = 0; slot < 1200; ++slot) {
    PressArticle piece = (*routine)(slot, RoutineTime(slot, kStart));
    REQUIRE(!piece.headline.empty());
    CHECK(ids.insert(piece.id + std::to_string(piece.title)).second);
    headlines.insert(piece.headline);
    std::string text = piece.headline + piece.standfirst + BlocksText(piece.body);
    CHECK_MESSAGE(text.find_first_of("{}") == std::string::npos, text);
    CHECK(IsValidUtf8(text));
  }
  CHECK(headlines.size() > 300);
}

TEST_CASE("house style spells, quotes, tells the time and capitalises as the house does") {
  CHECK(Respell("the colour of the harbour, organised by travellers in the Harbour Office", "en-US") ==
        "the color of the harbor, organized by travelers in the Harbour Office");
  CHECK(Respell("a gray color, realized toward the center", "en-GB") == "a grey colour, realised towards the centre");
  CHECK(Respell("the water meter", "en-GB") == "the water meter");
  CHECK(Requote("\"It's late,\" she said. \"He called it 'the end'.\"", "single") ==
        "‘It’s late,’ she said. ‘He called it “the end”.’");
  CHECK(Requote("“It’s late,” she said", "double") == "“It’s late,” she said");
  CHECK(Reclock("at 6:38 a.m. The tram", "6.38am") == "at 6.38am. The tram");
  CHECK(Reclock("at 10 a.m. Spanish time", "06:38") == "at 10:00 Spanish time");
  CHECK(Reclock("by 12:05 p.m., and 9pm", "06:38") == "by 12:05, and 21:00");
  CHECK(Reclock("a time of 2:14:33 and 7 amps", "06:38") == "a time of 2:14:33 and 7 amps");
  CHECK(Reclock("6:40 a.m.", "6.38am") == "6.40am");
  CHECK(TitleCase("tram leaves rails in hill-town of the north") == "Tram Leaves Rails in Hill-Town of the North");
  CHECK(TitleCase("sun up at 6:45 a.m., and worth seeing") == "Sun up at 6:45 a.m., and Worth Seeing");
  Style style;
  style.percent = "%";
  style.millions = "short";
  style.honorific = "Mr";
  CHECK(StyleText("Mr. Zych owns 4.2 percent, or $3.1 million; ten percent is too much", style) ==
        "Mr Zych owns 4.2%, or $3.1m; ten percent is too much");
}

TEST_CASE("stars make words bold in pages and vanish from plain text") {
  CHECK(InlineHtml("**Gas** is off & **water** on", nullptr) == "<strong>Gas</strong> is off &amp; <strong>water</strong> on");
  CHECK(InlineText("**Gas** is off") == "Gas is off");
  CHECK(InlineText("two ** stars") == "two ** stars");
}

TEST_CASE("markup knows paragraphs, headings, lists, quotes, tables and links") {
  Blocks blocks = ParseMarkup(
      "One.\n\n## Head\n\n- a\n- b\n\n> q\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nSee [this](event:x-y) now.");
  REQUIRE(blocks.size() == 6);
  CHECK(blocks[4].rows.size() == 2);
  std::string html = BlocksHtml(blocks, [](std::string_view id) { return "http://x/" + std::string(id); });
  CHECK(html.find("<ul>\n<li>a</li>") != std::string::npos);
  CHECK(html.find("<th>A</th>") != std::string::npos);
  CHECK(html.find("<a href=\"http://x/x-y\">this</a>") != std::string::npos);
  CHECK(BlocksText(blocks).find("See this now.") != std::string::npos);
}
