// Where the two engines differ. Everything else in this folder is written once for both.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/connection.h"
#include "store/database.h"

namespace newsstand::store {

enum class Access { kRead, kWrite };

// Thread-safe: holds addresses and options, no connection. Functions that return no Result throw FaultError or what SOCI
// throws.
class EngineDriver {
 public:
  virtual ~EngineDriver() = default;
  virtual Engine kind() const = 0;
  // As it stands in sentences: "the database ./data/newsstand.db". Without passwords.
  virtual const std::string& name() const = 0;

  virtual std::unique_ptr<Connection> Connect(Access access) = 0;
  // Refuses what is not a database of ours. Called before anything is changed.
  virtual void CheckIdentity(Connection& connection) = 0;

  virtual std::string_view BeginRead() const = 0;
  virtual std::string_view BeginWrite() const = 0;
  // Types and table options of the migrations' texts: {ID} {INT} {REAL} {TEXT} {TABLE} {KEYED}.
  virtual std::string Dialect(std::string_view ddl) const = 0;
  // Inside a transaction: nobody else migrates meanwhile.
  virtual void LockSchema(Connection& connection) = 0;
  // What the first migration does beside its tables.
  virtual std::string MarkAsOurs() const = 0;

  // An error when so little space is left that a write could fail half-way.
  virtual Status RoomToWrite() const = 0;
  virtual Database::Health CheckHealth(Connection& connection) = 0;

  // Copies everything `connection` (Access::kRead, no transaction open) sees into `file`, a new SQLite file.
  virtual void BackupInto(Connection& connection, const std::string& file,
                          const std::function<void(double)>& progress) = 0;
  // Replaces everything, atomically, by what the checked SQLite file of the current schema holds.
  virtual void RestoreFrom(Connection& connection, const std::string& file,
                           const std::function<void(double)>& progress) = 0;
  // A folder for the working copy that a restore may need.
  virtual std::string ScratchFolder() const = 0;
};

// SOCI's words about a connection that could not be made, without its own preface.
inline std::string_view WithoutPreface(std::string_view words) {
  constexpr std::string_view kPreface = "Cannot establish connection to the database.";
  return words.substr(0, kPreface.size()) == kPreface ? words.substr(kPreface.size() + 1) : words;
}

// Opens nothing yet.
std::unique_ptr<EngineDriver> MakeSqliteEngine(const DatabaseOptions& options);
std::unique_ptr<EngineDriver> MakePostgresqlEngine(const DatabaseOptions& options);

}  // namespace newsstand::store
