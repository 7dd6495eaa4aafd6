// The program's log: one line an event, `key=value` after the sentence, to standard error. Thread-safe.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace newsstand::log {

enum class Level { kDebug, kInfo, kWarn, kError, kOff };

// Call once at start. `json` writes one JSON object a line. Control characters in messages are always encoded, so that
// nothing from outside can forge a line.
void Configure(Level level, bool json);
bool Enabled(Level level);
void Write(Level level, std::string_view message);

template <class... Args>
void Info(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kInfo)) Write(Level::kInfo, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void Warn(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kWarn)) Write(Level::kWarn, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void Error(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kError)) Write(Level::kError, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void Debug(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kDebug)) Write(Level::kDebug, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace newsstand::log
