// One store over two engines: SQLite inside by default, PostgreSQL by an address. The only module that speaks SQL.
//
// Threads: a Database may be used from any thread. Reads run concurrently on pooled connections. All writes go through
// one writer, which groups what is waiting into one durable commit; each piece of work is atomic on its own.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"

namespace newsstand::store {

enum class Engine { kSqlite, kPostgresql };

// A connection inside a transaction: what the functions of titles.h, feeds.h, articles.h, … take. Never stored.
class Transaction;

struct DatabaseOptions {
  std::string path = {};  // SQLite file; made with its folder when missing
  std::string url = {};   // "postgresql://…": takes precedence
  int readers = 4;        // pooled read connections
  // How long a statement waits for what another program has locked.
  std::chrono::milliseconds busy_timeout{5000};
};

class Database {
 public:
  // Opens and checks; applies no migration. Errors: kUnavailable (locked by another program, server down, disk full),
  // kCorrupt (not a database of ours, damaged, or newer than this program; the sentence says which and what to do).
  static Result<std::unique_ptr<Database>> Open(const DatabaseOptions& options);
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  // Brings the schema to this program's version: numbered steps, each its own transaction, safe to interrupt at any
  // moment and to run twice. Returns the number of steps applied.
  virtual Result<int> Migrate() = 0;
  virtual Result<int> SchemaVersion() = 0;  // 0 for an empty database
  static int LatestSchemaVersion();

  // Runs `work` in a read transaction that sees one consistent state. Blocks for a free connection.
  virtual Status Read(const std::function<Status(Transaction&)>& work) = 0;

  // Queues `work` for the writer. The future is ready when it is durable (fsynced), or with the error that undid it;
  // an error or exception in one piece undoes that piece alone. `work` runs once on the writer's thread and must not
  // block on anything else; on engine faults it may be run again, so it has no effect outside the transaction.
  virtual std::future<Status> WriteLater(std::function<Status(Transaction&)> work) = 0;
  // WriteLater, waited for. Never call it from inside `work`.
  Status Write(std::function<Status(Transaction&)> work);

  // A consistent copy into a new file (SQLite's online backup; for PostgreSQL a plain-SQLite copy of all rows), while
  // running. `progress` gets 0 … 1.
  virtual Status Backup(const std::string& file, const std::function<void(double)>& progress) = 0;
  // Replaces everything by what `file` holds. The file is checked whole before anything is touched.
  virtual Status Restore(const std::string& file, const std::function<void(double)>& progress) = 0;

  // Engine, version, size, integrity: for `doctor`.
  struct Health {
    std::string engine_version;
    int64_t size_bytes = 0;
    int64_t free_disk_bytes = -1;  // -1 unknown
    bool integrity_ok = false;
    std::string integrity_message;
  };
  virtual Result<Health> CheckHealth() = 0;
};

// For the operator's metrics. Monotonic since start.
struct DatabaseCounters {
  int64_t reads = 0, writes = 0, commits = 0, failed_writes = 0;
};
DatabaseCounters Counters(const Database& database);

}  // namespace newsstand::store
