#include "content/enrich/topics.h"
#include "serve/web/words.h"

#include <doctest/doctest.h>
#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace newsstand;
using namespace newsstand::web;

namespace {

const std::filesystem::path kFolder = "src/serve/web";

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

WordsPtr English(const std::string& zone = "Europe/Lisbon") {
  return *Words::Load((kFolder / "messages/en.json").string(), zone);
}

std::filesystem::path WriteWords(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() / "newsstand_words_test.json";
  std::ofstream(path) << text;
  return path;
}

}  // namespace

TEST_CASE("numbers and plurals follow the language") {
  const WordsPtr words = English();
  CHECK(words->Format("title_count", {{"count", 0}}) == "No articles this week");
  CHECK(words->Format("title_count", {{"count", 1}}) == "One article this week");
  CHECK(words->Format("title_count", {{"count", 12345}}) == "12,345 articles this week");
  CHECK(words->Format("arrivals", {{"arrived", 120}, {"expected", 412}}) == "120 of 412 titles have arrived");
}

TEST_CASE("times are told in the zone that was asked for") {
  const Timestamp time = *ParseRfc3339("2026-07-22T23:30:00Z");
  CHECK(English("UTC")->Date(time, DateStyle::kCard) == "22 Jul, 23:30");
  CHECK(English("Europe/Lisbon")->Date(time, DateStyle::kCard) == "23 Jul, 00:30");
  CHECK(English("UTC")->DayKey(time) == "2026-07-22");
  CHECK(English("Asia/Tokyo")->DayKey(time) == "2026-07-23");
  CHECK(English("UTC")->Date(time, DateStyle::kLong).find("UTC") != std::string::npos);
}

TEST_CASE("countries and languages have names, unknown ones keep their code") {
  const WordsPtr words = English();
  CHECK(words->CountryName("PT") == "Portugal");
  CHECK(words->CountryName("QQ").size() >= 2);
  CHECK(words->LanguageName("pt-BR") == "Portuguese");
}

TEST_CASE("a broken pattern, a missing file and an unknown time zone stop the start with a sentence") {
  const auto pattern = Words::Load(WriteWords(R"({"locale":"en-GB","a":"{count, plural, one {x}"})").string(), "UTC");
  REQUIRE_FALSE(pattern.ok());
  CHECK(pattern.error().message.find("\"a\" is no message pattern") != std::string::npos);
  CHECK(Words::Load("/nowhere/en.json", "UTC").error().code == ErrorCode::kNotFound);
  CHECK(Words::Load((kFolder / "messages/en.json").string(), "Europe/Atlantis").error().message.find("Europe/Berlin") !=
        std::string::npos);
  CHECK_FALSE(Words::Load(WriteWords("[1]").string(), "UTC").ok());
}

TEST_CASE("every word that templates and pages ask for is there") {
  const WordsPtr words = English();
  std::set<std::string> names;
  for (const auto& [name, text] : words->template_words()) names.insert(name);
  const std::regex marker("\\{\\{(T_[A-Z0-9_]+)\\}\\}"), call("(?:Text|Format)\\(\"([a-z0-9_]+)\"");
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kFolder)) {
    const bool is_template = entry.path().extension() == ".tpl";
    if (!is_template && entry.path().extension() != ".cc") continue;
    if (entry.path().filename().string().find("_test.cc") != std::string::npos) continue;
    const std::string text = ReadFile(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), is_template ? marker : call), end; it != end; ++it, ++seen) {
      const std::string name = (*it)[1];
      if (name.ends_with('_')) continue;  // the rest is put together when the page is made
      CAPTURE(entry.path().string());
      CAPTURE(name);
      CHECK((is_template ? names.contains(name) : words->Has(name)));
    }
  }
  CHECK(seen > 60);
}

// Every argument of a pattern with its kind, and the choices of its plurals, in no order.
std::multiset<std::string> ArgumentsOf(const std::string& text, std::set<std::string>* choices) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::MessagePattern pattern(icu::UnicodeString::fromUTF8(text), nullptr, code);
  REQUIRE(U_SUCCESS(code));
  std::multiset<std::string> arguments;
  std::string name;
  for (int32_t i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    std::string piece;
    pattern.getSubstring(part).toUTF8String(piece);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME) arguments.insert(piece);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR && choices != nullptr) choices->insert(piece);
  }
  return arguments;
}

TEST_CASE("every language has the same texts with the same arguments, and all the plurals it needs") {
  const auto texts = [](const std::filesystem::path& file) { return boost::json::parse(ReadFile(file)).as_object(); };
  const boost::json::object english = texts(kFolder / "messages/en.json");
  std::set<std::string> languages;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder / "messages")) {
    if (entry.path().extension() != ".json") continue;
    languages.insert(entry.path().stem().string());
    CAPTURE(entry.path().filename().string());
    const boost::json::object own = texts(entry.path());
    const icu::Locale locale(entry.path().stem().c_str());
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(locale, code));
    REQUIRE(U_SUCCESS(code));
    for (const auto& [key, value] : english) {
      CAPTURE(std::string(key));
      REQUIRE(own.contains(key));
      std::set<std::string> choices;
      const auto arguments = ArgumentsOf(std::string(own.at(key).as_string()), &choices);
      const auto asked = ArgumentsOf(std::string(value.as_string()), nullptr);
      CHECK(std::set<std::string>(arguments.begin(), arguments.end()) == std::set<std::string>(asked.begin(), asked.end()));
      if (choices.empty()) continue;
      // What a small number may ask for has a form of its own: those of millions may stand in "other".
      for (int number = 0; number <= 200; ++number) {
        std::string form;
        rules->select(number).toUTF8String(form);
        CHECK_MESSAGE((choices.contains(form) || (number < 3 && choices.contains("=" + std::to_string(number)))), form);
      }
    }
    for (const auto& [key, value] : own) CHECK_MESSAGE(english.contains(key), std::string(key));
    // A name or a single word may be the same in two languages; a sentence that is was never translated.
    if (entry.path().stem() == "en") continue;
    for (const auto& [key, value] : own) {
      const std::string_view text = value.as_string();
      const bool sentence = std::count(text.begin(), text.end(), ' ') >= 2 && text.find('{') == std::string_view::npos;
      CHECK_MESSAGE((!sentence || text != english.at(key).as_string()), std::string(key));
    }
  }
  CHECK(languages == std::set<std::string>{"ar", "de", "en", "es", "fr", "hi", "ja", "pt"});
}

TEST_CASE("every language has a name for every topic") {
  for (const char* language : {"ar", "de", "es", "fr", "hi", "ja", "pt"}) {
    CAPTURE(language);
    const auto words = Words::Load((kFolder / "messages" / (std::string(language) + ".json")).string(), "UTC", nullptr,
                                   (kFolder / "messages/topics" / (std::string(language) + ".json")).string());
    REQUIRE(words);
    for (const enrich::Topic& topic : enrich::Topics()) CHECK_MESSAGE(!(*words)->TopicName(topic.slug).empty(), topic.slug);
  }
}

TEST_CASE("a pseudo-language changes a pattern's words and nothing else of it") {
  const WordsPtr english = English();
  const WordsPtr accents = english->MakePseudo(Words::Pseudo::kAccents), mirrored = english->MakePseudo(Words::Pseudo::kMirrored);
  CHECK(accents->Text("nav_latest") == "Látééšt");
  CHECK(accents->Format("story_titles", {{"titles", 1}, {"articles", 3}}) == "1 títléé, 3 áártíççléšš");
  CHECK(accents->direction() == "ltr");
  CHECK(mirrored->direction() == "rtl");
  CHECK(mirrored->Text("nav_latest") == english->Text("nav_latest"));
}

TEST_CASE("what a language lacks stays in English") {
  const WordsPtr english = English();
  const auto words = Words::Load(WriteWords(R"({"locale":"nl-NL","nav_latest":"Laatste"})").string(), "UTC", english.get());
  REQUIRE(words);
  CHECK((*words)->Text("nav_latest") == "Laatste");
  CHECK((*words)->Text("nav_titles") == "Titles");
  CHECK((*words)->OwnName() == "Nederlands");
}

TEST_CASE("every template begins with the auto-escape pragma and leaves text only to the sanitiser unescaped") {
  for (const auto& entry : std::filesystem::directory_iterator(kFolder / "templates")) {
    const std::string text = ReadFile(entry.path());
    CAPTURE(entry.path().string());
    CHECK(text.starts_with("{{%AUTOESCAPE context=\"HTML\"}}"));
    CHECK(text.find("style=") == std::string::npos);
    std::string rest = text;
    if (const size_t body = rest.find("{{BODY_HTML:none}}"); body != std::string::npos) rest.erase(body, 18);
    CHECK(rest.find(":none") == std::string::npos);
  }
}
