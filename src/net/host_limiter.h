// Whose turn it is: one request a host at a time, a token bucket a host, and a bounded number in all. It knows nothing
// of sockets and asks no clock; times are given to it. Not thread-safe: the client's thread alone uses it.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace newsstand::net {

struct HostLimits {
  int max_active = 64;               // requests under way, all hosts together
  double requests_per_second = 2.0;  // a host, in the long run
  int burst = 10;                    // requests a host after a rest
  // The same for hosts in allow_private networks; 0 means without limit.
  double private_requests_per_second = 0;
};

class HostLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Ticket = uint64_t;  // the caller's name for a request; never 0

  explicit HostLimiter(HostLimits limits) : limits_(limits) {}

  // Puts a request in the queue of its host. Higher priority first, then first come, first served.
  void Add(const std::string& host, bool is_private, int priority, Ticket ticket);
  // The next request that may start now; it counts as active until Done is called for its host.
  std::optional<Ticket> Next(Time now);
  // After Next had nothing: when it may have something though nothing else happens; nullopt when only Add or Done can
  // change that.
  std::optional<Time> NextTime() const;
  void Done(const std::string& host, Time now);
  void SetDelay(const std::string& host, std::chrono::milliseconds delay);

  size_t waiting() const { return waiting_; }
  int active() const { return active_; }

 private:
  struct Waiting {
    int priority = 0;
    uint64_t order = 0;
    Ticket ticket = 0;
    bool operator<(const Waiting& other) const {
      return priority != other.priority ? priority > other.priority : order < other.order;
    }
  };
  struct Host {
    std::set<Waiting> queue;
    bool busy = false;
    bool is_private = false;
    double tokens = 0;
    Time refilled{};
    Time not_before{};
    std::chrono::milliseconds delay{0};
    std::optional<Waiting> ready_key;                                 // its place in ready_
    std::optional<std::multimap<Time, Host*>::iterator> later_place;  // its place in later_
  };
  double RateOf(const Host& host) const;
  double TokensAt(const Host& host, Time now) const;
  Time ReadyAt(const Host& host, Time now) const;
  // A host stands in `ready_` or `later_` exactly when it is not busy and has something waiting.
  void TakeOut(Host& host);
  void PutIn(Host& host);
  void Forget(Time now);

  HostLimits limits_;
  std::unordered_map<std::string, Host> hosts_;
  std::map<Waiting, Host*> ready_;    // by the first of its queue; may still have to wait
  std::multimap<Time, Host*> later_;  // has to wait until then
  uint64_t order_ = 0;
  size_t waiting_ = 0;
  int active_ = 0;
  size_t kept_hosts_ = 0;  // after the last Forget: it is not worth looking again before there are twice as many
};

}  // namespace newsstand::net
