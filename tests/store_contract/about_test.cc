#include "store/about.h"

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

Entity Person(const std::string& slug, const std::string& name, double salience = 0.5) {
  return {slug, EntityKind::kPerson, name, salience, 2, false, ""};
}
Entity Town(const std::string& slug, const std::string& name, const std::string& form = "") {
  return {slug, EntityKind::kPlace, name, 0.5, 1, true, form};
}

ArticleId StoreAbout(Database& database, TitleId title, const std::string& id, std::vector<Entity> entities,
                     std::vector<TopicScore> topics = {}, Timestamp published = At(100)) {
  Article article;
  article.title = title;
  article.durable_id = article.headline = id;
  article.published = article.first_seen = published;
  article.entities = std::move(entities);
  article.topics = std::move(topics);
  return StoreArticle(database, article);
}

Article Read(Database& database, ArticleId id) {
  return *InRead(database, [&](Transaction& t) { return FindArticle(t, id); });
}

std::vector<std::string> SlugsOf(const Article& article) {
  std::vector<std::string> slugs;
  for (const Entity& entity : article.entities) slugs.push_back(entity.slug);
  return slugs;
}

using Slugs = std::vector<std::string>;

}  // namespace

TEST_CASE_TEMPLATE("what an article is about is stored with it, replaced with it and gone with its last word", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  const std::vector<TopicScore> topics = {{"elections", 0.75, false}, {"politics", 0.75, true}};
  const ArticleId id = StoreAbout(*database, title, "a", {Person("ann-bo", "Ann Bo"), Town("oslo", "Oslo")}, topics);
  Article article = Read(*database, id);
  CHECK(article.topics == topics);
  REQUIRE(article.entities.size() == 2);
  CHECK(article.entities[0] == Person("ann-bo", "Ann Bo"));
  CHECK(article.entities[1].known);

  article.entities = {Town("rome", "Rome")};
  article.topics = {{"sport", 0.5, false}};
  Must(database->Write([&](Transaction& t) { return UpdateArticle(t, article); }));
  CHECK(SlugsOf(Read(*database, id)) == Slugs{"rome"});
  CHECK(Read(*database, id).topics == article.topics);
  article.entities.clear();
  article.topics.clear();
  Must(database->Write([&](Transaction& t) { return UpdateArticle(t, article); }));
  CHECK(Read(*database, id).entities.empty());
  CHECK(Read(*database, id).topics.empty());
}

TEST_CASE_TEMPLATE("an entity is one row, whoever names it, and remembers its other forms", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  StoreAbout(*database, title, "a", {Town("germany", "Germany")});
  const int64_t before = InRead(*database, [&](Transaction& t) { return LatestEntitySeq(t); });
  StoreAbout(*database, title, "b", {Town("germany", "Germany", "Deutschland")});
  StoreAbout(*database, title, "c", {Town("germany", "Germany", "Deutschland")});
  StoreAbout(*database, title, "d", {Town("germany", "Germany", "Allemagne")});
  const auto entity = InRead(*database, [&](Transaction& t) { return FindEntity(t, "germany"); });
  REQUIRE(entity.has_value());
  CHECK(entity->forms == std::vector<std::string>{"Allemagne", "Deutschland"});
  CHECK(entity->known);
  const auto changed = InRead(*database, [&](Transaction& t) { return EntitiesChangedAfter(t, before); });
  REQUIRE(changed.size() == 1);
  CHECK(changed[0] == *entity);
  CHECK_FALSE(InRead(*database, [&](Transaction& t) { return FindEntity(t, "nowhere"); }).has_value());

  for (int i = 0; i < 2 * kMostForms; ++i) {
    StoreAbout(*database, title, "form " + std::to_string(i), {Town("germany", "Germany", "Form " + std::to_string(i))});
  }
  CHECK(InRead(*database, [&](Transaction& t) { return FindEntity(t, "germany"); })->forms.size() == kMostForms);
}

TEST_CASE_TEMPLATE("a surname alone is the one person of that surname in the news, and nobody where there are two", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  const ArticleId early = StoreAbout(*database, title, "early", {Person("morgadinho", "Morgadinho")});
  StoreAbout(*database, title, "whole", {Person("adelaide-morgadinho", "Adelaide Morgadinho")});
  const ArticleId alone = StoreAbout(*database, title, "alone", {Person("morgadinho", "Morgadinho")});
  const ArticleId both = StoreAbout(*database, title, "both", {Person("adelaide-morgadinho", "Adelaide Morgadinho", 0.25), Person("morgadinho", "Morgadinho", 0.5)});
  CHECK(SlugsOf(Read(*database, early)) == Slugs{"morgadinho"});
  CHECK(SlugsOf(Read(*database, alone)) == Slugs{"adelaide-morgadinho"});
  REQUIRE(SlugsOf(Read(*database, both)) == Slugs{"adelaide-morgadinho"});
  CHECK(Read(*database, both).entities[0].salience == 0.75);
  CHECK(Read(*database, both).entities[0].mentions == 4);
  CHECK(InRead(*database, [&](Transaction& t) { return FindEntity(t, "adelaide-morgadinho"); })->forms == std::vector<std::string>{"Morgadinho"});

  StoreAbout(*database, title, "other", {Person("rui-morgadinho", "Rui Morgadinho")});
  const ArticleId unclear = StoreAbout(*database, title, "unclear", {Person("morgadinho", "Morgadinho")});
  CHECK(SlugsOf(Read(*database, unclear)) == Slugs{"morgadinho"});
  // Long after, nobody remembers.
  const ArticleId late = StoreAbout(*database, title, "late", {Person("quintela", "Quintela")}, {}, At(100) + std::chrono::hours(24 * 30));
  StoreAbout(*database, title, "long ago", {Person("raul-quintela", "Raul Quintela")});
  const ArticleId later = StoreAbout(*database, title, "later", {Person("quintela", "Quintela")}, {}, At(100) + std::chrono::hours(24 * 31));
  CHECK(SlugsOf(Read(*database, late)) == Slugs{"quintela"});
  CHECK(SlugsOf(Read(*database, later)) == Slugs{"quintela"});
}

TEST_CASE_TEMPLATE("what many articles are about is read at once", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  std::vector<ArticleId> ids;
  for (int i = 0; i < 150; ++i) {
    const std::string name = "town-" + std::to_string(i);
    ids.push_back(StoreAbout(*database, title, name, {Town(name, name), Town("oslo", "Oslo")}, {{"world", 0.5, false}}));
  }
  CHECK(InRead(*database, [&](Transaction& t) { return MentionsOf(t, ids, 8); }).size() == 300);
  CHECK(InRead(*database, [&](Transaction& t) { return MentionsOf(t, ids, 1); }).size() == 150);
  CHECK(InRead(*database, [&](Transaction& t) { return MentionsOf(t, {}, 8); }).empty());
  CHECK(InRead(*database, [&](Transaction& t) { return TopicMarksOf(t, ids); }).size() == 150);
  CHECK(InRead(*database, [&](Transaction& t) { return EntitiesSeenSince(t, At(100)); }).size() == 151);
  CHECK(InRead(*database, [&](Transaction& t) { return EntitiesSeenSince(t, At(100) + std::chrono::hours(48)); }).empty());
  std::vector<Article> cards = InRead(*database, [&](Transaction& t) { return ArticlesChangedAfter(t, 0, Timestamp{}, 1000); });
  REQUIRE(cards.size() == 150);
  CHECK(cards[7].entities.empty());
  Must(database->Read([&](Transaction& t) { return ReadAbout(t, cards); }));
  CHECK(SlugsOf(cards[7]) == Slugs{"town-7", "oslo"});
}

TEST_CASE_TEMPLATE("a piece of work that fails leaves neither article nor entities", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const auto place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  const Status failed = database->Write([&](Transaction& t) -> Status {
    Article article = SomeArticle(title, "a");
    article.entities = {Town("oslo", "Oslo")};
    Must(InsertArticle(t, article));
    return Fail(ErrorCode::kInvalid, "no");
  });
  CHECK_FALSE(failed.ok());
  CHECK_FALSE(InRead(*database, [&](Transaction& t) { return FindEntity(t, "oslo"); }).has_value());
}

}  // namespace newsstand::store
