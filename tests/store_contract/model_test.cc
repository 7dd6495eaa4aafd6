// A long random run against a model in memory: whatever is asked in whatever order, the store answers as the model does.
#include <algorithm>
#include <map>
#include <random>

#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

struct ModelArticle {
  Article article;
  int64_t changed = 0;  // order of the last change
  std::optional<int64_t> merged_into;
};

class Model {
 public:
  std::map<int64_t, ModelArticle> articles;
  std::map<std::pair<int64_t, std::string>, int64_t> keys;
  int64_t changes = 0;

  int64_t Root(int64_t id) const {
    const auto& found = articles.at(id);
    return found.merged_into ? *found.merged_into : id;
  }
};

class Run {
 public:
  Run(Database& database, unsigned seed) : database_(database), random_(seed) {
    for (int i = 0; i < 3; ++i) titles_.push_back(StoreTitle(database, "t" + std::to_string(i)).title);
  }

  void Step() {
    switch (Pick(10)) {
      case 0:
      case 1:
      case 2: Insert(); break;
      case 3:
      case 4: Update(); break;
      case 5: Merge(); break;
      case 6: Fail_(); break;
      case 7: CheckList(); break;
      case 8: CheckChanges(); break;
      default: CheckOne(); break;
    }
  }

  void CheckAll() {
    seen_ = 0;
    followed_.clear();
    CheckChanges();
    for (const auto& [id, known] : model_.articles) {
      const auto found = InRead(database_, [&, number = id](Transaction& t) { return FindArticle(t, ArticleId{number}); });
      REQUIRE(found.has_value());
      CHECK(found->id.value == model_.Root(id));
    }
    for (const auto& [key, id] : model_.keys) {
      const auto found = InRead(database_, [&, &name = key](Transaction& t) {
        return FindArticlesByKeys(t, TitleId{name.first}, {name.second});
      });
      CHECK(found == std::vector<ArticleId>{ArticleId{model_.Root(id)}});
    }
    int64_t count = 0;
    for (const auto& [id, known] : model_.articles) count += known.merged_into ? 0 : 1;
    CHECK(InRead(database_, [](Transaction& t) { return CountArticles(t); }) == count);
  }

 private:
  int Pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  TitleId AnyTitle() { return titles_[static_cast<size_t>(Pick(3))]; }
  std::optional<int64_t> AnyId() {
    if (model_.articles.empty()) return std::nullopt;
    auto at = model_.articles.begin();
    std::advance(at, Pick(static_cast<int>(model_.articles.size())));
    return at->first;
  }

  Article Random(TitleId title, const std::string& durable_id) {
    Article article = SomeArticle(title, durable_id);
    article.published = At(Pick(50));
    article.first_seen = At(50 + Pick(50));
    article.section = Pick(2) == 0 ? "world" : "sport";
    article.language = Pick(2) == 0 ? "en" : "fr";
    article.state = Pick(6) == 0 ? ArticleState::kWithdrawn : ArticleState::kLive;
    article.headline = "Headline " + std::to_string(random_());
    article.body_html = std::string(static_cast<size_t>(Pick(3000) + 1), 'b');
    return article;
  }

  void Insert() {
    const TitleId title = AnyTitle();
    const std::string durable_id = "d" + std::to_string(Pick(60));
    const std::string key = "url:" + std::to_string(Pick(80));
    Article article = Random(title, durable_id);
    bool taken = false;
    for (const auto& [id, known] : model_.articles) {
      taken |= known.article.title == title && known.article.durable_id == durable_id;
    }
    ArticleId id;
    const Status status = database_.Write([&](Transaction& t) -> Status {
      auto stored = InsertArticle(t, article);
      if (!stored) return newsstand::Fail(stored.error());
      id = *stored;
      return AddArticleKeys(t, title, id, {"guid:" + durable_id, key});
    });
    REQUIRE(status.ok() == !taken);
    if (taken) {
      CHECK(status.error().code == ErrorCode::kConflict);
      return;
    }
    article.id = id;
    CHECK(model_.articles.count(id.value) == 0);
    model_.articles[id.value] = {article, ++model_.changes, std::nullopt};
    model_.keys.emplace(std::pair(title.value, "guid:" + durable_id), id.value);
    model_.keys.emplace(std::pair(title.value, key), id.value);
  }

  void Update() {
    const auto id = AnyId();
    if (!id) return;
    ModelArticle& known = model_.articles[*id];
    Article changed = Random(known.article.title, known.article.durable_id);
    changed.id = ArticleId{*id};
    changed.first_seen = known.article.first_seen;
    const Status status = database_.Write([&](Transaction& t) { return UpdateArticle(t, changed); });
    REQUIRE(status.ok() == !known.merged_into.has_value());
    if (!status) return;
    known.article = changed;
    known.changed = ++model_.changes;
  }

  void Merge() {
    const auto from = AnyId(), into = AnyId();
    if (!from || Pick(3) != 0) return;
    const int64_t one = model_.Root(*from), other = model_.Root(*into);
    const bool same_title = model_.articles[one].article.title == model_.articles[other].article.title;
    const Status status =
        database_.Write([&](Transaction& t) { return MergeArticles(t, ArticleId{*from}, ArticleId{*into}); });
    REQUIRE(status.ok() == same_title);
    if (!same_title || one == other) return;
    for (auto& [id, known] : model_.articles) {
      if (known.merged_into == one) known.merged_into = other;
    }
    ModelArticle& gone = model_.articles[one];
    ModelArticle& kept = model_.articles[other];
    gone.merged_into = other;
    gone.changed = ++model_.changes;
    kept.article.first_seen = std::min(kept.article.first_seen, gone.article.first_seen);
    kept.article.published = std::min(kept.article.published, gone.article.published);
    kept.changed = ++model_.changes;
  }

  // A piece that fails after having done much leaves nothing.
  void Fail_() {
    const auto id = AnyId();
    const Status status = database_.Write([&](Transaction& t) -> Status {
      auto stored = InsertArticle(t, Random(AnyTitle(), "never" + std::to_string(random_())));
      if (!stored) return newsstand::Fail(stored.error());
      if (id && !model_.articles[*id].merged_into) {
        Article changed = Random(model_.articles[*id].article.title, "x");
        changed.id = ArticleId{*id};
        if (Status updated = UpdateArticle(t, changed); !updated) return updated;
      }
      return newsstand::Fail(ErrorCode::kInvalid, "on purpose");
    });
    REQUIRE(!status);
    CHECK(status.error().message == "on purpose");
  }

  void CheckOne() {
    const auto id = AnyId();
    if (!id) return;
    const auto found = InRead(database_, [&](Transaction& t) { return FindArticle(t, ArticleId{*id}); });
    REQUIRE(found.has_value());
    const Article& known = model_.articles[model_.Root(*id)].article;
    CHECK(found->headline == known.headline);
    CHECK(found->body_html == known.body_html);
    CHECK(found->published == known.published);
    CHECK(found->first_seen == known.first_seen);
    CHECK(found->state == known.state);
  }

  void CheckList() {
    ArticleFilter filter;
    if (Pick(2) == 0) filter.title = AnyTitle();
    if (Pick(2) == 0) filter.section = "sport";
    if (Pick(2) == 0) filter.language = "fr";
    if (Pick(2) == 0) filter.country = "GB";
    std::vector<std::pair<Timestamp, int64_t>> expected;
    for (const auto& [id, known] : model_.articles) {
      const Article& article = known.article;
      if (known.merged_into || article.state != ArticleState::kLive) continue;
      if (filter.title && article.title != *filter.title) continue;
      if (!filter.section.empty() && article.section != filter.section) continue;
      if (!filter.language.empty() && article.language != filter.language) continue;
      expected.emplace_back(article.published, id);
    }
    std::sort(expected.rbegin(), expected.rend());
    std::vector<std::pair<Timestamp, int64_t>> listed;
    for (const Article& article :
         InRead(database_, [&](Transaction& t) { return ListArticles(t, filter, std::nullopt, 1000); })) {
      listed.emplace_back(article.published, article.id.value);
    }
    CHECK(listed == expected);
  }

  // Follows the changes: after each round the follower knows every live article, and only those.
  void CheckChanges() {
    for (const Article& card :
         InRead(database_, [&](Transaction& t) { return ArticlesChangedAfter(t, seen_, At(0), 1000); })) {
      CHECK(card.change_seq > seen_);
      seen_ = card.change_seq;
      if (card.state == ArticleState::kLive) {
        followed_[card.id.value] = card.headline;
      } else {
        followed_.erase(card.id.value);
      }
    }
    std::map<int64_t, std::string> expected;
    for (const auto& [id, known] : model_.articles) {
      if (!known.merged_into && known.article.state == ArticleState::kLive) expected[id] = known.article.headline;
    }
    CHECK(followed_ == expected);
  }

  Database& database_;
  std::mt19937 random_;
  std::vector<TitleId> titles_;
  Model model_;
  int64_t seen_ = 0;
  std::map<int64_t, std::string> followed_;
};

}  // namespace

TEST_CASE_TEMPLATE("a random run of everything answers as a model in memory does", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  for (unsigned seed : {1u, 2u, 3u, 4u}) {
    CAPTURE(seed);
    const Place place = E::MakePlace();
    auto database = OpenAndMigrate(place.options);
    Run run(*database, seed);
    for (int step = 0; step < 400; ++step) run.Step();
    run.CheckAll();
    CHECK(Must(database->CheckHealth()).integrity_ok);
  }
}

}  // namespace newsstand::store
