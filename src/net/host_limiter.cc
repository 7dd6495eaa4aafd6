#include "net/host_limiter.h"

#include <algorithm>
#include <cmath>

namespace newsstand::net {
namespace {

// From this many on, hosts at rest are forgotten. A Crawl-delay goes with them; robots.txt brings it back.
constexpr size_t kManyHosts = 4096;

HostLimiter::Time After(HostLimiter::Time now, double seconds) {
  return now + std::chrono::microseconds(static_cast<int64_t>(std::ceil(seconds * 1e6)));
}

}  // namespace

double HostLimiter::RateOf(const Host& host) const {
  return host.is_private ? limits_.private_requests_per_second : limits_.requests_per_second;
}

double HostLimiter::TokensAt(const Host& host, Time now) const {
  const double seconds = std::chrono::duration<double>(now - host.refilled).count();
  return std::min<double>(std::max(limits_.burst, 1), host.tokens + seconds * RateOf(host));
}

HostLimiter::Time HostLimiter::ReadyAt(const Host& host, Time now) const {
  Time ready = std::max(now, host.not_before);
  const double rate = RateOf(host);
  if (rate <= 0) return ready;
  const double tokens = TokensAt(host, now);
  // A hair less than one counts: rounding must not cost another round of waiting.
  if (tokens < 1 - 1e-6) ready = std::max(ready, After(now, (1 - tokens) / rate));
  return ready;
}

void HostLimiter::TakeOut(Host& host) {
  if (host.ready_key) ready_.erase(*host.ready_key);
  if (host.later_place) later_.erase(*host.later_place);
  host.ready_key.reset();
  host.later_place.reset();
}

void HostLimiter::PutIn(Host& host) {
  if (host.busy || host.queue.empty()) return;
  host.ready_key = *host.queue.begin();
  ready_.emplace(*host.ready_key, &host);
}

void HostLimiter::Add(const std::string& name, bool is_private, int priority, Ticket ticket) {
  auto [at, is_new] = hosts_.try_emplace(name);
  Host& host = at->second;
  if (is_new) host.tokens = std::max(limits_.burst, 1);
  host.is_private = is_private;
  TakeOut(host);
  host.queue.insert({priority, order_++, ticket});
  PutIn(host);
  ++waiting_;
}

std::optional<HostLimiter::Ticket> HostLimiter::Next(Time now) {
  if (active_ >= limits_.max_active) return std::nullopt;
  while (!later_.empty() && later_.begin()->first <= now) {
    Host& host = *later_.begin()->second;
    TakeOut(host);
    PutIn(host);
  }
  while (!ready_.empty()) {
    Host& host = *ready_.begin()->second;
    TakeOut(host);
    const Time ready = ReadyAt(host, now);
    if (ready > now) {
      host.later_place = later_.emplace(ready, &host);
      continue;
    }
    const Ticket ticket = host.queue.begin()->ticket;
    host.queue.erase(host.queue.begin());
    host.tokens = TokensAt(host, now) - 1;
    host.refilled = now;
    host.busy = true;
    --waiting_;
    ++active_;
    return ticket;
  }
  return std::nullopt;
}

std::optional<HostLimiter::Time> HostLimiter::NextTime() const {
  if (active_ >= limits_.max_active || later_.empty()) return std::nullopt;
  return later_.begin()->first;
}

void HostLimiter::Done(const std::string& name, Time now) {
  const auto at = hosts_.find(name);
  if (at == hosts_.end() || !at->second.busy) return;
  at->second.busy = false;
  at->second.not_before = now + at->second.delay;
  --active_;
  PutIn(at->second);
  if (hosts_.size() > kManyHosts && hosts_.size() > 2 * kept_hosts_) Forget(now);
}

void HostLimiter::SetDelay(const std::string& name, std::chrono::milliseconds delay) {
  auto [at, is_new] = hosts_.try_emplace(name);
  if (is_new) at->second.tokens = std::max(limits_.burst, 1);
  at->second.delay = delay;
}

void HostLimiter::Forget(Time now) {
  std::erase_if(hosts_, [&](const auto& entry) {
    const Host& host = entry.second;
    if (host.busy || !host.queue.empty() || host.not_before > now) return false;
    return RateOf(host) <= 0 || TokensAt(host, now) >= std::max(limits_.burst, 1);
  });
  kept_hosts_ = hosts_.size();
}

}  // namespace newsstand::net
