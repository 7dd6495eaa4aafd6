// WebSub (W3C Recommendation, 2018), the subscriber's side: asks hubs to tell us of news, proves that we asked, renews
// leases before they end, checks that what arrives is signed, and hands it on. Polling stays as the net under it.
//
// Threads: one of its own asks what is to be done; the public functions may be called from any thread. Requests to hubs
// go out through the client and its address guard.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/title.h"
#include "net/http_client.h"
#include "store/database.h"

namespace newsstand::subscribe {

struct SubscriberOptions {
  std::string callback_base;           // "https://news.example.org", where hubs reach us
  std::chrono::seconds lease = std::chrono::hours(10 * 24);  // asked for; the hub decides
  std::chrono::milliseconds look_every{30'000};
};

// What a hub sent about a feed.
struct HubDelivery {
  FeedId feed;
  std::string body, content_type;
  std::string topic;  // the address the hub knows the feed under
};

// What is answered to a hub.
struct HubAnswer {
  int status = 200;
  std::string text;
};

class Subscriber {
 public:
  // All must outlive it, and the client has to be stopped first: its callbacks lead here. `deliver` is called for what is
  // signed rightly, on the caller's thread of Deliver; it must not block for long.
  Subscriber(store::Database& database, net::HttpClient& client, const Clock& clock, SubscriberOptions options,
             std::function<void(HubDelivery)> deliver);
  ~Subscriber();  // Stop()

  void Start();
  void Stop();
  // Does what is due now and returns: what the thread does by itself. For tests, and never beside a started thread.
  Status LookOnce();

  // GET of the callback: the hub asks whether we asked (hub.mode subscribe, unsubscribe), or says that it will not
  // (denied). `parameter` gives a query parameter by name, "" when it is absent.
  HubAnswer Verify(std::string_view token, const std::function<std::string_view(std::string_view)>& parameter);
  // POST of the callback. A wrong signature is answered like a right one, and nothing comes of it, as the standard asks.
  HubAnswer Deliver(std::string_view token, std::string_view signature, std::string_view content_type, std::string body);

  struct Counters {
    int64_t verified = 0, delivered = 0, refused_signatures = 0;
  };
  Counters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsstand::subscribe
