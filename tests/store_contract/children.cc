#include "store_contract/children.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <deque>

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

DatabaseOptions OptionsFor(const std::string& place) {
  DatabaseOptions options;
  (place.rfind("postgresql://", 0) == 0 ? options.url : options.path) = place;
  return options;
}

// Stores articles in pieces of five until it is killed; prints the first durable id of a piece once it was acknowledged.
int KeepWriting(const std::string& place, const std::string& prefix) {
  auto database = Database::Open(OptionsFor(place));
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().message.c_str());
    return 1;
  }
  struct Waiting {
    std::string name;
    std::future<Status> done;
  };
  std::deque<Waiting> waiting;
  for (int piece = 0;; ++piece) {
    const std::string name = prefix + "-" + std::to_string(piece);
    waiting.push_back({name, (*database)->WriteLater([name](Transaction& transaction) -> Status {
                         for (int i = 0; i < 5; ++i) {
                           Article article = SomeArticle(TitleId{1}, name + "." + std::to_string(i));
                           auto id = InsertArticle(transaction, article);
                           if (!id) return Fail(id.error());
                           Status keys = AddArticleKeys(transaction, TitleId{1}, *id, {"guid:" + article.durable_id});
                           if (!keys) return keys;
                         }
                         return {};
                       })});
    if (waiting.size() < 8) continue;
    Status status = waiting.front().done.get();
    if (!status) {
      std::fprintf(stderr, "%s\n", status.error().message.c_str());
      return 1;
    }
    const std::string line = waiting.front().name + "\n";
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
    waiting.pop_front();
  }
}

int MigrateOnce(const std::string& place) {
  auto database = Database::Open(OptionsFor(place));
  if (!database) return 1;
  return (*database)->Migrate() ? 0 : 1;
}

// Opens as a user without rights, and prints what is said about it.
int OpenUnprivileged(const std::string& place) {
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 1;
  auto database = Database::Open(OptionsFor(place));
  const std::string line = database ? "opened" : std::string(ErrorCodeName(database.error().code)) + ": " +
                                                     database.error().message;
  return write(STDOUT_FILENO, line.data(), line.size()) > 0 ? 0 : 1;
}

// Lets files grow to 2 MiB, writes until that fails, lifts the limit and writes on. Prints how many were acknowledged.
int WriteLimited(const std::string& place) {
  signal(SIGXFSZ, SIG_IGN);
  auto database = Database::Open(OptionsFor(place));
  if (!database || !(*database)->Migrate()) return 1;
  const TitleId title = StoreTitle(**database, "gazette").title;
  int stored = 0;
  auto write_one = [&](int number) {
    const Status status = (*database)->Write([&](Transaction& transaction) -> Status {
      Article article = SomeArticle(title, std::to_string(number));
      article.body_html = std::string(50'000, 'x');
      auto id = InsertArticle(transaction, article);
      return id ? Status() : Fail(id.error());
    });
    if (status) ++stored;
    return status;
  };
  rlimit limit{2u << 20, RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &limit);
  for (int i = 0; i < 200; ++i) {
    const Status status = write_one(i);
    if (!status && i % 50 == 49) {
      std::printf("%s: %s\n", std::string(ErrorCodeName(status.error().code)).c_str(), status.error().message.c_str());
    }
  }
  limit.rlim_cur = RLIM_INFINITY;
  setrlimit(RLIMIT_FSIZE, &limit);
  for (int i = 1000; i < 1010; ++i) {
    if (!write_one(i)) return 1;
  }
  std::printf("stored %d\n", stored);
  return 0;
}

}  // namespace

int RunChild(const std::vector<std::string>& arguments) {
  const std::string& part = arguments[0];
  if (part == "child-writer") return KeepWriting(arguments[1], arguments.at(2));
  if (part == "child-migrator") return MigrateOnce(arguments[1]);
  if (part == "child-limited") return WriteLimited(arguments[1]);
  if (part == "child-unprivileged") return OpenUnprivileged(arguments[1]);
  return 2;
}

}  // namespace newsstand::store
