// What the cases of the contract share: a fresh store on either engine, and records to put into it.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/articles.h"
#include "store/database.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::store {

// A folder of its own that is gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// Where a fresh, empty database of an engine is. One for each case.
struct Place {
  DatabaseOptions options;
  std::shared_ptr<TemporaryFolder> folder;
  std::function<void(const std::string&)> execute;  // SQL behind the store's back
};

struct Sqlite {
  static constexpr Engine kEngine = Engine::kSqlite;
  static bool Available() { return true; }
  static Place MakePlace();
};

// A private server, started when first needed.
struct Postgresql {
  static constexpr Engine kEngine = Engine::kPostgresql;
  static bool Available();
  static Place MakePlace();
  // A power cut, and the server's return.
  static void Crash();
  static void Start();
};

// Skips a case by name where there is no PostgreSQL 15; in CI that is a failure.
#define REQUIRE_ENGINE(E)                                                            \
  if (!E::Available()) {                                                             \
    MESSAGE("skipped: PostgreSQL 15 (package postgresql-15) is not on this machine"); \
    return;                                                                          \
  }

std::unique_ptr<Database> OpenAndMigrate(const DatabaseOptions& options);

// REQUIREs that `result` is there, and takes it.
template <class T>
T Must(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}
inline void Must(Status status) {
  if (!status) FAIL(status.error().message);
}

// Runs `read`, a function of a Transaction that returns a Result, and takes its value.
template <class Body>
auto InRead(Database& database, Body&& body) {
  using Value = typename decltype(body(std::declval<Transaction&>()))::value_type;
  std::optional<Value> value;
  Must(database.Read([&](Transaction& transaction) -> Status {
    auto result = body(transaction);
    if (!result) return Fail(result.error());
    value = std::move(*result);
    return {};
  }));
  return std::move(*value);
}
template <class Body>
auto InWrite(Database& database, Body&& body) {
  using Value = typename decltype(body(std::declval<Transaction&>()))::value_type;
  std::optional<Value> value;
  Must(database.Write([&](Transaction& transaction) -> Status {
    auto result = body(transaction);
    if (!result) return Fail(result.error());
    value = std::move(*result);
    return {};
  }));
  return std::move(*value);
}

Timestamp At(int64_t seconds);  // seconds after a day in 2026
Title SomeTitle(const std::string& slug);
Feed SomeFeed(TitleId title, const std::string& url);
Article SomeArticle(TitleId title, const std::string& durable_id);
// Stores a title with one feed, and says their numbers.
struct TitleWithFeed {
  TitleId title;
  FeedId feed;
};
TitleWithFeed StoreTitle(Database& database, const std::string& slug);
ArticleId StoreArticle(Database& database, const Article& article);

// Every field, one a line: what two records that are the same have in common.
std::string Describe(const Title& title);
std::string Describe(const Feed& feed);
std::string Describe(const Article& article);

// Runs this very program again as a child with the given arguments; see main.cc.
pid_t StartChild(const std::vector<std::string>& arguments, int* output);

}  // namespace newsstand::store
