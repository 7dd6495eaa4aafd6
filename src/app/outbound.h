// The way out, wired from the configuration: client, robots, fetcher.
#pragma once

#include <memory>

#include "app/config.h"
#include "base/result.h"
#include "base/time.h"
#include "content/fetch/feed_fetcher.h"
#include "content/fetch/robots_cache.h"
#include "net/http_client.h"

namespace newsstand::app {

struct Outbound {
  std::unique_ptr<net::HttpClient> client;
  std::unique_ptr<fetch::RobotsCache> robots;
  std::unique_ptr<fetch::FeedFetcher> fetcher;
};

// kInvalid for a wrong network or port in the configuration.
Result<Outbound> MakeOutbound(const Config& config, const Clock& clock);

// The program's own version, "0.1.0".
std::string_view Version();

}  // namespace newsstand::app
