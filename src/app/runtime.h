// Everything that runs in `serve`, wired in one place: made in order, taken down in reverse.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "app/commands.h"
#include "base/result.h"
#include "store/database.h"

namespace newsstand::app {

class Runtime {
 public:
  struct Options {
    Global global;
    bool demo_press_shown = false;          // the demo press stands in for titles that cannot be reached
    bool pseudo_languages = false;          // the interface in languages that there are not, too: to look at pages
    std::function<Status(Runtime&)> fill;   // puts titles into the store before anything is fetched; may be empty
  };

  // Opens and migrates the store, reads the edition. Fetches and serves nothing yet.
  static Result<std::unique_ptr<Runtime>> Create(Options options);
  ~Runtime();  // Stop()

  // Starts serving at the configured address, then fetching.
  Status Start();
  void Stop();

  // True when no title ever arrived and none of a sample of the catalogue answers within `wait`.
  bool CannotReachAnyTitle(std::chrono::seconds wait);

  store::Database& database();
  uint16_t port() const;

 private:
  struct Impl;
  explicit Runtime(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::app
