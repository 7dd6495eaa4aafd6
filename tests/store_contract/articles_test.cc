#include <algorithm>

#include "store/about.h"
#include "store_contract/fixture.h"

namespace newsstand::store {
namespace {

std::vector<int64_t> IdsOf(const std::vector<Article>& articles) {
  std::vector<int64_t> ids;
  for (const Article& article : articles) ids.push_back(article.id.value);
  return ids;
}

std::optional<Article> Find(Database& database, ArticleId id) {
  return InRead(database, [&](Transaction& t) { return FindArticle(t, id); });
}

std::vector<Article> ChangedAfter(Database& database, int64_t seq, Timestamp since = At(-1'000'000), int limit = 100) {
  return InRead(database, [&](Transaction& t) { return ArticlesChangedAfter(t, seq, since, limit); });
}

}  // namespace

TEST_CASE_TEMPLATE("an article comes back with every field", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  Article article = SomeArticle(from.title, "guid-1");
  article.feed = from.feed;
  article.id = StoreArticle(*database, article);
  auto found = Find(*database, article.id);
  REQUIRE(found.has_value());
  CHECK(Describe(*found) == Describe(article));
  CHECK(found->change_seq > 0);
  CHECK(!Find(*database, ArticleId{999}).has_value());

  Article bare;
  bare.title = from.title;
  bare.id = StoreArticle(*database, bare);
  found = Find(*database, bare.id);
  REQUIRE(found.has_value());
  CHECK(Describe(*found) == Describe(bare));
}

TEST_CASE_TEMPLATE("a change replaces every field but identity, and gives a new place in the order of changes", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleWithFeed from = StoreTitle(*database, "gazette");
  const Article first = SomeArticle(from.title, "guid-1");
  const ArticleId id = StoreArticle(*database, first);
  const int64_t seq = Find(*database, id)->change_seq;
  Article changed;
  changed.id = id;
  changed.title = TitleId{4711};        // kept as it was
  changed.durable_id = "another";       // kept as it was
  changed.first_seen = At(9999);        // kept as it was
  changed.feed = from.feed;
  changed.headline = "New";
  changed.published = At(5);
  changed.state = ArticleState::kWithdrawn;
  Must(database->Write([&](Transaction& t) { return UpdateArticle(t, changed); }));
  auto found = Find(*database, id);
  REQUIRE(found.has_value());
  CHECK(found->change_seq > seq);
  changed.title = from.title;
  changed.durable_id = "guid-1";
  changed.first_seen = first.first_seen;
  CHECK(Describe(*found) == Describe(changed));

  changed.id = ArticleId{999};
  Status missing = database->Write([&](Transaction& t) { return UpdateArticle(t, changed); });
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::kNotFound);
}

TEST_CASE_TEMPLATE("one title has one article with a durable id, and the refusal does not spoil the piece", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId one = StoreTitle(*database, "one").title;
  const TitleId two = StoreTitle(*database, "two").title;
  Must(database->Write([&](Transaction& t) -> Status {
    Must(InsertArticle(t, SomeArticle(one, "a")));
    auto again = InsertArticle(t, SomeArticle(one, "a"));
    REQUIRE(!again);
    CHECK(again.error().code == ErrorCode::kConflict);
    Must(InsertArticle(t, SomeArticle(two, "a")));
    const std::string long_id(20'000, 'x');
    Article long_one = SomeArticle(one, long_id + "1");
    long_one.url = "https://paper.test/long";
    const ArticleId id = Must(InsertArticle(t, long_one));
    CHECK(!InsertArticle(t, long_one));
    long_one.durable_id = long_id + "2";
    Must(InsertArticle(t, long_one));
    CHECK(Must(FindArticle(t, id))->durable_id == long_id + "1");
    CHECK(Must(CountArticles(t)) == 4);
    return {};
  }));
  CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == 4);
  Status nowhere = database->Write([&](Transaction& t) -> Status {
    auto id = InsertArticle(t, SomeArticle(TitleId{4711}, "x"));
    return id ? Status() : Fail(id.error());
  });
  REQUIRE(!nowhere);
  CHECK(nowhere.error().code == ErrorCode::kNotFound);
  CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == 4);
}

TEST_CASE_TEMPLATE("text that is not UTF-8, or has a NUL, is cleaned alike on both engines", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Article article = SomeArticle(StoreTitle(*database, "gazette").title, "a");
  article.headline = std::string("before\0after", 12);
  article.byline = "caf\xe9";
  const auto found = Find(*database, StoreArticle(*database, article));
  CHECK(found->headline == "beforeafter");
  CHECK(found->byline == "caf\xEF\xBF\xBD");
}

TEST_CASE_TEMPLATE("a body of the largest size comes back whole", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Article article = SomeArticle(StoreTitle(*database, "gazette").title, "a");
  article.body_html = "<p>";
  while (article.body_html.size() < (2u << 20)) article.body_html += "Ünïcödé 東京 \\n\\\\ ' \" \t\n";
  CHECK(Find(*database, StoreArticle(*database, article))->body_html == article.body_html);
}

TEST_CASE_TEMPLATE("many articles are read at once, their texts apart from them", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  std::vector<ArticleId> ids;
  for (int i = 0; i < 130; ++i) {
    Article article = SomeArticle(title, "many-" + std::to_string(i));
    article.body_html = "<p>Text " + std::to_string(i);
    ids.push_back(StoreArticle(*database, article));
  }
  Must(database->Write([&](Transaction& t) { return MergeArticles(t, ids[3], ids[4]); }));
  std::vector<ArticleId> asked = ids;
  asked.push_back(ArticleId{999'999});
  auto found = InRead(*database, [&](Transaction& t) { return FindArticles(t, asked); });
  REQUIRE(found.size() == ids.size() - 1);
  CHECK(found.front().body_html.empty());
  Must(database->Read([&](Transaction& t) -> Status {
    Must(ReadAbout(t, found));
    return ReadBodies(t, found);
  }));
  for (const Article& article : found) {
    CHECK(article.id != ids[3]);
    CHECK(Describe(article) == Describe(*Find(*database, article.id)));
  }
  auto gone = found.front();
  gone.state = ArticleState::kWithdrawn;
  Must(database->Write([&](Transaction& t) { return UpdateArticle(t, gone); }));
  const auto seqs = InRead(*database, [&](Transaction& t) { return ChangeSeqsOf(t, asked); });
  CHECK(seqs.size() == found.size() - 1);
  CHECK_FALSE(seqs.contains(gone.id.value));
  for (const auto& [id, seq] : seqs) CHECK(seq == Find(*database, ArticleId{id})->change_seq);
  CHECK(InRead(*database, [&](Transaction& t) { return FindArticles(t, {}); }).empty());
  CHECK(InRead(*database, [&](Transaction& t) { return FindArticles(t, {ids[7]}); }).size() == 1);
}

TEST_CASE_TEMPLATE("keys find their articles, each once, in the order of the keys; the first owner keeps a key", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  const TitleId other = StoreTitle(*database, "other").title;
  const ArticleId a = StoreArticle(*database, SomeArticle(title, "a"));
  const ArticleId b = StoreArticle(*database, SomeArticle(title, "b"));
  const std::string long_key = "guid:" + std::string(5000, 'k');
  Must(database->Write([&](Transaction& t) { return AddArticleKeys(t, title, a, {"guid:a", "url:1", long_key}); }));
  Must(database->Write([&](Transaction& t) { return AddArticleKeys(t, title, b, {"guid:b", "url:1", long_key + "2"}); }));
  auto find = [&](TitleId in, const std::vector<std::string>& keys) {
    std::vector<int64_t> ids;
    for (ArticleId id : InRead(*database, [&](Transaction& t) { return FindArticlesByKeys(t, in, keys); })) {
      ids.push_back(id.value);
    }
    return ids;
  };
  CHECK(find(title, {"url:1"}) == std::vector<int64_t>{a.value});
  CHECK(find(title, {"guid:b", "url:1", "guid:a", "nothing"}) == std::vector<int64_t>{b.value, a.value});
  CHECK(find(title, {long_key + "2"}) == std::vector<int64_t>{b.value});
  CHECK(find(title, {long_key}) == std::vector<int64_t>{a.value});
  CHECK(find(other, {"guid:a"}).empty());
  CHECK(find(title, {}).empty());
}

TEST_CASE_TEMPLATE("followers get every change in order, live or withdrawn, as cards", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  CHECK(ChangedAfter(*database, 0).empty());
  CHECK(InRead(*database, [](Transaction& t) { return LatestChangeSeq(t); }) == 0);
  const TitleId title = StoreTitle(*database, "gazette").title;
  std::vector<ArticleId> ids;
  for (int i = 0; i < 6; ++i) {
    Article article = SomeArticle(title, "a" + std::to_string(i));
    article.published = At(i < 3 ? -5000 : 100 + i);
    ids.push_back(StoreArticle(*database, article));
  }
  CHECK(IdsOf(ChangedAfter(*database, 0)) ==
        std::vector<int64_t>{ids[0].value, ids[1].value, ids[2].value, ids[3].value, ids[4].value, ids[5].value});
  CHECK(IdsOf(ChangedAfter(*database, 0, At(0))) == std::vector<int64_t>{ids[3].value, ids[4].value, ids[5].value});
  CHECK(IdsOf(ChangedAfter(*database, 0, At(0), 2)) == std::vector<int64_t>{ids[3].value, ids[4].value});
  CHECK(ChangedAfter(*database, 0, At(5000)).empty());
  const auto first = ChangedAfter(*database, 0);
  CHECK(first[0].body_html.empty());
  CHECK(first[0].summary_html.empty());
  CHECK(first[0].headline == SomeArticle(title, "a0").headline);

  const int64_t latest = InRead(*database, [](Transaction& t) { return LatestChangeSeq(t); });
  CHECK(latest == first.back().change_seq);
  Article withdrawn = *Find(*database, ids[4]);
  withdrawn.state = ArticleState::kWithdrawn;
  Must(database->Write([&](Transaction& t) { return UpdateArticle(t, withdrawn); }));
  const auto after = ChangedAfter(*database, latest);
  REQUIRE(after.size() == 1);
  CHECK(after[0].id == ids[4]);
  CHECK(after[0].state == ArticleState::kWithdrawn);
  CHECK(ChangedAfter(*database, after[0].change_seq).empty());
}

TEST_CASE_TEMPLATE("lists hold live cards, newest first, by any filters together, page by page", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  struct Kind {
    TitleId title;
    std::string country;
  };
  std::vector<Kind> kinds;
  for (const char* country : {"GB", "FR", "GB"}) {
    Title title = SomeTitle("t" + std::to_string(kinds.size()));
    title.country = country;
    kinds.push_back({InWrite(*database, [&](Transaction& t) { return SaveTitle(t, title); }), country});
  }
  const std::vector<std::string> sections = {"world", "sport", ""};
  const std::vector<std::string> languages = {"en-GB", "en", "fr", "FR-ca"};
  struct Stored {
    Article article;
    std::string country, primary;
  };
  std::vector<Stored> all;
  for (int i = 0; i < 120; ++i) {
    const Kind& kind = kinds[static_cast<size_t>(i * 7 % 3)];
    Article article = SomeArticle(kind.title, "a" + std::to_string(i));
    article.published = At(i / 4);  // several at one moment
    article.section = sections[static_cast<size_t>(i * 5 % 11 % 3)];
    article.language = languages[static_cast<size_t>(i * 3 % 7 % 4)];
    if (i % 10 == 9) article.state = ArticleState::kWithdrawn;
    article.id = StoreArticle(*database, article);
    all.push_back({article, kind.country, article.language[0] == 'e' ? "en" : "fr"});
  }
  std::sort(all.begin(), all.end(), [](const Stored& x, const Stored& y) {
    return std::pair(x.article.published, x.article.id) > std::pair(y.article.published, y.article.id);
  });
  for (int with_title = 0; with_title < 2; ++with_title) {
    for (const char* section : {"", "world", "sport", "nothing"}) {
      for (const char* language : {"", "en", "fr", "en-US"}) {
        for (const char* country : {"", "GB", "FR"}) {
          ArticleFilter filter;
          if (with_title == 1) filter.title = kinds[0].title;
          filter.section = section;
          filter.language = language;
          filter.country = country;
          const std::string primary = std::string(language).substr(0, 2);
          std::vector<int64_t> expected;
          for (const Stored& stored : all) {
            if (stored.article.state != ArticleState::kLive) continue;
            if (filter.title && stored.article.title != *filter.title) continue;
            if (*section != 0 && stored.article.section != section) continue;
            if (!primary.empty() && stored.primary != primary) continue;
            if (*country != 0 && stored.country != country) continue;
            expected.push_back(stored.article.id.value);
          }
          std::vector<int64_t> listed;
          std::optional<ArticleCursor> before;
          while (true) {
            const auto page = InRead(*database, [&](Transaction& t) { return ListArticles(t, filter, before, 7); });
            for (const Article& article : page) listed.push_back(article.id.value);
            if (page.size() < 7) break;
            before = ArticleCursor{page.back().published, page.back().id};
          }
          CHECK(listed == expected);
        }
      }
    }
  }
}

TEST_CASE_TEMPLATE("when a title moves to another country its articles move with it", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  Title title = SomeTitle("gazette");
  title.id = InWrite(*database, [&](Transaction& t) { return SaveTitle(t, title); });
  StoreArticle(*database, SomeArticle(title.id, "a"));
  auto count = [&](const char* country) {
    ArticleFilter filter;
    filter.country = country;
    return InRead(*database, [&](Transaction& t) { return ListArticles(t, filter, std::nullopt, 10); }).size();
  };
  CHECK(count("GB") == 1);
  title.country = "IE";
  InWrite(*database, [&](Transaction& t) { return SaveTitle(t, title); });
  CHECK(count("GB") == 0);
  CHECK(count("IE") == 1);
}

TEST_CASE_TEMPLATE("pending pages come newest first when their time has come, and are given up in the end", E, Sqlite,
                   Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  CHECK(!InRead(*database, [](Transaction& t) { return NextPageDue(t); }));
  const TitleId title = StoreTitle(*database, "gazette").title;
  auto add = [&](const std::string& name, int64_t published, int64_t next_try, PageState state) {
    Article article = SomeArticle(title, name);
    article.published = At(published);
    article.page_next_try = At(next_try);
    article.page_state = state;
    article.page_attempts = 0;
    return StoreArticle(*database, article);
  };
  const ArticleId old = add("old", 1, 10, PageState::kPending);
  const ArticleId young = add("young", 2, 20, PageState::kPending);
  add("done", 3, 0, PageState::kDone);
  add("not wanted", 3, 0, PageState::kNotWanted);
  auto pending = [&](int64_t now) {
    return IdsOf(InRead(*database, [&](Transaction& t) { return PendingPages(t, At(now), 10); }));
  };
  CHECK(pending(9).empty());
  CHECK(pending(10) == std::vector<int64_t>{old.value});
  CHECK(pending(20) == std::vector<int64_t>{young.value, old.value});
  CHECK(InRead(*database, [](Transaction& t) { return NextPageDue(t); }) == At(10));

  Must(database->Write([&](Transaction& t) { return PageFailed(t, old, At(100), 2); }));
  CHECK(pending(20) == std::vector<int64_t>{young.value});
  CHECK(Find(*database, old)->page_attempts == 1);
  Must(database->Write([&](Transaction& t) { return PageFailed(t, old, At(200), 2); }));
  CHECK(Find(*database, old)->page_state == PageState::kFailed);
  CHECK(Find(*database, old)->page_attempts == 2);
  CHECK(pending(1000) == std::vector<int64_t>{young.value});
  Must(database->Write([&](Transaction& t) { return PageFailed(t, old, At(300), 2); }));
  CHECK(Find(*database, old)->page_attempts == 2);
  CHECK(!database->Write([&](Transaction& t) { return PageFailed(t, ArticleId{999}, At(300), 2); }));
  CHECK(InRead(*database, [](Transaction& t) { return NextPageDue(t); }) == At(20));
}

TEST_CASE_TEMPLATE("versions are kept, oldest first, each number once", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const ArticleId id = StoreArticle(*database, SomeArticle(StoreTitle(*database, "gazette").title, "a"));
  auto save = [&](int version, int64_t seen) {
    return database->Write([&](Transaction& t) {
      return SaveVersion(t, {id, version, At(seen), "Headline " + std::to_string(version), "Standfirst", "<p>Body</p>"});
    });
  };
  Must(save(2, 20));
  Must(save(1, 10));
  Status again = save(2, 30);
  REQUIRE(!again);
  CHECK(again.error().code == ErrorCode::kConflict);
  const auto versions = InRead(*database, [&](Transaction& t) { return VersionsOf(t, id); });
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].version == 1);
  CHECK(versions[0].seen == At(10));
  CHECK(versions[1].headline == "Headline 2");
  CHECK(versions[1].standfirst == "Standfirst");
  CHECK(versions[1].body_html == "<p>Body</p>");
  CHECK(versions[1].article == id);
}

TEST_CASE_TEMPLATE("merged articles answer as one for ever, with all keys and versions", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const TitleId title = StoreTitle(*database, "gazette").title;
  auto make = [&](const std::string& name, int64_t seen, int version) {
    Article article = SomeArticle(title, name);
    article.first_seen = article.published = At(seen);
    article.version = version;
    const ArticleId id = StoreArticle(*database, article);
    Must(database->Write([&](Transaction& t) { return AddArticleKeys(t, title, id, {"guid:" + name, "url:" + name}); }));
    for (int v = 1; v < version; ++v) {
      Must(database->Write([&](Transaction& t) {
        return SaveVersion(t, {id, v, At(seen + v), name + std::to_string(v), "", ""});
      }));
    }
    return id;
  };
  const ArticleId a = make("a", 100, 3);
  const ArticleId b = make("b", 200, 2);
  const ArticleId c = make("c", 300, 1);
  Article bodiless = *Find(*database, c);
  bodiless.body_html = bodiless.byline = "";
  bodiless.body_source = BodySource::kNone;
  bodiless.image = {};
  Must(database->Write([&](Transaction& t) { return UpdateArticle(t, bodiless); }));
  const int64_t seq = InRead(*database, [](Transaction& t) { return LatestChangeSeq(t); });

  Must(database->Write([&](Transaction& t) { return MergeArticles(t, a, b); }));
  Must(database->Write([&](Transaction& t) { return MergeArticles(t, b, c); }));
  Must(database->Write([&](Transaction& t) { return MergeArticles(t, a, c); }));  // they are one already
  for (ArticleId id : {a, b}) {
    CHECK(InRead(*database, [&](Transaction& t) { return FindMergedInto(t, id); }) == c);
    CHECK(Find(*database, id)->id == c);
    CHECK(InRead(*database, [&](Transaction& t) { return VersionsOf(t, id); }).size() == 3);
  }
  CHECK(!InRead(*database, [&](Transaction& t) { return FindMergedInto(t, c); }).has_value());
  const Article one = *Find(*database, c);
  CHECK(one.first_seen == At(100));
  CHECK(one.published == At(100));
  CHECK(one.durable_id == "c");
  CHECK(one.headline == bodiless.headline);
  CHECK(one.body_html == SomeArticle(title, "b").body_html);
  CHECK(one.body_source == BodySource::kPage);
  CHECK(one.image.url == SomeArticle(title, "b").image.url);
  CHECK(one.byline == SomeArticle(title, "b").byline);
  for (const char* key : {"guid:a", "url:a", "guid:b", "url:c"}) {
    const auto owners = InRead(*database, [&](Transaction& t) { return FindArticlesByKeys(t, title, {key}); });
    CHECK(owners == std::vector<ArticleId>{c});
  }
  std::vector<std::string> headlines;
  std::vector<int> numbers;
  for (const auto& version : InRead(*database, [&](Transaction& t) { return VersionsOf(t, c); })) {
    headlines.push_back(version.headline);
    numbers.push_back(version.version);
  }
  CHECK(headlines == std::vector<std::string>{"a1", "a2", "b1"});
  std::sort(numbers.begin(), numbers.end());
  CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());
  CHECK(one.version > numbers.back());
  CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == 1);
  const auto changes = ChangedAfter(*database, seq);
  REQUIRE(changes.size() == 3);
  for (const Article& change : changes) CHECK((change.state == ArticleState::kLive) == (change.id == c));
  CHECK(InRead(*database, [](Transaction& t) { return ListArticles(t, {}, std::nullopt, 10); }).size() == 1);

  // What arrives late for the one that is gone goes to the one that stayed.
  Must(database->Write([&](Transaction& t) { return AddArticleKeys(t, title, a, {"url:late"}); }));
  CHECK(InRead(*database, [&](Transaction& t) { return FindArticlesByKeys(t, title, {"url:late"}); }) ==
        std::vector<ArticleId>{c});
  Article stale = SomeArticle(title, "a");
  stale.id = a;
  Status refused = database->Write([&](Transaction& t) { return UpdateArticle(t, stale); });
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::kConflict);
}

TEST_CASE_TEMPLATE("articles of two titles, or one that is not there, are not merged", E, Sqlite, Postgresql) {
  REQUIRE_ENGINE(E);
  const Place place = E::MakePlace();
  auto database = OpenAndMigrate(place.options);
  const ArticleId a = StoreArticle(*database, SomeArticle(StoreTitle(*database, "one").title, "a"));
  const ArticleId b = StoreArticle(*database, SomeArticle(StoreTitle(*database, "two").title, "b"));
  auto code = [&](ArticleId from, ArticleId into) {
    Status status = database->Write([&](Transaction& t) { return MergeArticles(t, from, into); });
    REQUIRE(!status);
    return status.error().code;
  };
  CHECK(code(a, b) == ErrorCode::kInvalid);
  CHECK(code(a, ArticleId{999}) == ErrorCode::kNotFound);
  CHECK(code(ArticleId{999}, b) == ErrorCode::kNotFound);
  CHECK(InRead(*database, [](Transaction& t) { return CountArticles(t); }) == 2);
  Must(database->Write([&](Transaction& t) { return MergeArticles(t, a, a); }));
}

}  // namespace newsstand::store
