// SQLite: one file, WAL, one writer at a time; every commit is flushed to the disk.
#include <fcntl.h>
#include <soci/session.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/engine.h"
#include "store/sqlite_file.h"
#include "store/text_replace.h"

namespace newsstand::store {
namespace {

using sqlite_api::sqlite3;
namespace fs = std::filesystem;

constexpr uint64_t kLeastFreeBytes = 64u << 20;

// What a result code means for whoever waits for the work.
Fault FaultOf(int code, const std::string& name, const std::string& words) {
  Fault fault;
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      fault.error = {ErrorCode::kUnavailable, name + " is locked by another program"};
      fault.transaction_lost = true;
      return fault;
    case SQLITE_FULL:
      fault.error = {ErrorCode::kUnavailable, "there is no space left on the disk of " + name};
      fault.transaction_lost = true;
      return fault;
    case SQLITE_IOERR:
      fault.error = {ErrorCode::kUnavailable, "reading or writing " + name + " failed: " + words};
      fault.transaction_lost = fault.connection_lost = true;
      return fault;
    case SQLITE_CANTOPEN:
      fault.error = {ErrorCode::kUnavailable, name + " cannot be opened: " + words};
      fault.transaction_lost = fault.connection_lost = true;
      return fault;
    case SQLITE_READONLY:
      fault.error = {ErrorCode::kUnavailable, name + " cannot be written: the file or its folder is read-only"};
      fault.transaction_lost = true;
      return fault;
    case SQLITE_NOTADB:
      fault.error = {ErrorCode::kCorrupt, name + " is not an SQLite database"};
      fault.transaction_lost = fault.connection_lost = true;
      return fault;
    case SQLITE_CORRUPT:
      fault.error = {ErrorCode::kCorrupt, name + " is damaged (" + words + "); restore a backup"};
      fault.transaction_lost = fault.connection_lost = true;
      return fault;
    case SQLITE_NOMEM:
      fault.error = {ErrorCode::kUnavailable, "there is not enough memory for " + name};
      fault.transaction_lost = true;
      return fault;
    case SQLITE_TOOBIG: fault.error = {ErrorCode::kTooLarge, words}; return fault;
    case SQLITE_CONSTRAINT:
      switch (code) {
        case SQLITE_CONSTRAINT_FOREIGNKEY:
          fault.error = {ErrorCode::kNotFound, "what it refers to is not there (" + words + ")"};
          return fault;
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: fault.error = {ErrorCode::kConflict, words}; return fault;
        default: fault.error = {ErrorCode::kInvalid, words}; return fault;
      }
    default: fault.error = {ErrorCode::kInternal, words}; return fault;
  }
}

// SOCI hides its classes' type information, which the sanitizers' check of this cast would ask for.
[[gnu::no_sanitize("vptr")]] sqlite3* RawOf(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

class SqliteConnection : public Connection {
 public:
  SqliteConnection(std::unique_ptr<soci::session> opened, std::string name)
      : Connection(std::move(opened)), name_(std::move(name)) {
    raw_ = RawOf(session());
  }

  sqlite3* raw() { return raw_; }

  void Execute(const std::string& sql) override {
    const int code = sqlite_api::sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw FaultError(Current(code));
  }

  void Settle() override {
    for (auto* statement = sqlite_api::sqlite3_next_stmt(raw_, nullptr); statement != nullptr;
         statement = sqlite_api::sqlite3_next_stmt(raw_, statement)) {
      if (sqlite_api::sqlite3_stmt_busy(statement) != 0) sqlite_api::sqlite3_reset(statement);
    }
  }

  bool InTransaction() override { return sqlite_api::sqlite3_get_autocommit(raw_) == 0; }

  bool HasTable(std::string_view name) override {
    Statement& statement =
        Prepare("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = :name", "i").BindText(name);
    statement.Step();
    const bool found = statement.Int(0) > 0;
    Settle();
    return found;
  }

  Fault Translate(std::exception_ptr exception) override {
    try {
      std::rethrow_exception(exception);
    } catch (const FaultError& error) {
      return error.fault();
    } catch (const soci::sqlite3_soci_error& error) {
      return Current(error.result());
    } catch (const soci::soci_error& error) {
      return Fault{{ErrorCode::kInternal, error.get_error_message()}, false, false, false};
    } catch (const std::exception& error) {
      return Fault{{ErrorCode::kInternal, error.what()}, false, false, false};
    } catch (...) {
      return Fault{{ErrorCode::kInternal, "an unknown exception"}, false, false, false};
    }
  }

 private:
  Fault Current(int code) {
    // The connection remembers the exact code, SOCI keeps the first byte.
    const int exact = sqlite_api::sqlite3_extended_errcode(raw_);
    return FaultOf((exact & 0xff) == (code & 0xff) ? exact : code, name_, sqlite_api::sqlite3_errmsg(raw_));
  }

  std::string name_;
  sqlite3* raw_ = nullptr;
};

class SqliteEngine : public EngineDriver {
 public:
  explicit SqliteEngine(const DatabaseOptions& options)
      : path_(options.path), name_("the database " + options.path), busy_timeout_(options.busy_timeout) {}

  Engine kind() const override { return Engine::kSqlite; }
  const std::string& name() const override { return name_; }
  std::string_view BeginRead() const override { return "BEGIN"; }
  // Takes the write lock at once: a later upgrade from reading could fail half-way.
  std::string_view BeginWrite() const override { return "BEGIN IMMEDIATE"; }
  void LockSchema(Connection&) override {}  // BEGIN IMMEDIATE has done it
  std::string MarkAsOurs() const override { return "PRAGMA application_id = " + std::to_string(kApplicationId); }
  std::string ScratchFolder() const override { return Folder(); }

  std::unique_ptr<Connection> Connect(Access access) override {
    if (access == Access::kWrite) MakeFile();  // mode=rw below: a file that is removed meanwhile is not made anew
    std::unique_ptr<soci::session> session;
    try {
      session = std::make_unique<soci::session>(soci::sqlite3, "db=" + SqliteUri(path_) + "?mode=rw");
    } catch (const soci::sqlite3_soci_error& error) {
      throw FaultError(FaultOf(error.result(), name_, std::string(WithoutPreface(error.get_error_message()))));
    }
    auto connection = std::make_unique<SqliteConnection>(std::move(session), name_);
    sqlite_api::sqlite3_extended_result_codes(connection->raw(), 0);
    sqlite_api::sqlite3_busy_timeout(connection->raw(), static_cast<int>(busy_timeout_.count()));
    connection->Execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    CheckIdentity(*connection);
    connection->Execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 268435456;"
        "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST; PRAGMA journal_size_limit = 67108864;"
        "PRAGMA cache_size = -8192");
    if (access == Access::kRead) {
      connection->Execute("PRAGMA query_only = ON");
    } else {
      // The indexes are written all over the file: gathering more before each checkpoint writes each page once.
      connection->Execute("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192");
    }
    return connection;
  }

  void CheckIdentity(Connection& connection) override {
    auto number = [&](std::string_view sql) {
      Statement& statement = connection.Prepare(sql, "i");
      statement.Step();
      const int64_t value = statement.Int(0);
      connection.Settle();
      return value;
    };
    try {
      const int64_t application = number("PRAGMA application_id");
      if (application == kApplicationId) return;
      if (application == 0 && number("SELECT COUNT(*) FROM sqlite_schema") == 0) return;  // empty
    } catch (...) {
      throw FaultError(connection.Translate(std::current_exception()));
    }
    throw FaultError(ErrorCode::kCorrupt, name_ + " belongs to another program; name a file of Newsstand or a new one");
  }

  std::string Dialect(std::string_view ddl) const override {
    return ReplaceAll(ddl, {{"{ID}", "INTEGER PRIMARY KEY AUTOINCREMENT"},
                            {"{INT}", "INTEGER"},
                            {"{REAL}", "REAL"},
                            {"{TEXT}", "TEXT"},
                            {"{TABLE}", "STRICT"},
                            {"{KEYED}", "STRICT, WITHOUT ROWID"}});
  }

  Status RoomToWrite() const override {
    const int64_t free_bytes = FreeBytes();
    if (free_bytes < 0 || static_cast<uint64_t>(free_bytes) >= kLeastFreeBytes) return {};
    return Fail(ErrorCode::kUnavailable, "the disk of " + name_ + " has " + std::to_string(free_bytes >> 20) +
                                             " MiB left, " + std::to_string(kLeastFreeBytes >> 20) +
                                             " are needed: nothing is written until there is space again");
  }

  Database::Health CheckHealth(Connection&) override {
    Database::Health health;
    health.engine_version = std::string("SQLite ") + sqlite_api::sqlite3_libversion();
    std::error_code error;
    for (const char* suffix : {"", "-wal"}) {
      const auto size = fs::file_size(path_ + suffix, error);
      if (!error) health.size_bytes += static_cast<int64_t>(size);
    }
    health.free_disk_bytes = FreeBytes();
    SqliteFile file(path_, SqliteFile::Mode::kReadWrite);
    health.integrity_message = IntegrityProblem(file);
    health.integrity_ok = health.integrity_message.empty();
    return health;
  }

  void BackupInto(Connection& connection, const std::string& file,
                  const std::function<void(double)>& progress) override {
    SqliteFile copy(file, SqliteFile::Mode::kCreate);
    CopyPages(static_cast<SqliteConnection&>(connection).raw(), copy.handle(), file, progress);
    copy.Execute("PRAGMA journal_mode = DELETE");  // a backup is one file
  }

  void RestoreFrom(Connection& connection, const std::string& file,
                   const std::function<void(double)>& progress) override {
    SqliteFile source(file, SqliteFile::Mode::kReadOnly);
    CopyPages(source.handle(), static_cast<SqliteConnection&>(connection).raw(), name_, progress);
  }

 private:
  std::string Folder() const {
    const std::string folder = fs::path(path_).parent_path().string();
    return folder.empty() ? "." : folder;
  }

  int64_t FreeBytes() const {
    struct statvfs info {};
    if (statvfs(Folder().c_str(), &info) != 0) return -1;
    return static_cast<int64_t>(info.f_bavail) * static_cast<int64_t>(info.f_frsize);
  }

  // Makes the folder and an empty file that nobody else may read: it will hold people's data.
  void MakeFile() {
    std::error_code error;
    if (!fs::exists(Folder(), error)) {
      fs::create_directories(Folder(), error);
      if (error) {
        throw FaultError(ErrorCode::kUnavailable, "the folder " + Folder() + " cannot be made: " + error.message());
      }
      fs::permissions(Folder(), fs::perms::owner_all, error);
    }
    // Never opens a file that is there: closing it again would drop the locks this process holds on it.
    if (!fs::exists(path_, error)) {
      const int file = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (file < 0 && errno != EEXIST) {
        throw FaultError(ErrorCode::kUnavailable, name_ + " cannot be made: " + std::strerror(errno));
      }
      if (file >= 0) close(file);
    } else if (access(path_.c_str(), R_OK | W_OK) != 0) {
      throw FaultError(ErrorCode::kUnavailable, name_ + " cannot be opened for writing: " + std::strerror(errno));
    }
    if (access(Folder().c_str(), W_OK) != 0) {
      throw FaultError(ErrorCode::kUnavailable,
                       "the folder " + Folder() + " cannot be written to, and SQLite keeps files beside " + name_);
    }
  }

  const std::string path_;
  const std::string name_;
  const std::chrono::milliseconds busy_timeout_;
};

}  // namespace

std::unique_ptr<EngineDriver> MakeSqliteEngine(const DatabaseOptions& options) {
  return std::make_unique<SqliteEngine>(options);
}

}  // namespace newsstand::store
