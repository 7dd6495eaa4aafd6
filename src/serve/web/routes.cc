// The route table of the web pages.
#include "serve/http/router.h"
#include "serve/web/pages.h"
#include "serve/web/site.h"
#include "serve/web/site_parts.h"

namespace newsstand::web {
namespace {

void AddShelfRoutes(SiteParts& parts, http::Router& router) {
  for (const auto& [path, shelf] : {std::pair("/saved", ShelfList::kSaved), std::pair("/history", ShelfList::kHistory),
                                    std::pair("/hidden", ShelfList::kHidden), std::pair("/following", ShelfList::kFollowing)}) {
    router.Get(path, [&parts, shelf](const http::Request& request) { return ShowShelf(parts, request, shelf); }, http::Work::kBlocking);
    router.Post(path, [&parts, shelf](const http::Request& request) { return ChangeShelf(parts, request, shelf); }, http::Work::kMemory);
  }
}

// Pages that tell what this is, and what crawlers and other programs come for.
void AddToldRoutes(SiteParts& parts, http::Router& router) {
  using Page = http::Response (*)(SiteParts&, const http::Request&);
  for (const auto& [path, page] : std::initializer_list<std::pair<const char*, Page>>{{"/about", ShowAbout},
                                                                                      {"/app", ShowApp},
                                                                                      {"/highlights", ShowHighlights},
                                                                                      {"/how-publishers-are-paid", ShowPaid},
                                                                                      {"/offline", ShowOffline},
                                                                                      {"/ranking", ShowRanking},
                                                                                      {"/welcome", ShowWelcome},
                                                                                      {"/robots.txt", RobotsTxt},
                                                                                      {"/sitemap.xml", ShowSitemap},
                                                                                      {"/sitemap/news.xml", ShowSitemap},
                                                                                      {"/sitemap/pages.xml", ShowSitemap}}) {
    router.Get(path, [&parts, page](const http::Request& request) { return page(parts, request); }, http::Work::kMemory);
  }
  router.Get("/share", [&parts](const http::Request& request) { return ShowShared(parts, request); }, http::Work::kBlocking);
}

}  // namespace

void Site::AddRoutes(http::Router& router) {
  SiteParts& parts = *parts_;
  using http::Request;
  using http::Work;
  const auto get = [&](std::string_view pattern, auto page, Work work = Work::kMemory) {
    router.Get(
        pattern, [&parts, page](const Request& request) { return page(parts, request); }, work);
  };
  // A list, its feeds and its older pages. `name` is the address' part that says which list.
  const auto list = [&](const std::string& path, ListKind kind) {
    router.Get(
        path + "/{name}",
        [&parts, kind](const Request& request) { return ShowList(parts, request, kind, request.Param("name")); },
        kind == ListKind::kTitle ? Work::kBlocking : Work::kMemory);  // a title's page tells how its feeds are
    router.Get(
        path + "/{name}/before/{cursor}",
        [&parts, kind](const Request& request) { return ShowOlder(parts, request, kind, request.Param("name")); },
        Work::kBlocking);
  };

  get("/", ShowFront);
  for (const char* feed : {"", ".rss", ".atom", ".json"}) {
    router.Get(std::string("/latest") + feed,
               [&parts, feed](const Request& request) { return ShowList(parts, request, ListKind::kLatest, feed); });
  }
  router.Get(
      "/latest/before/{cursor}",
      [&parts](const Request& request) { return ShowOlder(parts, request, ListKind::kLatest, ""); }, Work::kBlocking);
  get("/latest/new", NewCount);
  list("/section", ListKind::kSection);
  list("/country", ListKind::kCountry);
  list("/title", ListKind::kTitle);
  get("/titles", ShowTitles);
  get("/topics", ShowTopics);
  router.Get("/topic/{name}", [&parts](const Request& request) { return ShowTopic(parts, request, request.Param("name")); });
  router.Get(
      "/entity/{name}", [&parts](const Request& request) { return ShowEntity(parts, request, request.Param("name")); }, Work::kBlocking);
  get("/article/{id}", ShowArticle, Work::kBlocking);
  get("/article/{id}/{slug}", ShowArticle, Work::kBlocking);
  get("/story/{id}", ShowStory, Work::kBlocking);
  get("/story/{id}/{slug}", ShowStory, Work::kBlocking);
  get("/search", ShowSearch, Work::kBlocking);
  get("/top", ShowTop);
  get("/blind-spots", ShowBlindSpots);
  for (const auto& [ending, format] : {std::pair(".rss", FeedFormat::kRss), std::pair(".atom", FeedFormat::kAtom), std::pair(".json", FeedFormat::kJson)}) {
    router.Get(std::string("/top") + ending, [&parts, format](const Request& request) { return ShowTopFeed(parts, request, format); });
    router.Get(std::string("/search") + ending, [&parts, format](const Request& request) { return ShowSearchFeed(parts, request, format); }, Work::kBlocking);
    router.Get(std::string("/blind-spots") + ending, [&parts, format](const Request& request) { return ShowBlindSpotsFeed(parts, request, format); });
  }
  router.Post("/wrong/{id}", [&parts](const Request& request) { return ReportWrong(parts, request); });
  get("/wrong/{id}/thanks", ShowReported);

  AddShelfRoutes(parts, router);
  AddToldRoutes(parts, router);
  get("/why/{id}", ShowWhy, Work::kBlocking);
  router.Post("/look", [&parts](const Request& request) { return SetLook(parts, request); }, Work::kMemory);
  router.Post("/language", [&parts](const Request& request) { return SetLanguage(parts, request); }, Work::kMemory);
  router.Post("/forget", [&parts](const Request& request) { return Forget(parts, request); }, Work::kMemory);
  get("/words/{name}", ScriptWords);
  router.Post(
      "/theme", [&parts](const Request& request) { return SetTheme(parts, request); }, Work::kMemory);
  get("/static/{*path}", StaticFile);
  get("/sw.js", ServiceWorker);
  get("/speculation-rules.json", SpeculationRules);
  get("/favicon.svg", Favicon);
  get("/favicon.ico", Favicon);
  get("/manifest.webmanifest", Manifest);
  router.SetErrorPage([&parts](const Request& request, int status) { return ErrorPage(parts, request, status); });
}

}  // namespace newsstand::web
