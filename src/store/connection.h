// One connection to either engine, with its prepared statements.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/fault.h"
#include "store/statement.h"

namespace soci {
class session;
}

namespace newsstand::store {

// Not thread-safe: one user at a time. Functions throw; Translate says what the exception means.
class Connection {
 public:
  virtual ~Connection();

  // The prepared statement of this text, ready to be bound. `kinds`: see Statement.
  Statement& Prepare(std::string_view sql, std::string_view kinds = "");
  // One or several statements without parameters and results.
  virtual void Execute(const std::string& sql) = 0;
  // Ends the reading of all statements, so that none keeps a transaction open.
  virtual void Settle() = 0;
  virtual bool InTransaction() = 0;
  // What the exception that is being handled means. Call it in a catch block.
  virtual Fault Translate(std::exception_ptr exception) = 0;
  // Whether the schema in use has a table of this name.
  virtual bool HasTable(std::string_view name) = 0;

 protected:
  explicit Connection(std::unique_ptr<soci::session> session);
  soci::session& session() { return *session_; }

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  // Order matters: the statements go before the session.
  std::unique_ptr<soci::session> session_;
  std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> statements_;
};

}  // namespace newsstand::store
