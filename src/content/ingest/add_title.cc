#include <optional>

#include "base/text.h"
#include "base/url.h"
#include "content/enrich/enrich.h"
#include "content/html/encoding.h"
#include "content/ingest/import.h"
#include "content/parse/parse_feed.h"
#include "content/source/discover.h"
#include "store/feeds.h"

namespace newsstand::ingest {
namespace {

constexpr size_t kCandidatesTried = 8;

Result<net::HttpResponse> Get(net::HttpClient& client, const std::string& url) {
  net::HttpRequest request;
  request.url = url;
  request.priority = 50;  // somebody is waiting
  auto response = client.Fetch(std::move(request));
  if (response && (response->status < 200 || response->status > 299)) {
    return Fail(ErrorCode::kUnavailable, response->url + " answers with status " + std::to_string(response->status) + ".");
  }
  return response;
}

// A feed that was fetched and read.
struct ReadFeed {
  std::string url;
  ParsedFeed parsed;
};

std::optional<ReadFeed> AsFeed(const net::HttpResponse& response) {
  auto parsed = parse::ParseFeed({response.body, response.Header("content-type"), response.url});
  if (!parsed) return std::nullopt;
  return ReadFeed{response.url, std::move(*parsed)};
}

// The first candidate that really is a feed; what pages declare goes before guesses.
std::optional<ReadFeed> FirstFeed(net::HttpClient& client, const std::vector<source::FeedCandidate>& candidates) {
  size_t tried = 0;
  for (const source::FeedCandidate& candidate : candidates) {
    if (++tried > kCandidatesTried) break;
    const auto response = Get(client, candidate.url);
    if (!response) continue;
    if (auto feed = AsFeed(*response)) return feed;
  }
  return std::nullopt;
}

std::string HomeFrom(const ReadFeed& feed) {
  const std::string named = ResolveHttpUrl(feed.parsed.url, feed.url);
  if (!named.empty()) return named;
  const auto url = ParseUrl(feed.url);
  return url ? url->origin() + "/" : feed.url;
}

source::DiscoveredSite Discover(const net::HttpResponse& page) {
  return source::DiscoverSite(html::DecodeHtml(page.body, page.Header("content-type")), page.url);
}

Result<AddedTitle> Store(store::Database& database, AddedTitle added, Timestamp now) {
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto known = store::FindFeedByUrl(transaction, added.feed.url);
    if (!known) return Fail(known.error());
    added.known = known->has_value();
    return {};
  });
  if (!read) return Fail(read.error());
  if (added.known) return added;
  source::Catalogue catalogue;
  catalogue.titles.push_back({added.title, {added.feed}});
  auto report = ImportCatalogue(database, catalogue, now);
  if (!report) return Fail(report.error());
  return added;
}

}  // namespace

Result<AddedTitle> AddTitle(store::Database& database, net::HttpClient& client, const std::string& address, Timestamp now) {
  std::string url = ResolveHttpUrl(address, "");
  if (url.empty() && address.find("://") == std::string::npos && address.find('.') != std::string::npos) {
    url = ResolveHttpUrl("https://" + address, "");
  }
  if (url.empty()) {
    return Fail(ErrorCode::kInvalid, "\"" + address + "\" is not a web address; write for example https://www.example.org/");
  }
  auto response = Get(client, url);
  if (!response) return Fail(response.error());

  std::optional<ReadFeed> feed = AsFeed(*response);
  source::DiscoveredSite site;
  if (feed) {
    // The feed's home page knows the title's name and icon better; without it the feed's own words do.
    if (const auto page = Get(client, HomeFrom(*feed))) site = Discover(*page);
  } else {
    site = Discover(*response);
    feed = FirstFeed(client, site.feeds);
  }
  if (!feed) {
    return Fail(ErrorCode::kInvalid, "Nothing at " + response->url + " leads to a feed. If you know the feed's own address, add that.");
  }
  AddedTitle added;
  added.items = static_cast<int>(feed->parsed.items.size());
  added.feed.url = feed->url;
  Title& title = added.title;
  title.name = !site.name.empty() ? site.name : feed->parsed.title;
  if (title.name.empty()) title.name = ParseUrl(feed->url)->host;
  title.slug = Slugify(title.name);
  if (title.slug.empty()) title.slug = "title";
  title.home = HomeFrom(*feed);
  title.language = enrich::NormalizeLanguage(!feed->parsed.language.empty() ? feed->parsed.language : site.language);
  title.icon_url = site.icon_url;
  title.rights = Rights::kExcerpt;
  return Store(database, std::move(added), now);
}

}  // namespace newsstand::ingest
