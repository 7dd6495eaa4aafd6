#include "store/writer.h"

#include <algorithm>

#include "base/log.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

constexpr size_t kQueueLength = 1024;  // pieces
constexpr size_t kGroupSize = 256;     // pieces in one commit
// A group that takes longer is committed as it is: nobody waits long for small work behind large work.
constexpr std::chrono::milliseconds kGroupTime{200};

Fault CurrentFault(Connection* connection) {
  if (connection != nullptr) return connection->Translate(std::current_exception());
  try {
    throw;
  } catch (const FaultError& error) {
    return error.fault();
  } catch (const std::exception& error) {
    return Fault{{ErrorCode::kInternal, error.what()}, true, true, false};
  }
}

}  // namespace

Writer::Writer(EngineDriver& engine) : engine_(engine), thread_([this] { Loop(); }) {}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  filled_.notify_all();
  thread_.join();
}

std::future<Status> Writer::Queue(Work work) {
  Piece piece{std::move(work), {}};
  std::future<Status> future = piece.promise.get_future();
  {
    std::unique_lock lock(mutex_);
    // The writer itself never waits for room: nobody else would make any.
    if (!IsThisThread()) emptied_.wait(lock, [&] { return queue_.size() < kQueueLength; });
    queue_.push_back(std::move(piece));
  }
  filled_.notify_one();
  return future;
}

void Writer::Loop() {
  while (true) {
    Group group = TakeGroup();
    if (group.empty()) return;
    Commit(std::move(group));
  }
}

Writer::Group Writer::TakeGroup() {
  Group group;
  {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    const size_t count = std::min(queue_.size(), kGroupSize);
    group.reserve(count);
    for (size_t i = 0; i < count; ++i) {
      group.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
  }
  emptied_.notify_all();
  return group;
}

void Writer::GiveBack(Group group, size_t done) {
  std::lock_guard lock(mutex_);
  for (size_t i = group.size(); i > done; --i) queue_.push_front(std::move(group[i - 1]));
}

Connection& Writer::Connected() {
  if (!connection_) connection_ = engine_.Connect(Access::kWrite);
  return *connection_;
}

Status Writer::RunPiece(Transaction& transaction, Piece& piece, bool alone) {
  transaction.BeginPiece();
  if (!alone) transaction.connection().Execute("SAVEPOINT piece");
  Status status;
  try {
    status = piece.work(transaction);
  } catch (const std::exception& error) {
    status = Fail(ErrorCode::kInternal, std::string("a piece of work failed: ") + error.what());
  } catch (...) {
    status = Fail(ErrorCode::kInternal, "a piece of work failed with an unknown exception");
  }
  if (transaction.fault()) {
    if (transaction.fault()->transaction_lost || !transaction.connection().InTransaction()) {
      throw FaultError(*transaction.fault());
    }
    if (status) status = Fail(transaction.fault()->error);
  }
  transaction.connection().Settle();
  if (status) {
    if (!alone) transaction.connection().Execute("RELEASE SAVEPOINT piece");
    return status;
  }
  transaction.UndoPiece();
  transaction.connection().Execute(alone ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece");
  return status;
}

tl::expected<std::vector<Status>, Fault> Writer::Attempt(Group& group) {
  bool committing = false;
  try {
    Connection& connection = Connected();
    connection.Execute(std::string(engine_.BeginWrite()));
    const auto started = std::chrono::steady_clock::now();
    Transaction transaction(connection, Access::kWrite);
    std::vector<Status> results;
    const bool alone = group.size() == 1;
    for (Piece& piece : group) {
      results.push_back(RunPiece(transaction, piece, alone));
      if (std::chrono::steady_clock::now() - started > kGroupTime) break;
    }
    if (connection.InTransaction()) {  // else the only piece was undone
      transaction.FlushTally();
      connection.Settle();
      committing = true;
      connection.Execute("COMMIT");
      ++counters_.commits;
    }
    return results;
  } catch (...) {
    Fault fault = CurrentFault(connection_.get());
    if (committing && fault.connection_lost) {
      // The COMMIT may have arrived: doing the work again could do it twice.
      fault.again = false;
      fault.error.message += "; whether the last writes arrived is not known";
    }
    if (connection_ && !fault.connection_lost) {
      try {
        connection_->Settle();
        if (connection_->InTransaction()) connection_->Execute("ROLLBACK");
      } catch (const std::exception&) {
        connection_.reset();
      }
    } else {
      connection_.reset();
    }
    return tl::unexpected(std::move(fault));
  }
}

void Writer::Commit(Group group) {
  tl::expected<std::vector<Status>, Fault> outcome;
  {
    std::lock_guard lock(connection_mutex_);
    if (Status room = engine_.RoomToWrite(); !room) {
      outcome = tl::unexpected(Fault{room.error(), true, false, false});
    } else {
      outcome = Attempt(group);
      // Nothing was acknowledged, so the whole group may run again.
      if (!outcome && outcome.error().again) outcome = Attempt(group);
    }
  }
  if (!outcome) {
    log::Error("a group of {} writes failed: {}", group.size(), outcome.error().error.message);
    counters_.writes += static_cast<int64_t>(group.size());
    counters_.failed += static_cast<int64_t>(group.size());
    for (Piece& piece : group) piece.promise.set_value(Fail(outcome.error().error));
    return;
  }
  const size_t done = outcome->size();
  counters_.writes += static_cast<int64_t>(done);
  std::vector<Piece> finished;
  for (size_t i = 0; i < done; ++i) finished.push_back(std::move(group[i]));
  GiveBack(std::move(group), done);
  for (size_t i = 0; i < done; ++i) {
    if (!(*outcome)[i]) ++counters_.failed;
    finished[i].promise.set_value(std::move((*outcome)[i]));
  }
}

Status Writer::Alone(const std::function<Status(Connection&)>& work) {
  if (IsThisThread()) return Fail(ErrorCode::kInternal, "the whole database was asked for from inside a piece of work");
  std::lock_guard lock(connection_mutex_);
  try {
    Status status = work(Connected());
    // What was prepared before may not fit what is there now.
    connection_.reset();
    return status;
  } catch (...) {
    Fault fault = CurrentFault(connection_.get());
    connection_.reset();
    return Fail(std::move(fault.error));
  }
}

}  // namespace newsstand::store
