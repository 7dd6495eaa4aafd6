#include "net/http_client.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <set>

#include "net/test_server.h"

namespace newsstand::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

ClientOptions Loopback() {
  ClientOptions options;
  options.guard = AddressGuard::Create({"127.0.0.0/8"}).value();
  options.contact = "https://news.example.org/bot";
  return options;
}

Result<HttpResponse> Get(HttpClient& client, const std::string& url) {
  HttpRequest request;
  request.url = url;
  return client.Fetch(std::move(request));
}

void AnswerOk(const TestRequest& request, TestPeer& peer) {
  peer.Answer(200, "X-Path: " + request.target + "\r\n", "hello");
}

}  // namespace

TEST_CASE("an answer comes with its status, headers and body") {
  TestServer server([](const TestRequest&, TestPeer& peer) {
    peer.Answer(404, "Content-Type: text/plain\r\nX-Two:  a \r\nx-two: b\r\n", "not here");
  });
  HttpClient client(Loopback());
  const auto response = Get(client, server.Url("/a?b=c#d"));
  REQUIRE(response.ok());
  CHECK(response->status == 404);
  CHECK(response->body == "not here");
  CHECK(response->Header("content-type") == "text/plain");
  CHECK(response->Header("x-two") == "a");
  CHECK(response->Header("x-three") == "");
  CHECK(response->url == server.Url("/a?b=c"));
  CHECK(response->hops.empty());
  CHECK(response->wire_bytes > 50);
  CHECK(client.in_flight() == 0);
  const auto requests = server.requests();
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].target == "/a?b=c");
  CHECK(requests[0].headers.at("user-agent") == "Newsstand/0.1 (+https://news.example.org/bot)");
  for (const char* coding : {"gzip", "br", "zstd"}) {
    CHECK(requests[0].headers.at("accept-encoding").find(coding) != std::string::npos);
  }
}

TEST_CASE("a body is sent and a method kept") {
  TestServer server(AnswerOk);
  HttpClient client(Loopback());
  HttpRequest request;
  request.method = "POST";
  request.url = server.Url("/hub");
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "hub.mode=subscribe";
  REQUIRE(client.Fetch(request).ok());
  request.method = "HEAD";
  request.body = "";
  const auto head = client.Fetch(request);
  REQUIRE(head.ok());
  CHECK(head->body.empty());
  const auto requests = server.requests();
  CHECK(requests[0].method == "POST");
  CHECK(requests[0].body == "hub.mode=subscribe");
  CHECK(requests[1].method == "HEAD");
}

TEST_CASE("one host is asked over one connection, whatever is wanted of it") {
  TestServer server([](const TestRequest& request, TestPeer& peer) {
    peer.Sleep(milliseconds(2));
    AnswerOk(request, peer);
  });
  HttpClient client(Loopback());
  std::atomic<int> good{0};
  std::promise<void> all;
  for (int i = 0; i < 40; ++i) {
    HttpRequest request;
    request.url = server.Url("/" + std::to_string(i));
    client.FetchLater(std::move(request), [&](Result<HttpResponse> response) {
      if (response.ok() && ++good == 40) all.set_value();
    });
  }
  CHECK(all.get_future().wait_for(seconds(20)) == std::future_status::ready);
  CHECK(server.connections() == 1);
  CHECK(server.requests().size() == 40);
}

TEST_CASE("a server that closes every connection is asked over new ones, one at a time") {
  TestServer server([](const TestRequest&, TestPeer& peer) {
    peer.Answer(200, "Connection: close\r\n", "hello");
    peer.Close();
  });
  HttpClient client(Loopback());
  for (int i = 0; i < 20; ++i) CHECK(Get(client, server.Url()).ok());
  CHECK(server.connections() == 20);
}

TEST_CASE("different ports of a loopback address are different hosts") {
  std::atomic<int> inside{0}, most{0};
  auto slow = [&](const TestRequest& request, TestPeer& peer) {
    most = std::max<int>(most, ++inside);
    peer.Sleep(milliseconds(500));
    --inside;
    AnswerOk(request, peer);
  };
  TestServer one(slow), two(slow);
  HttpClient client(Loopback());
  auto first = std::async(std::launch::async, [&] { return Get(client, one.Url()).ok(); });
  auto second = std::async(std::launch::async, [&] { return Get(client, two.Url()).ok(); });
  CHECK(first.get());
  CHECK(second.get());
  CHECK(most == 2);
}

TEST_CASE("redirects are followed, each told") {
  TestServer target(AnswerOk);
  TestServer server([&](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/1") {
      peer.Redirect(301, "/2#x");
    } else {
      peer.Redirect(302, target.Url("/end"));
    }
  });
  HttpClient client(Loopback());
  const auto response = Get(client, server.Url("/1"));
  REQUIRE(response.ok());
  CHECK(response->status == 200);
  CHECK(response->url == target.Url("/end"));
  REQUIRE(response->hops.size() == 2);
  CHECK(response->hops[0].from == server.Url("/1"));
  CHECK(response->hops[0].to == server.Url("/2"));
  CHECK(response->hops[0].status == 301);
  CHECK(response->hops[1].status == 302);
}

TEST_CASE("redirects are reported but not followed when that is asked for") {
  TestServer server([](const TestRequest&, TestPeer& peer) { peer.Redirect(308, "/next"); });
  HttpClient client(Loopback());
  HttpRequest request;
  request.url = server.Url("/a");
  request.follow_redirects = false;
  const auto response = client.Fetch(request);
  REQUIRE(response.ok());
  CHECK(response->status == 308);
  CHECK(response->RedirectTarget() == server.Url("/next"));
}

TEST_CASE("a form sent to a moved address becomes a plain request, but 307 keeps it") {
  TestServer server([](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/303") return void(peer.Redirect(303, "/end"));
    if (request.target == "/307") return void(peer.Redirect(307, "/end"));
    AnswerOk(request, peer);
  });
  HttpClient client(Loopback());
  HttpRequest request;
  request.method = "POST";
  request.body = "a=1";
  request.headers = {{"Content-Type", "text/plain"}};
  request.url = server.Url("/303");
  REQUIRE(client.Fetch(request).ok());
  request.url = server.Url("/307");
  REQUIRE(client.Fetch(request).ok());
  const auto requests = server.requests();
  CHECK(requests[1].method == "GET");
  CHECK(requests[1].body == "");
  CHECK_FALSE(requests[1].headers.contains("content-type"));
  CHECK(requests[3].method == "POST");
  CHECK(requests[3].body == "a=1");
}

TEST_CASE("credentials stay with their origin") {
  TestServer other(AnswerOk);
  TestServer server([&](const TestRequest& request, TestPeer& peer) {
    if (request.target == "/a") return void(peer.Redirect(302, "/b"));
    peer.Redirect(302, other.Url("/c"));
  });
  HttpClient client(Loopback());
  HttpRequest request;
  request.url = "http://user:p%40ss@127.0.0.1:" + std::to_string(server.port()) + "/a";
  request.headers = {{"Cookie", "s=1"}, {"X-Plain", "yes"}};
  const auto response = client.Fetch(request);
  REQUIRE(response.ok());
  CHECK(response->status == 200);
  const auto kept = server.requests();
  CHECK(kept[0].headers.at("authorization") == "Basic dXNlcjpwQHNz");
  CHECK(kept[1].headers.at("authorization") == "Basic dXNlcjpwQHNz");
  CHECK(kept[1].headers.at("cookie") == "s=1");
  const auto dropped = other.requests();
  CHECK_FALSE(dropped[0].headers.contains("authorization"));
  CHECK_FALSE(dropped[0].headers.contains("cookie"));
  CHECK(dropped[0].headers.at("x-plain") == "yes");
}

TEST_CASE("six redirects are one too many, and a circle ends") {
  TestServer server([](const TestRequest& request, TestPeer& peer) {
    const int step = std::atoi(request.target.c_str() + 1);
    if (step == 0) return void(peer.Answer(200, "", "end"));
    peer.Redirect(302, "/" + std::to_string(step == 99 ? 99 : step - 1));
  });
  HttpClient client(Loopback());
  CHECK(Get(client, server.Url("/5")).ok());
  const auto six = Get(client, server.Url("/6"));
  REQUIRE_FALSE(six.ok());
  CHECK(six.error().code == ErrorCode::kInvalid);
  CHECK(six.error().message == "It redirects more than 5 times.");
  CHECK_FALSE(Get(client, server.Url("/99")).ok());
}

TEST_CASE("a redirect with an endless body is left at once") {
  TestServer target(AnswerOk);
  TestServer server([&](const TestRequest&, TestPeer& peer) {
    peer.Send("HTTP/1.1 302 X\r\nLocation: " + target.Url() + "\r\n\r\n");
    while (peer.Send(std::string(65536, 'x'))) {
    }
    peer.Close();
  });
  HttpClient client(Loopback());
  const auto start = steady_clock::now();
  CHECK(Get(client, server.Url()).ok());
  CHECK(steady_clock::now() - start < seconds(5));
}

TEST_CASE("an answer over the limit is refused while it streams") {
  std::atomic<size_t> sent{0};
  TestServer server([&](const TestRequest&, TestPeer& peer) {
    peer.Send("HTTP/1.1 200 X\r\n\r\n");
    while (peer.Send(std::string(65536, '\0'))) sent += 65536;
    peer.Close();
  });
  HttpClient client(Loopback());
  const auto response = Get(client, server.Url());
  REQUIRE_FALSE(response.ok());
  CHECK(response.error().code == ErrorCode::kTooLarge);
  CHECK(response.error().message == "The answer is larger than 16 MiB.");
  CHECK(sent < (32u << 20));
}

TEST_CASE("an answer may be cut at the limit instead") {
  TestServer server([](const TestRequest&, TestPeer& peer) { peer.Answer(200, "", std::string(100'000, 'a')); });
  HttpClient client(Loopback());
  HttpRequest request;
  request.url = server.Url();
  request.max_bytes = 1000;
  request.cut_at_max_bytes = true;
  const auto response = client.Fetch(request);
  REQUIRE(response.ok());
  CHECK(response->body == std::string(1000, 'a'));
  CHECK(response->was_cut);
}

TEST_CASE("headers have a limit too") {
  TestServer server([](const TestRequest&, TestPeer& peer) {
    peer.Send("HTTP/1.1 200 X\r\n");
    while (peer.Send("X-Fill: " + std::string(1000, 'x') + "\r\n")) {
    }
    peer.Close();
  });
  HttpClient client(Loopback());
  const auto response = Get(client, server.Url());
  REQUIRE_FALSE(response.ok());
  CHECK(response.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("failures of transport are plain sentences") {
  TestServer closes([](const TestRequest&, TestPeer& peer) { peer.Close(); });
  TestServer truncates([](const TestRequest&, TestPeer& peer) {
    peer.Send("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nhalf");
    peer.Close();
  });
  TestServer mumbles([](const TestRequest&, TestPeer& peer) {
    peer.Send("SSH-2.0-OpenSSH_9.2 secret banner\r\n");
    peer.Close();
  });
  TestServer packs([](const TestRequest&, TestPeer& peer) {
    peer.Answer(200, "Content-Encoding: gzip\r\n", "this is not gzip at all, not even close");
  });
  auto options = Loopback();
  options.resolver = [](const std::string&) { return std::vector<std::string>(); };
  HttpClient client(std::move(options));
  CHECK(Get(client, closes.Url()).error().message == "The connection to 127.0.0.1 broke off.");
  CHECK(Get(client, truncates.Url()).error().message == "The connection to 127.0.0.1 broke off.");
  CHECK(Get(client, mumbles.Url()).error().message == "What 127.0.0.1 answers is not HTTP.");
  CHECK(Get(client, packs.Url()).error().code == ErrorCode::kUnsupported);
  CHECK(Get(client, "http://127.0.0.1:1/").error().message == "127.0.0.1 accepts no connection on port 1.");
  const auto unknown = Get(client, "http://nowhere.example/");
  CHECK(unknown.error().code == ErrorCode::kNotFound);
  CHECK(unknown.error().message == "The name nowhere.example does not exist, or no name server answers.");
  CHECK(Get(client, "not an address").error().message == "This is no web address.");
}

TEST_CASE("a slow answer ends at the time-out, a stalled one earlier") {
  TestServer silent([](const TestRequest&, TestPeer& peer) { peer.Sleep(seconds(10)); });
  TestServer trickles([](const TestRequest&, TestPeer& peer) {
    peer.Send("HTTP/1.1 200 X\r\n\r\n");
    while (peer.Send("x")) peer.Sleep(milliseconds(100));
    peer.Close();
  });
  auto options = Loopback();
  options.stall_time = seconds(1);
  HttpClient client(std::move(options));
  HttpRequest request;
  request.url = silent.Url();
  request.timeout = milliseconds(300);
  const auto start = steady_clock::now();
  const auto response = client.Fetch(request);
  REQUIRE_FALSE(response.ok());
  CHECK(response.error().code == ErrorCode::kTimeout);
  CHECK(steady_clock::now() - start < seconds(5));
  CHECK(Get(client, trickles.Url()).error().code == ErrorCode::kTimeout);
  CHECK(steady_clock::now() - start < seconds(9));
}

TEST_CASE("stopping is prompt and answers everybody") {
  TestServer silent([](const TestRequest&, TestPeer& peer) { peer.Sleep(seconds(20)); });
  std::atomic<int> answered{0}, later{0};
  const auto start = steady_clock::now();
  {
    HttpClient client(Loopback());
    for (int i = 0; i < 20; ++i) {
      HttpRequest request;
      request.url = silent.Url();
      client.FetchLater(request, [&](Result<HttpResponse> response) {
        CHECK_FALSE(response.ok());
        CHECK(response.error().code == ErrorCode::kUnavailable);
        ++answered;
        client.FetchLater(HttpRequest{}, [&](Result<HttpResponse>) { ++later; });
        client.Post([&] { ++later; });
      });
    }
    std::this_thread::sleep_for(milliseconds(50));
    CHECK(client.in_flight() == 20);
    client.Stop();
    CHECK(answered == 20);
    CHECK(later == 40);
    CHECK(Get(client, silent.Url()).error().message == "The program is stopping.");
  }
  CHECK(steady_clock::now() - start < seconds(5));
}

TEST_CASE("a callback may ask again but not wait") {
  TestServer server(AnswerOk);
  HttpClient client(Loopback());
  std::promise<Result<HttpResponse>> inner;
  std::promise<Result<HttpResponse>> refused;
  HttpRequest request;
  request.url = server.Url();
  client.FetchLater(request, [&](Result<HttpResponse>) {
    refused.set_value(client.Fetch(request));
    client.FetchLater(request, [&](Result<HttpResponse> response) { inner.set_value(std::move(response)); });
  });
  CHECK(refused.get_future().get().error().code == ErrorCode::kInternal);
  CHECK(inner.get_future().get().ok());
}

TEST_CASE("many threads may ask at once") {
  TestServer one(AnswerOk), two(AnswerOk);
  HttpClient client(Loopback());
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 25; ++j) good += Get(client, (i % 2 == 0 ? one : two).Url("/")).ok();
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == 200);
}

TEST_CASE("a header that would forge another is not sent") {
  TestServer server(AnswerOk);
  HttpClient client(Loopback());
  HttpRequest request;
  request.url = server.Url();
  request.headers = {{"If-None-Match", "\"a\"\r\nX-Evil: 1"}};
  CHECK(client.Fetch(request).error().code == ErrorCode::kInvalid);
  request.headers = {{"If None", "x"}};
  CHECK(client.Fetch(request).error().code == ErrorCode::kInvalid);
  request.headers.clear();
  request.method = "GET / HTTP/1.1\r\nX: y";
  CHECK(client.Fetch(request).error().code == ErrorCode::kInvalid);
  CHECK(server.connections() == 0);
}

TEST_CASE("a public host is asked at its rate") {
  TestServer server(AnswerOk);
  auto options = Loopback();
  options.host_limits.requests_per_second = 10;
  options.host_limits.burst = 2;
  options.resolver = [](const std::string&) { return std::vector<std::string>{"127.0.0.1"}; };
  HttpClient client(std::move(options));
  const std::string url = "http://press.example:" + std::to_string(server.port()) + "/";
  const auto start = steady_clock::now();
  for (int i = 0; i < 5; ++i) REQUIRE(Get(client, url).ok());
  const auto took = steady_clock::now() - start;
  CHECK(took > milliseconds(250));
  CHECK(took < seconds(3));
}

}  // namespace newsstand::net
