// titles list, feeds list, feeds check, feeds cases.
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
#include "model/feed_health.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/sites.h"
#include "store/subscriptions.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

namespace json = boost::json;

constexpr int kCasesListed = 500;

struct Catalogue {
  std::vector<Title> titles;
  std::map<int64_t, std::vector<Feed>> feeds;               // by title
  std::map<int64_t, Subscription> subscriptions;  // by feed
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
    auto subscriptions = store::AllSubscriptions(transaction);
    if (!subscriptions) return Fail(subscriptions.error());
    for (Subscription& one : *subscriptions) catalogue.subscriptions[one.feed.value] = std::move(one);
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

// "3 min", "2 h"
std::string Span(int seconds) {
  return seconds < 7200 ? fmt::format("{} min", std::max(1, seconds / 60)) : fmt::format("{} h", seconds / 3600);
}

std::string HealthInWords(const Feed& feed, FeedCondition condition) {
  if (std::string words = ConditionInWords(feed, condition); !words.empty()) return words;
  std::string words = fmt::format("read {}, {:.1f} items a day", Ago(feed.last_success), feed.items_per_day);
  if (feed.delay_seconds >= 0) words += ", " + Span(feed.delay_seconds) + " after their date";
  return words;
}

// Hubs, and why one that is named is not used.
std::string HubInWords(const Config& config, const Feed& feed, const Subscription* subscription) {
  if (feed.hub.empty()) return "";
  if (!config.websub_enabled) return "not asked: websub.enabled is false";
  if (config.site_base_url.empty()) return "not asked: it could not reach us while site.base_url is not given";
  if (subscription == nullptr) return "is going to be asked";
  if (Delivers(*subscription, SystemClock().Now())) {
    return fmt::format("delivers until {}, {} deliveries, the last {}", FormatRfc3339(*subscription->lease_until), subscription->deliveries,
                       Ago(subscription->last_delivery));
  }
  return std::string(SubscriptionStateName(subscription->state)) + (subscription->last_error.empty() ? "" : ": " + subscription->last_error);
}

json::object FeedHealthObject(const Config& config, const Title& title, const Feed& feed, const Subscription* subscription) {
  const FeedCondition condition = ConditionOf(feed, SystemClock().Now());
  json::object object = FeedObject(feed);
  object["title"] = title.slug;
  object["last_attempt"] = TimeOrNull(feed.last_attempt);
  object["last_new_item"] = TimeOrNull(feed.last_new_item);
  object["next_fetch"] = FormatRfc3339(feed.next_fetch);
  object["failures"] = feed.failures;
  object["delay_seconds"] = feed.delay_seconds >= 0 ? json::value(feed.delay_seconds) : json::value(nullptr);
  object["condition"] = std::string(ConditionName(condition));
  object["health"] = HealthInWords(feed, condition);
  object["advice"] = AdviceFor(feed, condition);
  json::array habits;
  if (ChangesIds(feed)) habits.emplace_back("ids");
  if (ChangesDates(feed)) habits.emplace_back("dates");
  if (ChangesWords(feed)) habits.emplace_back("words");
  object["changes_at_every_poll"] = std::move(habits);
  json::object hub{{"url", feed.hub}, {"state", HubInWords(config, feed, subscription)}};
  if (subscription != nullptr) {
    hub["lease_until"] = TimeOrNull(subscription->lease_until);
    hub["last_delivery"] = TimeOrNull(subscription->last_delivery);
    hub["deliveries"] = subscription->deliveries;
  }
  object["hub"] = feed.hub.empty() ? json::value(nullptr) : json::value(std::move(hub));
  return object;
}

void PrintFeedHealth(const Config& config, const Title& title, const Feed& feed, const Subscription* subscription) {
  const FeedCondition condition = ConditionOf(feed, SystemClock().Now());
  std::cout << fmt::format("{:<24} {}\n{:<24} {}: {}\n", Ellipsize(title.name, 23), feed.url, "", ConditionName(condition), HealthInWords(feed, condition));
  if (const std::string advice = AdviceFor(feed, condition); !advice.empty()) std::cout << fmt::format("{:<24} to do: {}\n", "", advice);
  if (const std::string hub = HubInWords(config, feed, subscription); !hub.empty()) std::cout << fmt::format("{:<24} hub {}: {}\n", "", feed.hub, hub);
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
      const auto known = catalogue->subscriptions.find(feed.id.value);
      const Subscription* subscription = known == catalogue->subscriptions.end() ? nullptr : &known->second;
      if (as_json) list.push_back(FeedHealthObject(global.config, title, feed, subscription));
      else PrintFeedHealth(global.config, title, feed, subscription);
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

int RunFeedsCases(const Global& global, int64_t close, bool as_json) {
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  if (close > 0) {
    const Status closed = (*database)->Write([&](store::Transaction& t) { return store::CloseCase(t, close, SystemClock().Now()); });
    if (!closed) return FailWith(closed.error().message);
    std::cout << fmt::format("Case {} is closed.\n", close);
    return 0;
  }
  json::array list;
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    list.clear();
    auto cases = store::OpenCases(transaction, kCasesListed);
    if (!cases) return Fail(cases.error());
    for (const Case& one : *cases) {
      auto article = store::FindArticle(transaction, one.article);
      if (!article) return Fail(article.error());
      if (!*article) continue;
      list.push_back({{"case", one.id}, {"article", (*article)->id.value}, {"headline", (*article)->headline}, {"url", (*article)->url},
                      {"reports", one.reports}, {"first_reported", FormatRfc3339(one.first_reported)}, {"last_reported", FormatRfc3339(one.last_reported)},
                      {"body_source", std::string(BodySourceName((*article)->body_source))}, {"confidence", (*article)->confidence}});
    }
    return {};
  });
  if (!read) return FailWith(read.error().message);
  if (as_json) {
    std::cout << json::serialize(list) << "\n";
    return 0;
  }
  for (const json::value& one : list) {
    const json::object& entry = one.get_object();
    std::cout << fmt::format("{:>5}  {} reports, the last at {}\n       {}\n       /article/{}  {}\n", entry.at("case").as_int64(), entry.at("reports").as_int64(),
                             std::string_view(entry.at("last_reported").as_string()), Ellipsize(std::string_view(entry.at("headline").as_string()), 100),
                             entry.at("article").as_int64(), std::string_view(entry.at("url").as_string()));
  }
  if (list.empty()) std::cout << "No reader says that an article looks wrong.\n";
  return 0;
}

}  // namespace newsstand::app
