#include "content/edition/edition.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "content/edition/keeper.h"
#include "content/edition/story_book.h"
#include "store/articles.h"
#include "store/stories.h"
#include "store/titles.h"

using namespace newsstand;
using namespace newsstand::edition;

namespace {

struct TestClock final : Clock {
  const Timestamp now = *ParseRfc3339("2026-11-22T12:00:00Z");
  Timestamp Now() const override { return now; }
};

// A store with three titles, filled by hand, and a keeper that follows it.
class Desk {
 public:
  explicit Desk(KeeperOptions options = {}) {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("newsstand_edition_test_{}", counter_++);
    std::filesystem::remove_all(folder_);
    database_ = std::move(*store::Database::Open({(folder_ / "n.db").string(), "", 2}));
    REQUIRE(database_->Migrate());
    for (const char* name : {"alpha", "beta", "gamma"}) {
      Title title;
      title.slug = title.name = name;
      title.home = fmt::format("https://{}.example/", name);
      title.country = name[0] == 'a' ? "GB" : "FR";
      title.language = "en";
      title.rights = name[0] == 'g' ? Rights::kNone : Rights::kExcerpt;
      REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
        titles_.push_back(*store::SaveTitle(t, title));
        return {};
      }));
    }
    options.swap_every = std::chrono::milliseconds(10);
    keeper_ = std::make_unique<EditionKeeper>(*database_, clock, options);
    REQUIRE(keeper_->Start());
  }
  ~Desk() {
    keeper_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  ArticleId Add(int title, const std::string& headline, std::chrono::minutes age, const std::string& section = "world") {
    Article article;
    article.title = titles_[static_cast<size_t>(title)];
    article.durable_id = headline;
    article.headline = headline;
    article.section = section;
    article.language = "en";
    article.published = article.first_seen = clock.now - age;
    article.body_source = BodySource::kFeed;
    article.word_count = 500;
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

  // The edition after everything written so far has arrived.
  EditionPtr Now() {
    const uint64_t before = keeper_->Current()->number;
    keeper_->Notify();
    for (int i = 0; i < 300 && keeper_->Current()->number == before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return keeper_->Current();
  }

  void AddTitleLater(const std::string& name) {
    Title title;
    title.slug = title.name = name;
    title.home = "https://" + name + ".example/";
    title.country = "DE";
    title.language = "de";
    title.rights = Rights::kFull;
    REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
      titles_.push_back(*store::SaveTitle(t, title));
      return {};
    }));
  }
  void Merge(ArticleId from, ArticleId into) {
    REQUIRE(database_->Write([&](store::Transaction& t) { return store::MergeArticles(t, from, into); }));
  }
  // Each into a story of its own.
  std::pair<StoryId, StoryId> PlaceApart(ArticleId a, ArticleId b) {
    std::pair<StoryId, StoryId> stories;
    REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
      stories = {*store::InsertStory(t, "en", clock.now), *store::InsertStory(t, "en", clock.now)};
      if (Status status = store::PlaceArticle(t, {a, stories.first, {}, 0}); !status) return status;
      return store::PlaceArticle(t, {b, stories.second, {}, 0});
    }));
    return stories;
  }
  void MergeStories(StoryId from, StoryId into) {
    REQUIRE(database_->Write([&](store::Transaction& t) { return store::MergeStories(t, from, into); }));
  }
  // As after a start.
  void Reload() { keeper_->NotifyCatalogue(); }
  EditionKeeper& keeper() { return *keeper_; }

  TestClock clock;

 private:
  static inline int counter_ = 0;
  std::filesystem::path folder_;
  std::unique_ptr<store::Database> database_;
  std::vector<TitleId> titles_;
  std::unique_ptr<EditionKeeper> keeper_;
};

std::vector<std::string> Headlines(const CardList& cards) {
  std::vector<std::string> out;
  for (const CardPtr& card : cards) out.push_back(card->headline);
  return out;
}

using Names = std::vector<std::string>;

CardPtr MakeTestCard(int64_t id, int title, const std::string& headline, int minutes_old, const std::string& section, bool picture) {
  static std::vector<std::shared_ptr<const Title>> titles;
  while (titles.size() <= static_cast<size_t>(title)) {
    Title made;
    made.slug = made.name = fmt::format("title-{}", titles.size());
    made.country = "GB";
    titles.push_back(std::make_shared<const Title>(made));
  }
  auto card = std::make_shared<Card>();
  card->id = {id};
  card->title = titles[static_cast<size_t>(title)];
  card->headline = headline;
  card->slug = "x";
  card->standfirst = "A standfirst of more than forty characters, as most cards have.";
  card->section = section;
  card->language = "en";
  card->published = TestClock().now - std::chrono::minutes(minutes_old);
  if (picture) card->image.url = "https://x.example/a.jpg";
  return card;
}

// An edition of these cards, placed and ranked.
Edition EditionOf(CardList cards, const std::vector<Placement>& placements = {}, const std::vector<std::pair<StoryId, StoryId>>& events = {}) {
  std::sort(cards.begin(), cards.end(), [](const CardPtr& a, const CardPtr& b) { return a->published > b->published; });
  Edition edition;
  edition.latest = std::make_shared<const CardList>(cards);
  StoryBook book;
  for (const CardPtr& card : cards) book.Add(card);
  for (const Placement& placement : placements) book.Place(placement);
  for (const auto& [story, event] : events) book.SetEvent(story, event);
  book.Rank(edition, TestClock().now, true);
  return edition;
}

}  // namespace

TEST_CASE("new, changed and withdrawn articles reach every list they belong to") {
  Desk desk;
  desk.Add(0, "one", std::chrono::minutes(30), "world");
  const ArticleId two = desk.Add(1, "two", std::chrono::minutes(10), "sport");
  EditionPtr edition = desk.Now();
  CHECK(Headlines(*edition->latest) == Names{"two", "one"});
  CHECK(Headlines(Edition::ListOf(edition->by_section, "sport")) == Names{"two"});
  CHECK(Headlines(Edition::ListOf(edition->by_country, "GB")) == Names{"one"});
  CHECK(Headlines(Edition::ListOf(edition->by_title, "beta")) == Names{"two"});
  CHECK(Edition::ListOf(edition->by_language, "en").size() == 2);
  REQUIRE(edition->Find(two));
  CHECK(edition->Find(two)->minutes == 2);

  desk.Change(two, [](Article& a) { a.headline = "two again"; a.section = "world"; });
  const EditionPtr old = edition;
  edition = desk.Now();
  CHECK(Headlines(Edition::ListOf(edition->by_section, "world")) == Names{"two again", "one"});
  CHECK(Edition::ListOf(edition->by_section, "sport").empty());
  CHECK(Headlines(*old->latest) == Names{"two", "one"});  // whoever renders the old one is not disturbed

  desk.Change(two, [](Article& a) { a.state = ArticleState::kWithdrawn; });
  edition = desk.Now();
  CHECK(Headlines(*edition->latest) == Names{"one"});
  CHECK_FALSE(edition->Find(two));
}

TEST_CASE("what may not be shown or is too old stays out") {
  Desk desk;
  desk.Add(2, "no rights", std::chrono::minutes(5));
  desk.Add(0, "eight days old", std::chrono::hours(8 * 24));
  desk.Add(0, "shown", std::chrono::minutes(5));
  CHECK(Headlines(*desk.Now()->latest) == Names{"shown"});
}

TEST_CASE("an article is found by its number, however unevenly numbers are given") {
  for (const size_t size : {0, 1, 2, 3, 17, 1000}) {
    std::vector<int64_t> ids;
    for (size_t i = 0; i < size; ++i) ids.push_back(static_cast<int64_t>(i < size / 2 ? 3 * i + 1 : i * i * i * 1'000'003 + 7));
    auto cards = std::make_shared<CardList>();
    for (const int64_t id : ids) {
      auto card = std::make_shared<Card>();
      card->id = ArticleId{id};
      cards->push_back(std::move(card));
    }
    Edition edition;
    edition.by_id = cards;
    for (const CardPtr& card : *cards) {
      CHECK(edition.Find(card->id) == card);
      for (const int64_t beside : {card->id.value - 1, card->id.value + 1}) {
        CHECK((edition.Find(ArticleId{beside}) != nullptr) == std::binary_search(ids.begin(), ids.end(), beside));
      }
    }
    CHECK(edition.Find(ArticleId{INT64_MAX}) == nullptr);
    CHECK(edition.Find(ArticleId{}) == nullptr);
  }
}

TEST_CASE("an edition over its budget drops the oldest") {
  KeeperOptions options;
  options.max_cards = 3;
  Desk desk(options);
  for (int i = 1; i <= 5; ++i) desk.Add(0, fmt::format("{}", i), std::chrono::minutes(i));
  CHECK(Headlines(*desk.Now()->latest) == Names{"1", "2", "3"});
}

TEST_CASE("rights follow the mode") {
  KeeperOptions options;
  options.mode = Mode::kMembership;
  Desk desk(options);
  const ArticleId id = desk.Add(0, "excerpt only", std::chrono::minutes(5));
  CHECK_FALSE(desk.Now()->Find(id)->has_body);
}

TEST_CASE("a front page repeats neither news nor title near its top") {
  CardList cards;
  int64_t id = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string section(SectionSlugs()[static_cast<size_t>(i) % SectionSlugs().size()]);
    cards.push_back(MakeTestCard(++id, i % 12, fmt::format("Subject{} happens somewhere{} today{}", i, i, i), i * 10, section, i % 2 == 0));
  }
  for (int i = 0; i < 6; ++i) {
    cards.push_back(MakeTestCard(++id, 20 + i, "Harbour tram derails, fourteen injured passengers", 1, "world", true));
  }
  std::sort(cards.begin(), cards.end(), [](const CardPtr& a, const CardPtr& b) { return a->published > b->published; });
  const FrontPage front = ComposeFront(EditionOf(cards), {}, TestClock().now);
  REQUIRE(front.lead.card);
  CHECK_FALSE(front.lead.card->image.url.empty());
  CHECK(front.secondaries.size() == 4);
  std::vector<CardPtr> all = {front.lead.card};
  std::set<std::string> top_titles = {front.lead.card->title->slug};
  for (const ShownStory& one : front.secondaries) {
    CHECK(top_titles.insert(one.card->title->slug).second);
    all.push_back(one.card);
  }
  for (const auto& block : front.blocks) {
    for (const ShownStory& one : block.cards) all.push_back(one.card);
  }
  for (const ShownStory& one : front.river) all.push_back(one.card);
  std::set<int64_t> ids;
  for (const CardPtr& card : all) CHECK(ids.insert(card->id.value).second);
  CHECK(std::count_if(all.begin(), all.end(), [](const CardPtr& card) { return card->headline.starts_with("Harbour tram"); }) == 1);
}

TEST_CASE("a front page of nothing, of one card and of no pictures is still a front page") {
  CHECK_FALSE(ComposeFront(Edition(), {}, TestClock().now).lead.card);
  const Edition edition = EditionOf({MakeTestCard(1, 0, "Only one", 5, "world", false)});
  const FrontPage one = ComposeFront(edition, {}, TestClock().now);
  REQUIRE(one.lead.card);
  CHECK(one.secondaries.empty());
  CHECK(one.river.empty());
  CHECK_FALSE(ComposeFront(edition, {"FR", "", ""}, TestClock().now).lead.card);
  CHECK_FALSE(ComposeFront(edition, {"", "de", ""}, TestClock().now).lead.card);
}

TEST_CASE("a story many owners report leads the page before newer single reports, and stands there once") {
  CardList cards;
  for (int i = 0; i < 30; ++i) cards.push_back(MakeTestCard(100 + i, i, fmt::format("Single{} subject{} alone{}", i, i, i), i, "world", true));
  std::vector<Placement> placements;
  for (int i = 0; i < 6; ++i) {
    cards.push_back(MakeTestCard(1 + i, 40 + i, fmt::format("Volcano{} erupts{} island{}", i, i, i), 60 + i, "science", true));
    placements.push_back({ArticleId{1 + i}, StoryId{7}, {}, 0});
  }
  const Edition edition = EditionOf(cards, placements);
  const FrontPage front = ComposeFront(edition, {}, TestClock().now);
  REQUIRE(front.lead.card);
  REQUIRE(front.lead.story);
  CHECK(front.lead.story->id == StoryId{7});
  CHECK(front.lead.story->titles == 6);
  CHECK(front.lead.story->score.facts.owners == 6);
  const auto of_story = [&](const ShownStory& one) { return one.story && one.story->id == StoryId{7}; };
  int times = of_story(front.lead);
  for (const ShownStory& one : front.secondaries) times += of_story(one);
  for (const auto& block : front.blocks) times += static_cast<int>(std::count_if(block.cards.begin(), block.cards.end(), of_story));
  times += static_cast<int>(std::count_if(front.river.begin(), front.river.end(), of_story));
  CHECK(times == 1);
}

TEST_CASE("two stories of one event in two languages stand on a page once") {
  CardList cards;
  for (int i = 0; i < 4; ++i) cards.push_back(MakeTestCard(1 + i, i, fmt::format("Word{}", i), 10 + i, "world", true));
  std::vector<Placement> placements;
  for (int64_t i = 1; i <= 4; ++i) placements.push_back({ArticleId{i}, StoryId{i <= 2 ? 1 : 2}, {}, 0});
  const Edition edition = EditionOf(cards, placements, {{StoryId{1}, StoryId{1}}, {StoryId{2}, StoryId{1}}});
  CHECK(TopStories(edition, {}, 10).size() == 1);
  CHECK(edition.FindStory(StoryId{1})->event == StoryId{1});
  CHECK(edition.StoryOf(ArticleId{3})->id == StoryId{2});
}

TEST_CASE("a copy is folded under its origin while that is in the edition, and is no original") {
  const CardList cards = {MakeTestCard(1, 0, "The origin", 50, "world", true), MakeTestCard(2, 1, "The copy", 40, "world", true)};
  const std::vector<Placement> placements = {{ArticleId{1}, StoryId{3}, {}, 0}, {ArticleId{2}, StoryId{3}, ArticleId{1}, 0.9}};
  const Edition edition = EditionOf(cards, placements);
  CHECK(edition.IsFolded(ArticleId{2}));
  CHECK_FALSE(edition.IsFolded(ArticleId{1}));
  CHECK(edition.FindStory(StoryId{3})->lead->id == ArticleId{1});
  CHECK(edition.FindStory(StoryId{3})->score.facts.owners_original == 1);
  CHECK_FALSE(EditionOf({cards[1]}, {placements[1]}).IsFolded(ArticleId{2}));
  const CardList of_one_title = {cards[0], MakeTestCard(2, 0, "The same words again", 40, "world", true)};
  CHECK_FALSE(EditionOf(of_one_title, placements).IsFolded(ArticleId{2}));
}

TEST_CASE("a placement moves an article between stories, and a story without cards is gone") {
  StoryBook book;
  Edition edition;
  const CardList cards = {MakeTestCard(1, 0, "One", 50, "world", true), MakeTestCard(2, 1, "Two", 40, "world", true), MakeTestCard(3, 2, "Three", 30, "world", true)};
  for (const CardPtr& card : cards) book.Add(card);
  const Timestamp now = TestClock().now;
  CHECK(book.Rank(edition, now, false));
  CHECK(edition.ranked->size() == 3);
  for (int64_t id : {1, 2, 3}) book.Place({ArticleId{id}, StoryId{1}, {}, 0});
  CHECK(book.Rank(edition, now, false));
  REQUIRE(edition.ranked->size() == 1);
  CHECK(edition.ranked->front()->cards->size() == 3);
  book.Place({ArticleId{3}, StoryId{2}, {}, 0});
  CHECK(book.Rank(edition, now, false));
  CHECK(edition.ranked->size() == 2);
  book.Remove(ArticleId{3});
  CHECK(book.Rank(edition, now, false));
  CHECK(edition.ranked->size() == 1);
  CHECK_FALSE(book.Rank(edition, now, false));        // nothing happened
  CHECK_FALSE(book.Rank(edition, now + std::chrono::minutes(1), true));  // ranked anew, in the same order
}

TEST_CASE("the keeper follows placements and merges in the store") {
  Desk desk;
  const ArticleId a = desk.Add(0, "Bridge closed", std::chrono::minutes(20)), b = desk.Add(1, "Bridge shut", std::chrono::minutes(10));
  CHECK(desk.Now()->stories_by_id->empty());
  const auto [one, other] = desk.PlaceApart(a, b);
  CHECK(desk.Now()->stories_by_id->empty());
  desk.MergeStories(one, other);
  const EditionPtr edition = desk.Now();
  REQUIRE(edition->stories_by_id->size() == 1);
  CHECK(edition->StoryOf(a)->id == other);
  CHECK(edition->StoryOf(b)->cards->size() == 2);
  desk.Reload();
  CHECK(desk.Now()->StoryOf(a)->id == other);
}

TEST_CASE("an article merged into another leaves every list, and the other stays") {
  Desk desk;
  const ArticleId from = desk.Add(0, "moved", std::chrono::minutes(20), "sport"), into = desk.Add(0, "kept", std::chrono::minutes(10));
  CHECK(desk.Now()->latest->size() == 2);
  desk.Merge(from, into);
  const EditionPtr edition = desk.Now();
  CHECK(edition->latest->size() == 1);
  CHECK_FALSE(edition->Find(from));
  CHECK(edition->Find(into));
  CHECK(edition->by_id->size() == 1);
  CHECK(Edition::ListOf(edition->by_section, "sport").empty());
  CHECK(Edition::ListOf(edition->by_title, "alpha").size() == 1);
}

TEST_CASE("an article dated back beyond the edition's days leaves it") {
  Desk desk;
  const ArticleId id = desk.Add(0, "new", std::chrono::minutes(20));
  CHECK(desk.Now()->Find(id));
  desk.Change(id, [&](Article& a) { a.published = desk.clock.now - std::chrono::hours(24 * 30); });
  CHECK(desk.Now()->latest->empty());
}

TEST_CASE("articles of a title that another process added are shown without being told of it") {
  Desk desk;
  desk.AddTitleLater("delta");
  const ArticleId id = desk.Add(3, "first", std::chrono::minutes(1));
  const EditionPtr edition = desk.Now();
  REQUIRE(edition->Find(id));
  CHECK(edition->Find(id)->title->slug == "delta");
  CHECK(edition->titles.contains("delta"));
}

TEST_CASE("the budget is kept when all cards have one time") {
  KeeperOptions options;
  options.max_cards = 3;
  Desk desk(options);
  for (int i = 1; i <= 5; ++i) desk.Add(0, fmt::format("{}", i), std::chrono::minutes(7));
  EditionPtr edition = desk.Now();
  for (int i = 0; i < 50 && edition->latest->size() != 3; ++i) edition = desk.keeper().Current();
  CHECK(Headlines(*edition->latest) == Names{"5", "4", "3"});
  CHECK(edition->by_id->size() == 3);
  CHECK(Edition::ListOf(edition->by_section, "world").size() == 3);
}

TEST_CASE("the demo press, the catalogue and changes each lead to a new number") {
  Desk desk;
  desk.Add(0, "one", std::chrono::minutes(1));
  uint64_t number = desk.Now()->number;
  const auto grows = [&] {
    for (int i = 0; i < 300 && desk.keeper().Current()->number == number; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const bool grown = desk.keeper().Current()->number > number;
    number = desk.keeper().Current()->number;
    return grown;
  };
  desk.keeper().SetDemoPressShown(true);
  CHECK(grows());
  CHECK(desk.keeper().Current()->demo_press_shown);
  desk.keeper().NotifyCatalogue();
  CHECK(grows());
  CHECK(desk.keeper().Current()->demo_press_shown);
  desk.keeper().SetDemoPressShown(false);
  CHECK(grows());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(desk.keeper().Current()->number == number);  // and nothing leads to none
}

TEST_CASE("readers of every edition see it whole while articles arrive") {
  Desk desk;
  std::atomic<bool> stop{false}, whole{true};
  std::atomic<int64_t> looks{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      uint64_t last = 0;
      while (!stop) {
        const EditionPtr edition = desk.keeper().Current();
        size_t in_titles = 0;
        for (const auto& [slug, list] : edition->by_title) in_titles += list->size();
        if (edition->number < last || in_titles != edition->latest->size() || edition->by_id->size() != in_titles) whole = false;
        for (const CardPtr& card : *edition->latest) {
          if (edition->Find(card->id) != card) whole = false;
        }
        last = edition->number;
        ++looks;
      }
    });
  }
  std::vector<ArticleId> ids;
  for (int i = 0; i < 60; ++i) {
    ids.push_back(desk.Add(i % 2, fmt::format("article {}", i), std::chrono::minutes(i)));
    desk.keeper().Notify();
    if (i % 10 == 9) desk.Change(ids[static_cast<size_t>(i) / 2], [](Article& a) { a.state = ArticleState::kWithdrawn; });
    if (i % 20 == 19) desk.keeper().NotifyCatalogue();
  }
  for (int i = 0; i < 300 && desk.keeper().Current()->latest->size() != 54; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  stop = true;
  for (auto& reader : readers) reader.join();
  CHECK(whole);
  CHECK(looks > 0);
  CHECK(desk.keeper().Current()->latest->size() == 54);
}

TEST_CASE("the edition lists articles by topic, parents with their children's, and by entity") {
  Desk desk;
  const ArticleId vote = desk.Add(0, "A vote", std::chrono::minutes(10));
  const ArticleId poll = desk.Add(1, "A poll", std::chrono::minutes(5));
  desk.Change(vote, [](Article& article) {
    article.topics = {{"elections", 0.8, false}, {"politics", 0.8, true}, {"no-such-topic", 0.5, false}};
    article.entities = {{"oslo", EntityKind::kPlace, "Oslo", 0.75, 3, true, ""}, {"ida-brekke", EntityKind::kPerson, "Ida Brekke", 0.25, 1, false, ""}};
  });
  desk.Change(poll, [](Article& article) {
    article.topics = {{"politics", 0.7, false}};
    article.entities = {{"oslo", EntityKind::kPlace, "Oslo", 1, 2, true, "Oslo kommune"}};
  });
  EditionPtr edition = desk.Now();
  for (int i = 0; i < 100 && Edition::ListOf(edition->by_topic, "politics").size() < 2; ++i) edition = desk.Now();
  CHECK(Headlines(Edition::ListOf(edition->by_topic, "politics")) == Names{"A poll", "A vote"});
  CHECK(Headlines(Edition::ListOf(edition->by_topic, "elections")) == Names{"A vote"});
  REQUIRE(edition->by_entity->FindSlug("oslo") != nullptr);
  CHECK(Headlines(*edition->by_entity->FindSlug("oslo")->cards) == Names{"A poll", "A vote"});
  CHECK(edition->by_entity->FindSlug("oslo")->entity->forms == Names{"Oslo kommune"});
  REQUIRE(edition->by_entity->FindSlug("ida-brekke") != nullptr);
  CHECK(edition->by_entity->FindSlug("ida-brekke")->entity->name == "Ida Brekke");

  // The same after a start, and without what was taken back.
  desk.Change(vote, [](Article& article) { article.state = ArticleState::kWithdrawn; });
  desk.Reload();
  for (int i = 0; i < 100 && edition->latest->size() > 1; ++i) edition = desk.Now();
  CHECK(Headlines(Edition::ListOf(edition->by_topic, "politics")) == Names{"A poll"});
  CHECK(edition->by_topic.count("elections") == 0);
  CHECK(edition->by_entity->FindSlug("ida-brekke") == nullptr);
  CHECK(Headlines(*edition->by_entity->FindSlug("oslo")->cards) == Names{"A poll"});
}
