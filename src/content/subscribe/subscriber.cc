#include "content/subscribe/subscriber.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "content/subscribe/signature.h"
#include "store/feeds.h"
#include "store/subscriptions.h"

namespace newsstand::subscribe {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kAtOnce = 20;              // of each kind of work
constexpr minutes kVerificationWithin{15};  // after the hub accepted the wish
constexpr minutes kFirstRetry{15};
constexpr int kAttempts = 5;             // then the hub is left alone for a week
constexpr hours kRefusedFor{7 * 24};
constexpr int kFarewells = 3;            // tries to tell a hub that it is over
constexpr seconds kShortestLease{3'600}, kLongestLease{30 * 86'400};
constexpr size_t kAnswerBytes = 4'096;

seconds RetryAfter(int attempts) { return std::min<seconds>(kFirstRetry * (1 << std::min(attempts, 7)), hours(24)); }

// Well before the lease ends: a tenth of it, an hour at least.
Timestamp RenewAt(Timestamp now, seconds lease) { return now + lease - std::max<seconds>(lease / 10, std::min<seconds>(hours(1), lease / 2)); }

std::string FormField(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + PercentEncode(value);
}

std::string HostOf(const std::string& url) {
  const auto parsed = ParseUrl(url);
  return parsed ? parsed->host : url;
}

}  // namespace

struct Subscriber::Impl {
  Impl(store::Database& given, net::HttpClient& http, const Clock& time, SubscriberOptions given_options, std::function<void(HubDelivery)> to)
      : database(given), client(http), clock(time), options(std::move(given_options)), deliver(std::move(to)) {
    while (options.callback_base.ends_with('/')) options.callback_base.pop_back();
  }

  Status Look();
  Status AddWanted(store::Transaction& transaction, Timestamp now);
  void Ask(const Subscription& subscription);
  void Answered(const Subscription& asked, const Result<net::HttpResponse>& response);
  Status Change(FeedId feed, const std::function<void(Subscription&)>& edit);
  void Run();

  store::Database& database;
  net::HttpClient& client;
  const Clock& clock;
  SubscriberOptions options;
  const std::function<void(HubDelivery)> deliver;

  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::unordered_set<int64_t> asking;  // feeds whose hub is being asked
  std::thread thread;
  std::atomic<int64_t> verified{0}, delivered{0}, refused_signatures{0};
};

// New wishes for feeds that name a hub, an end for those that no longer do.
Status Subscriber::Impl::AddWanted(store::Transaction& transaction, Timestamp now) {
  auto wanting = store::FeedsWithoutSubscription(transaction, kAtOnce);
  if (!wanting) return Fail(wanting.error());
  for (const FeedId id : *wanting) {
    auto feed = store::FindFeed(transaction, id);
    if (!feed) return Fail(feed.error());
    if (!*feed) continue;
    Subscription wish;
    wish.feed = id;
    wish.hub = (*feed)->hub;
    wish.topic = (*feed)->hub_topic.empty() ? (*feed)->url : (*feed)->hub_topic;
    wish.token = Base64Url(RandomBytes(24));
    wish.secret = Base64Url(RandomBytes(32));
    wish.next_action = now;
    if (Status saved = store::SaveSubscription(transaction, wish); !saved) return saved;
  }
  auto outdated = store::OutdatedSubscriptions(transaction, kAtOnce);
  if (!outdated) return Fail(outdated.error());
  for (Subscription& over : *outdated) {
    over.state = SubscriptionState::kEnding;
    over.next_action = now;
    over.attempts = 0;
    if (Status saved = store::SaveSubscription(transaction, over); !saved) return saved;
  }
  return {};
}

Status Subscriber::Impl::Look() {
  const Timestamp now = clock.Now();
  bool something = false;
  std::vector<Subscription> due;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto wanting = store::FeedsWithoutSubscription(transaction, 1);
    if (!wanting) return Fail(wanting.error());
    auto outdated = store::OutdatedSubscriptions(transaction, 1);
    if (!outdated) return Fail(outdated.error());
    something = !wanting->empty() || !outdated->empty();
    return {};
  });
  if (!read) return read;
  if (something) {
    if (Status written = database.Write([&](store::Transaction& t) { return AddWanted(t, now); }); !written) return written;
  }
  const Status found = database.Read([&](store::Transaction& transaction) -> Status {
    auto all = store::DueSubscriptions(transaction, now, kAtOnce);
    if (!all) return Fail(all.error());
    due = std::move(*all);
    return {};
  });
  if (!found) return found;
  for (const Subscription& subscription : due) {
    {
      const std::scoped_lock lock(mutex);
      if (stopping || !asking.insert(subscription.feed.value).second) continue;
    }
    Ask(subscription);
  }
  return {};
}

// Asks the hub. The row says so first: some hubs check our intent before they answer.
void Subscriber::Impl::Ask(const Subscription& subscription) {
  const bool ends = subscription.state == SubscriptionState::kEnding;
  const Status noted = Change(subscription.feed, [&](Subscription& row) {
    ++row.attempts;
    row.next_action = clock.Now() + kVerificationWithin;
    if (!ends && row.state != SubscriptionState::kActive) row.state = SubscriptionState::kAsked;
  });
  if (!noted) {
    log::Warn("a subscription could not be noted: {}", noted.error().message);
    const std::scoped_lock lock(mutex);
    asking.erase(subscription.feed.value);
    return;
  }
  net::HttpRequest request;
  request.method = "POST";
  request.url = subscription.hub;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = FormField("hub.mode", ends ? "unsubscribe" : "subscribe") + "&" + FormField("hub.topic", subscription.topic) + "&" +
                 FormField("hub.callback", options.callback_base + "/websub/" + subscription.token);
  if (!ends) {
    request.body += "&" + FormField("hub.secret", subscription.secret) + "&" + FormField("hub.lease_seconds", std::to_string(options.lease.count()));
  }
  request.max_bytes = kAnswerBytes;
  request.cut_at_max_bytes = true;
  client.FetchLater(std::move(request), [this, subscription](Result<net::HttpResponse> response) { Answered(subscription, response); });
}

// The client's thread must not wait for the store: the change is queued.
void Subscriber::Impl::Answered(const Subscription& asked, const Result<net::HttpResponse>& response) {
  std::string error;
  if (!response.ok()) {
    error = response.error().message;
  } else if (response->status < 200 || response->status > 299) {
    error = fmt::format("The hub at {} answers with status {}.", HostOf(asked.hub), response->status);
  }
  const Timestamp now = clock.Now();
  database.WriteLater([asked, error, now](store::Transaction& transaction) -> Status {
    auto found = store::FindSubscription(transaction, asked.feed);
    if (!found) return Fail(found.error());
    if (!*found || (*found)->token != asked.token) return {};
    Subscription row = std::move(**found);
    const bool ends = row.state == SubscriptionState::kEnding;
    if (ends && row.attempts >= kFarewells) return store::DeleteSubscription(transaction, row.feed);
    if (error.empty()) return {};
    row.last_error = error;
    row.next_action = now + RetryAfter(row.attempts);
    if (!ends && row.attempts >= kAttempts) {
      row.state = SubscriptionState::kRefused;
      row.next_action = now + kRefusedFor;
      row.attempts = 0;
    }
    return store::SaveSubscription(transaction, row);
  });
  const std::scoped_lock lock(mutex);
  asking.erase(asked.feed.value);
}

Status Subscriber::Impl::Change(FeedId feed, const std::function<void(Subscription&)>& edit) {
  return database.Write([&](store::Transaction& transaction) -> Status {
    auto found = store::FindSubscription(transaction, feed);
    if (!found) return Fail(found.error());
    if (!*found) return {};
    edit(**found);
    return store::SaveSubscription(transaction, **found);
  });
}

void Subscriber::Impl::Run() {
  bool failed = false;
  std::unique_lock lock(mutex);
  while (!stopping) {
    lock.unlock();
    const Status looked = Look();
    if (!looked && !failed) log::Warn("the store could not say which subscriptions are due: {}", looked.error().message);
    failed = !looked.ok();
    lock.lock();
    wake.wait_for(lock, options.look_every, [this] { return stopping; });
  }
}

Subscriber::Subscriber(store::Database& database, net::HttpClient& client, const Clock& clock, SubscriberOptions options,
                       std::function<void(HubDelivery)> deliver)
    : impl_(std::make_unique<Impl>(database, client, clock, std::move(options), std::move(deliver))) {}

Subscriber::~Subscriber() { Stop(); }

void Subscriber::Start() {
  impl_->thread = std::thread([this] { impl_->Run(); });
}

void Subscriber::Stop() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

Status Subscriber::LookOnce() { return impl_->Look(); }

namespace {

Result<std::optional<Subscription>> FindByToken(store::Database& database, std::string_view token) {
  std::optional<Subscription> found;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto subscription = store::FindSubscriptionByToken(transaction, token);
    if (!subscription) return Fail(subscription.error());
    found = std::move(*subscription);
    return {};
  });
  if (!read) return Fail(read.error());
  return found;
}

const HubAnswer kUnknown{404, "No such subscription.\n"};
const HubAnswer kBusy{503, "The store does not answer.\n"};

seconds LeaseOf(std::string_view text, seconds asked) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) return asked;
  return std::clamp(seconds(value), kShortestLease, kLongestLease);
}

}  // namespace

HubAnswer Subscriber::Verify(std::string_view token, const std::function<std::string_view(std::string_view)>& parameter) {
  auto found = FindByToken(impl_->database, token);
  if (!found) return kBusy;
  if (!*found) return kUnknown;
  const Subscription subscription = **found;
  const std::string_view mode = parameter("hub.mode"), challenge = parameter("hub.challenge");
  if (parameter("hub.topic") != subscription.topic) return kUnknown;
  const Timestamp now = impl_->clock.Now();
  const bool ends = subscription.state == SubscriptionState::kEnding;
  Status changed;
  if (mode == "denied") {
    const std::string reason = Ellipsize(CollapseSpace(parameter("hub.reason")), 200);
    changed = impl_->Change(subscription.feed, [&](Subscription& row) {
      row.state = SubscriptionState::kRefused;
      row.lease_until.reset();
      row.last_error = "The hub refuses the subscription" + (reason.empty() ? "." : ": " + reason);
      row.next_action = now + kRefusedFor;
      row.attempts = 0;
    });
    return changed ? HubAnswer{200, ""} : kBusy;
  }
  if (challenge.empty()) return {400, "There is no challenge.\n"};
  if (mode == "subscribe" && !ends && subscription.state != SubscriptionState::kWanted) {
    const seconds lease = LeaseOf(parameter("hub.lease_seconds"), impl_->options.lease);
    changed = impl_->Change(subscription.feed, [&](Subscription& row) {
      row.state = SubscriptionState::kActive;
      row.lease_until = now + lease;
      row.next_action = RenewAt(now, lease);
      row.attempts = 0;
      row.last_error.clear();
    });
    ++impl_->verified;
  } else if (mode == "unsubscribe" && ends) {
    changed = impl_->database.Write([&](store::Transaction& t) { return store::DeleteSubscription(t, subscription.feed); });
  } else {
    return kUnknown;  // nobody of us asked for that
  }
  return changed ? HubAnswer{200, std::string(challenge)} : kBusy;
}

HubAnswer Subscriber::Deliver(std::string_view token, std::string_view signature, std::string_view content_type, std::string body) {
  auto found = FindByToken(impl_->database, token);
  if (!found) return kBusy;
  if (!*found || (*found)->state == SubscriptionState::kEnding) return {410, "No such subscription.\n"};
  const Subscription& subscription = **found;
  if (!IsSignedBy(signature, subscription.secret, body)) {
    ++impl_->refused_signatures;
    log::Warn("a delivery for {} was not signed rightly and came to nothing", subscription.topic);
    return {202, ""};
  }
  const Timestamp now = impl_->clock.Now();
  impl_->database.WriteLater([feed = subscription.feed, now](store::Transaction& transaction) -> Status {
    auto row = store::FindSubscription(transaction, feed);
    if (!row) return Fail(row.error());
    if (!*row) return {};
    (*row)->last_delivery = now;
    ++(*row)->deliveries;
    return store::SaveSubscription(transaction, **row);
  });
  ++impl_->delivered;
  impl_->deliver({subscription.feed, std::move(body), std::string(content_type), subscription.topic});
  return {202, ""};
}

Subscriber::Counters Subscriber::counters() const {
  return {impl_->verified, impl_->delivered, impl_->refused_signatures};
}

}  // namespace newsstand::subscribe
