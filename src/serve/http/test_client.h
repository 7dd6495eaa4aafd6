// For tests alone: a client that sends exactly the bytes it is given.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsstand::http {

class TestClient {
 public:
  explicit TestClient(uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    const timeval limit{8, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  }
  TestClient(TestClient&& other) noexcept : socket_(other.socket_), connected_(other.connected_) { other.socket_ = -1; }
  TestClient& operator=(TestClient&&) = delete;
  ~TestClient() {
    if (socket_ >= 0) close(socket_);
  }

  bool connected() const { return connected_; }
  void Send(std::string_view bytes) { (void)!send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  // "I have said all": the server sees the end of the input and may still answer.
  void EndSending() { shutdown(socket_, SHUT_WR); }
  // Until `wanted` was seen `times` times or the server closed.
  std::string Read(std::string_view wanted, int times = 1) {
    std::string text;
    char chunk[4096];
    while (true) {
      int seen = 0;
      for (size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) ++seen;
      if (!wanted.empty() && seen >= times) return text;
      const ssize_t got = recv(socket_, chunk, sizeof(chunk), 0);
      if (got <= 0) return text;
      text.append(chunk, static_cast<size_t>(got));
    }
  }
  std::string ReadAll() { return Read(""); }

 private:
  int socket_;
  bool connected_ = false;
};

}  // namespace newsstand::http
