#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>

namespace newsstand::log {
namespace {

std::atomic<Level> g_level{Level::kInfo};
std::atomic<bool> g_json{false};

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = std::make_shared<spdlog::logger>("newsstand", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_level(spdlog::level::trace);
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::warn);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug: return spdlog::level::debug;
    case Level::kInfo: return spdlog::level::info;
    case Level::kWarn: return spdlog::level::warn;
    case Level::kError: return spdlog::level::err;
    case Level::kOff: break;
  }
  return spdlog::level::off;
}

// Nothing from outside may end a line or move a terminal's cursor.
std::string EncodeControls(std::string_view message, bool json) {
  std::string out;
  out.reserve(message.size());
  for (size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    auto byte = static_cast<unsigned char>(c);
    // U+0080 … U+009F are controls to a terminal as well; in UTF-8 they are C2 and the code itself.
    const auto next = static_cast<unsigned char>(i + 1 < message.size() ? message[i + 1] : '\0');
    const bool upper = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    if (upper) {
      byte = next;
      ++i;
    }
    if (byte < 0x20 || byte == 0x7f || upper) {
      out += json ? fmt::format("\\u{:04x}", byte) : fmt::format("\\x{:02x}", byte);
    } else if (json && (c == '"' || c == '\\')) {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

void Configure(Level level, bool json) {
  g_level = level;
  g_json = json;
  Logger().set_pattern(
      json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%v"})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
      spdlog::pattern_time_type::utc);
}

bool Enabled(Level level) { return level >= g_level.load(std::memory_order_relaxed); }

void Write(Level level, std::string_view message) {
  if (level == Level::kOff) return;
  Logger().log(ToSpdlog(level), EncodeControls(message, g_json.load(std::memory_order_relaxed)));
}

}  // namespace newsstand::log
