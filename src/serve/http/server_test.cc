#include "serve/http/server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace newsstand::http;

namespace {

// A client that sends exactly the bytes it is given.
class Client {
 public:
  explicit Client(uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    const timeval limit{8, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  }
  ~Client() { close(socket_); }
  void Send(std::string_view bytes) { (void)!send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
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
};

Router TestRoutes() {
  Router router;
  router.Get("/", [](const Request&) { return Text(200, "front!"); });
  router.Get("/slow", [](const Request&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return Text(200, "slept!");
  }, Work::kBlocking);
  router.Get("/throws", [](const Request&) -> Response { throw std::runtime_error("no"); });
  router.Get("/remote", [](const Request& request) { return Text(200, request.remote + "!"); });
  router.Post("/echo", [](const Request& request) { return Text(200, request.body + "!"); });
  router.SetErrorPage([](const Request&, int status) { return Text(status, "error " + std::to_string(status) + "!"); });
  return router;
}

ServerOptions TestOptions() {
  ServerOptions options;
  options.port = 0;
  options.threads = 2;
  options.header_timeout = std::chrono::seconds(1);
  options.body_timeout = std::chrono::seconds(1);
  return options;
}

std::string Exchange(uint16_t port, std::string_view bytes) {
  Client client(port);
  client.Send(bytes);
  return client.Read("!");
}

}  // namespace

TEST_CASE("requests are answered one after another on one connection, pipelined or in pieces") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  Client client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.Read("front!", 2).find("HTTP/1.1 200 OK") == 0);
  client.Send("POST /echo HTTP/1.1\r\nHo");
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  client.Send("st: a\r\nContent-Length: 10\r\n\r\n01234");
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  client.Send("56789");
  CHECK(client.Read("!").find("0123456789!") != std::string::npos);
  CHECK(server.counters().requests == 3);
}

TEST_CASE("what may be read in two ways is answered with 400 and the connection closed") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  for (const char* bytes : {
           "GET / HTTP/1.1\r\n\r\n",                                                     // no host
           "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",                               // two hosts
           "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
           "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
           "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
           "GET /../x HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n",
           "nonsense\r\n\r\n",
       }) {
    const std::string answer = Exchange(server.port(), bytes);
    CHECK_MESSAGE(answer.find("HTTP/1.1 400 ") == 0, bytes << " → " << answer);
  }
}

TEST_CASE("limits have their own answers") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  const std::string long_header = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n";
  CHECK(Exchange(server.port(), long_header).find("431") != std::string::npos);
  const std::string long_target = "GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n";
  CHECK(Exchange(server.port(), long_target).find("414") != std::string::npos);
  const std::string long_body = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n";
  CHECK(Exchange(server.port(), long_body).find("413") != std::string::npos);
  CHECK(Exchange(server.port(), "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n").find("Allow: GET, HEAD") != std::string::npos);
  CHECK(Exchange(server.port(), "GET /none HTTP/1.1\r\nHost: a\r\n\r\n").find("404") != std::string::npos);
}

TEST_CASE("a handler that throws costs its own request only") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  Client client(server.port());
  client.Send("GET /throws HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.Read("!").find("error 500!") != std::string::npos);
  client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.Read("!").find("front!") != std::string::npos);
}

TEST_CASE("slow headers and slow bodies are cut off with 408 while others are served") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  Client slow_head(server.port()), slow_body(server.port());
  slow_head.Send("GET / HTTP/1.1\r\nHost:");
  slow_body.Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0");
  CHECK(Exchange(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n").find("front!") != std::string::npos);
  CHECK(slow_head.Read("!").find("408") != std::string::npos);
  CHECK(slow_body.Read("!").find("408") != std::string::npos);
}

TEST_CASE("blocking work does not hold up work in memory, and a full queue says 503") {
  ServerOptions options = TestOptions();
  options.blocking_threads = 1;
  options.blocking_queue = 0;
  Server server(options, TestRoutes());
  REQUIRE(server.Start());
  Client first(server.port());
  first.Send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(Exchange(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n").find("front!") != std::string::npos);
  const std::string refused = Exchange(server.port(), "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(refused.find("503") != std::string::npos);
  CHECK(refused.find("Retry-After: 1") != std::string::npos);
  CHECK(first.Read("!").find("slept!") != std::string::npos);
}

TEST_CASE("stopping lets a request under way finish") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  Client idle(server.port()), busy(server.port());
  busy.Send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  server.Stop(std::chrono::seconds(5));
  const std::string answer = busy.ReadAll();
  CHECK(answer.find("slept!") != std::string::npos);
  CHECK(idle.ReadAll() == "");
}

TEST_CASE("a port in use is named") {
  Server first(TestOptions(), TestRoutes());
  REQUIRE(first.Start());
  ServerOptions options = TestOptions();
  options.port = first.port();
  Server second(options, TestRoutes());
  const auto status = second.Start();
  REQUIRE_FALSE(status);
  CHECK(status.error().code == newsstand::ErrorCode::kConflict);
  CHECK(status.error().message.find(std::to_string(first.port())) != std::string::npos);
}

TEST_CASE("a forwarded address is believed only from a configured proxy") {
  const std::string_view bytes = "GET /remote HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.1.1.1, 203.0.113.9\r\n\r\n";
  Server plain(TestOptions(), TestRoutes());
  REQUIRE(plain.Start());
  CHECK(Exchange(plain.port(), bytes).find("\r\n127.0.0.1!") != std::string::npos);
  ServerOptions options = TestOptions();
  options.trusted_proxies = {"127.0.0.0/8"};
  Server proxied(options, TestRoutes());
  REQUIRE(proxied.Start());
  CHECK(Exchange(proxied.port(), bytes).find("\r\n203.0.113.9!") != std::string::npos);
}
