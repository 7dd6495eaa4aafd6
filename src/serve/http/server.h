// The HTTP/1.1 server: Boost.Beast with coroutines behind a plain interface.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "serve/http/router.h"

namespace newsstand::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;         // 0: any free one; see Server::port()
  int threads = 0;              // 0: one a core
  int blocking_threads = 4;
  int blocking_queue = 256;
  int network_threads = 16;
  int network_queue = 512;
  int max_connections = 12'000;
  int max_connections_per_address = 256;  // loopback and configured proxies are exempt
  std::chrono::seconds header_timeout{10};
  std::chrono::seconds body_timeout{30};
  std::chrono::seconds write_timeout{30};
  std::chrono::seconds idle_timeout{60};
  std::vector<std::string> trusted_proxies;  // addresses or ranges whose X-Forwarded-For is believed
  std::vector<std::pair<std::string, std::string>> headers;  // on every response, unless a handler set the same name
};

// Counters since start, for /metrics.
struct ServerCounters {
  int64_t connections = 0, open_connections = 0, requests = 0, bytes_sent = 0;
  int64_t responses_2xx = 0, responses_3xx = 0, responses_4xx = 0, responses_5xx = 0, refused = 0;
  int64_t handle_micros = 0;  // sum of the time handlers took
};

class Server {
 public:
  Server(ServerOptions options, Router router);
  ~Server();  // Stop()

  // Binds and starts serving; returns when it listens. kConflict when the port is in use (the sentence names it),
  // kDenied when it may not be bound, kInvalid for an address that is none.
  Status Start();
  // Stops accepting, lets requests under way finish for `grace`, then closes everything.
  void Stop(std::chrono::seconds grace = std::chrono::seconds(10));
  uint16_t port() const;
  ServerCounters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::http
