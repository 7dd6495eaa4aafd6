#include "content/fetch/robots_cache.h"

#include <doctest/doctest.h>

#include "content/fetch/test_press.h"

namespace newsstand::fetch {
namespace {

using net::TestPeer;
using net::TestRequest;
using net::TestServer;
using std::chrono::hours;
using std::chrono::minutes;

constexpr char kRobots[] =
    "User-agent: *\nDisallow: /secret\nLicense: /rsl.xml\nSitemap: https://maps.example/news.xml\n";

}  // namespace

TEST_CASE("robots.txt is fetched once a day, whatever is asked") {
  TestServer server([](const TestRequest&, TestPeer& peer) { peer.Answer(200, "", kRobots); });
  Rig rig;
  CHECK(rig.Check(server.Url("/a")).allowed);
  const auto verdict = rig.Check(server.Url("/secret/b"));
  CHECK_FALSE(verdict.allowed);
  CHECK_FALSE(verdict.unreachable);
  CHECK(verdict.reason == "The robots.txt of 127.0.0.1 does not let us read this address.");
  CHECK(verdict.licenses == std::vector<std::string>{server.Url("/rsl.xml")});
  CHECK(verdict.sitemaps == std::vector<std::string>{"https://maps.example/news.xml"});
  rig.clock.Advance(hours(23));
  CHECK(rig.Check(server.Url("/a")).allowed);
  CHECK(server.requests().size() == 1);
  rig.clock.Advance(hours(2));
  CHECK(rig.Check(server.Url("/a")).allowed);
  CHECK(server.requests().size() == 2);
}

TEST_CASE("questions that come together cost one request") {
  TestServer server([](const TestRequest&, TestPeer& peer) {
    peer.Sleep(std::chrono::milliseconds(50));
    peer.Answer(200, "", kRobots);
  });
  Rig rig;
  std::promise<void> all;
  std::atomic<int> allowed{0}, refused{0};
  for (int i = 0; i < 20; ++i) {
    rig.robots.CheckLater(server.Url(i % 2 == 0 ? "/a" : "/secret"), [&](RobotsVerdict verdict) {
      ++(verdict.allowed ? allowed : refused);
      if (allowed + refused == 20) all.set_value();
    });
  }
  all.get_future().wait();
  CHECK(allowed == 10);
  CHECK(refused == 10);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("no robots.txt allows everything") {
  for (int status : {400, 401, 403, 404, 410, 429}) {
    TestServer server([&](const TestRequest&, TestPeer& peer) { peer.Answer(status, "", "Disallow: /"); });
    Rig rig;
    CHECK(rig.Check(server.Url("/a")).allowed);
  }
}

TEST_CASE("a robots.txt that cannot be read forbids everything, until it can") {
  std::atomic<int> status{503};
  TestServer server(
      [&](const TestRequest&, TestPeer& peer) { peer.Answer(status, "", "User-agent: *\nDisallow: /x\n"); });
  Rig rig;
  const auto verdict = rig.Check(server.Url("/a"));
  CHECK_FALSE(verdict.allowed);
  CHECK(verdict.unreachable);
  CHECK(verdict.reason == "The robots.txt of 127.0.0.1 cannot be read (503), so nothing may be fetched there.");
  status = 200;
  CHECK_FALSE(rig.Check(server.Url("/a")).allowed);
  rig.clock.Advance(minutes(16));
  CHECK(rig.Check(server.Url("/a")).allowed);
  CHECK(server.requests().size() == 2);
}

TEST_CASE("the last good copy holds for 30 days of trouble") {
  std::atomic<int> status{200};
  TestServer server([&](const TestRequest&, TestPeer& peer) { peer.Answer(status, "", kRobots); });
  Rig rig;
  CHECK(rig.Check(server.Url("/a")).allowed);
  status = 500;
  rig.clock.Advance(hours(24 * 29));
  CHECK(rig.Check(server.Url("/a")).allowed);
  CHECK_FALSE(rig.Check(server.Url("/secret")).allowed);
  rig.clock.Advance(hours(24 * 2));
  CHECK_FALSE(rig.Check(server.Url("/a")).allowed);
}

TEST_CASE("redirects of robots.txt are followed, and too many of them mean there is none") {
  TestServer server([](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/moved") return void(peer.Answer(200, "", kRobots));
    peer.Redirect(301, "/moved");
  });
  TestServer circle([](const TestRequest&, TestPeer& peer) { peer.Redirect(302, "/robots.txt"); });
  Rig rig;
  CHECK_FALSE(rig.Check(server.Url("/secret")).allowed);
  CHECK(rig.Check(circle.Url("/secret")).allowed);
}

TEST_CASE("of an endless robots.txt the beginning counts") {
  TestServer server([](const TestRequest&, TestPeer& peer) {
    peer.Send("HTTP/1.1 200 X\r\n\r\nUser-agent: *\nDisallow: /secret\n");
    while (peer.Send(std::string(10'000, '#') + "\n")) {
    }
    peer.Close();
  });
  Rig rig;
  CHECK(rig.Check(server.Url("/a")).allowed);
  CHECK_FALSE(rig.Check(server.Url("/secret")).allowed);
}

TEST_CASE("a crawl delay reaches the host limiter") {
  TestServer server([](const TestRequest& request, TestPeer& peer) {
    peer.Answer(200, "", request.target == "/robots.txt" ? "User-agent: Newsstand\nCrawl-delay: 0.3\n" : "page");
  });
  Rig rig;
  CHECK(rig.FetchPage(server.Url("/1")).ok);
  const auto start = std::chrono::steady_clock::now();
  CHECK(rig.FetchPage(server.Url("/2")).ok);
  CHECK(rig.FetchPage(server.Url("/3")).ok);
  CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(580));
}

TEST_CASE("everybody who asked is answered, also when the client stops") {
  HandClock clock;
  auto options = Loopback();
  options.resolver = [](const std::string&) { return std::vector<std::string>(); };
  net::HttpClient client(std::move(options));
  RobotsCache robots(client, clock);
  std::atomic<int> answered{0};
  for (int i = 0; i < 2000; ++i) {
    robots.CheckLater("http://host" + std::to_string(i) + ".example/", [&](RobotsVerdict verdict) {
      CHECK(verdict.unreachable);
      ++answered;
    });
  }
  client.Stop();
  CHECK(answered == 2000);
}

}  // namespace newsstand::fetch
