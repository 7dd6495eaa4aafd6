// For tests of ingest alone: feeds as text, a store with one title and two feeds, and documents delivered to it.
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "content/ingest/ingest_feed.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/sites.h"
#include "store/titles.h"

namespace newsstand::ingest {

struct TestClock final : Clock {
  Timestamp now = *ParseRfc3339("2026-11-22T12:00:00Z");
  Timestamp Now() const override { return now; }
};

inline std::string Body(int words, const std::string& first) {
  std::string text = first;
  for (int i = 0; i < words; ++i) text += fmt::format(" word{}", i);
  return "<p>" + text + ".</p>";
}

struct Entry {
  std::string guid, url, title, body, date = "Sun, 22 Nov 2026 08:00:00 GMT", extra = "";
};

inline std::string Rss(const std::vector<Entry>& entries) {
  std::string xml = R"(<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>)";
  for (const Entry& e : entries) {
    xml += fmt::format("<item><guid>{}</guid><link>{}</link><title>{}</title><pubDate>{}</pubDate><content:encoded><![CDATA[{}]]></content:encoded>{}</item>",
                       e.guid, e.url, e.title, e.date, e.body, e.extra);
  }
  return xml + "</channel></rss>";
}

// A store with one title and two feeds, and a feed document delivered to it.
class Newsroom {
 public:
  Newsroom() {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("newsstand_ingest_test_{}_{}", getpid(), counter_++);
    std::filesystem::remove_all(folder_);
    database_ = std::move(*store::Database::Open({(folder_ / "n.db").string(), "", 2}));
    REQUIRE(database_->Migrate());
    Restart();
    REQUIRE(database_->Write([&](store::Transaction& t) -> Status {
      Title title;
      title.slug = "daily";
      title.name = "The Daily";
      title.home = "https://daily.example/";
      title.language = "en";
      title.id = title_ = *store::SaveTitle(t, title);
      for (int i = 0; i < 2; ++i) {
        Feed& feed = feeds_[i];
        feed.title = title.id;
        feed.url = fmt::format("https://daily.example/feed{}.xml", i);
        feed.id = *store::SaveFeed(t, feed);
      }
      return {};
    }));
  }
  ~Newsroom() {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  ingest::FeedOutcome Deliver(const std::string& xml, int feed = 0) { return Take(xml, feed, false); }
  // As the feed's hub would.
  ingest::FeedOutcome Push(const std::string& xml, int feed = 0) { return Take(xml, feed, true); }

  ingest::FeedOutcome Take(const std::string& xml, int feed, bool pushed) {
    fetch::FetchedFeed fetched;
    fetched.pushed = pushed;
    fetched.outcome = fetch::FetchedFeed::Outcome::kNew;
    fetched.status = 200;
    fetched.body = xml;
    fetched.content_type = "application/rss+xml";
    fetched.url = feeds_[feed].url;
    auto outcome = ingest::IngestFeed(context(), FeedRow(feed), std::move(fetched));
    REQUIRE_MESSAGE(outcome.ok(), (outcome ? "" : outcome.error().message));
    return *outcome;
  }

  ingest::PageOutcome DeliverPage(const Article& article, const std::string& html) {
    fetch::FetchedPage fetched;
    fetched.ok = true;
    fetched.status = 200;
    fetched.body = html;
    fetched.content_type = "text/html; charset=utf-8";
    fetched.url = article.url;
    return DeliverPage(article, std::move(fetched));
  }
  ingest::PageOutcome DeliverPage(const Article& article, fetch::FetchedPage fetched) {
    auto outcome = ingest::IngestPage(context(), article, std::move(fetched));
    REQUIRE(outcome.ok());
    return *outcome;
  }

  // As after a restart: what is only remembered is gone.
  ingest::SiteBook& sites() { return *sites_; }
  void Restart() { sites_ = std::make_unique<ingest::SiteBook>(*database_); }

  void Write(const std::function<Status(store::Transaction&)>& work) { REQUIRE(database_->Write(work)); }
  TitleId title() const { return title_; }
  std::optional<Article> Find(ArticleId id) {
    std::optional<Article> found;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      found = *store::FindArticle(t, id);
      return {};
    }));
    return found;
  }
  std::vector<newsstand::Terms> Terms() {
    std::vector<newsstand::Terms> terms;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      terms = *store::TermsOf(t, title_);
      return {};
    }));
    return terms;
  }
  // Of all articles together.
  int64_t CountKeys() {
    int64_t count = 0;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      count = *store::CountArticleKeys(t, title_);
      return {};
    }));
    return count;
  }

  Feed FeedRow(int feed) {
    Feed row;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      row = **store::FindFeed(t, feeds_[feed].id);
      return {};
    }));
    return row;
  }

  // All articles, bodies included, oldest id first.
  std::vector<Article> Articles() {
    std::vector<Article> all;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      auto cards = store::ArticlesChangedAfter(t, 0, Timestamp{}, 1000);
      REQUIRE(cards);
      for (const Article& card : *cards) {
        if (card.state == ArticleState::kLive) all.push_back(**store::FindArticle(t, card.id));
      }
      return {};
    }));
    std::sort(all.begin(), all.end(), [](const Article& a, const Article& b) { return a.id < b.id; });
    return all;
  }

  std::vector<ArticleVersion> Versions(ArticleId id) {
    std::vector<ArticleVersion> versions;
    REQUIRE(database_->Read([&](store::Transaction& t) -> Status {
      versions = *store::VersionsOf(t, id);
      return {};
    }));
    return versions;
  }

  TestClock clock;

 private:
  ingest::IngestContext context() { return {*database_, clock, times_, *sites_, Mode::kPersonal, 5, std::chrono::hours(24)}; }

  static inline int counter_ = 0;
  std::filesystem::path folder_;
  std::unique_ptr<store::Database> database_;
  TitleId title_;
  Feed feeds_[2];
  ingest::StageTimes times_;
  std::unique_ptr<ingest::SiteBook> sites_;
};

// A page with an article whose first sentence begins with `first`.
inline std::string PageOf(const std::string& headline, const std::string& first) {
  std::string html = fmt::format("<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1} were there when it happened, and they tell at some length what they saw of it.</p>", headline, first);
  for (int i = 0; i < 8; ++i) {
    html += fmt::format("<p>Paragraph {} says, at some length, what the mayor, the engineers and the neighbours of the river bank made of the day, and why it matters.</p>", i);
  }
  return html + "</article></body></html>";
}

}  // namespace newsstand::ingest
