// Terms, what is known of sites, cases, subscriptions, pages that are looked at again.
#include "store/sites.h"

#include "store/subscriptions.h"
#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

Subscription SomeSubscription(FeedId feed, const std::string& token) {
  Subscription subscription;
  subscription.feed = feed;
  subscription.hub = "https://hub.test/";
  subscription.topic = "https://paper.test/feed?all";
  subscription.token = token;
  subscription.secret = "very secret";
  subscription.state = SubscriptionState::kActive;
  subscription.next_action = At(500);
  subscription.lease_until = At(900);
  subscription.last_delivery = At(400);
  subscription.attempts = 2;
  subscription.deliveries = 17;
  subscription.last_error = "the hub said 503";
  return subscription;
}

std::vector<int64_t> FeedsOf(const std::vector<Subscription>& subscriptions) {
  std::vector<int64_t> feeds;
  for (const Subscription& one : subscriptions) feeds.push_back(one.feed.value);
  return feeds;
}

}  // namespace

TEST_CASE_TEMPLATE("what a source says of a title's rights replaces what it said before", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  const std::string licence = "https://gazette.test/license.xml", well_known = "https://gazette.test/.well-known/tdmrep.json";
  const Terms shop{TermsKind::kRsl, licence, "/shop/*", true, "Sold.", "https://gazette.test/buy", At(1)};
  const Terms rest{TermsKind::kRsl, licence, "/", false, "Free.", "", At(1)};
  const Terms mining{TermsKind::kTdmRep, well_known, "/*", true, "Reserved.", "", At(2)};
  Must(database->Write([&](Transaction& t) -> Status {
    Must(SaveTerms(t, from.title, licence, {shop, rest}));
    return SaveTerms(t, from.title, well_known, {mining});
  }));
  auto terms = [&] { return InRead(*database, [&](Transaction& t) { return TermsOf(t, from.title); }); };
  CHECK(terms() == std::vector<Terms>{mining, shop, rest});
  Must(database->Write([&](Transaction& t) -> Status { return SaveTerms(t, from.title, licence, {rest}); }));
  CHECK(terms() == std::vector<Terms>{mining, rest});
  Must(database->Write([&](Transaction& t) -> Status { return SaveTerms(t, from.title, well_known, {}); }));
  CHECK(terms() == std::vector<Terms>{rest});
  CHECK(InRead(*database, [&](Transaction& t) { return TermsOf(t, TitleId{999}); }).empty());
}

TEST_CASE_TEMPLATE("what was learned of a site is kept by its host", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  auto facts = [&](const char* host) { return InRead(*database, [&](Transaction& t) { return FindSiteMemory(t, host); }); };
  CHECK(facts("paper.test") == "");
  Must(database->Write([](Transaction& t) { return SaveSiteMemory(t, "paper.test", "one\n", At(1)); }));
  Must(database->Write([](Transaction& t) { return SaveSiteMemory(t, "paper.test", "two\n", At(2)); }));
  CHECK(facts("paper.test") == "two\n");
  CHECK(facts("other.test") == "");
  CHECK(!database->Write([](Transaction& t) { return SaveSiteMemory(t, "", "x", At(1)); }));
}

TEST_CASE_TEMPLATE("reports of one article are one case until the operator closes it", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  const ArticleId one = StoreArticle(*database, SomeArticle(from.title, "1"));
  const ArticleId two = StoreArticle(*database, SomeArticle(from.title, "2"));
  auto report = [&](ArticleId id, int64_t at) { return InWrite(*database, [&](Transaction& t) { return ReportCase(t, id, 3, At(at)); }); };
  CHECK(report(one, 1) == 1);
  CHECK(report(two, 2) == 1);
  CHECK(report(one, 3) == 2);
  CHECK(!database->Write([](Transaction& t) -> Status {
    auto none = ReportCase(t, ArticleId{999}, 1, At(1));
    if (!none) return Fail(none.error());
    return {};
  }));
  auto open = [&] { return InRead(*database, [](Transaction& t) { return OpenCases(t, 10); }); };
  auto cases = open();
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].article == one);
  CHECK(cases[0].reports == 2);
  CHECK(cases[0].version == 3);
  CHECK(cases[0].first_reported == At(1));
  CHECK(cases[0].last_reported == At(3));
  CHECK(InRead(*database, [](Transaction& t) { return CountOpenCases(t); }) == 2);
  Must(database->Write([&](Transaction& t) { return CloseCase(t, cases[0].id, At(4)); }));
  CHECK(open().size() == 1);
  CHECK(!database->Write([&](Transaction& t) { return CloseCase(t, cases[0].id, At(5)); }));
  CHECK(report(one, 6) == 1);  // a new case
  CHECK(open().size() == 2);
}

TEST_CASE_TEMPLATE("a subscription comes back with every field, by feed and by token", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  const TitleWithFeed other = StoreTitle(*database, "herald");
  Subscription subscription = SomeSubscription(from.feed, "token-1");
  auto save = [&](const Subscription& one) { return database->Write([&](Transaction& t) { return SaveSubscription(t, one); }); };
  Must(save(subscription));
  auto find = [&] { return InRead(*database, [&](Transaction& t) { return FindSubscription(t, from.feed); }); };
  CHECK(find() == subscription);
  subscription.state = SubscriptionState::kRefused;
  subscription.lease_until.reset();
  subscription.last_error.clear();
  Must(save(subscription));
  CHECK(find() == subscription);
  CHECK(InRead(*database, [](Transaction& t) { return FindSubscriptionByToken(t, "token-1"); }) == subscription);
  CHECK(!InRead(*database, [](Transaction& t) { return FindSubscriptionByToken(t, ""); }).has_value());
  const Status taken = save(SomeSubscription(other.feed, "token-1"));
  REQUIRE(!taken);
  CHECK(taken.error().code == ErrorCode::kConflict);
  Must(database->Write([&](Transaction& t) { return DeleteSubscription(t, from.feed); }));
  CHECK(!find().has_value());
}

TEST_CASE_TEMPLATE("feeds that name a hub want a subscription, and those that no longer do lose it", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  const TitleWithFeed other = StoreTitle(*database, "herald");
  auto change = [&](FeedId id, const std::function<void(Feed&)>& edit) {
    InWrite(*database, [&](Transaction& t) -> Result<FeedId> {
      Feed feed = **FindFeed(t, id);
      edit(feed);
      return SaveFeed(t, feed);
    });
  };
  change(other.feed, [](Feed& feed) { feed.hub.clear(); });
  auto wanting = [&] { return InRead(*database, [](Transaction& t) { return FeedsWithoutSubscription(t, 10); }); };
  auto outdated = [&] { return FeedsOf(InRead(*database, [](Transaction& t) { return OutdatedSubscriptions(t, 10); })); };
  CHECK(wanting() == std::vector<FeedId>{from.feed});
  Must(database->Write([&](Transaction& t) { return SaveSubscription(t, SomeSubscription(from.feed, "a")); }));
  CHECK(wanting().empty());
  CHECK(outdated().empty());
  for (const auto& edit : std::vector<std::function<void(Feed&)>>{
           [](Feed& feed) { feed.hub = "https://another.test/"; }, [](Feed& feed) { feed.hub.clear(); },
           [](Feed& feed) { feed.hub_topic = "https://paper.test/moved"; }, [](Feed& feed) { feed.state = FeedState::kStopped; }}) {
    const Feed before = *InRead(*database, [&](Transaction& t) { return FindFeed(t, from.feed); });
    change(from.feed, edit);
    CHECK(outdated() == std::vector<int64_t>{from.feed.value});
    InWrite(*database, [&](Transaction& t) { return SaveFeed(t, before); });
    CHECK(outdated().empty());
  }
  // A feed that names no address of its own is known to its hub by the one we fetch.
  Subscription by_url = SomeSubscription(from.feed, "a");
  by_url.topic = "https://gazette.test/feed";
  Must(database->Write([&](Transaction& t) { return SaveSubscription(t, by_url); }));
  change(from.feed, [](Feed& feed) { feed.hub_topic.clear(); });
  CHECK(outdated().empty());
}

TEST_CASE_TEMPLATE("subscriptions fall due by their next action, the longest due first", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  std::vector<FeedId> feeds;
  for (int i = 0; i < 3; ++i) {
    feeds.push_back(StoreTitle(*database, "t" + std::to_string(i)).feed);
    Subscription one = SomeSubscription(feeds.back(), "token" + std::to_string(i));
    one.next_action = At(300 - 100 * i);
    Must(database->Write([&](Transaction& t) { return SaveSubscription(t, one); }));
  }
  auto due = [&](int64_t now, int limit) { return FeedsOf(InRead(*database, [&](Transaction& t) { return DueSubscriptions(t, At(now), limit); })); };
  CHECK(due(99, 10).empty());
  CHECK(due(200, 10) == std::vector<int64_t>{feeds[2].value, feeds[1].value});
  CHECK(due(1000, 1) == std::vector<int64_t>{feeds[2].value});
  CHECK(InRead(*database, [](Transaction& t) { return AllSubscriptions(t); }).size() == 3);
}

TEST_CASE_TEMPLATE("the page of an article that its feed lost is looked at three times, with time between", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  Article article = SomeArticle(from.title, "1");
  article.feed = from.feed;
  article.page_state = PageState::kDone;
  article.id = StoreArticle(*database, article);
  auto listed = [&](int64_t since, int64_t until) {
    return InRead(*database, [&](Transaction& t) { return ArticlesOfFeed(t, from.feed, At(since), At(until), 10); }).size();
  };
  CHECK(listed(100, 100) == 1);
  CHECK(listed(101, 900) == 0);
  CHECK(listed(0, 99) == 0);
  auto check = [&](int64_t now) { return InWrite(*database, [&](Transaction& t) { return CheckPage(t, article.id, At(now), std::chrono::seconds(60)); }); };
  auto done = [&] {
    Must(database->Write([&](Transaction& t) -> Status {
      Article stored = **FindArticle(t, article.id);
      stored.page_state = PageState::kDone;
      return UpdateArticle(t, stored);
    }));
  };
  CHECK(check(1000));
  CHECK(InRead(*database, [&](Transaction& t) { return PendingPages(t, At(1000), 10); }).size() == 1);
  CHECK(!check(2000));  // pending already
  done();
  CHECK(!check(1059));
  CHECK(check(1060));
  done();
  CHECK(check(1200));
  done();
  CHECK(!check(9000));
  CHECK(InRead(*database, [&](Transaction& t) { return PendingPages(t, At(9000), 10); }).empty());
}

TEST_CASE_TEMPLATE("versions are counted without reading them", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  const ArticleId id = StoreArticle(*database, SomeArticle(from.title, "1"));
  auto count = [&] { return InRead(*database, [&](Transaction& t) { return CountVersions(t, id); }); };
  CHECK(count().count == 0);
  CHECK(!count().latest.has_value());
  Must(database->Write([&](Transaction& t) -> Status {
    Must(SaveVersion(t, {id, 1, At(10), "h", "s", "b"}));
    return SaveVersion(t, {id, 2, At(20), "h", "s", "b"});
  }));
  CHECK(count().count == 2);
  CHECK(count().latest == At(20));
}

}  // namespace newsstand::store
