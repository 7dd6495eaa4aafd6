#include "content/subscribe/subscriber.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "base/text.h"
#include "base/url.h"
#include "content/subscribe/signature.h"
#include "net/test_server.h"
#include "store/feeds.h"
#include "store/subscriptions.h"
#include "store/titles.h"

using namespace newsstand;
using namespace newsstand::subscribe;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

struct TestClock final : Clock {
  std::atomic<int64_t> millis{1'790'000'000'000};
  Timestamp Now() const override { return FromUnixMillis(millis); }
  void Advance(std::chrono::milliseconds time) { millis += time.count(); }
};

std::map<std::string, std::string> FormOf(const std::string& body) {
  std::map<std::string, std::string> fields;
  for (const std::string_view pair : Split(body, '&')) {
    const size_t equals = pair.find('=');
    fields[std::string(pair.substr(0, equals))] = PercentDecode(pair.substr(equals + 1));
  }
  return fields;
}

// A store with one feed that names a hub, the hub, and a subscriber between them.
struct Rig {
  explicit Rig(int hub_status = 202)
      : folder(std::filesystem::temp_directory_path() / fmt::format("newsstand_subscribe_{}_{}", getpid(), counter++)),
        status(hub_status),
        hub([this](const net::TestRequest& request, net::TestPeer& peer) {
          {
            const std::lock_guard lock(mutex);
            asked.push_back(FormOf(request.body));
          }
          peer.Answer(status, "", "");
        }),
        client([] {
          net::ClientOptions options;
          options.guard = net::AddressGuard::Create({"127.0.0.0/8"}).value();
          return options;
        }()) {
    database = std::move(*store::Database::Open({(folder / "n.db").string(), "", 2}));
    REQUIRE(database->Migrate());
    REQUIRE(database->Write([&](store::Transaction& t) -> Status {
      Title title;
      title.slug = "daily";
      title.id = *store::SaveTitle(t, title);
      Feed row;
      row.title = title.id;
      row.url = "https://daily.example/feed";
      row.hub = hub.Url("/hub");
      row.hub_topic = "https://daily.example/feed?all";
      row.id = *store::SaveFeed(t, row);
      feed = row.id;
      return {};
    }));
    SubscriberOptions options;
    options.callback_base = "https://news.example/";
    subscriber = std::make_unique<Subscriber>(*database, client, clock, options, [this](HubDelivery delivery) { delivered.push_back(std::move(delivery)); });
  }
  ~Rig() {
    client.Stop();
    subscriber.reset();
    database.reset();
    std::filesystem::remove_all(folder);
  }

  // What is due, with the hub's answers noted.
  void Look(size_t requests) {
    REQUIRE(subscriber->LookOnce());
    for (int i = 0; i < 500 && Asked().size() < requests; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(Asked().size() == requests);
    for (int i = 0; i < 500 && client.in_flight() > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(database->Write([](store::Transaction&) -> Status { return {}; }));  // after what is queued
  }
  std::vector<std::map<std::string, std::string>> Asked() {
    const std::lock_guard lock(mutex);
    return asked;
  }
  std::optional<Subscription> Row() {
    std::optional<Subscription> row;
    REQUIRE(database->Read([&](store::Transaction& t) -> Status {
      row = *store::FindSubscription(t, feed);
      return {};
    }));
    return row;
  }
  HubAnswer Verify(const std::string& token, std::map<std::string, std::string> parameters) {
    return subscriber->Verify(token, [&](std::string_view name) -> std::string_view { return parameters[std::string(name)]; });
  }
  std::map<std::string, std::string> Intent(const std::string& mode, const std::string& lease = "864000") {
    return {{"hub.mode", mode}, {"hub.topic", "https://daily.example/feed?all"}, {"hub.challenge", "abc"}, {"hub.lease_seconds", lease}};
  }
  void Subscribe() {
    Look(1);
    REQUIRE(Verify(Row()->token, Intent("subscribe")).status == 200);
  }

  static inline int counter = 0;
  const std::filesystem::path folder;
  std::mutex mutex;
  std::vector<std::map<std::string, std::string>> asked;
  std::atomic<int> status;
  TestClock clock;
  net::TestServer hub;
  net::HttpClient client;
  std::unique_ptr<store::Database> database;
  FeedId feed;
  std::vector<HubDelivery> delivered;
  std::unique_ptr<Subscriber> subscriber;
};

constexpr char kBody[] = "{\"a\":1}";

}  // namespace

TEST_CASE("signatures of all four kinds are known, in any case of letters, and nothing else is one") {
  // Made with "openssl dgst -hmac secret".
  for (const char* signature :
       {"sha1=f8446672f033e4b2beafc5ca3a71eafcd2cafb6e", "sha256=aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494",
        "SHA384=29123E3A0378B334F11FF95D2D5AF390B6E3563B1FF7D2FC362DF61ECF0D245A9D7F95986A4CDF81B4EE64E5BE7A6C91",
        "sha512=42f08c0da01c9a46d4e5663d5f2140526a016507c598182c6769cca2bcf7ba43c395b719b01d288f5ad322564dce1d40ca28ef50b876fc49a33d13d6783114"
        "dd"}) {
    CHECK(IsSignedBy(signature, "secret", kBody));
    CHECK_FALSE(IsSignedBy(signature, "Secret", kBody));
    CHECK_FALSE(IsSignedBy(signature, "secret", "{}"));
  }
  for (const char* none : {"", "sha256", "sha256=", "md5=1234", "=aa", "sha1=f8446672f033e4b2beafc5ca3a71eafcd2cafb6", "sha256=f8446672f033e4b2beafc5ca3a71eafcd2cafb6e"}) {
    CHECK_FALSE(IsSignedBy(none, "secret", kBody));
  }
}

TEST_CASE("a feed that names a hub is subscribed to, and our intent is shown") {
  Rig rig;
  rig.Look(1);
  const auto asked = rig.Asked()[0];
  CHECK(asked.at("hub.mode") == "subscribe");
  CHECK(asked.at("hub.topic") == "https://daily.example/feed?all");
  const Subscription row = *rig.Row();
  CHECK(asked.at("hub.callback") == "https://news.example/websub/" + row.token);
  CHECK(asked.at("hub.secret") == row.secret);
  CHECK(row.secret.size() >= 40);
  CHECK(row.token.size() >= 30);
  CHECK(row.state == SubscriptionState::kAsked);

  CHECK(rig.Verify("guess", rig.Intent("subscribe")).status == 404);
  CHECK(rig.Verify(row.token, rig.Intent("unsubscribe")).status == 404);
  auto wrong_topic = rig.Intent("subscribe");
  wrong_topic["hub.topic"] = "https://evil.example/";
  CHECK(rig.Verify(row.token, wrong_topic).status == 404);
  const HubAnswer answer = rig.Verify(row.token, rig.Intent("subscribe"));
  CHECK(answer.status == 200);
  CHECK(answer.text == "abc");
  CHECK(rig.Row()->state == SubscriptionState::kActive);
  CHECK(Delivers(*rig.Row(), rig.clock.Now()));
  CHECK(*rig.Row()->lease_until == rig.clock.Now() + hours(240));
}

TEST_CASE("a lease is renewed before it ends") {
  Rig rig;
  rig.Subscribe();
  rig.clock.Advance(hours(210));
  rig.Look(1);
  rig.clock.Advance(hours(10));
  rig.Look(2);
  CHECK(rig.Asked()[1].at("hub.mode") == "subscribe");
  CHECK(rig.Row()->state == SubscriptionState::kActive);
  CHECK(rig.Verify(rig.Row()->token, rig.Intent("subscribe", "7200")).status == 200);
  CHECK(*rig.Row()->lease_until == rig.clock.Now() + hours(2));
}

TEST_CASE("what is signed rightly is handed on, anything else comes to nothing") {
  Rig rig;
  rig.Subscribe();
  REQUIRE(rig.database->Write([&](store::Transaction& t) -> Status {
    Subscription row = **store::FindSubscription(t, rig.feed);
    row.secret = "secret";
    return store::SaveSubscription(t, row);
  }));
  const std::string token = rig.Row()->token;
  CHECK(rig.subscriber->Deliver(token, "sha256=0000", "application/atom+xml", kBody).status == 202);
  CHECK(rig.subscriber->Deliver(token, "", "application/atom+xml", kBody).status == 202);
  CHECK(rig.delivered.empty());
  CHECK(rig.subscriber->counters().refused_signatures == 2);
  const char* signature = "sha256=aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494";
  CHECK(rig.subscriber->Deliver(token, signature, "application/atom+xml", kBody).status == 202);
  REQUIRE(rig.delivered.size() == 1);
  CHECK(rig.delivered[0].feed == rig.feed);
  CHECK(rig.delivered[0].body == kBody);
  CHECK(rig.subscriber->Deliver("guess", signature, "text/xml", kBody).status == 410);
}

TEST_CASE("a hub that does not answer is asked again later, then left alone for a week") {
  Rig rig(503);
  for (size_t i = 1; i <= 5; ++i) {
    rig.Look(i);
    CHECK(rig.Row()->last_error.find("503") != std::string::npos);
    rig.Look(i);  // not before its time
    rig.clock.Advance(hours(25));
  }
  CHECK(rig.Row()->state == SubscriptionState::kRefused);
  rig.Look(5);
  rig.clock.Advance(hours(7 * 24));
  rig.status = 202;
  rig.Look(6);
  CHECK(rig.Verify(rig.Row()->token, rig.Intent("subscribe")).status == 200);
  CHECK(rig.Row()->last_error.empty());
}

TEST_CASE("a hub may refuse, and says why") {
  Rig rig;
  rig.Look(1);
  auto denied = rig.Intent("denied");
  denied["hub.reason"] = "Not for you";
  CHECK(rig.Verify(rig.Row()->token, denied).status == 200);
  CHECK(rig.Row()->state == SubscriptionState::kRefused);
  CHECK(rig.Row()->last_error == "The hub refuses the subscription: Not for you");
}

TEST_CASE("a feed that is stopped is unsubscribed from, when the hub asks whether we mean it") {
  Rig rig;
  rig.Subscribe();
  const std::string token = rig.Row()->token;
  REQUIRE(rig.database->Write([&](store::Transaction& t) -> Status {
    Feed row = **store::FindFeed(t, rig.feed);
    row.state = FeedState::kStopped;
    (void)*store::SaveFeed(t, row);
    return {};
  }));
  rig.Look(2);
  CHECK(rig.Asked()[1].at("hub.mode") == "unsubscribe");
  CHECK(rig.subscriber->Deliver(token, "", "", "x").status == 410);
  CHECK(rig.Verify(token, rig.Intent("subscribe")).status == 404);
  CHECK(rig.Verify(token, rig.Intent("unsubscribe")).status == 200);
  CHECK(!rig.Row().has_value());
}

TEST_CASE("an address that is not public is never asked") {
  Rig rig;
  REQUIRE(rig.database->Write([&](store::Transaction& t) -> Status {
    Feed row = **store::FindFeed(t, rig.feed);
    row.hub = "http://10.0.0.1/hub";
    (void)*store::SaveFeed(t, row);
    return {};
  }));
  rig.Look(0);
  CHECK(rig.Row()->last_error.find("not a public address") != std::string::npos);
}
