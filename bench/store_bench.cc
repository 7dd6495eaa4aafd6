// How fast the store is, on either engine: store_bench PATH|URL [ARTICLES]. An empty database is filled first; one that
// an earlier run has filled is only read. Nothing is removed afterwards. Prints one line a figure.
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

#include "bench/papers.h"
#include "store/articles.h"
#include "store/database.h"
#include "store/feeds.h"
#include "store/titles.h"

using namespace newsstand;
using namespace newsstand::store;

namespace {

using bench::Must;

constexpr int kTitles = 400;
constexpr int kPiece = 50;          // articles in one piece of work, as one feed brings them
constexpr int64_t kSpacing = 60;    // seconds between two articles


double Seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Article MakeArticle(int number, std::mt19937& random) {
  static const char* const kLanguages[] = {"en", "en-GB", "fr", "de", "is"};
  Article article;
  article.title = TitleId{1 + static_cast<int64_t>(random() % kTitles)};
  article.durable_id = "guid:https://paper.test/" + std::to_string(number);
  article.url = "https://paper.test/2026/11/22/an-article-with-a-usual-address-" + std::to_string(number);
  article.headline = "A headline of the usual length, number " + std::to_string(number);
  article.standfirst = std::string(150, 's');
  article.authors = {"A Reporter"};
  article.section = std::string(SectionSlugs()[random() % SectionSlugs().size()]);
  article.language = kLanguages[random() % 100 < 60 ? 0 : random() % 5];
  article.first_seen = FromUnixSeconds(1'700'000'000 + number * kSpacing);
  article.published = FromUnixSeconds(1'700'000'000 + number * kSpacing - static_cast<int64_t>(random() % 3600));
  article.image.url = "https://paper.test/images/" + std::to_string(number) + ".jpg";
  article.summary_html = std::string(200, 'h');
  article.body_html = std::string(2000, 'b');
  article.body_source = BodySource::kFeed;
  article.page_state = number % 100 == 0 ? PageState::kPending : PageState::kDone;
  article.content_hash = "0123456789abcdef";
  return article;
}

void Fill(Database& database, int articles) {
  Must(database.Write([](Transaction& t) -> Status {
    for (int i = 0; i < kTitles; ++i) {
      static const char* const kCountries[] = {"GB", "US", "FR", "DE", "IN", "BR", "JP", "NG"};
      Title title;
      title.slug = "title-" + std::to_string(i);
      title.name = "Title " + std::to_string(i);
      title.country = i == 0 ? "IS" : kCountries[i % 8];
      if (auto saved = SaveTitle(t, title); !saved) return Fail(saved.error());
    }
    return {};
  }));
  std::mt19937 random(1);
  const double seconds = Seconds([&] {
    std::future<Status> last;
    for (int first = 0; first < articles; first += kPiece) {
      std::vector<Article> piece;
      for (int i = 0; i < kPiece; ++i) piece.push_back(MakeArticle(first + i, random));
      last = database.WriteLater([piece = std::move(piece)](Transaction& t) -> Status {
        for (const Article& article : piece) {
          auto id = InsertArticle(t, article);
          if (!id) return Fail(id.error());
          Status keys = AddArticleKeys(t, article.title, *id, {article.durable_id, "url:" + article.url});
          if (!keys) return keys;
        }
        return {};
      });
    }
    Must(last.get());
  });
  fmt::print("{:<58} {:>12.0f} a second\n", "articles stored, with two keys, in pieces of 50", articles / seconds);
}

template <class Body>
void Measure(Database& database, const char* name, int rounds, int each, Body&& body) {
  int64_t results = 0;
  const double seconds = Seconds([&] {
    for (int round = 0; round < rounds; ++round) {
      Must(database.Read([&](Transaction& t) -> Status {
        for (int i = 0; i < each; ++i) results += static_cast<int64_t>(body(t));
        return {};
      }));
    }
  });
  const double calls = static_cast<double>(rounds) * each;
  fmt::print("{:<58} {:>12.1f} us a call {:>12.0f} results a second\n", name, seconds * 1e6 / calls,
             static_cast<double>(results) / seconds);
}

void MeasureReads(Database& database, int articles) {
  std::mt19937 random(2);
  auto any = [&] { return ArticleId{1 + static_cast<int64_t>(random() % static_cast<unsigned>(articles))}; };
  const Timestamp end = FromUnixSeconds(1'700'000'000 + articles * kSpacing);
  const Timestamp week = FromUnixSeconds(1'700'000'000 + (articles * 95LL / 100) * kSpacing);
  auto list = [&](const char* name, const ArticleFilter& filter) {
    Measure(database, name, 200, 1, [&](Transaction& t) {
      return Must(ListArticles(t, filter,
      ArticleCursor{FromUnixSeconds(1'700'000'000 + static_cast<int64_t>(random() % static_cast<unsigned>(articles)) * kSpacing), any()}, 30)).size();
    });
  };
  Measure(database, "FindArticle, 100 in one read", 100, 100, [&](Transaction& t) { return Must(FindArticle(t, any())).has_value(); });
  Measure(database, "FindArticle, each its own read", 5000, 1, [&](Transaction& t) { return Must(FindArticle(t, any())).has_value(); });
  Measure(database, "FindArticlesByKeys, two keys", 2000, 1, [&](Transaction& t) {
    const auto number = std::to_string(random() % static_cast<unsigned>(articles));
    return Must(FindArticlesByKeys(t, TitleId{1}, {"guid:https://paper.test/" + number, "url:x"})).size();
  });
  list("ListArticles, 30 cards: all", {});
  list("ListArticles, 30 cards: a title", {TitleId{7}, "", "", ""});
  list("ListArticles, 30 cards: a title and a section", {TitleId{7}, "sport", "", ""});
  list("ListArticles, 30 cards: a section", {{}, "sport", "", ""});
  list("ListArticles, 30 cards: a language", {{}, "", "en", ""});
  list("ListArticles, 30 cards: a rare language", {{}, "", "is", ""});
  list("ListArticles, 30 cards: a rare language and a section", {{}, "sport", "is", ""});
  list("ListArticles, 30 cards: a country", {{}, "", "", "JP"});
  list("ListArticles, 30 cards: a country of one title", {{}, "", "", "IS"});
  list("ListArticles, 30 cards: a country and a section", {{}, "sport", "", "JP"});
  list("ListArticles, 30 cards: a country and a language", {{}, "", "fr", "JP"});
  Measure(database, "ArticlesChangedAfter, from 0, the newest 5 %, first 1000", 20, 1, [&](Transaction& t) {
    return Must(ArticlesChangedAfter(t, 0, week, 1000)).size();
  });
  Measure(database, "ArticlesChangedAfter, the last 50", 200, 1, [&](Transaction& t) {
    return Must(ArticlesChangedAfter(t, Must(LatestChangeSeq(t)) - 50, week, 1000)).size();
  });
  Measure(database, "ArticlesChangedAfter, nothing new", 2000, 1, [&](Transaction& t) {
    return Must(ArticlesChangedAfter(t, Must(LatestChangeSeq(t)), week, 1000)).size();
  });
  Measure(database, "PendingPages, 20", 200, 1, [&](Transaction& t) { return Must(PendingPages(t, end, 20)).size(); });
  Measure(database, "NextPageDue", 2000, 1, [&](Transaction& t) { return Must(NextPageDue(t)).has_value(); });
  Measure(database, "CountArticles", 2000, 1, [&](Transaction& t) { return Must(CountArticles(t)) > 0; });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: store_bench PATH|postgresql://… [ARTICLES]\n");
    return 2;
  }
  const std::string place = argv[1];
  int articles = argc > 2 ? std::atoi(argv[2]) / kPiece * kPiece : 100'000;
  DatabaseOptions options;
  (place.rfind("postgresql://", 0) == 0 ? options.url : options.path) = place;
  auto database = Must(Database::Open(options));
  Must(database->Migrate());
  int64_t there = 0;
  Must(database->Read([&](Transaction& t) -> Status {
    there = Must(CountArticles(t));
    return {};
  }));
  if (there == 0) {
    Fill(*database, articles);
  } else {
    articles = static_cast<int>(there);
  }
  MeasureReads(*database, articles);
  const auto health = Must(database->CheckHealth());
  fmt::print("{}: {} articles, {} MiB\n", health.engine_version, articles, health.size_bytes >> 20);
  return 0;
}
