// The press's HTTP/1.1 server: plain, keep-alive, one handler for all addresses. Independent of the product's server,
// because it also has to misbehave.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "press/http.h"

namespace newsstand::press {

class Server {
 public:
  // Where to listen. With port 0 in the first one a free port is chosen that is free on every address with port 0.
  struct Endpoint {
    std::string address;  // "127.0.1.7"
    uint16_t port = 0;
  };

  // Takes the ports; nobody is answered before Run.
  static Result<std::unique_ptr<Server>> Bind(const std::vector<Endpoint>& endpoints);
  void Run(Handler handler);  // once; returns at once
  ~Server();                  // stops; open connections are closed
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  uint16_t port() const;  // of the first endpoint

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::press
