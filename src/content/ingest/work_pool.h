// A fixed number of threads that run what is given to them, first come, first served.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace newsstand::ingest {

class WorkPool {
 public:
  explicit WorkPool(int threads);
  ~WorkPool();  // finishes what is running, drops what is waiting
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  void Run(std::function<void()> task);  // from any thread; never blocks

 private:
  void Work();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace newsstand::ingest
