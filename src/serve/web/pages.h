// One function a page: what routes.cc calls. All are thread-safe; those that read the store say so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/http/request.h"
#include "serve/http/response.h"
#include "serve/web/serving.h"
#include "serve/web/shelf.h"

namespace newsstand::web {

http::Response ShowFront(SiteParts& parts, const http::Request& request);
http::Response ShowTitles(SiteParts& parts, const http::Request& request);
http::Response ShowAbout(SiteParts& parts, const http::Request& request);
http::Response ShowArticle(SiteParts& parts, const http::Request& request);  // reads the store
http::Response ShowStory(SiteParts& parts, const http::Request& request);    // reads the store
http::Response ShowSearch(SiteParts& parts, const http::Request& request);   // reads the store
http::Response ShowTop(SiteParts& parts, const http::Request& request);
http::Response ShowBlindSpots(SiteParts& parts, const http::Request& request);
http::Response ShowRanking(SiteParts& parts, const http::Request& request);
http::Response ShowWelcome(SiteParts& parts, const http::Request& request);
http::Response ShowPaid(SiteParts& parts, const http::Request& request);
http::Response ShowApp(SiteParts& parts, const http::Request& request);
http::Response ShowOffline(SiteParts& parts, const http::Request& request);
http::Response ShowHighlights(SiteParts& parts, const http::Request& request);
http::Response ShowShared(SiteParts& parts, const http::Request& request);  // reads the store

// A topic of the tree, an entity, and the index of topics. `name` is the slug; with ".rss", ".atom" or ".json" at its end the
// answer is that feed. An entity that is not in the edition is looked for in the store.
http::Response ShowTopic(SiteParts& parts, const http::Request& request, std::string_view name);
http::Response ShowEntity(SiteParts& parts, const http::Request& request, std::string_view name);
http::Response ShowTopics(SiteParts& parts, const http::Request& request);

// "This looks wrong": files the article as a case for the operator and thanks; writes to the store.
http::Response ReportWrong(SiteParts& parts, const http::Request& request);
http::Response ShowReported(SiteParts& parts, const http::Request& request);

// Which articles a list page is of.
enum class ListKind { kLatest, kSection, kCountry, kTitle };
// `name` is the slug or code in the address; with ".rss", ".atom" or ".json" at its end the answer is that feed.
http::Response ShowList(SiteParts& parts, const http::Request& request, ListKind kind, std::string_view name);
// The articles before {cursor}; reads the store.
http::Response ShowOlder(SiteParts& parts, const http::Request& request, ListKind kind, std::string_view name);
// {"count": n, "text": "12 new articles"}: articles that arrived after ?after=MILLISECONDS; while titles are still arriving
// also {"arrived": n, "arrivals": "120 of 412 titles have arrived"}.
http::Response NewCount(SiteParts& parts, const http::Request& request);

enum class FeedFormat { kRss, kAtom, kJson };
http::Response ShowTopFeed(SiteParts& parts, const http::Request& request, FeedFormat format);
http::Response ShowBlindSpotsFeed(SiteParts& parts, const http::Request& request, FeedFormat format);
// A saved search: what ?q= finds, newest first; reads the store.
http::Response ShowSearchFeed(SiteParts& parts, const http::Request& request, FeedFormat format);
// The format that `name` ends with, which is taken off; nullopt when it ends with none.
std::optional<FeedFormat> TakeFeedEnding(std::string& name);
struct FeedInfo {
  std::string title, description, path;  // path of the page it is the feed of
  std::string language = {};
  std::string query = {};  // "?q=…", behind the addresses of page and feed
};
// The newest of `cards` as a feed.
Rendered RenderFeed(const SiteParts& parts, FeedFormat format, const FeedInfo& info, const edition::CardList& cards);

// What a reader keeps, and the form that changes it; ShowShelf reads the store.
http::Response ShowShelf(SiteParts& parts, const http::Request& request, ShelfList list);
http::Response ChangeShelf(SiteParts& parts, const http::Request& request, ShelfList list);
// Why an article stands where it stands, and what can be done about it; with ".json" behind its number as data.
http::Response ShowWhy(SiteParts& parts, const http::Request& request);

// Whether a redirect may go there: a path of our own origin, whatever a browser makes of it.
bool IsOwnPath(std::string_view path);
// Sets the theme's cookie and goes back to the page the form stood on.
http::Response SetTheme(SiteParts& parts, const http::Request& request);
// The forms that set text and lists, and the language of the interface; and the one that has the device forget it all.
http::Response SetLook(SiteParts& parts, const http::Request& request);
http::Response SetLanguage(SiteParts& parts, const http::Request& request);
http::Response Forget(SiteParts& parts, const http::Request& request);
// The words that scripts alone say, by the name that Words::script_words_name gives.
http::Response ScriptWords(SiteParts& parts, const http::Request& request);
http::Response StaticFile(SiteParts& parts, const http::Request& request);
http::Response RobotsTxt(SiteParts& parts, const http::Request& request);
// The service worker, and what browsers may fetch before it is asked for.
http::Response ServiceWorker(SiteParts& parts, const http::Request& request);
http::Response SpeculationRules(SiteParts& parts, const http::Request& request);
// The index of sitemaps and the two it names; there are none in personal mode or without an address of our own.
bool HasSitemap(const SiteParts& parts);
http::Response ShowSitemap(SiteParts& parts, const http::Request& request);
http::Response Manifest(SiteParts& parts, const http::Request& request);
http::Response Favicon(SiteParts& parts, const http::Request& request);

}  // namespace newsstand::web
