// For tests alone: a clock that is moved by hand, and a client that may reach the servers of a test.
#pragma once

#include <atomic>
#include <future>

#include "base/time.h"
#include "content/fetch/feed_fetcher.h"
#include "net/http_client.h"
#include "net/test_server.h"

namespace newsstand::fetch {

class HandClock : public Clock {
 public:
  Timestamp Now() const override { return FromUnixMillis(millis_); }
  void Advance(std::chrono::milliseconds time) { millis_ += time.count(); }

 private:
  std::atomic<int64_t> millis_{1'780'000'000'000};
};

inline net::ClientOptions Loopback() {
  net::ClientOptions options;
  options.guard = net::AddressGuard::Create({"127.0.0.0/8"}).value();
  return options;
}

// The rig every test of fetching needs. The client goes first: no callback outlives the others.
struct Rig {
  explicit Rig(FetcherOptions options = {}) : fetcher(client, robots, clock, options) {}

  FetchedFeed FetchFeed(const Feed& feed) {
    std::promise<FetchedFeed> promise;
    fetcher.FetchFeedLater(feed, clock.Now(), [&](FetchedFeed fetched) { promise.set_value(std::move(fetched)); });
    return promise.get_future().get();
  }
  FetchedFeed FetchFeed(const std::string& url) {
    Feed feed;
    feed.url = url;
    return FetchFeed(feed);
  }
  FetchedPage FetchPage(const std::string& url) {
    std::promise<FetchedPage> promise;
    fetcher.FetchPageLater(url, [&](FetchedPage page) { promise.set_value(std::move(page)); });
    return promise.get_future().get();
  }
  RobotsVerdict Check(const std::string& url) {
    std::promise<RobotsVerdict> promise;
    robots.CheckLater(url, [&](RobotsVerdict verdict) { promise.set_value(std::move(verdict)); });
    return promise.get_future().get();
  }

  HandClock clock;
  net::HttpClient client{Loopback()};
  RobotsCache robots{client, clock};
  FeedFetcher fetcher;
};

inline int CountTarget(const net::TestServer& server, std::string_view target) {
  int count = 0;
  for (const auto& request : server.requests()) count += request.target == target;
  return count;
}

}  // namespace newsstand::fetch
