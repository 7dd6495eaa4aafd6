#include "store/stories.h"

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

const Timestamp kMade = FromUnixSeconds(1'790'000'000);

// A store with one title and articles 1 … count.
std::vector<ArticleId> SomeArticles(Database& database, int count) {
  std::vector<ArticleId> ids;
  Must(database.Write([&](Transaction& t) -> Status {
    ids.clear();
    const TitleId title = Must(SaveTitle(t, SomeTitle("gazette")));
    for (int i = 0; i < count; ++i) {
      Article article;
      article.title = title;
      article.durable_id = "guid:" + std::to_string(i);
      article.headline = "Headline " + std::to_string(i);
      article.published = kMade + std::chrono::hours(i);
      article.first_seen = article.published;
      ids.push_back(Must(InsertArticle(t, article)));
    }
    return {};
  }));
  return ids;
}

StoryId NewStory(Database& database, std::string_view language = "en") {
  return InWrite(database, [&](Transaction& t) { return InsertStory(t, language, kMade); });
}

void PutInto(Database& database, ArticleId article, StoryId story, ArticleId origin = {}, double containment = 0) {
  Must(database.Write([&](Transaction& t) { return PlaceArticle(t, {article, story, origin, containment}); }));
}

}  // namespace

TEST_CASE_TEMPLATE("an article has one place, and a later one replaces it", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const auto articles = SomeArticles(*database, 2);
  const StoryId first = NewStory(*database), second = NewStory(*database);
  PutInto(*database, articles[0], first);
  PutInto(*database, articles[1], first, articles[0], 0.75);
  PutInto(*database, articles[0], second);
  const auto placement = InRead(*database, [&](Transaction& t) { return FindPlacement(t, articles[0]); });
  REQUIRE(placement.has_value());
  CHECK(placement->story == second);
  CHECK(!placement->origin);
  const auto left = InRead(*database, [&](Transaction& t) { return PlacementsOf(t, first); });
  REQUIRE(left.size() == 1);
  CHECK(left[0].origin == articles[0]);
  CHECK(left[0].containment == 0.75);
  CHECK(InRead(*database, [&](Transaction& t) { return CopiesOf(t, articles[0]); }).size() == 1);
  CHECK_FALSE(InRead(*database, [&](Transaction& t) { return FindPlacement(t, ArticleId{999}); }).has_value());
}

TEST_CASE_TEMPLATE("a story that was merged answers as the one it went into, also through two merges", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const auto articles = SomeArticles(*database, 3);
  const StoryId a = NewStory(*database), b = NewStory(*database), c = NewStory(*database);
  PutInto(*database, articles[0], a);
  PutInto(*database, articles[1], b);
  PutInto(*database, articles[2], c);
  Must(database->Write([&](Transaction& t) { return MergeStories(t, a, b); }));
  Must(database->Write([&](Transaction& t) { return MergeStories(t, b, c); }));
  Must(database->Write([&](Transaction& t) { return MergeStories(t, a, c); }));  // one already: nothing happens
  for (const StoryId id : {a, b, c}) {
    const auto story = InRead(*database, [&](Transaction& t) { return FindStory(t, id); });
    REQUIRE(story.has_value());
    CHECK(story->id == c);
    CHECK(InRead(*database, [&](Transaction& t) { return PlacementsOf(t, id); }).size() == 3);
  }
  // Who places into a story that went away lands where it went.
  PutInto(*database, articles[0], a);
  CHECK(InRead(*database, [&](Transaction& t) { return FindPlacement(t, articles[0]); })->story == c);
  CHECK_FALSE(InRead(*database, [&](Transaction& t) { return FindStory(t, StoryId{999}); }).has_value());
  const Status none = database->Write([&](Transaction& t) { return MergeStories(t, StoryId{999}, c); });
  REQUIRE(!none);
  CHECK(none.error().code == ErrorCode::kNotFound);
}

TEST_CASE_TEMPLATE("a follower sees every change of a story or placement once, in order", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const auto articles = SomeArticles(*database, 5);
  const StoryId a = NewStory(*database), b = NewStory(*database);
  for (size_t i = 0; i < 5; ++i) PutInto(*database, articles[i], i < 3 ? a : b);
  int64_t seq = 0;
  std::vector<ArticleId> seen;
  while (true) {
    const auto batch = InRead(*database, [&](Transaction& t) { return PlacementsChangedAfter(t, seq, 2); });
    if (batch.empty()) break;
    for (const Placement& placement : batch) {
      CHECK(placement.change_seq > seq);
      seq = placement.change_seq;
      seen.push_back(placement.article);
    }
  }
  CHECK(seen == articles);
  CHECK(InRead(*database, [&](Transaction& t) { return LatestStorySeq(t); }) == seq);
  Must(database->Write([&](Transaction& t) { return MergeStories(t, a, b); }));
  CHECK(InRead(*database, [&](Transaction& t) { return PlacementsChangedAfter(t, seq, 10); }).size() == 3);
  const auto stories = InRead(*database, [&](Transaction& t) { return StoriesChangedAfter(t, seq, 10); });
  REQUIRE(stories.size() == 1);
  CHECK(stories[0].id == a);
  CHECK(stories[0].merged_into == b);
}

TEST_CASE_TEMPLATE("the live news alone is read at a start", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const auto articles = SomeArticles(*database, 4);
  const StoryId old = NewStory(*database), live = NewStory(*database);
  PutInto(*database, articles[0], old);
  PutInto(*database, articles[2], live);
  PutInto(*database, articles[3], live);
  const Timestamp since = kMade + std::chrono::hours(1);
  CHECK(InRead(*database, [&](Transaction& t) { return PlacementsSince(t, since); }).size() == 2);
  const auto stories = InRead(*database, [&](Transaction& t) { return StoriesSince(t, since); });
  REQUIRE(stories.size() == 1);
  CHECK(stories[0].id == live);
}

TEST_CASE_TEMPLATE("stories of several languages on one event are linked, and taken apart again", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const StoryId english = NewStory(*database, "en"), spanish = NewStory(*database, "es");
  Must(database->Write([&](Transaction& t) -> Status {
    if (Status status = SetStoryEvent(t, english, english); !status) return status;
    return SetStoryEvent(t, spanish, english);
  }));
  CHECK(InRead(*database, [&](Transaction& t) { return FindStory(t, spanish); })->event == english);
  CHECK(InRead(*database, [&](Transaction& t) { return FindStory(t, spanish); })->language == "es");
  Must(database->Write([&](Transaction& t) { return SetStoryEvent(t, spanish, {}); }));
  CHECK(!InRead(*database, [&](Transaction& t) { return FindStory(t, spanish); })->event);
}

TEST_CASE_TEMPLATE("an editor's decision on two articles is kept once, whichever was named first", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const auto articles = SomeArticles(*database, 2);
  Must(database->Write([&](Transaction& t) { return SaveStoryEdit(t, {StoryEditKind::kTogether, articles[1], articles[0], kMade}); }));
  Must(database->Write([&](Transaction& t) { return SaveStoryEdit(t, {StoryEditKind::kApart, articles[0], articles[1], kMade}); }));
  const auto edits = InRead(*database, [](Transaction& t) { return AllStoryEdits(t); });
  REQUIRE(edits.size() == 1);
  CHECK(edits[0].kind == StoryEditKind::kApart);
  const Status same = database->Write([&](Transaction& t) { return SaveStoryEdit(t, {StoryEditKind::kApart, articles[0], articles[0], kMade}); });
  REQUIRE(!same);
  CHECK(same.error().code == ErrorCode::kInvalid);
}

TEST_CASE_TEMPLATE("when two articles turn out to be one, its place and its copies are those of the one that stays", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const auto articles = SomeArticles(*database, 3);
  const StoryId story = NewStory(*database);
  for (size_t i = 0; i < 2; ++i) PutInto(*database, articles[i], story);
  PutInto(*database, articles[2], story, articles[1], 0.9);
  Must(database->Write([&](Transaction& t) { return MergeArticles(t, articles[1], articles[0]); }));
  CHECK_FALSE(InRead(*database, [&](Transaction& t) { return FindPlacement(t, articles[1]); }).has_value());
  CHECK(InRead(*database, [&](Transaction& t) { return FindPlacement(t, articles[2]); })->origin == articles[0]);
}

}  // namespace newsstand::store
