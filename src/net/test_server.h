// For tests alone: a small HTTP/1.1 server on a loopback address that answers as the test says, also wrongly, and
// counts.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace newsstand::net {

struct TestRequest {
  std::string method, target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// The other end of one connection. `Send` is false once the client has gone or the server stops.
class TestPeer {
 public:
  TestPeer(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}

  bool Send(std::string_view bytes) {
    while (!bytes.empty() && !stopping_) {
      pollfd ready{socket_, POLLOUT, 0};
      if (poll(&ready, 1, 50) <= 0) continue;
      const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return !stopping_;
  }
  bool Answer(int status, std::string_view headers, std::string_view body) {
    return Send("HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                std::string(headers) + "\r\n" + std::string(body));
  }
  bool Redirect(int status, std::string_view location) {
    return Answer(status, "Location: " + std::string(location) + "\r\n", "");
  }
  void Sleep(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!stopping_ && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  void Close() { closed_ = true; }
  bool closed() const { return closed_; }

 private:
  int socket_;
  const std::atomic<bool>& stopping_;
  bool closed_ = false;
};

class TestServer {
 public:
  using Handler = std::function<void(const TestRequest&, TestPeer&)>;

  explicit TestServer(Handler handler, const char* address = "127.0.0.1", uint16_t port = 0)
      : handler_(std::move(handler)), address_(address), socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    inet_pton(AF_INET, address, &name.sin_addr);
    const int yes = 1;
    setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    socklen_t length = sizeof name;
    if (bind(socket_, reinterpret_cast<sockaddr*>(&name), length) != 0 || listen(socket_, 256) != 0 ||
        getsockname(socket_, reinterpret_cast<sockaddr*>(&name), &length) != 0) {
      throw std::runtime_error("the test server cannot listen");
    }
    port_ = ntohs(name.sin_port);
    thread_ = std::thread([this] { Accept(); });
  }
  ~TestServer() {
    stopping_ = true;
    thread_.join();
    for (auto& peer : peers_) peer.join();
    close(socket_);
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  uint16_t port() const { return port_; }
  std::string Url(std::string_view path = "/") const {
    return "http://" + address_ + ":" + std::to_string(port_) + std::string(path);
  }
  int connections() const { return connections_; }
  int most_at_once() const { return most_open_; }
  std::vector<TestRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void Accept() {
    while (!stopping_) {
      pollfd ready{socket_, POLLIN, 0};
      if (poll(&ready, 1, 20) <= 0) continue;
      const int peer = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (peer < 0) continue;
      ++connections_;
      most_open_ = std::max<int>(most_open_, ++open_);
      peers_.emplace_back([this, peer] {
        Serve(peer);
        close(peer);
        --open_;
      });
    }
  }

  // False when the client has gone or the server stops.
  bool Receive(int socket, std::string& buffer) {
    while (!stopping_) {
      pollfd ready{socket, POLLIN, 0};
      if (poll(&ready, 1, 20) <= 0) continue;
      char chunk[16384];
      const ssize_t got = recv(socket, chunk, sizeof chunk, 0);
      if (got <= 0) return false;
      buffer.append(chunk, static_cast<size_t>(got));
      return true;
    }
    return false;
  }

  void Serve(int socket) {
    TestPeer peer(socket, stopping_);
    std::string buffer;
    while (!peer.closed()) {
      size_t end;
      while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (buffer.size() > 1'000'000 || !Receive(socket, buffer)) return;
        if (buffer[0] == '\x16') return;  // a TLS handshake: not spoken here
      }
      TestRequest request = ParseHead(buffer.substr(0, end));
      buffer.erase(0, end + 4);
      const size_t length = static_cast<size_t>(std::atoi(request.headers["content-length"].c_str()));
      while (buffer.size() < length) {
        if (!Receive(socket, buffer)) return;
      }
      request.body = buffer.substr(0, length);
      buffer.erase(0, length);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      handler_(request, peer);
    }
  }

  static TestRequest ParseHead(std::string_view head) {
    TestRequest request;
    bool first = true;
    while (!head.empty()) {
      const size_t end = std::min(head.find("\r\n"), head.size());
      const std::string_view line = head.substr(0, end);
      head.remove_prefix(std::min(end + 2, head.size()));
      if (first) {
        request.method = line.substr(0, line.find(' '));
        const size_t space = line.find(' ') + 1;
        request.target = line.substr(space, line.rfind(' ') - space);
        first = false;
        continue;
      }
      const size_t colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      std::string name(line.substr(0, colon));
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ')) value.remove_prefix(1);
      request.headers[name] = value;
    }
    return request;
  }

  Handler handler_;
  std::string address_;
  int socket_;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0}, open_{0}, most_open_{0};
  mutable std::mutex mutex_;
  std::vector<TestRequest> requests_;
  std::vector<std::thread> peers_;
  std::thread thread_;
};

}  // namespace newsstand::net
