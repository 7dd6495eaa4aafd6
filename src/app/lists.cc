// titles list, feeds list, feeds check.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <future>
#include <iostream>
#include <map>

#include "app/commands.h"
#include "app/outbound.h"
#include "app/storage.h"
#include "base/text.h"
#include "content/parse/parse_feed.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

namespace json = boost::json;

struct Catalogue {
  std::vector<Title> titles;
  std::map<int64_t, std::vector<Feed>> feeds;  // by title
};

Result<Catalogue> ReadCatalogue(const Global& global) {
  auto database = OpenStore(global);
  if (!database) return Fail(database.error());
  Catalogue catalogue;
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    auto titles = store::AllTitles(transaction);
    if (!titles) return Fail(titles.error());
    catalogue.titles = std::move(*titles);
    auto feeds = store::AllFeeds(transaction);
    if (!feeds) return Fail(feeds.error());
    for (Feed& feed : *feeds) catalogue.feeds[feed.title.value].push_back(std::move(feed));
    return {};
  });
  if (!read) return Fail(read.error());
  return catalogue;
}

json::value TimeOrNull(const std::optional<Timestamp>& time) {
  return time ? json::value(FormatRfc3339(*time)) : json::value(nullptr);
}

json::object FeedObject(const Feed& feed) {
  return {{"url", feed.url},
          {"section", feed.section},
          {"state", std::string(FeedStateName(feed.state))},
          {"last_success", TimeOrNull(feed.last_success)},
          {"last_error", feed.last_error},
          {"items_per_day", feed.items_per_day}};
}

json::object TitleObject(const Title& title, const std::vector<Feed>& feeds) {
  json::array list;
  for (const Feed& feed : feeds) list.push_back(FeedObject(feed));
  return {{"slug", title.slug},
          {"name", title.name},
          {"home", title.home},
          {"country", title.country},
          {"language", title.language},
          {"owner", title.owner},
          {"sections", json::array(title.sections.begin(), title.sections.end())},
          {"rights", std::string(RightsName(title.rights))},
          {"policy", std::string(WallPolicyName(title.policy))},
          {"index_policy", std::string(IndexPolicyName(title.index_policy))},
          {"feeds", std::move(list)}};
}

// "3 h ago"
std::string Ago(const std::optional<Timestamp>& time) {
  if (!time) return "never";
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(SystemClock().Now() - *time).count();
  if (minutes < 1) return "just now";
  if (minutes < 120) return fmt::format("{} min ago", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h ago", minutes / 60);
  return fmt::format("{} days ago", minutes / (24 * 60));
}

std::string HealthInWords(const Feed& feed) {
  if (feed.state == FeedState::kStopped) return feed.last_error.empty() ? "stopped: the publisher took it away" : "stopped: " + feed.last_error;
  if (feed.state == FeedState::kPaused) return "paused";
  if (!feed.last_attempt) return "not fetched yet";
  if (!feed.last_error.empty()) return fmt::format("failed {} times: {}", feed.failures, feed.last_error);
  return fmt::format("read {}, {:.1f} items a day", Ago(feed.last_success), feed.items_per_day);
}

// What a fetch says, for `feeds check`.
int PrintCheck(const fetch::FetchedFeed& fetched) {
  if (fetched.outcome == fetch::FetchedFeed::Outcome::kFailed || fetched.outcome == fetch::FetchedFeed::Outcome::kGone) {
    return FailWith(fetched.error.empty() ? "The publisher took this feed away (410)." : fetched.error);
  }
  auto feed = parse::ParseFeed({fetched.body, fetched.content_type, fetched.url});
  if (!feed) return FailWith(feed.error().message);
  std::cout << fmt::format("{}\n  address   {}\n  format    {}\n  items     {}\n  language  {}\n  sent as   {}\n  fetched   {:.1f} kB in {} ms\n",
                           feed->title.empty() ? "(no title)" : feed->title, fetched.url, feed->format, feed->items.size(),
                           feed->language.empty() ? "not declared" : feed->language, fetched.content_type,
                           static_cast<double>(fetched.wire_bytes) / 1000, fetched.took.count());
  if (!fetched.moved_to.empty()) std::cout << "  moved to  " << fetched.moved_to << "\n";
  if (fetched.etag.empty() && fetched.last_modified.empty()) std::cout << "  note      it sends no ETag and no Last-Modified: every fetch costs the whole feed\n";
  for (const std::string& warning : feed->warnings) std::cout << "  warning   " << warning << "\n";
  for (size_t i = 0; i < feed->items.size() && i < 5; ++i) {
    const ParsedItem& item = feed->items[i];
    std::cout << fmt::format("  {}  {}\n", item.published ? FormatRfc3339(*item.published) : "(no date)           ", Ellipsize(item.title, 90));
  }
  return 0;
}

}  // namespace

int RunTitlesList(const Global& global, bool as_json) {
  auto catalogue = ReadCatalogue(global);
  if (!catalogue) return FailWith(catalogue.error().message);
  if (as_json) {
    json::array list;
    for (const Title& title : catalogue->titles) list.push_back(TitleObject(title, catalogue->feeds[title.id.value]));
    std::cout << json::serialize(list) << "\n";
    return 0;
  }
  for (const Title& title : catalogue->titles) {
    const auto& feeds = catalogue->feeds[title.id.value];
    std::cout << fmt::format("{:<32} {:<2} {:<6} {:<8} {:>3} feeds  {}\n", Ellipsize(title.name, 31), title.country, title.language,
                             RightsName(title.rights), feeds.size(), title.home);
  }
  if (catalogue->titles.empty()) std::cout << "No titles yet. Add one with: newsstand titles add https://www.example.org/\n";
  return 0;
}

int RunFeedsList(const Global& global, bool as_json) {
  auto catalogue = ReadCatalogue(global);
  if (!catalogue) return FailWith(catalogue.error().message);
  json::array list;
  for (const Title& title : catalogue->titles) {
    for (const Feed& feed : catalogue->feeds[title.id.value]) {
      if (!as_json) {
        std::cout << fmt::format("{:<24} {}\n{:<24} {}\n", Ellipsize(title.name, 23), feed.url, "", HealthInWords(feed));
        continue;
      }
      json::object object = FeedObject(feed);
      object["title"] = title.slug;
      object["last_attempt"] = TimeOrNull(feed.last_attempt);
      object["next_fetch"] = FormatRfc3339(feed.next_fetch);
      object["failures"] = feed.failures;
      object["health"] = HealthInWords(feed);
      list.push_back(std::move(object));
    }
  }
  if (as_json) std::cout << json::serialize(list) << "\n";
  else if (catalogue->feeds.empty()) std::cout << "No feeds yet. Add a title with: newsstand titles add https://www.example.org/\n";
  return 0;
}

int RunFeedsCheck(const Global& global, const std::string& url) {
  auto outbound = MakeOutbound(global.config, SystemClock());
  if (!outbound) return FailWith(outbound.error().message);
  Feed feed;
  feed.url = url;
  std::promise<fetch::FetchedFeed> promise;
  outbound->fetcher->FetchFeedLater(feed, SystemClock().Now(), [&](fetch::FetchedFeed fetched) { promise.set_value(std::move(fetched)); });
  return PrintCheck(promise.get_future().get());
}

}  // namespace newsstand::app
