// Connections for reading, opened when first needed and kept.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/engine.h"

namespace newsstand::store {

// Thread-safe.
class ReaderPool {
 public:
  ReaderPool(EngineDriver& engine, int size) : engine_(engine), free_slots_(size > 0 ? size : 1) {}

  // A connection that is the holder's alone until it is returned or dropped.
  class Lease {
   public:
    explicit Lease(ReaderPool& pool);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    // Throws what connecting throws.
    Connection& Get();
    // What is left of the connection is not to be trusted: Get makes a new one.
    void Drop() { connection_.reset(); }

   private:
    ReaderPool& pool_;
    std::unique_ptr<Connection> connection_;
    int generation_ = 0;
  };

  // The schema has changed: connections made before are not used again.
  void Renew();

 private:
  EngineDriver& engine_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int free_slots_;      // guarded by mutex_
  int generation_ = 0;  // guarded by mutex_
  std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
};

}  // namespace newsstand::store
