// What was acknowledged is found again after kill -9.
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <random>
#include <sstream>
#include <thread>

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

std::string ReadAll(int descriptor) {
  std::string out;
  char buffer[65536];
  for (ssize_t count; (count = read(descriptor, buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<size_t>(count));
  close(descriptor);
  return out;
}

// The complete lines a killed child has printed.
std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  size_t begin = 0;
  for (size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(text.substr(begin, end - begin));
  }
  return lines;
}

std::string PlaceName(const DatabaseOptions& options) { return options.url.empty() ? options.path : options.url; }

void KillWriters(const DatabaseOptions& options, int kills) {
  TitleId title = StoreTitle(*OpenAndMigrate(options), "gazette").title;
  REQUIRE(title.value == 1);
  std::mt19937 random(20261122);
  size_t acknowledged = 0;
  for (int kill_number = 0; kill_number < kills; ++kill_number) {
    const std::string prefix = "kill" + std::to_string(kill_number);
    int output = -1;
    const pid_t child = StartChild({"child-writer", PlaceName(options), prefix}, &output);
    std::string printed;
    std::thread reader([&] { printed = ReadAll(output); });
    std::this_thread::sleep_for(std::chrono::milliseconds(60 + random() % 200));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    reader.join();
    REQUIRE(WIFSIGNALED(status));

    auto database = Must(Database::Open(options));
    CHECK(Must(database->Migrate()) == 0);
    const std::vector<std::string> names = Lines(printed);
    acknowledged += names.size();
    Must(database->Read([&](Transaction& t) -> Status {
      for (const std::string& name : names) {
        for (int i = 0; i < 5; ++i) {
          const std::string durable_id = name + "." + std::to_string(i);
          const auto found = Must(FindArticlesByKeys(t, title, {"guid:" + durable_id}));
          REQUIRE(found.size() == 1);
          CHECK(Must(FindArticle(t, found[0]))->durable_id == durable_id);
        }
      }
      // Pieces are whole: five or none, also those that were not acknowledged.
      const auto all = Must(ArticlesChangedAfter(t, 0, At(-1'000'000), 1'000'000));
      CHECK(all.size() % 5 == 0);
      CHECK(Must(CountArticles(t)) == static_cast<int64_t>(all.size()));
      return {};
    }));
  }
  CHECK(acknowledged > static_cast<size_t>(kills));
  auto database = Must(Database::Open(options));
  CHECK(Must(database->CheckHealth()).integrity_ok);
}

}  // namespace

TEST_CASE("twenty times a writing program is killed, and SQLite has all that was acknowledged") {
  const Place place = Sqlite::MakePlace();
  KillWriters(place.options, 20);
}

TEST_CASE("five times a writing program is killed, and PostgreSQL has all that was acknowledged") {
  REQUIRE_ENGINE(Postgresql);
  const Place place = Postgresql::MakePlace();
  KillWriters(place.options, 5);
}

TEST_CASE_TEMPLATE("a migration that is killed at any moment is completed by the next", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  std::mt19937 random(4);
  for (int round = 0; round < (E::kEngine == Engine::kSqlite ? 15 : 6); ++round) {
    const Place place = E::MakePlace();
    const pid_t child = StartChild({"child-migrator", PlaceName(place.options)}, nullptr);
    std::this_thread::sleep_for(std::chrono::microseconds(3000 + random() % 40'000));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    auto database = Must(Database::Open(place.options));
    const int before = Must(database->SchemaVersion());
    CHECK(Must(database->Migrate()) == Database::LatestSchemaVersion() - before);
    CHECK(Must(database->SchemaVersion()) == Database::LatestSchemaVersion());
    StoreArticle(*database, SomeArticle(StoreTitle(*database, "gazette").title, "a"));
  }
}

}  // namespace newsstand::store
