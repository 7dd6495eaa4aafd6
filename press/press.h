// The press: a local origin that publishes feeds and pages, for demonstrations, tests and measurements. Runs inside any
// program; the program `press` is a thin shell around it.
//
// Every title has an address of its own in 127.0.0.0/8, so that a polite client sees as many hosts as there are titles.
// Nothing is reachable from outside the machine.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace newsstand::press {

enum class Mode {
  kDemo,    // the invented titles
  kReplay,  // real articles from `file`, as the titles that wrote them
  kFolder,  // the feed files in `file`, each at an address of its own
};

// How titles are told apart.
enum class Layout {
  kAddresses,  // http://127.0.1.1:PORT, http://127.0.1.2:PORT, …: a host each
  kPorts,      // http://127.0.0.1:PORT+1, …
  kPaths,      // http://127.0.0.1:PORT/t/SLUG: one host
};

struct Options {
  Mode mode = Mode::kDemo;
  Layout layout = Layout::kAddresses;
  uint16_t port = 0;  // 0: any free one
  const Clock* clock =
      nullptr;  // must outlive the press; nullptr: the machine's. The demo's four days end when it starts
  uint64_t seed = 1;
  double fault_rate = 0;           // 0 … 1: share of answers that fail in a way a second try mends
  std::filesystem::path file;      // kReplay: articles.jsonl; kFolder: the folder
  double articles_per_second = 0;  // kReplay: 0 all at once
  std::filesystem::path data;      // kDemo: read titles and events from here instead of the built-in ones
  std::filesystem::path pictures;  // cache of drawn pictures; empty: a folder in the system's temporary one
  bool publish_on = true;          // kDemo: routine pieces, before the start and for ever after
};

// Runs in threads of its own from Start until destruction or Stop.
class Press {
 public:
  // A bad data file, a port in use, an unreadable file: an error whose message says so.
  static Result<std::unique_ptr<Press>> Start(Options options);
  ~Press();
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;

  void Stop();  // idempotent; open connections are closed

  uint16_t port() const;
  std::string address() const;            // "http://127.0.0.1:8123"
  std::string catalogue_address() const;  // address() + "/catalogue.toml"
  const std::string& catalogue() const;   // the same text, for programs that need not fetch it
  const std::string& urls() const;        // all feed addresses, one a line
  size_t title_count() const;
  size_t article_count() const;                      // published by now
  size_t article_count_in_all() const;               // known so far, published or to come
  const std::vector<std::string>& warnings() const;  // what was wrong with the input and how it was read

 private:
  struct Impl;
  explicit Press(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::press
