#include "serve/web/words.h"

#include <doctest/doctest.h>

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
