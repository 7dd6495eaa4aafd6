#include "store/reader_pool.h"

namespace newsstand::store {

ReaderPool::Lease::Lease(ReaderPool& pool) : pool_(pool) {
  std::unique_lock lock(pool_.mutex_);
  pool_.freed_.wait(lock, [&] { return pool_.free_slots_ > 0; });
  --pool_.free_slots_;
  generation_ = pool_.generation_;
  if (!pool_.idle_.empty()) {
    connection_ = std::move(pool_.idle_.back());
    pool_.idle_.pop_back();
  }
}

ReaderPool::Lease::~Lease() {
  {
    std::lock_guard lock(pool_.mutex_);
    ++pool_.free_slots_;
    if (connection_ && generation_ == pool_.generation_) pool_.idle_.push_back(std::move(connection_));
  }
  pool_.freed_.notify_one();
}

Connection& ReaderPool::Lease::Get() {
  if (!connection_) connection_ = pool_.engine_.Connect(Access::kRead);
  return *connection_;
}

void ReaderPool::Renew() {
  std::lock_guard lock(mutex_);
  ++generation_;
  idle_.clear();
}

}  // namespace newsstand::store
