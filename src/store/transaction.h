// A connection inside a transaction. Only this module looks inside; everybody else passes it on.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "store/connection.h"
#include "store/engine.h"

namespace newsstand::store {

// The numbers that are taken once a transaction, and written back before it ends.
struct Tally {
  bool locked = false;         // the counter's row is held until the transaction ends
  int64_t change_seq = 0;      // the last one given
  int64_t articles_added = 0;  // since the transaction began; negative after merges
};

class Transaction {
 public:
  Transaction(Connection& connection, Access access) : connection_(connection), access_(access) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Statement& Prepare(std::string_view sql, std::string_view kinds = "") { return connection_.Prepare(sql, kinds); }
  Connection& connection() { return connection_; }

  // Throws when this transaction only reads.
  void RequireWritable() const;
  // The next number in the order of changes. Whoever gives numbers holds a lock until it commits, so that they become
  // visible in their order and no follower of ArticlesChangedAfter misses one.
  int64_t NextChangeSeq();
  void AddToArticleCount(int64_t difference);
  int64_t ArticleCount();
  // Writes back what was counted. Before COMMIT.
  void FlushTally();

  // The first engine error in this piece of work. After it PostgreSQL refuses everything until a rollback; so do we, on
  // both engines: a piece that swallowed an error must not be acknowledged.
  const std::optional<Fault>& fault() const { return fault_; }
  void SetFault(Fault fault);
  // A piece begins, or is undone: its numbers with it.
  void BeginPiece();
  void UndoPiece();

 private:
  Connection& connection_;
  const Access access_;
  Tally tally_;
  Tally tally_before_piece_;
  std::optional<Fault> fault_;
};

// Runs `body`, which returns a Result or Status, and turns what it throws into an Error that begins with `doing`
// ("saving a feed").
template <class Body>
auto Guarded(Transaction& transaction, std::string_view doing, Body&& body) -> decltype(body()) {
  if (transaction.fault()) return Fail(transaction.fault()->error);
  try {
    return body();
  } catch (...) {
    Fault fault = transaction.connection().Translate(std::current_exception());
    fault.error.message = std::string(doing) + ": " + fault.error.message;
    transaction.SetFault(fault);
    return Fail(std::move(fault.error));
  }
}

}  // namespace newsstand::store
