// SIGINT and SIGTERM as something that can be waited for.
#pragma once

#include <chrono>

namespace newsstand::app {

// Make it before any thread is started: it blocks the signals, and threads inherit that.
class StopSignal {
 public:
  StopSignal();
  // True as soon as a signal came; false when the time is over.
  bool WaitFor(std::chrono::milliseconds time) const;
  // Until a signal comes (true) or Release is called (false).
  bool Wait() const;
  void Release() const;
};

}  // namespace newsstand::app
