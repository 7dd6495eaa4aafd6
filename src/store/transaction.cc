#include "store/transaction.h"

namespace newsstand::store {

void Transaction::RequireWritable() const {
  if (access_ == Access::kRead) {
    throw FaultError(ErrorCode::kInternal, "a change was asked for in a transaction that only reads");
  }
}

int64_t Transaction::NextChangeSeq() {
  RequireWritable();
  if (!tally_.locked) {
    // An update, not a select: it locks the row on PostgreSQL and changes nothing on SQLite, which has one writer.
    Statement& statement = Prepare(
        "UPDATE counters SET change_seq = change_seq + 1 WHERE id = 1 RETURNING change_seq", "i");
    if (!statement.Step()) throw FaultError(ErrorCode::kCorrupt, "the table of counters is empty");
    tally_.change_seq = statement.Int(0);
    while (statement.Step()) {
    }
    tally_.locked = true;
    return tally_.change_seq;
  }
  return ++tally_.change_seq;
}

void Transaction::AddToArticleCount(int64_t difference) { tally_.articles_added += difference; }

int64_t Transaction::ArticleCount() {
  Statement& statement = Prepare("SELECT articles FROM counters WHERE id = 1", "i");
  if (!statement.Step()) throw FaultError(ErrorCode::kCorrupt, "the table of counters is empty");
  return statement.Int(0) + tally_.articles_added;
}

void Transaction::FlushTally() {
  if (!tally_.locked && tally_.articles_added == 0) return;
  if (tally_.locked) {
    Prepare("UPDATE counters SET change_seq = :change_seq, articles = articles + :added WHERE id = 1")
        .BindInt(tally_.change_seq).BindInt(tally_.articles_added).Run();
  } else {
    Prepare("UPDATE counters SET articles = articles + :added WHERE id = 1").BindInt(tally_.articles_added).Run();
  }
  tally_ = Tally{};
}

void Transaction::SetFault(Fault fault) {
  if (!fault_) fault_ = std::move(fault);
}

void Transaction::BeginPiece() {
  fault_.reset();
  tally_before_piece_ = tally_;
}

void Transaction::UndoPiece() {
  fault_.reset();
  tally_ = tally_before_piece_;
}

}  // namespace newsstand::store
