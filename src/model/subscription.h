// A WebSub subscription: a hub tells us when a feed has something new.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/title.h"

namespace newsstand {

enum class SubscriptionState {
  kWanted,   // to be asked for
  kAsked,    // the hub has accepted the wish and is expected to check that it is ours
  kActive,   // until the lease ends
  kRefused,  // the hub will not, or cannot be reached; asked again much later
  kEnding,   // no longer wanted: the hub is to be told
};

struct Subscription {
  FeedId feed;         // one subscription a feed
  std::string hub, topic;
  std::string token;   // the last part of the address the hub calls; nobody can guess it
  std::string secret;  // deliveries are signed with it
  SubscriptionState state = SubscriptionState::kWanted;
  Timestamp next_action;  // when something is to be done: ask, ask again, renew
  std::optional<Timestamp> lease_until, last_delivery;
  int attempts = 0;        // in a row that came to nothing
  int64_t deliveries = 0;
  std::string last_error;  // a sentence; "" none

  bool operator==(const Subscription&) const = default;
};

// Whether the hub can be relied on now: polling is then only the net under it.
inline bool Delivers(const Subscription& subscription, Timestamp now) {
  const bool serves = subscription.state == SubscriptionState::kActive || subscription.state == SubscriptionState::kAsked;
  return serves && subscription.lease_until && *subscription.lease_until > now;
}

std::string_view SubscriptionStateName(SubscriptionState state);
std::optional<SubscriptionState> ParseSubscriptionState(std::string_view name);

}  // namespace newsstand
