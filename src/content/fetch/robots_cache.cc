#include "content/fetch/robots_cache.h"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "base/url.h"
#include "content/fetch/robots.h"

namespace newsstand::fetch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr auto kFreshFor = hours(24);
constexpr auto kFailureFor = minutes(15);
constexpr auto kLastGoodFor = hours(24 * 30);
constexpr std::chrono::milliseconds kLongestDelay = std::chrono::seconds(60);
constexpr size_t kRobotsBytes = 512u << 10;
constexpr size_t kCacheBytes = 32u << 20;
constexpr size_t kEntryBytes = 256;  // what an origin without rules takes
constexpr int kPriority = 100;

}  // namespace

struct RobotsCache::State : std::enable_shared_from_this<RobotsCache::State> {
  struct Waiting {
    std::string url;
    std::function<void(RobotsVerdict)> done;
  };
  struct Entry {
    std::shared_ptr<const RobotsRules>
        rules;  // the last good copy, also "everything is allowed"; null when none is known
    std::vector<std::string> licenses, sitemaps;
    Timestamp good_at, expires, used;
    std::string error;  // why the last attempt failed
    bool fetching = false;
    size_t bytes = kEntryBytes;
    std::vector<Waiting> waiting;
  };

  State(net::HttpClient& http, const Clock& time) : client(http), clock(time) {}

  RobotsVerdict Judge(const Entry& entry, const std::string& url, const std::string& host) const {
    RobotsVerdict verdict;
    if (!entry.rules) {
      verdict.unreachable = true;
      verdict.reason = entry.error;
      return verdict;
    }
    verdict.allowed = entry.rules->IsAllowed(kRobotsAgent, url);
    verdict.licenses = entry.licenses;
    verdict.sitemaps = entry.sitemaps;
    if (!verdict.allowed) verdict.reason = fmt::format("The robots.txt of {} does not let us read this address.", host);
    return verdict;
  }

  void Fetch(const Url& url) {
    net::HttpRequest request;
    request.url = url.origin() + "/robots.txt";
    request.headers = {{"Accept", "text/plain, */*;q=0.5"}};
    request.max_bytes = kRobotsBytes;
    request.cut_at_max_bytes = true;
    request.timeout = std::chrono::seconds(15);
    request.priority = kPriority;
    client.FetchLater(std::move(request), [self = shared_from_this(), url](Result<net::HttpResponse> response) {
      self->Store(url, response);
    });
  }

  void StoreRules(Entry& entry, RobotsRules rules, const std::string& robots_url, Timestamp now) {
    entry.licenses.clear();
    entry.sitemaps.clear();
    auto resolve = [&](const std::vector<std::string>& from, std::vector<std::string>& to) {
      for (const auto& text : from) {
        if (auto url = ResolveHttpUrl(text, robots_url); !url.empty()) to.push_back(std::move(url));
      }
    };
    resolve(rules.licenses(), entry.licenses);
    resolve(rules.sitemaps(), entry.sitemaps);
    total_bytes -= entry.bytes;
    entry.bytes = kEntryBytes + 2 * rules.Footprint();
    total_bytes += entry.bytes;
    entry.rules = std::make_shared<const RobotsRules>(std::move(rules));
    entry.good_at = now;
    entry.expires = now + kFreshFor;
    entry.error.clear();
  }

  void StoreFailure(Entry& entry, std::string error, Timestamp now) {
    entry.error = std::move(error);
    entry.expires = now + kFailureFor;
    if (entry.rules && now - entry.good_at > kLastGoodFor) entry.rules = nullptr;
  }

  void Store(const Url& url, const Result<net::HttpResponse>& response) {
    const Timestamp now = clock.Now();
    // Too many redirects are, by the RFC, like no robots.txt at all.
    const bool lost = !response.ok() && response.error().code == ErrorCode::kInvalid;
    std::optional<std::chrono::milliseconds> delay;
    std::vector<Waiting> waiting;
    std::vector<RobotsVerdict> verdicts;
    {
      const std::lock_guard lock(mutex);
      Entry& entry = entries[url.origin()];
      if (response.ok() && response->status >= 200 && response->status < 300) {
        auto rules = RobotsRules::Parse(response->body);
        delay = rules.CrawlDelay(kRobotsAgent);
        StoreRules(entry, std::move(rules), response->url, now);
      } else if (lost || (response.ok() && response->status >= 300 && response->status < 500)) {
        StoreRules(entry, RobotsRules(), url.origin() + "/robots.txt", now);
      } else if (response.ok()) {
        StoreFailure(entry,
                     fmt::format("The robots.txt of {} cannot be read ({}), so nothing may be fetched there.", url.host,
                                 response->status),
                     now);
      } else {
        StoreFailure(entry, response.error().message, now);
      }
      entry.fetching = false;
      waiting.swap(entry.waiting);
      for (const Waiting& one : waiting) verdicts.push_back(Judge(entry, one.url, url.host));
      if (total_bytes > kCacheBytes) Evict();
    }
    if (delay) client.SetHostDelay(url.origin(), std::min(*delay, kLongestDelay));
    for (size_t i = 0; i < waiting.size(); ++i) waiting[i].done(std::move(verdicts[i]));
  }

  // Drops what was not used for longest, down to three quarters of the room.
  void Evict() {
    std::vector<std::pair<Timestamp, std::string>> by_use;
    for (const auto& [origin, entry] : entries) {
      if (!entry.fetching) by_use.emplace_back(entry.used, origin);
    }
    std::sort(by_use.begin(), by_use.end());
    for (const auto& [used, origin] : by_use) {
      if (total_bytes <= kCacheBytes / 4 * 3) return;
      const auto at = entries.find(origin);
      total_bytes -= at->second.bytes;
      entries.erase(at);
    }
  }

  net::HttpClient& client;
  const Clock& clock;
  std::mutex mutex;
  std::unordered_map<std::string, Entry> entries;  // by origin
  size_t total_bytes = 0;
};

RobotsCache::RobotsCache(net::HttpClient& client, const Clock& clock)
    : state_(std::make_shared<State>(client, clock)) {}

void RobotsCache::CheckLater(const std::string& text, std::function<void(RobotsVerdict)> done) {
  const auto url = ParseUrl(text);
  if (!url || !url->is_http()) {
    RobotsVerdict verdict;
    verdict.reason = "This is no web address.";
    return done(std::move(verdict));
  }
  const Timestamp now = state_->clock.Now();
  std::optional<RobotsVerdict> known;
  bool fetch = false;
  {
    const std::lock_guard lock(state_->mutex);
    auto [at, is_new] = state_->entries.try_emplace(url->origin());
    State::Entry& entry = at->second;
    if (is_new) state_->total_bytes += entry.bytes;
    entry.used = now;
    // A clock that was set back must not keep a copy for ever.
    const bool fresh = !is_new && now < entry.expires && entry.expires - now <= kFreshFor;
    if (fresh && !entry.fetching) {
      known = state_->Judge(entry, url->href(), url->host);
    } else {
      entry.waiting.push_back({url->href(), std::move(done)});
      fetch = !std::exchange(entry.fetching, true);
    }
  }
  if (known) return done(std::move(*known));
  if (fetch) state_->Fetch(*url);
}

}  // namespace newsstand::fetch
