// A site over a store of its own, for tests.
#pragma once

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/text.h"
#include "content/edition/keeper.h"
#include "serve/web/pages.h"
#include "serve/web/site.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::web {

namespace fs = std::filesystem;

inline bool Has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct TestClock final : Clock {
  Timestamp now = *ParseRfc3339("2026-11-22T12:00:00Z");
  Timestamp Now() const override { return now; }
};

// A site over a store of its own, with assets that need no build.
class Newsroom {
 public:
  explicit Newsroom(Mode mode = Mode::kMembership) {
    folder_ = fs::temp_directory_path() / fmt::format("newsstand_site_test_{}_{}", getpid(), counter_++);
    fs::create_directories(folder_ / "assets/static");
    for (const char* name : {"main.css", "main.js", "sw.js", "icon.svg"})
      std::ofstream(folder_ / "assets/static" / name) << "/* " << name << " */";
    std::ofstream(folder_ / "assets/manifest.json")
        << R"({"files":{"main.css":"main.css","main.js":"main.js","sw.js":"sw.js","icon.svg":"icon.svg"}})";
    fs::copy("src/serve/web/templates", folder_ / "assets/templates");
    fs::copy("src/serve/web/messages", folder_ / "assets/messages");
    database = std::move(*store::Database::Open({(folder_ / "n.db").string(), "", 2}));
    REQUIRE(database->Migrate());
    mode_ = mode;
  }
  ~Newsroom() {
    site_.reset();
    keeper.reset();
    database.reset();
    fs::remove_all(folder_);
  }

  Title AddTitle(Title title) {
    if (title.slug.empty()) title.slug = "kettle";
    if (title.name.empty()) title.name = "The Daily Kettle";
    title.home = "https://" + title.slug + ".example/";
    REQUIRE(database->Write([&](store::Transaction& t) -> Status {
      title.id = *store::SaveTitle(t, title);
      Feed feed;
      feed.title = title.id;
      feed.url = title.home + "feed";
      REQUIRE(store::SaveFeed(t, feed));
      return {};
    }));
    return title;
  }

  ArticleId Add(const Title& title, Article article = {}) {
    article.title = title.id;
    if (article.durable_id.empty()) article.durable_id = fmt::format("d{}", added_);
    if (article.headline.empty()) article.headline = fmt::format("Headline {}", added_);
    if (article.url.empty()) article.url = title.home + article.durable_id;
    article.published = article.first_seen = clock.now - std::chrono::minutes(10 + added_++);
    if (!article.body_html.empty()) article.body_source = BodySource::kPage;
    ArticleId id;
    REQUIRE(database->Write([&](store::Transaction& t) -> Status {
      id = *store::InsertArticle(t, article);
      return {};
    }));
    return id;
  }

  void Open() {
    edition::KeeperOptions options;
    options.mode = mode_;
    options.swap_every = std::chrono::milliseconds(10);
    keeper = std::make_unique<edition::EditionKeeper>(*database, clock, options);
    REQUIRE(keeper->Start());
    WebOptions web;
    web.mode = mode_;
    web.base_url = "https://news.example";
    web.time_zone = "UTC";
    web.assets = (folder_ / "assets").string();
    WebContext context;
    context.edition = [this] { return keeper->Current(); };
    context.database = database.get();
    context.clock = &clock;
    context.picture_address = [](const std::string& url, int width, picture::Shape) {
      return fmt::format("/picture/{}/{}", width, Hash(url));
    };
    context.picture_facts = [](const std::string& url) -> std::optional<image::Facts> {
      if (!url.ends_with("seen.jpg")) return std::nullopt;
      return image::Facts{1600, 900, 0x2040C0};
    };
    auto made = Site::Create(web, context);
    REQUIRE_MESSAGE(made.ok(), (made.ok() ? "" : made.error().message));
    site_ = std::move(*made);
    site_->AddRoutes(router_);
  }

  http::Response Send(http::Request request) {
    const size_t mark = request.target.find('?');
    request.path = request.target.substr(0, mark);
    for (const std::string_view pair : Split(mark == std::string::npos ? "" : std::string_view(request.target).substr(mark + 1), '&')) {
      const size_t equals = std::min(pair.find('='), pair.size());
      if (!pair.empty()) request.query.emplace_back(pair.substr(0, equals), PercentDecode(pair.substr(std::min(equals + 1, pair.size()))));
    }
    const http::Router::Match match = router_.Find(request);
    return match.handler == nullptr ? router_.ErrorPage(request, 404) : (*match.handler)(request);
  }
  http::Response Error(const http::Request& request, int status) { return router_.ErrorPage(request, status); }
  http::Response Get(const std::string& path, const std::string& cookie = "") {
    http::Request request;
    request.method = http::Method::kGet;
    request.target = path;
    if (!cookie.empty()) request.headers.emplace_back("cookie", cookie);
    return Send(std::move(request));
  }
  std::string Page(const std::string& path, int status = 200) {
    http::Response response = Get(path);
    if (response.status == 301) {
      for (const auto& [name, value] : response.headers) {
        if (name == "Location") return Page(value, status);
      }
    }
    CHECK(response.status == status);
    return response.body->plain;
  }

  TestClock clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<edition::EditionKeeper> keeper;

 private:
  static size_t Hash(const std::string& url) { return std::hash<std::string>{}(url) % 1000; }

  inline static int counter_ = 0;
  fs::path folder_;
  Mode mode_;
  int added_ = 0;
  std::unique_ptr<Site> site_;
  http::Router router_;
};

}  // namespace newsstand::web
