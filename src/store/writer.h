// The one thread that writes. It groups what is waiting into one durable commit.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/engine.h"

namespace newsstand::store {

struct WriterCounters {
  std::atomic<int64_t> writes = 0, commits = 0, failed = 0;
};

// Thread-safe. Destroying it finishes all that was queued.
class Writer {
 public:
  using Work = std::function<Status(Transaction&)>;

  explicit Writer(EngineDriver& engine);
  ~Writer();

  // Waits while the queue is full, so that a slow disk slows the program down instead of filling its memory.
  std::future<Status> Queue(Work work);
  bool IsThisThread() const { return std::this_thread::get_id() == thread_.get_id(); }
  // Runs `work` between two groups, with the connection, outside any transaction; on the caller's thread.
  Status Alone(const std::function<Status(Connection&)>& work);

  const WriterCounters& counters() const { return counters_; }

 private:
  struct Piece {
    Work work;
    std::promise<Status> promise;
  };
  using Group = std::vector<Piece>;

  void Loop();
  Group TakeGroup();
  // Makes the group durable, or fails it. Pieces it had no time for go back to the head of the queue.
  void Commit(Group group);
  // One attempt. The pieces' results, as far as it came within its time, or the fault that undid them all.
  tl::expected<std::vector<Status>, Fault> Attempt(Group& group);
  Status RunPiece(Transaction& transaction, Piece& piece, bool alone);
  void GiveBack(Group group, size_t done);
  Connection& Connected();

  EngineDriver& engine_;
  WriterCounters counters_;

  std::mutex connection_mutex_;             // held while a group, or Alone, uses the connection
  std::unique_ptr<Connection> connection_;  // guarded by connection_mutex_

  std::mutex mutex_;
  std::condition_variable filled_, emptied_;
  std::deque<Piece> queue_;  // guarded by mutex_
  bool stopping_ = false;    // guarded by mutex_
  std::thread thread_;       // last: it uses all of the above
};

}  // namespace newsstand::store
