#include "app/config.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace newsstand::app;

namespace {

newsstand::Result<Config> LoadText(const std::string& text, const Environment& environment = {}) {
  const std::string file = "/tmp/newsstand_config_test.toml";
  std::ofstream(file) << text;
  auto config = LoadConfig(file, environment);
  std::remove(file.c_str());
  return config;
}

std::string ErrorOf(const std::string& text, const Environment& environment = {}) {
  const auto config = LoadText(text, environment);
  return config ? "none" : config.error().message;
}

}  // namespace

TEST_CASE("with no file everything has a default") {
  const auto config = LoadConfig("", {});
  REQUIRE(config);
  CHECK(config->serve_listen == "127.0.0.1:8080");
  CHECK(config->mode == newsstand::Mode::kPersonal);
}

TEST_CASE("file and environment are read, and the environment wins") {
  const auto config = LoadText("mode = \"membership\"\n[net]\nallow_private = [\"127.0.0.0/8\"]\n[edition]\ndays = 3\n",
                               {{"NEWSSTAND_EDITION_DAYS", "5"}, {"NEWSSTAND_LOG_JSON", "true"}, {"NEWSSTAND_DATA", "/x"}});
  REQUIRE(config);
  CHECK(config->mode == newsstand::Mode::kMembership);
  CHECK(config->net_allow_private == std::vector<std::string>{"127.0.0.0/8"});
  CHECK(config->edition_days == 5);
  CHECK(config->log_json);
}

TEST_CASE("a wrong key or value names file, line, key and what was expected") {
  CHECK(ErrorOf("\n[edition]\nday = 3\n").find(":3: there is no key \"edition.day\"; did you mean edition.days?") != std::string::npos);
  CHECK(ErrorOf("mode = \"free\"\n").find(":1: \"mode\" has to be one of \"personal\" \"membership\"") != std::string::npos);
  CHECK(ErrorOf("[edition]\ndays = \"x\"\n").find("a whole number from 1 to 365") != std::string::npos);
  CHECK(ErrorOf("[edition]\ndays = 0\n").find("a whole number from 1 to 365") != std::string::npos);
  CHECK(ErrorOf("[net]\nallow_private = \"127.0.0.1\"\n").find("a list of texts") != std::string::npos);
  CHECK(ErrorOf("[net\n").find(":1:") != std::string::npos);
  CHECK(ErrorOf("", {{"NEWSSTAND_SERVE_THREADS", "many"}}).find("NEWSSTAND_SERVE_THREADS has to be a whole number") != std::string::npos);
  CHECK(ErrorOf("[site]\nbase_url = \"news.example.org\"\n").find("site.base_url") != std::string::npos);
  CHECK(LoadConfig("/nonexistent/x.toml", {}).error().message.find("/nonexistent/x.toml") != std::string::npos);
}

TEST_CASE("every key has a name, a variable, a default and a meaning of its own") {
  std::set<std::string> names, variables;
  for (const ConfigKey& key : ConfigKeys()) {
    CHECK(names.insert(key.name).second);
    CHECK(variables.insert(key.environment).second);
    CHECK_FALSE(key.meaning.empty());
    CHECK_FALSE(key.fallback.empty());
  }
}

// docs/operating/configuration.md is written from the table of keys: UPDATE_EXPECTED=1 renews it.
TEST_CASE("the document of the configuration says what is true") {
  std::string expected =
      "# Configuration\n\n"
      "One TOML file, given with `--config`. Every key has a default and an environment variable, which wins over the file. With no\n"
      "file the program runs. A wrong key or value stops the start with the file, the line, the key and what was expected.\n\n"
      "```toml\nmode = \"personal\"\n\n[site]\nname = \"Our news\"\nbase_url = \"https://news.example.org\"\n\n[edition]\ndays = 7\n```\n\n"
      "| key | default | environment | is |\n|---|---|---|---|\n";
  for (const ConfigKey& key : ConfigKeys()) {
    expected += "| `" + key.name + "` | `" + key.fallback + "` | `" + key.environment + "` | " + key.meaning + " Takes " + key.type + ". |\n";
  }
  expected += "\nThe folder everything is kept in is `--data` (default `./data`): `newsstand.db`, `pictures/` and `search/` (an index of the store; `newsstand search --rebuild` makes it anew).\n";
  const std::string file = "docs/operating/configuration.md";
  if (std::getenv("UPDATE_EXPECTED") != nullptr) std::ofstream(file) << expected;
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  CHECK(text.str() == expected);
}
