#include "content/stories/story_keeper.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "store/articles.h"
#include "store/stories.h"
#include "store/titles.h"

using namespace newsstand;
using namespace newsstand::stories;

namespace {

struct TestClock final : Clock {
  Timestamp now = *ParseRfc3339("2026-11-22T12:00:00Z");
  Timestamp Now() const override { return now; }
};

const char* kFerry[] = {
    "The ferry Halden Trader drifted for seven hours off Bitung after a fire in its engine room, and all 412 people on "
    "board were saved by fishing boats.",
    "All 412 people aboard the ferry Halden Trader were saved by fishing boats after a fire in the engine room left it "
    "drifting off Bitung for seven hours."};
const char* kCup =
    "Lohrbach, a club of the fourth division, won the German cup on penalties in Berlin after a goal by Emre Yildiran "
    "in the last minute of the final.";

// A store with three titles.
class Desk {
 public:
  Desk() {
    folder_ =
        std::filesystem::temp_directory_path() / fmt::format("newsstand_stories_test_{}_{}", getpid(), counter_++);
    std::filesystem::remove_all(folder_);
    database_ = std::move(*store::Database::Open({(folder_ / "n.db").string(), "", 2}));
    REQUIRE(database_->Migrate());
    for (const char* name : {"alpha", "beta", "gamma"}) {
      Title title;
      title.slug = title.name = name;
      title.home = fmt::format("https://{}.example/", name);
      REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
        titles_.push_back(*store::SaveTitle(t, title));
        return {};
      }));
    }
  }
  ~Desk() {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  ArticleId Add(size_t title, const std::string& headline, const std::string& body, int minutes_ago = 10) {
    Article article;
    article.title = titles_[title];
    article.durable_id = article.headline = headline;
    article.language = "en";
    article.published = article.first_seen = clock.now - std::chrono::minutes(minutes_ago);
    article.body_html = body.empty() ? "" : "<p>" + body + "</p>";
    ArticleId id;
    REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
      id = *store::InsertArticle(t, article);
      return {};
    }));
    return id;
  }
  void Change(ArticleId id, const std::function<void(Article&)>& change) {
    REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
      Article article = **store::FindArticle(t, id);
      change(article);
      return store::UpdateArticle(t, article);
    }));
  }
  std::optional<Placement> PlaceOf(ArticleId id) {
    std::optional<Placement> place;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      place = *store::FindPlacement(t, id);
      return {};
    }));
    return place;
  }
  int64_t LatestSeq() {
    int64_t seq = 0;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      seq = *store::LatestStorySeq(t);
      return {};
    }));
    return seq;
  }
  StoryCounters CatchUp() {
    StoryKeeper keeper(*database_, clock);
    REQUIRE(keeper.CatchUp());
    return keeper.counters();
  }
  store::Database& database() { return *database_; }

  TestClock clock;

 private:
  static inline int counter_ = 0;
  std::filesystem::path folder_;
  std::unique_ptr<store::Database> database_;
  std::vector<TitleId> titles_;
};

}  // namespace

TEST_CASE("two reports of one event share a story, a third event has its own") {
  Desk desk;
  const ArticleId a = desk.Add(0, "All 412 aboard drifting ferry saved off Bitung", kFerry[0], 30);
  const ArticleId b = desk.Add(1, "Fishing boats save 412 from ferry adrift off Bitung", kFerry[1], 20);
  const ArticleId c = desk.Add(2, "Fourth-tier Lohrbach win German cup on penalties", kCup, 10);
  desk.CatchUp();
  REQUIRE(desk.PlaceOf(a));
  CHECK(desk.PlaceOf(a)->story == desk.PlaceOf(b)->story);
  CHECK(desk.PlaceOf(c)->story != desk.PlaceOf(a)->story);
}

TEST_CASE("a start goes on where the last run ended: nothing is placed twice, what came meanwhile joins") {
  Desk desk;
  const ArticleId a = desk.Add(0, "All 412 aboard drifting ferry saved off Bitung", kFerry[0], 30);
  CHECK(desk.CatchUp().placed == 1);
  const int64_t seq = desk.LatestSeq();
  CHECK(desk.CatchUp().placed == 0);
  CHECK(desk.LatestSeq() == seq);
  const ArticleId b = desk.Add(1, "Fishing boats save 412 from ferry adrift off Bitung", kFerry[1], 20);
  CHECK(desk.CatchUp().placed == 1);
  CHECK(desk.PlaceOf(a)->story == desk.PlaceOf(b)->story);
}

TEST_CASE("a text that comes after its summary places the article once more; a correction does not") {
  Desk desk;
  StoryKeeper keeper(desk.database(), desk.clock);
  keeper.Start();
  const auto placed_is = [&](int64_t wanted) {
    keeper.Notify();
    for (int i = 0; i < 1000 && keeper.counters().placed < wanted; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return keeper.counters().placed == wanted;
  };
  const ArticleId a = desk.Add(0, "All 412 aboard drifting ferry saved off Bitung", "", 30);
  CHECK(placed_is(1));
  desk.Change(a, [](Article& article) { article.body_html = std::string("<p>") + kFerry[0] + "</p>"; });
  CHECK(placed_is(2));
  CHECK(!desk.PlaceOf(a)->origin);  // it is no copy of its own summary
  desk.Change(a, [](Article& article) { article.headline += ", owner says"; });
  desk.Add(1, "Fourth-tier Lohrbach win German cup on penalties", kCup, 10);
  CHECK(placed_is(3));  // the cup alone
  keeper.Stop();
}

TEST_CASE("who carries a report names its origin") {
  Desk desk;
  const std::string report =
      std::string(kFerry[0]) +
      " The captain told investigators that he had noticed nothing but a slight delay before the alarm rang. "
      "The owner of the ferry said that the engine had been looked at in the spring and that nothing had been found "
      "that was out of order.";
  const ArticleId origin = desk.Add(0, "All 412 aboard drifting ferry saved off Bitung", report, 60);
  const ArticleId copy = desk.Add(1, "412 saved off Bitung", report, 30);
  desk.CatchUp();
  CHECK(desk.PlaceOf(copy)->origin == origin);
  CHECK(desk.PlaceOf(copy)->containment > 0.9);
  CHECK(desk.PlaceOf(copy)->story == desk.PlaceOf(origin)->story);
  CHECK(!desk.PlaceOf(origin)->origin);
}

TEST_CASE("an editor's word holds when everything is placed anew") {
  Desk desk;
  const ArticleId a = desk.Add(0, "All 412 aboard drifting ferry saved off Bitung", kFerry[0], 30);
  const ArticleId b = desk.Add(1, "Fishing boats save 412 from ferry adrift off Bitung", kFerry[1], 20);
  REQUIRE(desk.database().Write([&](store::Transaction& t) {
    return store::SaveStoryEdit(t, {StoryEditKind::kApart, a, b, desk.clock.now});
  }));
  desk.CatchUp();
  CHECK(desk.PlaceOf(a)->story != desk.PlaceOf(b)->story);
}

TEST_CASE("the keeper's thread places what is announced") {
  Desk desk;
  StoryKeeper keeper(desk.database(), desk.clock);
  std::atomic<int> announced{0};
  keeper.OnPlaced([&] { ++announced; });
  keeper.Start();
  const ArticleId a = desk.Add(0, "All 412 aboard drifting ferry saved off Bitung", kFerry[0], 30);
  keeper.Notify();
  for (int i = 0; i < 1000 && announced == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(announced > 0);
  CHECK(desk.PlaceOf(a));
  keeper.Stop();
}

TEST_CASE("stories of two languages on one event share a number, and lose it when they are no more about one thing") {
  Desk desk;
  const ArticleId english = desk.Add(0, "All 412 aboard drifting ferry Halden Trader saved off Bitung", kFerry[0], 30);
  const ArticleId german = desk.Add(1, "Alle 412 Menschen der Fähre Halden Trader vor Bitung gerettet",
                                    "Fischer haben 412 Menschen von der Fähre Halden Trader gerettet, die vor Bitung nach einem Brand trieb.", 20);
  desk.Change(german, [](Article& article) { article.language = "de"; });
  const ArticleId cup = desk.Add(2, "Fourth-tier Lohrbach win German cup on penalties", kCup, 10);
  const auto event_of = [&](ArticleId article) {
    StoryId event;
    REQUIRE(desk.database().Read([&](store::Transaction& t) -> Status {
      event = (*store::FindStory(t, desk.PlaceOf(article)->story))->event;
      return {};
    }));
    return event;
  };
  CHECK(desk.CatchUp().linked == 2);
  CHECK(event_of(english));
  CHECK(event_of(english) == event_of(german));
  CHECK_FALSE(event_of(cup));
  // A start finds what was linked and changes nothing.
  const int64_t seq = desk.LatestSeq();
  CHECK(desk.CatchUp().linked == 0);
  CHECK(desk.LatestSeq() == seq);
  desk.Change(german, [](Article& article) { article.state = ArticleState::kWithdrawn; });
  desk.Add(2, "Something else from Damberg", "Nothing of the kind.", 5);
  CHECK(desk.CatchUp().linked == 1);
  CHECK_FALSE(event_of(english));
}
