// Backup and restore, within an engine and from one to the other.
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/migrations.h"
#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

// Everything in the store, as text.
std::string Everything(Database& database) {
  std::string out;
  Must(database.Read([&](Transaction& t) -> Status {
    for (const Title& title : Must(AllTitles(t))) out += Describe(title) + "\n";
    for (const Feed& feed : Must(AllFeeds(t))) out += Describe(feed) + "\n";
    for (const Article& card : Must(ArticlesChangedAfter(t, 0, At(-1'000'000), 1'000'000))) {
      const auto article = Must(FindArticle(t, card.id));
      out += Describe(*article) + "\n" + std::to_string(card.change_seq) + "\n";
      for (const ArticleVersion& version : Must(VersionsOf(t, card.id))) {
        out += std::to_string(version.version) + version.headline + FormatRfc3339(version.seen) + version.body_html + "\n";
      }
      const auto into = Must(FindMergedInto(t, card.id));
      out += into ? std::to_string(into->value) : "-";
      for (ArticleId id : Must(FindArticlesByKeys(t, article->title, {"guid:" + article->durable_id}))) {
        out += " key of " + std::to_string(id.value) + "\n";
      }
    }
    out += Must(FindSetting(t, "secret")).value_or("none") + std::to_string(Must(CountArticles(t)));
    return {};
  }));
  return out;
}

void Fill(Database& database, const std::string& mark) {
  const TitleWithFeed from = StoreTitle(database, mark);
  std::vector<ArticleId> ids;
  for (int i = 0; i < 30; ++i) {
    Article article = SomeArticle(from.title, mark + std::to_string(i));
    article.feed = i % 2 == 0 ? from.feed : FeedId{};
    article.headline += "\t tab \\ backslash \\N \r\n newline";
    article.updated = i % 3 == 0 ? std::nullopt : std::optional<Timestamp>(At(i));
    article.confidence = 1.0 / (i + 3);
    if (i == 7) article.body_html = std::string(600'000, 'b');
    const ArticleId id = StoreArticle(database, article);
    ids.push_back(id);
    Must(database.Write([&](Transaction& t) -> Status {
      Must(AddArticleKeys(t, from.title, id, {"guid:" + article.durable_id}));
      return SaveVersion(t, {id, 1, At(i), "Earlier", "", "<p>\\.</p>"});
    }));
  }
  Must(database.Write([&](Transaction& t) { return MergeArticles(t, ids[20], ids[3]); }));
  Must(database.Write([&](Transaction& t) { return SaveSetting(t, "secret", mark + "\\\n"); }));
}

template <class From, class To>
void MoveFromTo() {
  const Place source_place = From::MakePlace();
  const Place target_place = To::MakePlace();
  auto source = OpenAndMigrate(source_place.options);
  Fill(*source, "first");
  const std::string expected = Everything(*source);
  const std::string file = source_place.folder->File("backup.db");
  double last = 0;
  Must(source->Backup(file, [&](double part) {
    CHECK(part >= last);
    CHECK(part <= 1.0);
    last = part;
  }));
  CHECK(last == 1.0);
  CHECK(!std::filesystem::exists(file + "-wal"));
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_place.folder->path())) {
    if (entry.path().filename().string().rfind("backup.db", 0) == 0) ++files;
  }
  CHECK(files == 1);

  auto target = OpenAndMigrate(target_place.options);
  Fill(*target, "to be replaced");
  CHECK(Everything(*target) != expected);
  last = 0;
  Must(target->Restore(file, [&](double part) { last = part; }));
  CHECK(last == 1.0);
  CHECK(Everything(*target) == expected);
  CHECK(Must(target->CheckHealth()).integrity_ok);
  // Life goes on: new numbers do not collide, and changes come after all earlier ones.
  const int64_t latest = InRead(*target, [](Transaction& t) { return LatestChangeSeq(t); });
  const auto more = StoreTitle(*target, "afterwards");
  const ArticleId id = StoreArticle(*target, SomeArticle(more.title, "new"));
  CHECK(InRead(*target, [&](Transaction& t) { return FindArticle(t, id); })->change_seq > latest);
  CHECK(InRead(*target, [](Transaction& t) { return CountArticles(t); }) == 30);
  target.reset();
  CHECK(InRead(*OpenAndMigrate(target_place.options), [](Transaction& t) { return CountArticles(t); }) == 30);
}

}  // namespace

TEST_CASE("a backup of SQLite is restored on SQLite") { MoveFromTo<Sqlite, Sqlite>(); }
TEST_CASE("a backup of SQLite is restored on PostgreSQL") {
  REQUIRE_ENGINE(Postgresql);
  MoveFromTo<Sqlite, Postgresql>();
}
TEST_CASE("a backup of PostgreSQL is restored on SQLite") {
  REQUIRE_ENGINE(Postgresql);
  MoveFromTo<Postgresql, Sqlite>();
}
TEST_CASE("a backup of PostgreSQL is restored on PostgreSQL") {
  REQUIRE_ENGINE(Postgresql);
  MoveFromTo<Postgresql, Postgresql>();
}

TEST_CASE_TEMPLATE("a backup is restored into a database that was never migrated", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place source = Sqlite::MakePlace();
  auto database = OpenAndMigrate(source.options);
  Fill(*database, "first");
  const std::string file = source.folder->File("backup.db");
  Must(database->Backup(file, nullptr));
  const Place empty = E::MakePlace();
  auto fresh = Must(Database::Open(empty.options));
  Must(fresh->Restore(file, nullptr));
  CHECK(Must(fresh->SchemaVersion()) == Database::LatestSchemaVersion());
  CHECK(Everything(*fresh) == Everything(*database));
}

TEST_CASE_TEMPLATE("a backup made while eight threads write is whole", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  std::atomic<bool> stop = false;
  std::atomic<int> failures = 0, written = 0;
  std::vector<std::thread> writers;
  for (int number = 0; number < 8; ++number) {
    writers.emplace_back([&, number] {
      for (int i = 0; !stop; ++i) {
        const Status status = database->Write([&](Transaction& t) -> Status {
          for (int part = 0; part < 2; ++part) {  // always two at once
            Article article = SomeArticle(title, std::to_string(number) + "-" + std::to_string(i * 2 + part));
            article.body_html = std::string(20'000, 'x');
            auto id = InsertArticle(t, article);
            if (!id) return Fail(id.error());
          }
          return {};
        });
        if (!status) ++failures;
        ++written;
      }
    });
  }
  while (written < 200) std::this_thread::yield();
  const std::string file = place.folder->File("backup.db");
  const Status backup = database->Backup(file, nullptr);
  stop = true;
  for (std::thread& writer : writers) writer.join();
  Must(backup);
  CHECK(failures == 0);
  const Place copy_place = Sqlite::MakePlace();
  auto copy = OpenAndMigrate(copy_place.options);
  Must(copy->Restore(file, nullptr));
  const int64_t count = InRead(*copy, [](Transaction& t) { return CountArticles(t); });
  CHECK(count >= 400);
  CHECK(count % 2 == 0);
  CHECK(InRead(*copy, [](Transaction& t) { return ArticlesChangedAfter(t, 0, At(-9), 1'000'000); }).size() ==
        static_cast<size_t>(count));
}

TEST_CASE_TEMPLATE("a backup never replaces a file, and says where it cannot go", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const std::string file = place.folder->File("there.txt");
  std::ofstream(file) << "precious";
  Status status = database->Backup(file, nullptr);
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::kConflict);
  std::string kept;
  std::ifstream(file) >> kept;
  CHECK(kept == "precious");
  status = database->Backup(place.folder->File("nowhere/backup.db"), nullptr);
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::kNotFound);
}

TEST_CASE_TEMPLATE("a damaged, foreign, newer or altered backup is refused, and nothing is touched", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Fill(*database, "kept");
  const std::string before = Everything(*database);
  const std::string good = place.folder->File("good.db");
  Must(database->Backup(good, nullptr));
  auto refusal = [&](const std::string& file) {
    const Status status = database->Restore(file, nullptr);
    REQUIRE(!status);
    CHECK(Everything(*database) == before);
    return status.error();
  };
  auto altered = [&](const std::string& name, const std::string& sql) {
    const std::string file = place.folder->File(name);
    std::filesystem::copy_file(good, file);
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
    REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);
    return file;
  };

  const std::string damaged = place.folder->File("damaged.db");
  std::filesystem::copy_file(good, damaged);
  {
    std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(damaged) / 2 / 4096 * 4096));
    file << std::string(8192, '\x11');
  }
  CHECK(refusal(damaged).code == ErrorCode::kCorrupt);

  const std::string cut = place.folder->File("cut.db");
  std::filesystem::copy_file(good, cut);
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
  CHECK(refusal(cut).code == ErrorCode::kCorrupt);

  const std::string text = place.folder->File("text.db");
  std::ofstream(text) << std::string(10'000, 'x');
  CHECK(refusal(text).code == ErrorCode::kCorrupt);
  CHECK(refusal(place.folder->File("missing.db")).code == ErrorCode::kNotFound);

  CHECK(refusal(altered("foreign.db", "PRAGMA application_id = 7")).code == ErrorCode::kCorrupt);
  const Error newer = refusal(altered("newer.db", "INSERT INTO newsstand_schema VALUES (99, 'later', 0)"));
  CHECK(newer.code == ErrorCode::kCorrupt);
  CHECK(newer.message.find("newer Newsstand") != std::string::npos);
  CHECK(refusal(altered("trigger.db", "CREATE TRIGGER evil AFTER INSERT ON titles BEGIN DELETE FROM articles; END")).code ==
        ErrorCode::kCorrupt);
  CHECK(refusal(altered("dangling.db", "PRAGMA foreign_keys = OFF; DELETE FROM titles")).code == ErrorCode::kCorrupt);
  CHECK(refusal(altered("empty.db", "DELETE FROM newsstand_schema")).code == ErrorCode::kCorrupt);
  StoreTitle(*database, "still works");
}

TEST_CASE_TEMPLATE("a backup of an older schema is migrated in a copy, and stays as it is", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place old_place = Sqlite::MakePlace();
  {
    const auto engine = MakeSqliteEngine(old_place.options);
    MigrateTo(*engine, *engine->Connect(Access::kWrite), 3);
  }
  old_place.execute("INSERT INTO settings VALUES ('secret', 'old'); PRAGMA journal_mode = DELETE");
  const auto size = std::filesystem::file_size(old_place.options.path);
  const auto time = std::filesystem::last_write_time(old_place.options.path);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Must(database->Restore(old_place.options.path, nullptr));
  CHECK(Must(database->SchemaVersion()) == Database::LatestSchemaVersion());
  CHECK(InRead(*database, [](Transaction& t) { return FindSetting(t, "secret"); }) == "old");
  const ArticleId id = StoreArticle(*database, SomeArticle(StoreTitle(*database, "gazette").title, "a"));
  Must(database->Write([&](Transaction& t) { return SaveVersion(t, {id, 1, At(1), "Earlier", "", ""}); }));
  CHECK(std::filesystem::file_size(old_place.options.path) == size);
  CHECK(std::filesystem::last_write_time(old_place.options.path) == time);
}

}  // namespace newsstand::store
