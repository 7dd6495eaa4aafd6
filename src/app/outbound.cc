#include "app/outbound.h"

namespace newsstand::app {

std::string_view Version() { return NEWSSTAND_VERSION; }

Result<Outbound> MakeOutbound(const Config& config, const Clock& clock) {
  std::vector<uint16_t> ports;
  for (const std::string& port : config.net_extra_ports) ports.push_back(static_cast<uint16_t>(std::stoi(port)));
  auto guard = net::AddressGuard::Create(config.net_allow_private, ports);
  if (!guard) return Fail(ErrorCode::kInvalid, "net.allow_private: " + guard.error().message);
  net::ClientOptions options;
  options.guard = std::move(*guard);
  options.product = "Newsstand/" + std::string(Version());
  options.contact = config.site_contact;
  Outbound outbound;
  outbound.client = std::make_unique<net::HttpClient>(std::move(options));
  outbound.robots = std::make_unique<fetch::RobotsCache>(*outbound.client, clock);
  fetch::FetcherOptions fetcher;
  fetcher.robots_for_feeds = config.ingest_robots_for_feeds;
  fetcher.mode = config.mode;
  outbound.fetcher = std::make_unique<fetch::FeedFetcher>(*outbound.client, *outbound.robots, clock, fetcher);
  return outbound;
}

}  // namespace newsstand::app
