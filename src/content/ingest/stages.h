// The stages of ingest, by name, with the time they took. Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace newsstand::ingest {

enum class Stage { kFetchFeed, kParse, kIdentify, kEnrich, kStore, kFetchPage, kExtract, kStorePage };
inline constexpr size_t kStages = 8;
std::string_view StageName(Stage stage);

class StageTimes {
 public:
  struct Total {
    int64_t count = 0, micros = 0;
  };
  void Add(Stage stage, std::chrono::microseconds took) {
    count_[static_cast<size_t>(stage)].fetch_add(1, std::memory_order_relaxed);
    micros_[static_cast<size_t>(stage)].fetch_add(took.count(), std::memory_order_relaxed);
  }
  Total Of(Stage stage) const {
    return {count_[static_cast<size_t>(stage)].load(), micros_[static_cast<size_t>(stage)].load()};
  }

 private:
  std::array<std::atomic<int64_t>, kStages> count_{}, micros_{};
};

// Adds the time until the end of its scope.
class Timed {
 public:
  Timed(StageTimes& times, Stage stage) : times_(times), stage_(stage), begun_(std::chrono::steady_clock::now()) {}
  ~Timed() {
    times_.Add(stage_, std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_));
  }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  StageTimes& times_;
  const Stage stage_;
  const std::chrono::steady_clock::time_point begun_;
};

}  // namespace newsstand::ingest
