// Foreign, newer, locked, read-only, full: each a sentence, and nothing lost.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

Error Refusal(const DatabaseOptions& options) {
  auto opened = Database::Open(options);
  REQUIRE(!opened);
  return opened.error();
}

bool Has(const Error& error, const std::string& words) { return error.message.find(words) != std::string::npos; }

// Another program with the file open.
class OtherProgram {
 public:
  explicit OtherProgram(const std::string& path) { REQUIRE(sqlite3_open(path.c_str(), &file_) == SQLITE_OK); }
  ~OtherProgram() { sqlite3_close(file_); }
  void Execute(const char* sql) { REQUIRE(sqlite3_exec(file_, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }

 private:
  sqlite3* file_ = nullptr;
};

std::string Output(pid_t child, int descriptor) {
  std::string out;
  char buffer[4096];
  for (ssize_t count; (count = read(descriptor, buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<size_t>(count));
  close(descriptor);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  return out;
}

}  // namespace

TEST_CASE_TEMPLATE("a fresh database is at version 0 until it is migrated, and migrating twice changes nothing", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = Must(Database::Open(place.options));
  CHECK(database->engine() == E::kEngine);
  CHECK(Must(database->SchemaVersion()) == 0);
  CHECK(Must(database->Migrate()) == Database::LatestSchemaVersion());
  CHECK(Must(database->SchemaVersion()) == Database::LatestSchemaVersion());
  CHECK(Must(database->Migrate()) == 0);
  const auto health = Must(database->CheckHealth());
  CHECK(health.integrity_ok);
  CHECK(health.integrity_message == "");
  CHECK(health.size_bytes > 0);
  CHECK(health.engine_version.find(E::kEngine == Engine::kSqlite ? "SQLite 3." : "PostgreSQL ") == 0);
}

TEST_CASE_TEMPLATE("a database of a newer program is refused, and stays as it is", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  OpenAndMigrate(place.options).reset();
  place.execute("INSERT INTO newsstand_schema (version, name, applied_at) VALUES (99, 'from the future', 0)");
  const Error error = Refusal(place.options);
  CHECK(error.code == ErrorCode::kCorrupt);
  CHECK(Has(error, "newer Newsstand"));
  CHECK(Has(error, "99"));
  place.execute("DELETE FROM newsstand_schema WHERE version = 99");
  CHECK(Must(OpenAndMigrate(place.options)->SchemaVersion()) == Database::LatestSchemaVersion());
}

TEST_CASE_TEMPLATE("a database of another program is refused", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  place.execute("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
  const Error error = Refusal(place.options);
  CHECK(error.code == ErrorCode::kCorrupt);
  CHECK(Has(error, "another program"));
}

TEST_CASE("a refused file keeps every byte") {
  const Place place = Sqlite::MakePlace();
  place.execute("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
  const std::string before = Bytes(place.options.path);
  Refusal(place.options);
  CHECK(Bytes(place.options.path) == before);

  DatabaseOptions text;
  text.path = place.folder->File("letter.txt");
  std::ofstream(text.path) << std::string(5000, 'x');
  const Error error = Refusal(text);
  CHECK(error.code == ErrorCode::kCorrupt);
  CHECK(Has(error, "not an SQLite database"));
  CHECK(Bytes(text.path) == std::string(5000, 'x'));

  DatabaseOptions folder;
  folder.path = place.folder->path();
  CHECK(Refusal(folder).code == ErrorCode::kUnavailable);
  DatabaseOptions impossible;
  impossible.path = text.path + "/newsstand.db";
  CHECK(Refusal(impossible).code == ErrorCode::kUnavailable);
  CHECK(Refusal(DatabaseOptions()).code == ErrorCode::kInvalid);
}

TEST_CASE("the folder of a database is made, and its name may have any character") {
  const Place place = Sqlite::MakePlace();
  DatabaseOptions options;
  options.path = place.folder->File("a folder/with = and \"quotes\", 100% #odd ?x=1/größe.db");
  auto database = OpenAndMigrate(options);
  StoreTitle(*database, "gazette");
  CHECK(std::filesystem::exists(options.path));
  struct stat info {};
  REQUIRE(stat(options.path.c_str(), &info) == 0);
  CHECK((info.st_mode & 077) == 0);  // nobody else may read it
}

TEST_CASE("a damaged database is reported by its health") {
  const Place place = Sqlite::MakePlace();
  {
    auto database = OpenAndMigrate(place.options);
    const TitleId title = StoreTitle(*database, "gazette").title;
    for (int i = 0; i < 50; ++i) StoreArticle(*database, SomeArticle(title, std::to_string(i)));
  }
  {
    std::fstream file(place.options.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(place.options.path) / 4096 / 2 * 4096));
    file << std::string(4096 * 4, '\x5a');
  }
  auto database = Database::Open(place.options);
  if (database) {
    auto health = (*database)->CheckHealth();
    CHECK((!health || !health->integrity_ok));
  } else {
    CHECK(database.error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("while another program writes, writes fail with a sentence after a while, reads go on, and nothing is lost") {
  const Place place = Sqlite::MakePlace();
  DatabaseOptions options = place.options;
  options.busy_timeout = std::chrono::milliseconds(150);
  auto database = OpenAndMigrate(options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  OtherProgram other(options.path);
  other.Execute("BEGIN IMMEDIATE; INSERT INTO settings VALUES ('other', 'program')");
  const Status status = database->Write([&](Transaction& t) -> Status {
    auto id = InsertArticle(t, SomeArticle(title, "a"));
    return id ? Status() : Fail(id.error());
  });
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::kUnavailable);
  CHECK(Has(status.error(), "locked by another program"));
  CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == 0);
  other.Execute("COMMIT");
  StoreArticle(*database, SomeArticle(title, "a"));
  CHECK(InRead(*database, [](Transaction& t) { return FindSetting(t, "other"); }) == "program");
}

TEST_CASE("a read or write that failed leaves no transaction open") {
  const Place place = Sqlite::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  for (int i = 0; i < 40; ++i) StoreArticle(*database, SomeArticle(title, std::to_string(i)));
  CHECK(!database->Read([&](Transaction& t) -> Status {
    Must(AllTitles(t));
    throw std::runtime_error("thrown while reading");
  }));
  CHECK(!database->Read([&](Transaction& t) -> Status {
    Must(FindArticle(t, ArticleId{1}));
    return SaveSetting(t, "not", "allowed");
  }));
  CHECK(!database->Write([&](Transaction& t) -> Status {
    Must(FindArticle(t, ArticleId{1}));
    auto id = InsertArticle(t, SomeArticle(TitleId{4711}, "x"));
    return id ? Status() : Fail(id.error());
  }));
  // An open transaction would keep the log from being emptied.
  place.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  CHECK(std::filesystem::file_size(place.options.path + "-wal") == 0);
}

TEST_CASE("a file that another program holds for itself is not opened") {
  const Place place = Sqlite::MakePlace();
  OpenAndMigrate(place.options).reset();
  OtherProgram other(place.options.path);
  other.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO settings VALUES ('a', 'b')");
  DatabaseOptions options = place.options;
  options.busy_timeout = std::chrono::milliseconds(150);
  const Error error = Refusal(options);
  CHECK(error.code == ErrorCode::kUnavailable);
  CHECK(Has(error, "locked by another program"));
  other.Execute("COMMIT");
}

TEST_CASE("while another program holds the counters of PostgreSQL, writes fail with a sentence after a while") {
  REQUIRE_ENGINE(Postgresql);
  const Place place = Postgresql::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  DatabaseOptions options = place.options;
  options.busy_timeout = std::chrono::milliseconds(150);
  auto other = Must(Database::Open(options));
  Must(database->Write([&](Transaction& t) -> Status {
    Must(InsertArticle(t, SomeArticle(title, "a")));
    const Status status = other->Write([&](Transaction& inner) -> Status {
      auto id = InsertArticle(inner, SomeArticle(title, "b"));
      return id ? Status() : Fail(id.error());
    });
    REQUIRE(!status);
    CHECK(status.error().code == ErrorCode::kUnavailable);
    CHECK(Has(status.error(), "locked by another program"));
    return {};
  }));
  StoreArticle(*other, SomeArticle(title, "b"));
  CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == 2);
}

TEST_CASE("a server that is not there is named, without its password") {
  DatabaseOptions options;
  options.url = "postgresql://someone:secret@localhost:1/nothing?host=%2Fnonexistent";
  const Error error = Refusal(options);
  CHECK(error.code == ErrorCode::kUnavailable);
  CHECK(!Has(error, "secret"));
}

TEST_CASE("a folder without the right to write is said so") {
  const Place place = Sqlite::MakePlace();
  OpenAndMigrate(place.options).reset();
  chmod(place.options.path.c_str(), 0644);
  const bool root = geteuid() == 0;
  if (!root) chmod(place.folder->path().c_str(), 0555);
  int output = -1;
  pid_t child = StartChild({"child-unprivileged", place.options.path}, &output);
  const std::string existing = Output(child, output);
  child = StartChild({"child-unprivileged", place.folder->File("new/newsstand.db")}, &output);
  const std::string fresh = Output(child, output);
  if (!root) chmod(place.folder->path().c_str(), 0755);
  CAPTURE(existing);
  CAPTURE(fresh);
  CHECK(existing.rfind("unavailable: ", 0) == 0);
  CHECK(existing.find(place.folder->path()) != std::string::npos);
  CHECK(fresh.rfind("unavailable: ", 0) == 0);
  CHECK(Must(OpenAndMigrate(place.options)->CheckHealth()).integrity_ok);
}

TEST_CASE("with less than 64 MiB free nothing is written, and with space again writing goes on") {
  TemporaryFolder folder;
  const std::string disk = folder.File("disk");
  mkdir(disk.c_str(), 0755);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=72m") != 0) {
    MESSAGE("skipped: a small file system cannot be mounted here (" << std::string(std::strerror(errno)) << ")");
    return;
  }
  {
    DatabaseOptions options;
    options.path = disk + "/newsstand.db";
    auto database = OpenAndMigrate(options);
    const TitleId title = StoreTitle(*database, "gazette").title;
    int stored = 0;
    Status status;
    for (; stored < 1000; ++stored) {
      status = database->Write([&](Transaction& t) -> Status {
        Article article = SomeArticle(title, std::to_string(stored));
        article.body_html = std::string(200'000, 'x');
        auto id = InsertArticle(t, article);
        return id ? Status() : Fail(id.error());
      });
      if (!status) break;
    }
    REQUIRE(!status);
    CHECK(status.error().code == ErrorCode::kUnavailable);
    CHECK(Has(status.error(), "MiB left"));
    CHECK(stored > 0);
    CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == stored);
    REQUIRE(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=200m") == 0);
    StoreArticle(*database, SomeArticle(title, "after"));
    CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == stored + 1);
    CHECK(Must(database->CheckHealth()).integrity_ok);
  }
  CHECK(umount(disk.c_str()) == 0);
}

TEST_CASE("a write that the file system cuts off loses itself alone, and writing goes on when it can") {
  const Place place = Sqlite::MakePlace();
  int output = -1;
  const pid_t child = StartChild({"child-limited", place.options.path}, &output);
  const std::string said = Output(child, output);
  CAPTURE(said);
  CHECK(said.find("unavailable: ") != std::string::npos);
  auto database = OpenAndMigrate(place.options);
  CHECK(said.find("stored " + std::to_string(InRead(*database, [](Transaction& t) { return CountArticles(t); })) + "\n") !=
        std::string::npos);
  CHECK(Must(database->CheckHealth()).integrity_ok);
}

}  // namespace newsstand::store
