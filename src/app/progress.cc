#include "app/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/text.h"

namespace newsstand::app {
namespace {

constexpr auto kDrawEvery = std::chrono::milliseconds(100);
constexpr auto kWorthShowing = std::chrono::milliseconds(400);  // what is over sooner needs no line
constexpr int kBarWidth = 24;

int TerminalColumns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

Progress::Progress(std::string label)
    : label_(std::move(label)), terminal_(isatty(STDERR_FILENO) != 0), begun_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (anything_) std::fputs("\r\033[K", stderr);
}

void Progress::Show(double fraction, std::string_view detail) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || now - begun_ < kWorthShowing || now - drawn_ < kDrawEvery) return;
  drawn_ = now;
  anything_ = true;
  Draw(std::min(fraction, 1.0), detail);
}

void Progress::Draw(double fraction, std::string_view detail) {
  std::string line = label_ + " ";
  if (fraction >= 0) {
    const int full = static_cast<int>(fraction * kBarWidth);
    for (int i = 0; i < kBarWidth; ++i) line += i < full ? "█" : "░";
    line += fmt::format(" {:3.0f} %  ", fraction * 100);
  }
  line += detail;
  const std::string shown = Ellipsize(line, static_cast<size_t>(std::max(10, TerminalColumns() - 2)));
  std::fprintf(stderr, "\r\033[K%s", shown.c_str());
  std::fflush(stderr);
}

}  // namespace newsstand::app
