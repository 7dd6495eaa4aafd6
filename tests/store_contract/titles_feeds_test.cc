#include "store_contract/fixture.h"

namespace newsstand::store {

TEST_CASE_TEMPLATE("a title comes back with every field, also after a change of every field", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Title title = SomeTitle("gazette");
  title.id = InWrite(*database, [&](Transaction& t) { return SaveTitle(t, title); });
  CHECK(title.id.value > 0);
  auto found = InRead(*database, [&](Transaction& t) { return FindTitle(t, title.id); });
  REQUIRE(found.has_value());
  CHECK(Describe(*found) == Describe(title));

  Title changed;
  changed.id = title.id;
  changed.slug = "new-gazette";
  changed.name = "Åäö";
  InWrite(*database, [&](Transaction& t) { return SaveTitle(t, changed); });
  found = InRead(*database, [&](Transaction& t) { return FindTitleBySlug(t, "new-gazette"); });
  REQUIRE(found.has_value());
  CHECK(Describe(*found) == Describe(changed));
  CHECK(!InRead(*database, [&](Transaction& t) { return FindTitleBySlug(t, "gazette"); }).has_value());
  CHECK(!InRead(*database, [&](Transaction& t) { return FindTitle(t, TitleId{999}); }).has_value());
}

TEST_CASE_TEMPLATE("a slug belongs to one title, and the refusal does not spoil the piece of work", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Must(database->Write([&](Transaction& t) -> Status {
    const TitleId first = Must(SaveTitle(t, SomeTitle("one")));
    auto again = SaveTitle(t, SomeTitle("one"));
    REQUIRE(!again);
    CHECK(again.error().code == ErrorCode::kConflict);
    Title second = SomeTitle("two");
    second.id = Must(SaveTitle(t, second));
    second.slug = "one";
    auto taken = SaveTitle(t, second);
    REQUIRE(!taken);
    CHECK(taken.error().code == ErrorCode::kConflict);
    Title ghost = SomeTitle("ghost");
    ghost.id = TitleId{first.value + 1000};
    auto missing = SaveTitle(t, ghost);
    REQUIRE(!missing);
    CHECK(missing.error().code == ErrorCode::kNotFound);
    auto nameless = SaveTitle(t, Title());
    REQUIRE(!nameless);
    CHECK(nameless.error().code == ErrorCode::kInvalid);
    return {};
  }));
  CHECK(InRead(*database, [&](Transaction& t) { return CountTitles(t); }) == 2);
}

TEST_CASE_TEMPLATE("all titles come by name, whatever its case", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  for (const char* name : {"beta", "Alpha", "Gamma", "alpha two"}) {
    Title title = SomeTitle(std::string("t-") + name);
    title.name = name;
    InWrite(*database, [&](Transaction& t) { return SaveTitle(t, title); });
  }
  std::vector<std::string> names;
  for (const Title& title : InRead(*database, [](Transaction& t) { return AllTitles(t); })) names.push_back(title.name);
  CHECK(names == std::vector<std::string>{"Alpha", "alpha two", "beta", "Gamma"});
}

TEST_CASE_TEMPLATE("a setting is absent, then there, then replaced", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  auto setting = [&] { return InRead(*database, [](Transaction& t) { return FindSetting(t, "secret"); }); };
  CHECK(!setting().has_value());
  Must(database->Write([](Transaction& t) { return SaveSetting(t, "secret", "one"); }));
  CHECK(setting() == "one");
  Must(database->Write([](Transaction& t) { return SaveSetting(t, "secret", ""); }));
  CHECK(setting() == "");
}

TEST_CASE_TEMPLATE("a feed comes back with every field, also after a change of every field", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed stored = StoreTitle(*database, "gazette");
  Feed feed = SomeFeed(stored.title, "https://gazette.test/feed");
  feed.id = stored.feed;
  auto found = InRead(*database, [&](Transaction& t) { return FindFeed(t, stored.feed); });
  REQUIRE(found.has_value());
  CHECK(Describe(*found) == Describe(feed));

  Feed changed;
  changed.id = stored.feed;
  changed.title = StoreTitle(*database, "other").title;
  changed.url = "https://gazette.test/moved";
  changed.state = FeedState::kStopped;
  changed.last_new_item = At(77);
  InWrite(*database, [&](Transaction& t) { return SaveFeed(t, changed); });
  found = InRead(*database, [&](Transaction& t) { return FindFeedByUrl(t, "https://gazette.test/moved"); });
  REQUIRE(found.has_value());
  CHECK(Describe(*found) == Describe(changed));
  CHECK(!InRead(*database, [&](Transaction& t) { return FindFeedByUrl(t, "https://gazette.test/feed"); }));
}

TEST_CASE_TEMPLATE("a feed's address is taken once, its title must exist, its length has an end", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed stored = StoreTitle(*database, "gazette");
  auto code_of = [&](const Feed& feed) {
    Status status = database->Write([&](Transaction& t) -> Status {
      auto saved = SaveFeed(t, feed);
      if (!saved) return Fail(saved.error());
      return {};
    });
    REQUIRE(!status);
    return status.error().code;
  };
  CHECK(code_of(SomeFeed(stored.title, "https://gazette.test/feed")) == ErrorCode::kConflict);
  CHECK(code_of(SomeFeed(TitleId{4711}, "https://gazette.test/b")) == ErrorCode::kNotFound);
  CHECK(code_of(SomeFeed(TitleId{}, "https://gazette.test/b")) == ErrorCode::kInvalid);
  CHECK(code_of(SomeFeed(stored.title, "https://gazette.test/" + std::string(3000, 'x'))) == ErrorCode::kInvalid);
  const std::string longest = "https://gazette.test/" + std::string(2048 - 21, 'x');
  CHECK(InWrite(*database, [&](Transaction& t) { return SaveFeed(t, SomeFeed(stored.title, longest)); }).value > 0);
}

TEST_CASE_TEMPLATE("due feeds are the active ones whose time has come, longest due first", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  CHECK(!InRead(*database, [](Transaction& t) { return NextFeedDue(t); }));
  const TitleId title = InWrite(*database, [](Transaction& t) { return SaveTitle(t, SomeTitle("gazette")); });
  auto add = [&](const std::string& name, int64_t due, FeedState state) {
    Feed feed = SomeFeed(title, "https://gazette.test/" + name);
    feed.next_fetch = At(due);
    feed.state = state;
    return InWrite(*database, [&](Transaction& t) { return SaveFeed(t, feed); });
  };
  const FeedId late = add("late", 50, FeedState::kActive);
  const FeedId early = add("early", 10, FeedState::kActive);
  add("stopped", 5, FeedState::kStopped);
  add("paused", 6, FeedState::kPaused);
  const FeedId future = add("future", 100, FeedState::kActive);
  auto due = [&](int64_t now, int limit) {
    std::vector<int64_t> ids;
    for (const Feed& feed : InRead(*database, [&](Transaction& t) { return DueFeeds(t, At(now), limit); })) {
      ids.push_back(feed.id.value);
    }
    return ids;
  };
  CHECK(due(9, 10).empty());
  CHECK(due(50, 10) == std::vector<int64_t>{early.value, late.value});
  CHECK(due(1000, 2) == std::vector<int64_t>{early.value, late.value});
  CHECK(due(1000, 10) == std::vector<int64_t>{early.value, late.value, future.value});
  CHECK(InRead(*database, [](Transaction& t) { return NextFeedDue(t); }) == At(10));
  CHECK(InRead(*database, [](Transaction& t) { return AllFeeds(t); }).size() == 5);
  CHECK(InRead(*database, [&](Transaction& t) { return FeedsOfTitle(t, title); }).size() == 5);
  CHECK(InRead(*database, [&](Transaction& t) { return FeedsOfTitle(t, TitleId{99}); }).empty());
}

TEST_CASE_TEMPLATE("feeds are counted by what happened to them", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  CHECK(InRead(*database, [](Transaction& t) { return CountFeeds(t); }).total == 0);
  const TitleId one = InWrite(*database, [](Transaction& t) { return SaveTitle(t, SomeTitle("one")); });
  const TitleId two = InWrite(*database, [](Transaction& t) { return SaveTitle(t, SomeTitle("two")); });
  InWrite(*database, [](Transaction& t) { return SaveTitle(t, SomeTitle("without")); });
  auto add = [&](TitleId title, const std::string& name, FeedState state, int failures, bool succeeded) {
    Feed feed = SomeFeed(title, "https://feeds.test/" + name);
    feed.state = state;
    feed.failures = failures;
    feed.last_success = succeeded ? std::optional<Timestamp>(At(1)) : std::nullopt;
    InWrite(*database, [&](Transaction& t) { return SaveFeed(t, feed); });
  };
  add(one, "a", FeedState::kActive, 0, true);
  add(one, "b", FeedState::kActive, 3, true);
  add(two, "c", FeedState::kActive, 1, false);
  add(two, "d", FeedState::kStopped, 5, false);
  const FeedCounts counts = InRead(*database, [](Transaction& t) { return CountFeeds(t); });
  CHECK(counts.total == 4);
  CHECK(counts.active == 3);
  CHECK(counts.ever_succeeded == 2);
  CHECK(counts.failing == 2);
  CHECK(counts.titles == 2);
  CHECK(counts.titles_arrived == 1);
}

}  // namespace newsstand::store
