// Server-side request forgery, against the test data: nothing but public addresses is ever connected to. Connections
// the guard lets through are led to a server of the test, which counts them; nothing leaves the machine.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <set>

#include "base/url_test_data.h"
#include "net/http_client.h"
#include "net/test_server.h"

namespace newsstand::net {
namespace {

constexpr char kPublic[] = "93.184.215.14";

void AnswerOk(const TestRequest&, TestPeer& peer) { peer.Answer(200, "", "hello"); }

Result<HttpResponse> Get(HttpClient& client, const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.timeout = std::chrono::seconds(5);
  return client.Fetch(std::move(request));
}

// Leads every connection to `server`, and notes where it was going.
struct Diversion {
  std::function<void(sockaddr*)> To(const TestServer& server) {
    return [this, port = server.port()](sockaddr* address) {
      const auto ip = IpAddress::FromSocketAddress(address, sizeof(sockaddr_in6));
      going_to.insert(ip ? ip->ToString() : "?");
      ++count;
      if (address->sa_family == AF_INET) {
        auto* v4 = reinterpret_cast<sockaddr_in*>(address);
        v4->sin_port = htons(port);
        inet_pton(AF_INET, "127.0.0.1", &v4->sin_addr);
      } else {
        auto* v6 = reinterpret_cast<sockaddr_in6*>(address);
        v6->sin6_port = htons(port);
        inet_pton(AF_INET6, "::ffff:127.0.0.1", &v6->sin6_addr);
      }
    };
  }
  std::set<std::string> going_to;
  std::atomic<int> count{0};
};

// A client for which 127.0.0.2 stands for the public internet and 127.0.0.1 for what must never be reached.
ClientOptions TwoWorlds(std::map<std::string, std::vector<std::string>> names) {
  ClientOptions options;
  options.guard = AddressGuard::Create({"127.0.0.2/32"}).value();
  options.resolver = [names = std::move(names)](const std::string& host) {
    const auto at = names.find(host);
    return at == names.end() ? std::vector<std::string>() : at->second;
  };
  return options;
}

std::string On(const std::string& host, const TestServer& server) {
  return "http://" + host + ":" + std::to_string(server.port()) + "/";
}

}  // namespace

TEST_CASE("every address of the SSRF data goes where it may and nowhere else") {
  const auto text = test_data::Read("security/ssrf/url_verdicts.jsonl");
  if (!text) {
    if (test_data::MissingIsFailure()) FAIL("missing test data: security/ssrf/url_verdicts.jsonl");
    MESSAGE("skipped, no test data: security/ssrf/url_verdicts.jsonl");
    return;
  }
  TestServer server(AnswerOk);
  Diversion diversion;
  ClientOptions options;
  options.divert = diversion.To(server);
  options.host_limits.requests_per_second = 1e6;
  // Only this name is public; whatever else gets through to a look-up leads to the machine itself.
  options.resolver = [](const std::string& host) -> std::vector<std::string> {
    const bool is_public = host == "example.com" || host == "example.com." || host == "xn--bcher-kva.example";
    return {is_public ? kPublic : "127.0.0.1"};
  };
  HttpClient client(std::move(options));
  std::map<std::string, int> rows;
  for (const auto& row : test_data::ParseJsonLines(*text)) {
    const std::string& verdict = row["verdict"].text;
    const std::string& url = row["url"].text;
    ++rows[verdict];
    diversion.going_to.clear();
    const int before = diversion.count;
    const auto response = Get(client, url);
    const bool connected = diversion.count > before;
    for (const auto& address : diversion.going_to) {
      CHECK_MESSAGE(IsPublicAddress(*IpAddress::Parse(address)), url << " connected to " << address);
    }
    if (verdict == "allow") {
      // The test's server speaks no TLS: for https a connection to the right place is all there can be.
      const bool fetched = response.ok() && response->status == 200;
      CHECK_MESSAGE((fetched || (url.starts_with("https:") && connected)), url);
    } else if (verdict != "no-private-connect") {
      CHECK_MESSAGE(!response.ok(), url);
      CHECK_MESSAGE(!connected, url);
    }
  }
  MESSAGE(rows["deny"] << " denied, " << rows["deny-port"] << " denied for the port, " << rows["no-private-connect"]
                       << " never private, " << rows["allow"] << " allowed");
  CHECK(rows["deny"] + rows["deny-port"] + rows["no-private-connect"] + rows["allow"] == 1842);
  CHECK(rows["allow"] == 11);
}

TEST_CASE("rebind-1: a name that turns private between two requests is not followed there") {
  TestServer inside(AnswerOk);
  TestServer outside(AnswerOk, "127.0.0.2", inside.port());
  std::atomic<int> asked{0};
  auto options = TwoWorlds({});
  options.resolver = [&](const std::string&) -> std::vector<std::string> {
    return {asked++ == 0 ? "127.0.0.2" : "127.0.0.1"};
  };
  HttpClient client(std::move(options));
  CHECK(Get(client, On("r1.test", inside)).ok());
  (void)Get(client, On("r1.test", inside));
  CHECK(inside.connections() == 0);
  CHECK(outside.connections() >= 1);
}

TEST_CASE("rebind-2 and cname: a name that leads to a private address is refused in a sentence") {
  TestServer inside(AnswerOk);
  HttpClient client(TwoWorlds({{"r2.test", {"127.0.0.1"}}, {"c.test", {"127.0.0.1", "::1"}}}));
  const auto response = Get(client, On("r2.test", inside));
  REQUIRE_FALSE(response.ok());
  CHECK(response.error().code == ErrorCode::kDenied);
  CHECK(response.error().message == "r2.test leads to 127.0.0.1, which is not a public address.");
  CHECK(Get(client, On("c.test", inside)).error().code == ErrorCode::kDenied);
  CHECK(inside.connections() == 0);
}

TEST_CASE("mixed-A: private answers are never tried, also when the public one refuses") {
  TestServer inside(AnswerOk);
  HttpClient client(TwoWorlds({{"m.test", {"127.0.0.2", "127.0.0.1"}}, {"n.test", {"127.0.0.1", "127.0.0.2"}}}));
  CHECK_FALSE(Get(client, On("m.test", inside)).ok());
  CHECK_FALSE(Get(client, On("n.test", inside)).ok());
  CHECK(inside.connections() == 0);
  TestServer outside(AnswerOk, "127.0.0.2", inside.port());
  CHECK(Get(client, On("n.test", inside)).ok());
  CHECK(inside.connections() == 0);
}

TEST_CASE("mixed-AAAA: no spelling of loopback in IPv6 is tried") {
  TestServer inside(AnswerOk);
  HttpClient client(TwoWorlds({{"m6.test", {"::1", "64:ff9b::7f00:1", "::ffff:127.0.0.1", "2002:7f00:1::1"}}}));
  CHECK(Get(client, On("m6.test", inside)).error().code == ErrorCode::kDenied);
  CHECK(inside.connections() == 0);
}

TEST_CASE("rebind-keepalive: an open connection is not used for another name") {
  TestServer inside(AnswerOk);
  TestServer outside(AnswerOk, "127.0.0.2", inside.port());
  HttpClient client(TwoWorlds({{"a.test", {"127.0.0.2"}}, {"b.test", {"127.0.0.1"}}}));
  CHECK(Get(client, On("a.test", inside)).ok());
  CHECK_FALSE(Get(client, On("b.test", inside)).ok());
  CHECK(inside.connections() == 0);
  CHECK(outside.requests().size() == 1);
}

TEST_CASE("redir-*-literal: no kind of redirect leads to a private address") {
  TestServer inside(AnswerOk);
  for (int status : {301, 302, 303, 307, 308}) {
    for (const std::string& location : {inside.Url(), "//127.0.0.1:" + std::to_string(inside.port()) + "/",
                                        std::string("http://2130706433/"), std::string("http://[::1]/")}) {
      TestServer outside([&](const TestRequest&, TestPeer& peer) { peer.Redirect(status, location); }, "127.0.0.2");
      HttpClient client(TwoWorlds({}));
      const auto response = Get(client, outside.Url());
      REQUIRE_FALSE(response.ok());
      CHECK(response.error().code == ErrorCode::kDenied);
      CHECK(response.error().message.starts_with("It redirects to "));
      CHECK(response.error().message.ends_with(", which is not a public address."));
    }
  }
  CHECK(inside.connections() == 0);
}

TEST_CASE("a redirect to a name with a private address says so") {
  TestServer inside(AnswerOk);
  TestServer outside([&](const TestRequest&, TestPeer& peer) { peer.Redirect(302, On("evil.test", inside)); },
                     "127.0.0.2");
  HttpClient client(TwoWorlds({{"evil.test", {"127.0.0.1"}}}));
  CHECK(Get(client, outside.Url()).error().message ==
        "It redirects to evil.test, which leads to 127.0.0.1, which is not a public address.");
  CHECK(inside.connections() == 0);
}

TEST_CASE("redir-scheme-file and others: redirects stay on the web") {
  for (const char* location : {"file:///etc/passwd", "gopher://127.0.0.1:25/_HELO", "ftp://127.0.0.1/",
                               "dict://127.0.0.1:11211/", "javascript:alert(1)", "data:text/plain,x"}) {
    TestServer outside([&](const TestRequest&, TestPeer& peer) { peer.Redirect(302, location); }, "127.0.0.2");
    HttpClient client(TwoWorlds({}));
    const auto response = Get(client, outside.Url());
    REQUIRE_FALSE(response.ok());
    CHECK(response.error().code == ErrorCode::kDenied);
  }
}

TEST_CASE("redir-header-injection: a Location cannot put a line into the next request") {
  TestServer outside(
      [](const TestRequest& request, TestPeer& peer) {
        if (request.target != "/") return AnswerOk(request, peer);
        peer.Redirect(302, "/a%0d%0aX-Evil:%201\tb\x01");
      },
      "127.0.0.2");
  HttpClient client(TwoWorlds({}));
  (void)Get(client, outside.Url());
  for (const auto& request : outside.requests()) CHECK_FALSE(request.headers.contains("x-evil"));
}

TEST_CASE("redir-meta-refresh and alt-svc: only Location redirects") {
  TestServer inside(AnswerOk);
  TestServer outside(
      [&](const TestRequest&, TestPeer& peer) {
        peer.Answer(200,
                    "Content-Type: text/html\r\nRefresh: 0; url=" + inside.Url() +
                        "\r\nAlt-Svc: h2=\"127.0.0.1:" + std::to_string(inside.port()) + "\"; ma=3600\r\n",
                    "<meta http-equiv=refresh content=\"0; url=" + inside.Url() + "\">");
      },
      "127.0.0.2");
  HttpClient client(TwoWorlds({}));
  CHECK(Get(client, outside.Url()).ok());
  CHECK(Get(client, outside.Url()).ok());
  CHECK(inside.connections() == 0);
}

TEST_CASE("proxy-env and http_proxy-env: the environment cannot put a proxy in between") {
  TestServer inside(AnswerOk);
  TestServer outside(AnswerOk, "127.0.0.2");
  for (const char* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}) {
    setenv(name, inside.Url().c_str(), 1);
  }
  {
    HttpClient client(TwoWorlds({}));
    CHECK(Get(client, outside.Url()).ok());
  }
  for (const char* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}) unsetenv(name);
  CHECK(inside.connections() == 0);
}

TEST_CASE("ipv6-scope: zone ids are no part of an address") {
  HttpClient client(ClientOptions{});
  CHECK_FALSE(Get(client, "http://[fe80::1%25eth0]/").ok());
  CHECK_FALSE(Get(client, "http://[::1%lo]/").ok());
}

TEST_CASE("error-oracle: what a refused or broken server says is not told") {
  TestServer outside(
      [](const TestRequest&, TestPeer& peer) {
        peer.Send("-ERR secret-banner unknown command\r\n");
        peer.Close();
      },
      "127.0.0.2");
  HttpClient client(TwoWorlds({}));
  const auto response = Get(client, outside.Url());
  REQUIRE_FALSE(response.ok());
  CHECK(response.error().message.find("secret") == std::string::npos);
}

TEST_CASE("blind-timing: whether something listens at a private address cannot be told") {
  TestServer listening(AnswerOk);
  std::string silent;  // a port nobody listens on
  {
    TestServer closed(AnswerOk);
    silent = closed.Url();
  }
  HttpClient client(TwoWorlds({{"on.test", {"127.0.0.1"}}, {"off.test", {"127.0.0.1"}}}));
  auto Ask = [&](const std::string& url) {
    const auto begun = std::chrono::steady_clock::now();
    const auto response = Get(client, url);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
    REQUIRE_FALSE(response.ok());
    CHECK(response.error().code == ErrorCode::kDenied);
    return response.error().message;
  };
  const std::string open = Ask(listening.Url()), shut = Ask(silent);
  CHECK(open == shut);
  CHECK(Ask(On("on.test", listening)).substr(2) == Ask("http://off.test" + silent.substr(silent.rfind(':'))).substr(3));
  CHECK(listening.connections() == 0);
}

}  // namespace newsstand::net
