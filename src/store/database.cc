#include "store/database.h"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <thread>

#include "base/hash.h"
#include "store/migrations.h"
#include "store/reader_pool.h"
#include "store/sqlite_file.h"
#include "store/transaction.h"
#include "store/writer.h"

namespace newsstand::store {
namespace {

namespace fs = std::filesystem;

// Runs `body`, which returns a Result or Status and may throw, outside any connection's care.
template <class Body>
auto Caught(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const FaultError& error) {
    return Fail(error.fault().error);
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kInternal, error.what());
  }
}

// An empty file that nobody else may read; gone, with what SQLite keeps beside it, when this leaves its scope.
class ScratchFile {
 public:
  ScratchFile(const std::string& folder, const std::string& name)
      : path_((fs::path(folder) / (name + "." + std::to_string(getpid()) + "." + Sha256Hex(RandomBytes(8)).substr(0, 8)))
                  .string()) {
    const int file = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) throw FaultError(ErrorCode::kUnavailable, path_ + " cannot be made: " + std::strerror(errno));
    close(file);
  }
  ~ScratchFile() {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
      std::error_code ignored;
      fs::remove(path_ + suffix, ignored);
    }
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<std::vector<std::string>> SchemaOf(SqliteFile& file) {
  return file.Rows("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2");
}

// Throws when `file`, already at the current schema, has anything that a database of ours does not have.
void RefuseForeignSchema(SqliteFile& file, const std::string& shown, const std::string& scratch) {
  auto engine = MakeSqliteEngine(DatabaseOptions{.path = scratch});
  MigrateTo(*engine, *engine->Connect(Access::kWrite), LatestSchema());
  SqliteFile fresh(scratch, SqliteFile::Mode::kReadWrite);
  if (SchemaOf(file) != SchemaOf(fresh)) {
    throw FaultError(ErrorCode::kCorrupt, shown + " has tables that differ from those of Newsstand; nothing was restored");
  }
}

// Copies the backup `file` to `copy`, checks it whole there and brings it to the current schema.
void PrepareRestore(const std::string& file, const std::string& copy, const std::string& scratch) {
  if (!fs::is_regular_file(file)) throw FaultError(ErrorCode::kNotFound, "there is no backup file " + file);
  {
    SqliteFile source(file, SqliteFile::Mode::kReadOnly);
    if (source.Value("PRAGMA application_id") != std::to_string(kApplicationId)) {
      throw FaultError(ErrorCode::kCorrupt, file + " is not a backup made by Newsstand; nothing was restored");
    }
    SqliteFile target(copy, SqliteFile::Mode::kCreate);
    CopyPages(source.handle(), target.handle(), copy, nullptr);
    const std::string problem = IntegrityProblem(target);
    if (!problem.empty()) {
      throw FaultError(ErrorCode::kCorrupt, file + " is damaged (" + problem + "); nothing was restored");
    }
    const std::string version = target.Value("SELECT MAX(version) FROM newsstand_schema");
    if (std::atoi(version.c_str()) < 1) {
      throw FaultError(ErrorCode::kCorrupt, file + " does not say its schema; nothing was restored");
    }
    if (std::atoi(version.c_str()) > LatestSchema()) {
      throw FaultError(ErrorCode::kCorrupt, file + " was made by a newer Newsstand (schema " + version +
                                                ", this program knows up to " + std::to_string(LatestSchema()) +
                                                "); install the newer program to restore it");
    }
  }
  auto engine = MakeSqliteEngine(DatabaseOptions{.path = copy});
  MigrateTo(*engine, *engine->Connect(Access::kWrite), LatestSchema());
  SqliteFile migrated(copy, SqliteFile::Mode::kReadWrite);
  migrated.Execute("PRAGMA journal_mode = DELETE");
  RefuseForeignSchema(migrated, file, scratch);
}

class StoreDatabase : public Database {
 public:
  StoreDatabase(std::unique_ptr<EngineDriver> engine, int readers)
      : engine_(std::move(engine)), readers_(*engine_, readers), writer_(*engine_) {}

  Engine engine() const override { return engine_->kind(); }

  Result<int> Migrate() override {
    if (Status room = engine_->RoomToWrite(); !room) return Fail(room.error());
    int applied = 0;
    Status status = writer_.Alone([&](Connection& connection) -> Status {
      applied = MigrateTo(*engine_, connection, LatestSchema());
      return {};
    });
    if (!status) return Fail(status.error());
    if (applied > 0) readers_.Renew();
    return applied;
  }

  Result<int> SchemaVersion() override {
    return Caught([&]() -> Result<int> {
      ReaderPool::Lease lease(readers_);
      Connection& connection = lease.Get();
      try {
        return ReadSchemaVersion(connection);
      } catch (...) {
        const Fault fault = connection.Translate(std::current_exception());
        lease.Drop();
        return Fail(fault.error);
      }
    });
  }

  Status Read(const std::function<Status(Transaction&)>& work) override {
    ++reads_;
    return Caught([&]() -> Status {
      ReaderPool::Lease lease(readers_);
      Connection& connection = BeginRead(lease);
      Transaction transaction(connection, Access::kRead);
      Status status = RunRead(work, transaction);
      try {
        connection.Settle();
        connection.Execute("ROLLBACK");
      } catch (const std::exception&) {
        lease.Drop();
      }
      if (transaction.fault() && transaction.fault()->connection_lost) lease.Drop();
      return status;
    });
  }

  std::future<Status> WriteLater(std::function<Status(Transaction&)> work) override {
    return writer_.Queue(std::move(work));
  }

  Status WriteNow(std::function<Status(Transaction&)> work) {
    if (writer_.IsThisThread()) return Fail(ErrorCode::kInternal, "a write was waited for inside another write");
    return writer_.Queue(std::move(work)).get();
  }

  Status Backup(const std::string& file, const std::function<void(double)>& progress) override {
    return Caught([&]() -> Status {
      std::error_code error;
      if (fs::exists(file, error)) {
        return Fail(ErrorCode::kConflict, "there is a file " + file + " already; a backup never replaces one");
      }
      const fs::path folder = fs::path(file).has_parent_path() ? fs::path(file).parent_path() : fs::path(".");
      if (!fs::is_directory(folder, error)) {
        return Fail(ErrorCode::kNotFound, "there is no folder " + folder.string() + " to put the backup into");
      }
      ScratchFile partial(folder.string(), fs::path(file).filename().string() + ".partial");
      auto connection = engine_->Connect(Access::kRead);
      try {
        engine_->BackupInto(*connection, partial.path(), progress);
      } catch (...) {
        return Fail(connection->Translate(std::current_exception()).error);
      }
      return Publish(partial.path(), file, folder.string());
    });
  }

  Status Restore(const std::string& file, const std::function<void(double)>& progress) override {
    return Caught([&]() -> Status {
      ScratchFile copy(engine_->ScratchFolder(), "newsstand-restore");
      ScratchFile fresh(engine_->ScratchFolder(), "newsstand-schema");
      PrepareRestore(file, copy.path(), fresh.path());
      Status status = writer_.Alone([&](Connection& connection) -> Status {
        engine_->RestoreFrom(connection, copy.path(), progress);
        return {};
      });
      readers_.Renew();
      return status;
    });
  }

  Result<Health> CheckHealth() override {
    return Caught([&]() -> Result<Health> {
      ReaderPool::Lease lease(readers_);
      Connection& connection = lease.Get();
      try {
        return engine_->CheckHealth(connection);
      } catch (...) {
        const Fault fault = connection.Translate(std::current_exception());
        lease.Drop();
        return Fail(fault.error);
      }
    });
  }

  DatabaseCounters counters() const {
    const WriterCounters& writer = writer_.counters();
    return {reads_, writer.writes, writer.commits, writer.failed};
  }

 private:
  // A pooled connection may have died while it lay idle: one fresh start, before any work was done.
  Connection& BeginRead(ReaderPool::Lease& lease) {
    for (int attempt = 1;; ++attempt) {
      Connection& connection = lease.Get();
      try {
        connection.Execute(std::string(engine_->BeginRead()));
        return connection;
      } catch (...) {
        Fault fault = connection.Translate(std::current_exception());
        lease.Drop();
        if (attempt == 2) throw FaultError(std::move(fault));
      }
    }
  }

  static Status RunRead(const std::function<Status(Transaction&)>& work, Transaction& transaction) {
    try {
      Status status = work(transaction);
      if (status && transaction.fault()) return Fail(transaction.fault()->error);
      return status;
    } catch (const std::exception& error) {
      return Fail(ErrorCode::kInternal, std::string("a piece of reading failed: ") + error.what());
    }
  }

  // Gives a finished backup its name, durably, and never over another file.
  static Status Publish(const std::string& partial, const std::string& file, const std::string& folder) {
    {
      SqliteFile written(partial, SqliteFile::Mode::kReadOnly);
      const std::string problem = IntegrityProblem(written);
      if (!problem.empty()) {
        return Fail(ErrorCode::kCorrupt, "the copy is damaged (" + problem + "): no backup was made");
      }
    }
    SyncToDisk(partial);
    if (link(partial.c_str(), file.c_str()) != 0 && !RenameWhereLinksAreUnknown(partial, file)) {
      return Fail(errno == EEXIST ? ErrorCode::kConflict : ErrorCode::kUnavailable,
                  "the backup cannot be named " + file + ": " + std::strerror(errno));
    }
    SyncToDisk(folder);
    return {};
  }

  static bool RenameWhereLinksAreUnknown(const std::string& partial, const std::string& file) {
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) return false;
    return renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0;
  }

  std::unique_ptr<EngineDriver> engine_;
  std::atomic<int64_t> reads_ = 0;
  ReaderPool readers_;
  Writer writer_;
};

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const DatabaseOptions& options) {
  return Caught([&]() -> Result<std::unique_ptr<Database>> {
    if (options.url.empty() && options.path.empty()) {
      return Fail(ErrorCode::kInvalid, "neither a database file nor a database address was given");
    }
    auto engine = options.url.empty() ? MakeSqliteEngine(options) : MakePostgresqlEngine(options);
    {
      auto connection = engine->Connect(Access::kWrite);
      try {
        RefuseNewer(*engine, ReadSchemaVersion(*connection));
      } catch (...) {
        return Fail(connection->Translate(std::current_exception()).error);
      }
    }
    return std::unique_ptr<Database>(std::make_unique<StoreDatabase>(std::move(engine), options.readers));
  });
}

int Database::LatestSchemaVersion() { return LatestSchema(); }

Status Database::Write(std::function<Status(Transaction&)> work) {
  return static_cast<StoreDatabase*>(this)->WriteNow(std::move(work));
}

DatabaseCounters Counters(const Database& database) {
  return static_cast<const StoreDatabase&>(database).counters();
}

}  // namespace newsstand::store
