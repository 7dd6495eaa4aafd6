#include "app/signals.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace newsstand::app {
namespace {

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGUSR2);  // Release
  return signals;
}

}  // namespace

StopSignal::StopSignal() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool StopSignal::WaitFor(std::chrono::milliseconds time) const {
  const sigset_t signals = StopSignals();
  const timespec wait{time.count() / 1000, (time.count() % 1000) * 1'000'000};
  const int signal = sigtimedwait(&signals, nullptr, &wait);
  return signal == SIGINT || signal == SIGTERM;
}

bool StopSignal::Wait() const {
  const sigset_t signals = StopSignals();
  int signal = 0;
  while (sigwait(&signals, &signal) == EINTR) {
  }
  return signal == SIGINT || signal == SIGTERM;
}

void StopSignal::Release() const { kill(getpid(), SIGUSR2); }

}  // namespace newsstand::app
