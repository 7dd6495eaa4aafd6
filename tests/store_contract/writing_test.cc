// Grouping, atomicity, threads, outages.
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

Status InsertNamed(Transaction& transaction, TitleId title, const std::string& name) {
  auto id = InsertArticle(transaction, SomeArticle(title, name));
  return id ? Status() : Fail(id.error());
}

int64_t Count(Database& database) {
  return InRead(database, [](Transaction& t) { return CountArticles(t); });
}

// CountArticles is kept as a number: this counts the rows.
size_t CountRows(Database& database) {
  return InRead(database, [](Transaction& t) { return ArticlesChangedAfter(t, 0, At(-1'000'000), 100'000); }).size();
}

}  // namespace

TEST_CASE_TEMPLATE("one failing piece among a hundred undoes itself alone", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  const DatabaseCounters before = Counters(*database);
  std::vector<std::future<Status>> pieces;
  std::promise<void> go;
  auto gate = go.get_future().share();
  // The first piece holds the writer until all others wait, so that they share a commit.
  pieces.push_back(database->WriteLater([gate](Transaction&) -> Status {
    gate.wait();
    return {};
  }));
  for (int i = 0; i < 100; ++i) {
    pieces.push_back(database->WriteLater([title, i](Transaction& t) -> Status {
      const std::string name = "a" + std::to_string(i);
      if (Status status = InsertNamed(t, title, name + ".1"); !status) return status;
      if (i == 30) return Fail(ErrorCode::kInvalid, "changed its mind");
      if (i == 40) throw std::runtime_error("thrown by the work");
      if (i == 50) return InsertNamed(t, TitleId{4711}, name);  // the engine refuses
      if (i == 60) {
        // An engine's error that is swallowed must not be acknowledged either.
        CHECK(!InsertNamed(t, TitleId{4711}, name));
        return {};
      }
      return InsertNamed(t, title, name + ".2");
    }));
  }
  go.set_value();
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Status status = pieces[i].get();
    const int number = static_cast<int>(i) - 1;
    CAPTURE(number);
    CHECK(status.ok() == (number != 30 && number != 40 && number != 50 && number != 60));
    if (number == 30) CHECK(status.error().message == "changed its mind");
    if (number == 40) CHECK(status.error().code == ErrorCode::kInternal);
    if (number == 60) CHECK(status.error().code == ErrorCode::kNotFound);
  }
  CHECK(Count(*database) == 192);
  CHECK(CountRows(*database) == 192);
  const DatabaseCounters after = Counters(*database);
  CHECK(after.writes - before.writes == 101);
  CHECK(after.failed_writes - before.failed_writes == 4);
  CHECK(after.commits - before.commits < 20);
}

TEST_CASE_TEMPLATE("eight threads write and read; nothing is lost, order is kept, a follower misses nothing", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  constexpr int kEach = 60;
  std::atomic<int> failures = 0;
  std::atomic<bool> done = false;
  std::vector<int64_t> followed;
  std::thread follower([&] {
    int64_t seq = 0;
    while (true) {
      const bool last_round = done;
      std::vector<Article> changes;
      const Status status = database->Read([&](Transaction& t) -> Status {
        auto found = ArticlesChangedAfter(t, seq, At(-1'000'000), 50);
        if (!found) return Fail(found.error());
        changes = std::move(*found);
        return {};
      });
      if (!status) ++failures;
      for (const Article& article : changes) {
        if (article.change_seq <= seq) ++failures;
        seq = article.change_seq;
        followed.push_back(article.id.value);
      }
      if (last_round && changes.empty()) return;
    }
  });
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&, number] {
      for (int i = 0; i < kEach; ++i) {
        const std::string name = std::to_string(number) + "-" + std::to_string(i);
        ArticleId id;
        const Status written = database->Write([&](Transaction& t) -> Status {
          auto stored = InsertArticle(t, SomeArticle(title, name));
          if (!stored) return Fail(stored.error());
          id = *stored;
          return AddArticleKeys(t, title, id, {"guid:" + name});
        });
        if (!written) ++failures;
        // What was acknowledged is seen by the next read.
        const Status read = database->Read([&](Transaction& t) -> Status {
          auto found = FindArticlesByKeys(t, title, {"guid:" + name});
          if (!found) return Fail(found.error());
          if (found->size() != 1 || found->front() != id) return Fail(ErrorCode::kNotFound, "not seen");
          return {};
        });
        if (!read) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  done = true;
  follower.join();
  CHECK(failures == 0);
  CHECK(followed.size() == 8 * kEach);
  CHECK(Count(*database) == 8 * kEach);
}

TEST_CASE_TEMPLATE("a read sees one state, however much is written meanwhile, and cannot write", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  Must(database->Write([&](Transaction& t) { return InsertNamed(t, title, "a"); }));
  Must(database->Read([&](Transaction& t) -> Status {
    CHECK(Must(CountArticles(t)) == 1);
    Must(database->Write([&](Transaction& other) { return InsertNamed(other, title, "b"); }));
    CHECK(Must(CountArticles(t)) == 1);
    CHECK(Must(LatestChangeSeq(t)) == Must(LatestChangeSeq(t)));
    return {};
  }));
  CHECK(Count(*database) == 2);
  const Status refused = database->Read([&](Transaction& t) { return InsertNamed(t, title, "c"); });
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::kInternal);
  CHECK(Count(*database) == 2);
}

TEST_CASE_TEMPLATE("a write that is waited for inside a write is refused, not for ever awaited", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Must(database->Write([&](Transaction&) -> Status {
    const Status inner = database->Write([](Transaction&) -> Status { return {}; });
    CHECK(!inner);
    return {};
  }));
}

TEST_CASE_TEMPLATE("a closed store has finished all that was queued", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  std::vector<std::future<Status>> pieces;
  {
    auto database = OpenAndMigrate(place.options);
    const TitleId title = StoreTitle(*database, "gazette").title;
    for (int i = 0; i < 2000; ++i) {  // more than the queue holds: WriteLater waits, and goes on
      pieces.push_back(database->WriteLater(
          [title, i](Transaction& t) { return InsertNamed(t, title, std::to_string(i)); }));
    }
  }
  for (auto& piece : pieces) CHECK(piece.get().ok());
  CHECK(Count(*OpenAndMigrate(place.options)) == 2000);
}

TEST_CASE_TEMPLATE("more readers than connections wait for their turn", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  DatabaseOptions options = place.options;
  options.readers = 2;
  auto database = OpenAndMigrate(options);
  std::atomic<int> inside = 0, most = 0, failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const Status status = database->Read([&](Transaction& t) -> Status {
        const int now = ++inside;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        --inside;
        auto count = CountArticles(t);
        return count ? Status() : Fail(count.error());
      });
      if (!status) ++failures;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(most <= 2);
}

TEST_CASE("two programs on one PostgreSQL write at once, and a follower misses none of their changes") {
  REQUIRE_ENGINE(Postgresql);
  const Place place = Postgresql::MakePlace();
  auto one = OpenAndMigrate(place.options);
  auto two = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*one, "gazette").title;
  std::atomic<bool> done = false;
  std::atomic<int> failures = 0;
  int64_t followed = 0;
  std::thread follower([&] {
    int64_t seq = 0;
    while (true) {
      const bool last_round = done;
      size_t found = 0;
      const Status status = one->Read([&](Transaction& t) -> Status {
        auto changes = ArticlesChangedAfter(t, seq, At(-1'000'000), 20);
        if (!changes) return Fail(changes.error());
        found = changes->size();
        if (found > 0) seq = changes->back().change_seq;
        return {};
      });
      if (!status) ++failures;
      followed += static_cast<int64_t>(found);
      if (last_round && found == 0) return;
    }
  });
  std::vector<std::thread> writers;
  for (Database* database : {one.get(), two.get()}) {
    for (int number = 0; number < 2; ++number) {
      writers.emplace_back([&, database, number] {
        for (int i = 0; i < 60; ++i) {
          const std::string name = (database == one.get() ? "one-" : "two-") + std::to_string(number * 1000 + i);
          if (!database->Write([&](Transaction& t) { return InsertNamed(t, title, name); })) ++failures;
        }
      });
    }
  }
  for (std::thread& writer : writers) writer.join();
  done = true;
  follower.join();
  CHECK(failures == 0);
  CHECK(followed == 240);
  CHECK(Count(*two) == 240);
}

TEST_CASE("when the PostgreSQL server goes away, work fails with a sentence; when it is back, work goes on") {
  REQUIRE_ENGINE(Postgresql);
  const Place place = Postgresql::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  Must(database->Write([&](Transaction& t) { return InsertNamed(t, title, "before"); }));
  CHECK(Count(*database) == 1);

  Postgresql::Crash();
  const Status write = database->Write([&](Transaction& t) { return InsertNamed(t, title, "during"); });
  REQUIRE(!write);
  CHECK(write.error().code == ErrorCode::kUnavailable);
  CHECK(write.error().message.find("PostgreSQL") != std::string::npos);
  const Status read = database->Read([&](Transaction& t) -> Status {
    auto count = CountArticles(t);
    return count ? Status() : Fail(count.error());
  });
  REQUIRE(!read);
  CHECK(read.error().code == ErrorCode::kUnavailable);

  Postgresql::Start();
  CHECK(Count(*database) == 1);
  Must(database->Write([&](Transaction& t) { return InsertNamed(t, title, "after"); }));
  CHECK(Count(*database) == 2);

  // A short outage between two pieces of work is not even noticed.
  Postgresql::Crash();
  Postgresql::Start();
  Must(database->Write([&](Transaction& t) { return InsertNamed(t, title, "again"); }));
  CHECK(Count(*database) == 3);
}

}  // namespace newsstand::store
