// A small flood on loopback: who is slow, idle or in a hurry does not keep others waiting.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "serve/http/server.h"
#include "serve/http/test_client.h"

using namespace newsstand::http;

TEST_CASE("idle connections, slow heads, slow bodies and many short connections cost others nothing") {
  ServerOptions options;
  options.port = 0;
  options.threads = 2;
  Router router;
  router.Get("/", [](const Request&) { return Text(200, "front!"); });
  router.Post("/echo", [](const Request& request) { return Text(200, request.body); });
  Server server(options, std::move(router));
  REQUIRE(server.Start());  // which also makes room for the files this test opens

  std::vector<std::unique_ptr<TestClient>> held;
  for (int i = 0; i < 1500; ++i) {
    held.push_back(std::make_unique<TestClient>(server.port()));
    REQUIRE(held.back()->connected());
    if (i % 3 == 1) held.back()->Send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow");
    if (i % 3 == 2) held.back()->Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nab");
  }
  std::atomic<bool> stop{false};
  std::thread hurried([&] {
    while (!stop) TestClient(server.port()).Send("GET / HT");
  });
  // How many fit into a second is a matter of the machine; that each is answered before its client gives up is not.
  int served = 0;
  for (int i = 0; i < 40; ++i) {
    TestClient client(server.port());
    client.Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    if (client.Read("front!").starts_with("HTTP/1.1 200 ")) ++served;
  }
  stop = true;
  hurried.join();
  CHECK(served == 40);
  CHECK(server.counters().refused == 0);
}
