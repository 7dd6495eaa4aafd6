// The one way out: every request to another machine goes through an HttpClient. It keeps the address guard, the limits
// on sizes and times, and the manners (one connection a host, a rate a host); it follows redirects itself, so that each
// hop is checked like the first address.
//
// Threads: all public functions may be called from any thread. One thread of the client's own does the work and calls
// the callbacks; a callback must not block, must not call Fetch or Stop, and may call FetchLater and Post.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "net/address_guard.h"
#include "net/host_limiter.h"

struct sockaddr;

namespace newsstand::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string url;                         // absolute http or https; credentials in it are sent as Basic authorisation
  Headers headers;                         // no User-Agent, Host or Accept-Encoding: the client writes those
  std::string body;                        // sent with POST, PUT and PATCH
  size_t max_bytes = limits::kFetchBytes;  // of the decoded body
  bool cut_at_max_bytes = false;           // a longer body is cut there instead of being an error
  std::chrono::milliseconds timeout =
      limits::kFetchTimeout;     // of the transfer, all hops; waiting for a turn is not counted
  bool follow_redirects = true;  // at most limits::kRedirects
  int priority = 0;              // higher goes first among what waits
};

struct Hop {
  std::string from, to;
  int status = 0;  // 301, 302, 303, 307 or 308
};

// Any answer, whatever its status: only failures of transport are errors.
struct HttpResponse {
  int status = 0;
  std::string url;  // that answered, after redirects
  std::vector<Hop> hops;
  Headers headers;                    // names in lower case, in the order they came
  std::string body;                   // decoded
  bool was_cut = false;               // by cut_at_max_bytes
  int64_t wire_bytes = 0;             // header and body as they came over the wire, all hops
  std::chrono::milliseconds took{0};  // of the transfer, all hops

  // The first header of that name (lower case), "" when there is none.
  std::string Header(std::string_view name) const;
  // Where the answer redirects to, resolved against `url`; "" when it is no redirect or leads to no web address.
  // Credentials in the address stay within its origin.
  std::string RedirectTarget() const;
};

struct ClientOptions {
  AddressGuard guard;
  HostLimits host_limits;
  std::string product = "Newsstand/0.1";
  // A page or mail address where a publisher can reach whoever runs this: "https://news.example.org/bot". Sent in the
  // user agent.
  std::string contact;
  std::chrono::milliseconds connect_timeout = limits::kConnectTimeout;
  // Less than this over the stall time ends a transfer.
  int64_t stall_bytes_per_second = 64;
  std::chrono::seconds stall_time{15};
  // Decoded bytes of unfinished answers, all together. Beyond it large answers fail with kUnavailable, to be tried again;
  // one of them always goes on, so that some answer comes through however many are asked for at once. It may exceed this
  // by its own max_bytes.
  size_t max_buffered_bytes = 128u << 20;

  // For tests: names without DNS (no addresses: the name does not exist) …
  std::function<std::vector<std::string>(const std::string& host)> resolver;
  // … and a connection, already judged by the guard, led to a server of the test instead.
  std::function<void(sockaddr* address)> divert;
};

class HttpClient {
 public:
  explicit HttpClient(ClientOptions options);
  // Calls Stop.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Waits for its turn and for the answer. Errors: kInvalid (no web address, too many redirects), kDenied (address
  // guard), kNotFound (no such name), kUnavailable (no connection, broken off, stopping), kTimeout, kTooLarge,
  // kUnsupported (coding). The message is one sentence that names the host, never what the other side said.
  Result<HttpResponse> Fetch(HttpRequest request);
  // `done` is called exactly once, on the client's thread.
  void FetchLater(HttpRequest request, std::function<void(Result<HttpResponse>)> done);
  // Runs `task` soon on the client's thread; after Stop it is run by the caller.
  void Post(std::function<void()> task);

  // At least this long between two requests to the host of `url` (robots.txt Crawl-delay).
  void SetHostDelay(std::string_view url, std::chrono::milliseconds delay);

  // Requests waiting or under way.
  int in_flight() const;
  const AddressGuard& guard() const;
  const std::string& user_agent() const;

  // Ends everything under way with kUnavailable and returns when the last callback has returned. Prompt: it waits for
  // no network. Requests after it fail at once.
  void Stop();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace newsstand::net
