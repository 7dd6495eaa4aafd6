#include "content/search/index.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "content/search/finding.h"
#include "content/search/search_keeper.h"
#include "content/search/test_articles.h"
#include "store/articles.h"
#include "store/stories.h"
#include "store/titles.h"

namespace newsstand::search {
namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() : path((fs::temp_directory_path() / ("newsstand-search-" + std::to_string(::getpid()))).string()) {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::string path;
};

std::unique_ptr<Index> Opened(const Folder& folder, IndexOptions options = {}) {
  static const TestClock clock;
  options.folder = folder.path;
  options.identity = "here";
  auto index = Index::Open(options, clock);
  REQUIRE(index.ok());
  return std::move(*index);
}

size_t Count(const Index& index, std::string_view query) {
  return Search(*index.Current(), ParseQuery(query), Order::kRelevance, 10'000, kTestNow).hits.size();
}

std::vector<Document> Some(int64_t from, int64_t to, const std::string& word = "storm") {
  std::vector<Document> documents;
  for (int64_t id = from; id < to; ++id)
    documents.push_back(MakeArticle(id, "Number " + std::to_string(id), word + " at sea", "en", id % 5000));
  return documents;
}

size_t SegmentFiles(const Folder& folder) {
  size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder.path)) count += entry.path().extension() == ".segment";
  return count;
}

TEST_CASE("What is applied is found at once, what changed is found anew, what is gone is not") {
  const Folder folder;
  auto index = Opened(folder);
  REQUIRE(index->Apply(Some(1, 100), {}, 99).ok());
  CHECK(Count(*index, "storm") == 99);
  REQUIRE(index->Apply({MakeArticle(7, "Calm", "calm")}, {8, 9, 12345}, 102).ok());
  CHECK(Count(*index, "storm") == 96);
  CHECK(Count(*index, "calm") == 1);
  CHECK(index->Current()->articles == 97);
  for (int64_t id = 200; id < 260; ++id) REQUIRE(index->Apply(Some(id, id + 1), {}, id).ok());
  CHECK(Count(*index, "storm") == 156);
  CHECK(index->counters().segments < 40);
}

TEST_CASE("What was flushed is there after a kill, what was not is followed again") {
  const Folder folder;
  {
    auto index = Opened(folder);
    REQUIRE(index->Apply(Some(1, 50), {}, 49).ok());
    REQUIRE(index->Flush().ok());
    REQUIRE(index->Apply(Some(50, 80), {3}, 80).ok());
    CHECK(index->followed_to() == 80);
  }  // gone without Flush
  auto index = Opened(folder);
  CHECK(index->followed_to() == 49);
  CHECK(Count(*index, "storm") == 49);
  REQUIRE(index->Apply(Some(50, 80), {3}, 80).ok());
  REQUIRE(index->Flush().ok());
  index.reset();
  index = Opened(folder);
  CHECK(index->followed_to() == 80);
  CHECK(Count(*index, "storm") == 78);
}

TEST_CASE("Segments are merged in the background without losing what happens meanwhile") {
  const Folder folder;
  auto index = Opened(folder);
  for (int64_t i = 0; i < 30; ++i) {
    REQUIRE(index->Apply(Some(1 + i * 10, 11 + i * 10), i > 2 ? std::vector<int64_t>{i * 10 - 5} : std::vector<int64_t>{}, i + 1).ok());
    REQUIRE(index->Flush().ok());
  }
  REQUIRE(index->Settle().ok());
  CHECK(index->counters().merges > 0);
  CHECK(Count(*index, "storm") == 300 - 27);
  CHECK(SegmentFiles(folder) == static_cast<size_t>(index->counters().segments));
  index.reset();
  index = Opened(folder);
  CHECK(Count(*index, "storm") == 300 - 27);
  CHECK(index->followed_to() == 30);
}

TEST_CASE("A damaged index begins anew; of one that another process writes only the reading is left") {
  const Folder folder;
  auto index = Opened(folder);
  REQUIRE(index->Apply(Some(1, 50), {}, 49).ok());
  REQUIRE(index->Flush().ok());
  {
    auto second = Opened(folder);
    CHECK_FALSE(second->writes());
    CHECK(Count(*second, "storm") == 49);
    REQUIRE(second->Apply(Some(50, 60), {}, 60).ok());
    REQUIRE(second->Flush().ok());
    CHECK(Count(*second, "storm") == 59);
  }
  CHECK(index->writes());
  index.reset();
  for (const std::string what : {"segment", "manifest"}) {
    for (const auto& entry : fs::directory_iterator(folder.path)) {
      if (entry.path().string().ends_with(what)) {
        std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(60);
        file.put('!');
      }
    }
    index = Opened(folder);
    CHECK(index->was_damaged());
    CHECK(index->followed_to() == 0);
    CHECK(Count(*index, "storm") == 0);
    REQUIRE(index->Apply(Some(1, 50), {}, 49).ok());
    REQUIRE(index->Flush().ok());
    CHECK(Count(*index, "storm") == 49);
    index.reset();
    index = Opened(folder);
    CHECK_FALSE(index->was_damaged());
    index.reset();
  }
}

TEST_CASE("An index of another store is not used; old shards are dropped whole") {
  const Folder folder;
  static const TestClock clock;
  {
    auto index = Opened(folder);
    REQUIRE(index->Apply(Some(1, 4000), {}, 9).ok());
    REQUIRE(index->Flush().ok());
    CHECK(SegmentFiles(folder) > 5);
  }
  {
    IndexOptions options;
    options.keep_months = 2;
    auto index = Opened(folder, options);
    REQUIRE(index->Apply(Some(5000, 5001), {}, 10).ok());
    REQUIRE(index->Flush().ok());
    CHECK(SegmentFiles(folder) <= 4);
    CHECK(Count(*index, "storm") > 700);
    CHECK(Count(*index, "storm before:2026-08-01") == 0);
  }
  auto other = Index::Open({folder.path, "elsewhere"}, clock);
  REQUIRE(other.ok());
  CHECK((*other)->followed_to() == 0);
  CHECK((*other)->Current()->articles == 0);
}

TEST_CASE("A part that is dropped for its age while it is being merged takes no other with it") {
  struct MovingClock final : Clock {
    Timestamp now = FromUnixMillis(kTestNow);
    Timestamp Now() const override { return now; }
  };
  const Folder folder;
  MovingClock clock;
  IndexOptions options;
  options.folder = folder.path;
  options.identity = "here";
  options.keep_months = 1;
  auto opened = Index::Open(options, clock);
  REQUIRE(opened.ok());
  Index& index = **opened;
  for (int64_t part = 0; part < 5; ++part) {
    std::vector<Document> documents;
    for (int64_t i = 0; i < 10; ++i)
      documents.push_back(MakeArticle(1 + part * 10 + i, "At sea", part == 0 ? "calm" : "storm", "en", 24 * (part == 0 ? 30 : 25)));
    REQUIRE(index.Apply(documents, {}, part + 1).ok());
    REQUIRE(index.Flush().ok());  // the fifth begins a merge
  }
  clock.now += std::chrono::hours(3 * 24);  // the calm is over a month old now
  REQUIRE(index.Apply({MakeArticle(100, "Harbour", "gulls")}, {}, 6).ok());
  REQUIRE(index.Flush().ok());
  REQUIRE(index.Settle().ok());
  CHECK(Count(index, "storm") == 40);
  CHECK(Count(index, "gulls") == 1);
  CHECK(SegmentFiles(folder) == static_cast<size_t>(index.counters().segments));
}

TEST_CASE("Months are shards, and years before last year") {
  const Timestamp now = FromUnixMillis(kTestNow);
  CHECK(ShardOf(kTestNow, now) == 202611);
  CHECK(ShardOf(ToUnixMillis(*ParseRfc3339("2025-01-01T00:00:00Z")), now) == 202501);
  CHECK(ShardOf(ToUnixMillis(*ParseRfc3339("2024-12-31T23:59:59Z")), now) == 2024);
}

TEST_CASE("Readers see one state each while the writer goes on") {
  const Folder folder;
  auto index = Opened(folder);
  REQUIRE(index->Apply(Some(1, 200), {}, 1).ok());
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const ViewPtr view = index->Current();
        const Hits hits = Search(*view, ParseQuery("sea"), Order::kRelevance, 100'000, kTestNow);
        if (static_cast<int64_t>(hits.hits.size()) != view->articles) ++wrong;
      }
    });
  }
  for (int64_t i = 1; i < 60; ++i) {
    REQUIRE(index->Apply(Some(i * 20, i * 20 + 30), {i * 20 - 10}, i + 1).ok());
    if (i % 5 == 0) REQUIRE(index->Flush().ok());
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(wrong == 0);
}

// --- following the store ---

struct Newsroom {
  Newsroom() {
    auto opened = store::Database::Open({.path = folder.path + "/newsstand.db"});
    REQUIRE(opened.ok());
    database = std::move(*opened);
    REQUIRE(database->Migrate().ok());
    REQUIRE(database->Write([&](store::Transaction& transaction) -> Status {
      Title made;
      made.slug = "the-post";
      made.name = "The Post";
      made.country = "GB";
      auto id = store::SaveTitle(transaction, made);
      if (!id) return Fail(id.error());
      title = *id;
      return {};
    }).ok());
  }

  ArticleId Store(const std::string& headline, const std::string& body) {
    Article article;
    article.title = title;
    article.durable_id = "guid:" + headline;
    article.headline = headline;
    article.language = "en";
    article.body_html = "<p>" + body + "</p>";
    article.published = article.first_seen = FromUnixMillis(kTestNow - kTestHour);
    REQUIRE(database->Write([&](store::Transaction& transaction) -> Status {
      auto id = store::InsertArticle(transaction, article);
      if (!id) return Fail(id.error());
      article.id = *id;
      return {};
    }).ok());
    return article.id;
  }

  void Change(ArticleId id, const std::function<void(Article&)>& change) {
    REQUIRE(database->Write([&](store::Transaction& transaction) -> Status {
      auto article = store::FindArticle(transaction, id);
      if (!article) return Fail(article.error());
      change(**article);
      return store::UpdateArticle(transaction, **article);
    }).ok());
  }

  void Place(ArticleId article, StoryId story) {
    REQUIRE(database->Write([&](store::Transaction& transaction) { return store::PlaceArticle(transaction, {article, story, {}, 0, 0}); }).ok());
  }
  StoryId NewStory() {
    StoryId story;
    REQUIRE(database->Write([&](store::Transaction& transaction) -> Status {
      auto id = store::InsertStory(transaction, "en", FromUnixMillis(kTestNow));
      if (!id) return Fail(id.error());
      story = *id;
      return {};
    }).ok());
    return story;
  }

  SearchKeeperOptions options() const {
    SearchKeeperOptions options;
    options.folder = folder.path + "/search";
    return options;
  }

  FoundPage Find(const SearchKeeper& keeper, std::string_view query) {
    auto page = FindPage(*database, *keeper.Current(), ParseQuery(query), {}, clock.Now());
    REQUIRE(page.ok());
    return *page;
  }

  bool WaitFor(const SearchKeeper& keeper, std::string_view query, size_t count) {
    for (int i = 0; i < 200; ++i) {
      if (Find(keeper, query).found.size() == count) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  Folder folder;
  TestClock clock;
  std::unique_ptr<store::Database> database;
  TitleId title;
};

TEST_CASE("The keeper follows articles as they come, change, merge and go") {
  Newsroom room;
  const ArticleId one = room.Store("Storm at sea", "Waves &amp; wind");
  SearchKeeper keeper(*room.database, room.clock, room.options());
  keeper.Start();
  CHECK(room.WaitFor(keeper, "waves wind", 1));
  const ArticleId two = room.Store("Storm over", "Calm");
  keeper.Notify();
  CHECK(room.WaitFor(keeper, "storm", 2));
  room.Change(one, [](Article& article) { article.headline = "Gale at sea"; });
  keeper.Notify();
  CHECK(room.WaitFor(keeper, "gale", 1));
  CHECK(room.WaitFor(keeper, "storm", 1));
  room.Change(one, [](Article& article) {
    article.topics = {{"weather", 0.9, false}};
    Entity sea;
    sea.slug = "north-sea";
    sea.kind = EntityKind::kPlace;
    sea.name = "North Sea";
    sea.salience = 0.5;
    article.entities = {sea};
    article.authors = {"Ada Reed"};
  });
  keeper.Notify();
  CHECK(room.WaitFor(keeper, "topic:weather entity:\"North Sea\" author:reed from:post country:gb", 1));
  room.Change(two, [](Article& article) { article.state = ArticleState::kWithdrawn; });
  keeper.Notify();
  CHECK(room.WaitFor(keeper, "storm", 0));
  const ArticleId three = room.Store("Gale again", "Wind");
  keeper.Notify();
  CHECK(room.WaitFor(keeper, "gale", 2));
  REQUIRE(room.database->Write([&](store::Transaction& transaction) { return store::MergeArticles(transaction, three, one); }).ok());
  keeper.Notify();
  CHECK(room.WaitFor(keeper, "gale", 1));
  keeper.Stop();
  SearchKeeper again(*room.database, room.clock, room.options());
  REQUIRE(again.CatchUp(false).ok());
  CHECK(room.Find(again, "gale").found.size() == 1);
  CHECK(again.counters().indexed == 0);
  REQUIRE(again.CatchUp(true).ok());
  CHECK(again.counters().indexed > 0);
  CHECK(room.Find(again, "gale").found.size() == 1);
}

TEST_CASE("What is found is folded by the stories as they are now") {
  Newsroom room;
  const ArticleId one = room.Store("Storm one", "wind"), two = room.Store("Storm two", "wind"), three = room.Store("Storm three", "wind");
  room.Store("Storm four", "wind");
  const StoryId first = room.NewStory(), second = room.NewStory();
  room.Place(one, first);
  room.Place(two, first);
  room.Place(three, second);
  SearchKeeper keeper(*room.database, room.clock, room.options());
  REQUIRE(keeper.CatchUp(false).ok());
  FoundPage page = room.Find(keeper, "storm");
  REQUIRE(page.found.size() == 3);
  CHECK(page.matches == 4);
  CHECK(page.counted);
  size_t others = 0;
  for (const Found& found : page.found) others += found.others.size();
  CHECK(others == 1);
  REQUIRE(room.database->Write([&](store::Transaction& transaction) { return store::MergeStories(transaction, second, first); }).ok());
  page = room.Find(keeper, "storm");
  CHECK(page.found.size() == 2);
  CHECK_FALSE(page.more);
}

TEST_CASE("An index that knows more than the store, or is damaged, is made anew by itself") {
  Newsroom room;
  room.Store("Storm one", "wind");
  {
    SearchKeeper keeper(*room.database, room.clock, room.options());
    REQUIRE(keeper.CatchUp(false).ok());
  }
  std::ofstream(room.options().folder + "/manifest") << "nonsense";
  SearchKeeper keeper(*room.database, room.clock, room.options());
  keeper.Start();
  CHECK(room.WaitFor(keeper, "storm", 1));
}

}  // namespace
}  // namespace newsstand::search
