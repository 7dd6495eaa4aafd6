// A line of progress on a terminal, redrawn in place; nothing at all where standard error is no terminal.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace newsstand::app {

class Progress {
 public:
  explicit Progress(std::string label);
  ~Progress();  // ends the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `fraction` from 0 to 1, or below 0 when the end is not known. Drawn at most ten times a second.
  void Show(double fraction, std::string_view detail);

 private:
  void Draw(double fraction, std::string_view detail);

  const std::string label_;
  const bool terminal_;
  std::chrono::steady_clock::time_point drawn_{};
  const std::chrono::steady_clock::time_point begun_;
  bool anything_ = false;
};

}  // namespace newsstand::app
