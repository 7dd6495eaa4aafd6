#include "press/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/text.h"
#include "press/feed_writer.h"
#include "press/page.h"

namespace newsstand::press {
namespace {

constexpr size_t kFeedLength = 120;  // articles in a feed of the latest
constexpr size_t kPageLength = 100;  // articles in one page of a paged feed
constexpr std::string_view kHtml = "text/html; charset=utf-8";

Freshness FreshnessOf(const PressTitle& title) {
  // As on the web: most servers know both validators, some only one of them.
  switch (Hash64(title.slug) % 7) {
    case 0: return {true, false, 0};
    case 1: return {false, true, 60};
    case 2: return {true, true, 120};
    default: return {true, true, 0};
  }
}

int NumberAfter(std::string_view text, size_t at) {
  int value = 0;
  std::from_chars(text.data() + std::min(at, text.size()), text.data() + text.size(), value);
  return value;
}

}  // namespace

const Words& TitleSites::WordsOf(size_t title) const {
  return newsroom_.world().WordsFor(newsroom_.sites()[title].title.language);
}

Response TitleSites::Handle(const Request& request, size_t title, const std::string& target) {
  const TitleSite& site = newsroom_.sites()[title];
  std::string path = PercentDecode(target.substr(0, target.find('?')));
  if (path.empty() || path == "/") {
    if (target.find("?") == std::string::npos) return Front(request, title, "");
  }
  for (const FeedSpec& feed : site.feeds) {
    if (feed.path == path) return Feed(request, title, feed);
  }
  if (path.starts_with("/pictures/")) return Picture(request, title, std::string_view(path).substr(10));
  if (path.starts_with("/audio/")) return Audio(request, title, std::string_view(path).substr(7));
  if (path == "/robots.txt") return Robots(request, title);
  if (path == "/icon-64.png" || path == "/icon-180.png" || path == "/favicon.ico") {
    std::string png = DrawIcon(site.title, path == "/icon-180.png" ? 180 : 64);
    Response response = TextResponse(200, path == "/favicon.ico" ? "image/x-icon" : "image/png",
                                     path == "/favicon.ico" ? WrapIcon(png) : std::move(png));
    Finish(request, response, newsroom_.start(), {true, true, 86400});
    return response;
  }
  if (path.starts_with("/section/")) {
    std::string section = path.substr(9, path.find('/', 9) - 9);
    if (std::find(site.title.sections.begin(), site.title.sections.end(), section) != site.title.sections.end()) {
      return Front(request, title, section);
    }
  }
  Timestamp now = newsroom_.Now();
  for (const std::string& candidate : {target, path}) {  // with a query of its own, and without a tracker's
    if (ArticlePtr article = newsroom_.Find(title, candidate, now)) return Article(request, title, article);
  }
  if (path.starts_with("/video/")) return Plain(title, 200, site.title.name, WordsOf(title)["video"]);
  for (const char* word : {"about", "contact", "terms", "subscribe"}) {
    if (path == std::string("/") + word) {
      return Plain(
          title, 200, WordsOf(title)[word],
          fmt::format("{} · {} · {}", site.title.name, site.title.owner, "desk@" + site.title.slug + ".example"));
    }
  }
  return Plain(title, 404, "404", WordsOf(title)["search"]);
}

Response TitleSites::Feed(const Request& request, size_t title, const FeedSpec& spec) {
  const TitleSite& site = newsroom_.sites()[title];
  Timestamp now = newsroom_.Now();
  FeedContext context{site, spec, WordsOf(title), {}, now, {}, "", "", ""};
  if (spec.page >= 0) {
    context.articles = newsroom_.Page(title, static_cast<size_t>(spec.page), kPageLength, now);
    std::reverse(context.articles.begin(), context.articles.end());
    for (const FeedSpec& other : site.feeds) {
      if (other.page == spec.page - 1 && other.page >= 0) context.older = site.base + other.path;
      if (other.page == spec.page + 1) context.newer = site.base + other.path;
    }
  } else {
    context.articles = newsroom_.Latest(title, spec.section, now, kFeedLength);
  }
  if (!spec.section.empty()) {
    for (size_t i = 0; i < kSections.size(); ++i) {
      if (kSections[i] == spec.section) context.section_name = context.words.sections[i];
    }
  }
  context.resolve = [&](std::string_view event) { return newsroom_.EventAddress(title, event, now); };
  FeedDocument document = WriteFeed(context);
  Response response = TextResponse(200, document.content_type, std::move(document.bytes));
  Finish(request, response, document.changed, FreshnessOf(site.title));
  return response;
}

Response TitleSites::Article(const Request& request, size_t title, const ArticlePtr& article) {
  const TitleSite& site = newsroom_.sites()[title];
  Timestamp now = newsroom_.Now();
  ArticlePage page{
      site, WordsOf(title), article, now, {}, newsroom_.Related(*article, now, 6), newsroom_.Latest(title, "", now, 7)};
  page.resolve = [&](std::string_view event) { return newsroom_.EventAddress(title, event, now); };
  Response response = TextResponse(200, kHtml, WriteArticlePage(page));
  // Its neighbours change around an article; Last-Modified is about the article, and the ETag about the page.
  Finish(request, response, article->updated_at(now), {true, true, 0});
  return response;
}

Response TitleSites::Front(const Request& request, size_t title, const std::string& section) {
  Timestamp now = newsroom_.Now();
  FrontPage page{newsroom_.sites()[title], WordsOf(title), now, section, "", newsroom_.Latest(title, section, now, 40)};
  for (size_t i = 0; i < kSections.size(); ++i) {
    if (kSections[i] == section) page.section_name = page.words.sections[i];
  }
  Timestamp changed = newsroom_.start();
  for (const ArticlePtr& article : page.articles) changed = std::max(changed, article->updated_at(now));
  Response response = TextResponse(200, kHtml, WriteFrontPage(page));
  Finish(request, response, changed, {true, true, 0});
  return response;
}

Response TitleSites::Picture(const Request& request, size_t title, std::string_view rest) {
  // ID/1600x1067.jpg
  size_t slash = rest.find('/');
  size_t times = rest.find('x', slash == rest.npos ? 0 : slash);
  int width = slash == rest.npos ? 0 : NumberAfter(rest, slash + 1),
      height = times == rest.npos ? 0 : NumberAfter(rest, times + 1);
  static constexpr std::array<std::pair<int, int>, 3> kSizes = {{{1600, 1067}, {1200, 675}, {800, 533}}};
  bool known = std::find(kSizes.begin(), kSizes.end(), std::pair{width, height}) != kSizes.end();
  ArticlePtr article = known ? newsroom_.FindById(title, std::string(rest.substr(0, slash)), newsroom_.Now()) : nullptr;
  if (!article || article->picture.scene.empty()) return Plain(title, 404, "404", "");
  Response response = TextResponse(200, "image/jpeg", "");
  response.shared_body = pictures_.Get(newsroom_.sites()[title].title, *article, width, height);
  Finish(request, response, article->published, {true, true, 604800});
  return response;
}

Response TitleSites::Audio(const Request& request, size_t title, std::string_view rest) {
  Timestamp now = newsroom_.Now();
  ArticlePtr article = newsroom_.FindById(title, std::string(rest.substr(0, rest.find('.'))), now);
  if (!article) return Plain(title, 404, "404", "");
  Response response = TextResponse(200, "audio/mpeg", SilentMp3(AudioSeconds(*article, now)));
  Finish(request, response, article->published, {true, true, 604800});
  return response;
}

Response TitleSites::Robots(const Request& request, size_t title) {
  const TitleSite& site = newsroom_.sites()[title];
  std::string text = "User-agent: *\nDisallow: /subscribe\nDisallow: /search\n";
  if (site.title.crawl_delay > 0) text += fmt::format("Crawl-delay: {}\n", site.title.crawl_delay);
  for (const FeedSpec& feed : site.feeds) {
    if (feed.format == "news-sitemap") text += "\nSitemap: " + site.base + feed.path + "\n";
  }
  Response response = TextResponse(200, "text/plain; charset=utf-8", std::move(text));
  Finish(request, response, newsroom_.start(), {true, true, 3600});
  return response;
}

Response TitleSites::Plain(size_t title, int status, const std::string& heading, const std::string& sentence) {
  return TextResponse(status, kHtml, WritePlainPage(newsroom_.sites()[title], WordsOf(title), heading, sentence));
}

}  // namespace newsstand::press
