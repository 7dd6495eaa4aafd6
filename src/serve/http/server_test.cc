#include "serve/http/server.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "serve/http/test_client.h"

using namespace newsstand::http;

namespace {

using Client = TestClient;

const std::string kFilePath = "/tmp/newsstand_server_test.bin";

Router TestRoutes() {
  Router router;
  router.Get("/", [](const Request&) { return Text(200, "front!"); });
  router.Get("/slow", [](const Request&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return Text(200, "slept!");
  }, Work::kBlocking);
  router.Get("/throws", [](const Request&) -> Response { throw std::runtime_error("no"); });
  router.Get("/throws-a-number", [](const Request&) -> Response { throw 7; }, Work::kBlocking);
  router.Get("/file", [](const Request&) {
    Response response;
    response.content_type = "application/octet-stream";
    response.file = kFilePath;
    return response;
  });
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

TEST_CASE("an ambiguous request ends its connection: what follows it is not read") {
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  for (const char* bytes : {"GET /a/../x HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
                            "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
                            "GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"}) {
    Client client(server.port());
    client.Send(std::string(bytes) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string answer = client.ReadAll();
    CHECK_MESSAGE(answer.starts_with("HTTP/1.1 400 "), bytes << answer);
    CHECK_MESSAGE(answer.find("Connection: close") != std::string::npos, bytes);
    CHECK_MESSAGE(answer.find("front!") == std::string::npos, bytes);
  }
}

TEST_CASE("a file is sent whole and in part, and removing it on the way cuts nothing off") {
  const std::string bytes(3'000'000, 'f');
  std::ofstream(kFilePath) << bytes << "!";
  Server server(TestOptions(), TestRoutes());
  REQUIRE(server.Start());
  Client client(server.port());
  client.Send("GET /file HTTP/1.1\r\nHost: a\r\nRange: bytes=2999999-\r\n\r\n");
  CHECK(client.Read("\r\n\r\nf!").find("206") != std::string::npos);
  client.Send("HEAD /file HTTP/1.1\r\nHost: a\r\n\r\nGET /file HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  std::remove(kFilePath.c_str());
  const std::string answer = client.Read("!");
  CHECK(answer.find("Content-Length: 3000001") != std::string::npos);
  CHECK(answer.substr(answer.rfind("\r\n\r\n") + 4) == bytes + "!");
  client.Send("GET /file HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string gone = client.Read("front!");
  CHECK(gone.find("HTTP/1.1 404 ") == 0);
}

TEST_CASE("a handler that throws what is no exception gives its place in the pool back") {
  ServerOptions options = TestOptions();
  options.blocking_threads = 1;
  options.blocking_queue = 0;
  Server server(options, TestRoutes());
  REQUIRE(server.Start());
  for (int i = 0; i < 3; ++i) {
    CHECK(Exchange(server.port(), "GET /throws-a-number HTTP/1.1\r\nHost: a\r\n\r\n").find("error 500!") != std::string::npos);
  }
}

TEST_CASE("a busy answer says once when to come again, whatever the error page says") {
  ServerOptions options = TestOptions();
  options.blocking_threads = 1;
  options.blocking_queue = 0;
  Router router = TestRoutes();
  router.SetErrorPage([](const Request&, int status) { return Text(status, "busy!").Set("Retry-After", "10"); });
  Server server(options, std::move(router));
  REQUIRE(server.Start());
  Client first(server.port());
  first.Send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const std::string answer = Exchange(server.port(), "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  const size_t once = answer.find("Retry-After: ");
  REQUIRE(once != std::string::npos);
  CHECK(answer.find("Retry-After: ", once + 1) == std::string::npos);
}

TEST_CASE("stopping while handlers are slow and requests half sent ends in time, and says close") {
  for (int round = 0; round < 3; ++round) {
    Server server(TestOptions(), TestRoutes());
    REQUIRE(server.Start());
    Client slow(server.port()), half(server.port()), posted(server.port());
    slow.Send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    half.Send("GET /slow HTTP/1.1\r\nHo");
    posted.Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto begun = std::chrono::steady_clock::now();
    server.Stop(std::chrono::seconds(round));
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(round + 3));
    const std::string answer = slow.ReadAll();
    if (round > 0) {
      CHECK(answer.find("slept!") != std::string::npos);
      CHECK(answer.find("Connection: close") != std::string::npos);
    }
  }
}

TEST_CASE("request bodies together take a bounded part of memory") {
  ServerOptions options = TestOptions();
  options.body_timeout = std::chrono::seconds(5);
  Server server(options, TestRoutes());
  REQUIRE(server.Start());
  std::vector<Client> waiting;
  for (int i = 0; i < 64; ++i) {
    waiting.emplace_back(server.port());
    waiting.back().Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\nx");
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const std::string small = "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
  CHECK(Exchange(server.port(), small).find("HTTP/1.1 503 ") == 0);
  CHECK(Exchange(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n").find("front!") != std::string::npos);
  waiting.clear();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  CHECK(Exchange(server.port(), small + "y").find("y!") != std::string::npos);
}

TEST_CASE("near the limit of connections idle ones make room for new ones") {
  ServerOptions options = TestOptions();
  options.max_connections = 40;
  options.header_timeout = std::chrono::seconds(30);
  Server server(options, TestRoutes());
  REQUIRE(server.Start());
  std::vector<Client> idle;
  for (int i = 0; i < 38; ++i) idle.emplace_back(server.port());
  std::this_thread::sleep_for(std::chrono::milliseconds(3000));
  for (int i = 0; i < 20; ++i) {
    CHECK(Exchange(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n").find("front!") != std::string::npos);
  }
  CHECK(server.counters().refused == 0);
}

TEST_CASE("a wrong range of proxies stops the start with its text") {
  ServerOptions options = TestOptions();
  options.trusted_proxies = {"10.0.0.0/64"};
  Server server(options, TestRoutes());
  const auto status = server.Start();
  REQUIRE_FALSE(status);
  CHECK(status.error().message.find("10.0.0.0/64") != std::string::npos);
}
