// PostgreSQL 15: a server, many writers, reconnects after an outage.
#include <soci/postgresql/soci-postgresql.h>
#include <soci/session.h>

#include <filesystem>

#include "base/log.h"
#include "base/text.h"
#include "store/copy_rows.h"
#include "store/engine.h"
#include "store/migrations.h"
#include "store/text_replace.h"

namespace newsstand::store {
namespace {

constexpr size_t kCopyChunkBytes = 1u << 20;
constexpr int kRowsAFetch = 200;  // of a backup: bodies are up to 2 MiB each

std::string FirstLine(std::string_view words) {
  return CollapseSpace(words.substr(0, words.find('\n')));
}

// What an SQLSTATE (appendix A of PostgreSQL's manual) means for whoever waits for the work. An error without one comes
// from the client's library, not from the server: the server is gone. PQstatus notices that only later.
Fault FaultOf(std::string_view state, bool connection_bad, const std::string& name, const std::string& words) {
  Fault fault;
  const std::string_view family = state.substr(0, 2);
  if (connection_bad || state.empty() || family == "08" || state == "57P01" || state == "57P02" || state == "57P03") {
    fault.error = {ErrorCode::kUnavailable, name + " does not answer: " + words};
    fault.transaction_lost = fault.connection_lost = fault.again = true;
  } else if (state == "40001" || state == "40P01") {
    fault.error = {ErrorCode::kUnavailable, name + " was busy with another program: " + words};
    fault.transaction_lost = fault.again = true;
  } else if (state == "55P03") {
    fault.error = {ErrorCode::kUnavailable, name + " is locked by another program"};
    fault.transaction_lost = true;
  } else if (family == "53" || family == "58") {
    fault.error = {ErrorCode::kUnavailable, name + " has no room or a failing disk: " + words};
  } else if (family == "XX") {
    fault.error = {ErrorCode::kCorrupt, name + " is damaged: " + words};
  } else if (state == "23503") {
    fault.error = {ErrorCode::kNotFound, "what it refers to is not there (" + words + ")"};
  } else if (state == "23505") {
    fault.error = {ErrorCode::kConflict, words};
  } else if (family == "23" || family == "22") {
    fault.error = {ErrorCode::kInvalid, words};
  } else if (family == "42" && state == "42501") {
    fault.error = {ErrorCode::kDenied, name + ": " + words};
  } else if (state == "25006") {
    fault.error = {ErrorCode::kUnavailable, name + " is read-only: " + words};
  } else if (state == "54000") {
    fault.error = {ErrorCode::kTooLarge, words};
  } else {
    fault.error = {ErrorCode::kInternal, words};
  }
  return fault;
}

// SOCI hides its classes' type information, which the sanitizers' check of this cast would ask for.
[[gnu::no_sanitize("vptr")]] PGconn* RawOf(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

class PostgresqlConnection : public Connection {
 public:
  PostgresqlConnection(std::unique_ptr<soci::session> opened, std::string name)
      : Connection(std::move(opened)), name_(std::move(name)) {
    raw_ = RawOf(session());
    PQsetNoticeProcessor(raw_, [](void*, const char* text) { log::Debug("postgresql: {}", FirstLine(text)); }, nullptr);
  }

  void Execute(const std::string& sql) override {
    if (sql.empty()) return;
    const std::string done = Check(PQexec(raw_, sql.c_str()));
    // A COMMIT of a failed transaction "succeeds" as a ROLLBACK: that must never pass for durable.
    if (sql == "COMMIT" && done != sql) {
      Fault fault{{ErrorCode::kInternal, name_ + " undid the transaction instead of committing it"}, true, false, false};
      throw FaultError(std::move(fault));
    }
  }

  // The server's results are read whole at once: nothing stays open.
  void Settle() override {}
  bool InTransaction() override { return PQtransactionStatus(raw_) != PQTRANS_IDLE; }

  bool HasTable(std::string_view name) override {
    Statement& statement = Prepare(
        "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = :name", "i");
    statement.BindText(name).Step();
    return statement.Int(0) > 0;
  }

  Fault Translate(std::exception_ptr exception) override {
    const bool bad = PQstatus(raw_) != CONNECTION_OK;
    try {
      std::rethrow_exception(exception);
    } catch (const FaultError& error) {
      return error.fault();
    } catch (const soci::postgresql_soci_error& error) {
      return FaultOf(Trim(error.sqlstate()), bad, name_, FirstLine(error.get_error_message()));
    } catch (const soci::soci_error& error) {
      return FaultOf("none", bad, name_, FirstLine(error.get_error_message()));  // of SOCI itself
    } catch (const std::exception& error) {
      return Fault{{ErrorCode::kInternal, error.what()}, false, false, false};
    } catch (...) {
      return Fault{{ErrorCode::kInternal, "an unknown exception"}, false, false, false};
    }
  }

  void BeginCopy(const std::string& sql) { Check(PQexec(raw_, sql.c_str()), PGRES_COPY_IN); }
  void CopyChunk(const std::string& lines) {
    if (PQputCopyData(raw_, lines.data(), static_cast<int>(lines.size())) != 1) ThrowLast("");
  }
  void EndCopy() {
    if (PQputCopyEnd(raw_, nullptr) != 1) ThrowLast("");
    Check(PQgetResult(raw_));
    while (PGresult* rest = PQgetResult(raw_)) PQclear(rest);
  }

 private:
  // The command's tag, as "COMMIT".
  std::string Check(PGresult* result, ExecStatusType wanted = PGRES_COMMAND_OK) {
    const ExecStatusType status = PQresultStatus(result);
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string kept_state = state != nullptr ? state : "";
    const std::string tag = result != nullptr ? PQcmdStatus(result) : "";
    PQclear(result);
    if (status != wanted && status != PGRES_TUPLES_OK) ThrowLast(kept_state);
    return tag;
  }
  [[noreturn]] void ThrowLast(const std::string& state) {
    throw FaultError(FaultOf(state, PQstatus(raw_) != CONNECTION_OK, name_, FirstLine(PQerrorMessage(raw_))));
  }

  std::string name_;
  PGconn* raw_ = nullptr;
};

// The address with the waiting times that libpq leaves to the kernel, unless they are given: a server that vanished
// without a word is noticed within a minute.
std::string WithTimeouts(std::string url) {
  for (const char* setting : {"connect_timeout=10", "keepalives_idle=20", "keepalives_interval=5", "keepalives_count=4",
                              "tcp_user_timeout=40000"}) {
    const std::string key(setting, std::string_view(setting).find('=') + 1);
    if (url.find(key) != std::string::npos) continue;
    url += (url.find('?') == std::string::npos ? '?' : '&');
    url += setting;
  }
  return url;
}

class PostgresqlEngine : public EngineDriver {
 public:
  explicit PostgresqlEngine(const DatabaseOptions& options)
      : url_(WithTimeouts(options.url)), busy_timeout_(options.busy_timeout) {}

  Engine kind() const override { return Engine::kPostgresql; }
  const std::string& name() const override { return name_; }
  std::string_view BeginRead() const override { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"; }
  std::string_view BeginWrite() const override { return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"; }
  std::string MarkAsOurs() const override { return ""; }
  Status RoomToWrite() const override { return {}; }  // the server knows its disk
  std::string ScratchFolder() const override {
    std::error_code error;
    const auto folder = std::filesystem::temp_directory_path(error);
    return error ? "." : folder.string();
  }

  std::unique_ptr<Connection> Connect(Access access) override {
    std::unique_ptr<soci::session> session;
    try {
      session = std::make_unique<soci::session>(soci::postgresql, url_);
    } catch (const soci::soci_error& error) {
      // libpq says which host and why; never the password.
      Fault fault{{ErrorCode::kUnavailable, name_ + " cannot be reached: " + CollapseSpace(WithoutPreface(error.get_error_message()))},
                  true, true, true};
      throw FaultError(std::move(fault));
    }
    auto connection = std::make_unique<PostgresqlConnection>(std::move(session), name_);
    connection->Execute("SET synchronous_commit = on; SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;"
                        "SET lock_timeout = " + std::to_string(busy_timeout_.count()));
    // A program that stands still while it holds the counter's row would stop all others.
    if (access == Access::kWrite) connection->Execute("SET idle_in_transaction_session_timeout = '60s'");
    CheckIdentity(*connection);
    return connection;
  }

  void CheckIdentity(Connection& connection) override {
    try {
      if (connection.HasTable("newsstand_schema")) return;
      Statement& others = connection.Prepare(
          "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()", "i");
      others.Step();
      if (others.Int(0) == 0) return;
    } catch (...) {
      throw FaultError(connection.Translate(std::current_exception()));
    }
    throw FaultError(ErrorCode::kCorrupt, name_ + " holds tables of another program; give Newsstand a database, or a "
                                                  "schema, of its own");
  }

  std::string Dialect(std::string_view ddl) const override {
    return ReplaceAll(ddl, {{"{ID}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
                            {"{INT}", "BIGINT"},
                            {"{REAL}", "DOUBLE PRECISION"},
                            {"{TEXT}", "TEXT COLLATE \"C\""},
                            {"{TABLE}", ""},
                            {"{KEYED}", ""}});
  }

  void LockSchema(Connection& connection) override {
    connection.Execute("SELECT pg_advisory_xact_lock(1315272563)");  // "News": any number that all of us use
  }

  Database::Health CheckHealth(Connection& connection) override;
  void BackupInto(Connection& connection, const std::string& file,
                  const std::function<void(double)>& progress) override;
  void RestoreFrom(Connection& connection, const std::string& file,
                   const std::function<void(double)>& progress) override;

 private:
  const std::string url_;
  const std::chrono::milliseconds busy_timeout_;
  const std::string name_ = "the PostgreSQL database";
};

// A SQLite database beside the server, at the current schema.
std::unique_ptr<Connection> OpenPortable(const std::string& file) {
  auto engine = MakeSqliteEngine(DatabaseOptions{.path = file});
  auto connection = engine->Connect(Access::kWrite);
  MigrateTo(*engine, *connection, LatestSchema());
  return connection;
}

int64_t CountRows(Connection& connection, const std::vector<TableShape>& tables) {
  int64_t rows = 0;
  for (const TableShape& table : tables) {
    Statement& statement = connection.Prepare("SELECT COUNT(*) FROM " + table.name, "i");
    statement.Step();
    rows += statement.Int(0);
  }
  connection.Settle();
  return rows;
}

void CopyTableToSqlite(Connection& from, Connection& to, const TableShape& table, const std::function<void()>& counted) {
  std::string marks;
  for (const std::string& column : table.columns) marks += (marks.empty() ? ":" : ", :") + column;
  const std::string insert = "INSERT INTO " + table.name + " (" + table.List() + ") VALUES (" + marks + ")";
  to.Execute("DELETE FROM " + table.name);  // what the migrations have put there
  from.Execute("DECLARE rows NO SCROLL CURSOR FOR SELECT " + table.List() + " FROM " + table.name + " ORDER BY 1");
  // Each table its own text, because a prepared FETCH keeps the columns of the first cursor.
  const std::string fetch = "FETCH " + std::to_string(kRowsAFetch) + " FROM rows /* " + table.name + " */";
  for (bool more = true; more;) {
    more = false;
    Statement& rows = from.Prepare(fetch, table.kinds);
    while (rows.Step()) {
      more = true;
      Statement& statement = to.Prepare(insert);
      for (int column = 0; column < static_cast<int>(table.kinds.size()); ++column) {
        switch (table.kinds[static_cast<size_t>(column)]) {
          case 'i':
            statement.BindInt(rows.IsNull(column) ? std::nullopt : std::optional<int64_t>(rows.Int(column)));
            break;
          case 'd': statement.BindDouble(rows.Double(column)); break;
          default: statement.BindText(rows.Text(column));
        }
      }
      statement.Run();
      counted();
    }
  }
  from.Execute("CLOSE rows");
}

void PostgresqlEngine::BackupInto(Connection& connection, const std::string& file,
                                  const std::function<void(double)>& progress) {
  auto copy = OpenPortable(file);
  const std::vector<TableShape> tables = ReadTableShapes(*copy);
  connection.Execute(std::string(BeginRead()));
  RefuseNewer(*this, ReadSchemaVersion(connection));
  const int64_t total = CountRows(connection, tables);
  int64_t done = 0;
  copy->Execute("PRAGMA foreign_keys = OFF");  // rows that point forward within a table; checked when all are there
  copy->Execute("BEGIN IMMEDIATE");
  for (const TableShape& table : tables) {
    CopyTableToSqlite(connection, *copy, table, [&] {
      if (progress && ++done % 256 == 0) progress(static_cast<double>(done) / static_cast<double>(total));
    });
  }
  copy->Execute("COMMIT");
  connection.Execute("ROLLBACK");
  copy->Execute("PRAGMA journal_mode = DELETE");
  if (progress) progress(1.0);
}

void CopyTableToServer(Connection& from, PostgresqlConnection& to, const TableShape& table,
                       const std::function<void()>& counted) {
  to.BeginCopy("COPY " + table.name + " (" + table.List() + ") FROM STDIN");
  std::string lines;
  Statement& rows = from.Prepare("SELECT " + table.List() + " FROM " + table.name + " ORDER BY 1", table.kinds);
  while (rows.Step()) {
    AppendCopyLine(rows, table, lines);
    counted();
    if (lines.size() >= kCopyChunkBytes) {
      to.CopyChunk(lines);
      lines.clear();
    }
  }
  if (!lines.empty()) to.CopyChunk(lines);
  to.EndCopy();
}

void PostgresqlEngine::RestoreFrom(Connection& connection, const std::string& file,
                                   const std::function<void(double)>& progress) {
  auto& server = static_cast<PostgresqlConnection&>(connection);
  MigrateTo(*this, connection, LatestSchema());
  auto source_engine = MakeSqliteEngine(DatabaseOptions{.path = file});
  auto source = source_engine->Connect(Access::kRead);
  const std::vector<TableShape> tables = ReadTableShapes(*source);
  const int64_t total = CountRows(*source, tables);
  int64_t done = 0;
  server.Execute(std::string(BeginWrite()));
  LockSchema(server);
  std::string names;
  for (const TableShape& table : tables) names += (names.empty() ? "" : ", ") + table.name;
  server.Execute("TRUNCATE " + names);
  for (const TableShape& table : tables) {
    CopyTableToServer(*source, server, table, [&] {
      if (progress && ++done % 256 == 0) progress(static_cast<double>(done) / static_cast<double>(total));
    });
    Statement& identity = server.Prepare(
        "SELECT COALESCE(pg_get_serial_sequence(:table, :column), '')", "t").BindText(table.name).BindText(table.columns[0]);
    if (identity.Step() && !identity.Text(0).empty()) {
      server.Execute("SELECT setval('" + identity.Text(0) + "', GREATEST(1, (SELECT COALESCE(MAX(id), 0) + 1 FROM " +
                     table.name + ")), false)");
    }
  }
  server.Execute("COMMIT");
  server.Execute("ANALYZE");
  if (progress) progress(1.0);
}

Database::Health PostgresqlEngine::CheckHealth(Connection& connection) {
  Database::Health health;
  auto first = [&](std::string_view sql, std::string_view kinds) -> Statement& {
    Statement& statement = connection.Prepare(sql, kinds);
    statement.Step();
    return statement;
  };
  health.engine_version = "PostgreSQL " + first("SELECT current_setting('server_version')", "t").Text(0);
  health.size_bytes = first("SELECT pg_database_size(current_database())", "i").Int(0);
  // The server verifies pages as it reads them: reading every value of every row finds what is damaged.
  try {
    std::vector<std::string> tables;
    Statement& names = connection.Prepare(
        "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY 1", "t");
    while (names.Step()) tables.push_back(names.Text(0));
    for (const std::string& table : tables) {
      Statement& read = connection.Prepare("SELECT COALESCE(SUM(length(r::text)), 0) FROM \"" + table + "\" r", "i");
      read.Step();
    }
    const bool safe = first("SELECT current_setting('fsync')", "t").Text(0) == "on";
    if (!safe) health.integrity_message = "the server runs with fsync = off: a crash may damage it";
    health.integrity_ok = safe;
  } catch (...) {
    health.integrity_message = connection.Translate(std::current_exception()).error.message;
  }
  return health;
}

}  // namespace

std::unique_ptr<EngineDriver> MakePostgresqlEngine(const DatabaseOptions& options) {
  return std::make_unique<PostgresqlEngine>(options);
}

}  // namespace newsstand::store
