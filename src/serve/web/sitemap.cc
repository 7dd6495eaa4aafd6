// "/sitemap.xml" and what it lists: the news of two days and the pages that stay. Only where titles have agreed to be
// found by search engines is anything listed, and only in membership mode: a household's reader is nobody's to crawl.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "serve/web/chips.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

constexpr std::chrono::hours kNewsFor{48};  // what a news sitemap may hold
constexpr size_t kMostNews = 1'000;
constexpr std::string_view kSitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

// The language as news sitemaps want it: two or three letters, but Chinese with its country.
std::string NewsLanguage(std::string_view language) {
  const std::string lower = AsciiLower(language);
  if (lower == "zh-tw" || lower == "zh-hk" || lower == "zh-hant") return "zh-tw";
  if (lower.starts_with("zh")) return "zh-cn";
  return lower.substr(0, lower.find('-'));
}

std::string Element(std::string_view name, std::string_view text) {
  return fmt::format("<{}>{}</{}>", name, EscapeHtml(CleanUtf8(text)), name);
}

Rendered Xml(std::string text) {
  return Rendered{200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(text),
                  "application/xml; charset=utf-8", ""};
}

Rendered RenderIndex(const std::string& base, const edition::Edition& edition) {
  std::string out = fmt::format("<sitemapindex xmlns=\"{}\">\n", kSitemaps);
  for (const char* path : {"/sitemap/news.xml", "/sitemap/pages.xml"})
    out += fmt::format("<sitemap>{}{}</sitemap>\n", Element("loc", base + path),
                       Element("lastmod", FormatRfc3339(edition.made)));
  return Xml(out + "</sitemapindex>\n");
}

Rendered RenderNews(const std::string& base, const edition::Edition& edition, Timestamp now) {
  std::string out =
      fmt::format("<urlset xmlns=\"{}\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n", kSitemaps);
  size_t listed = 0;
  for (const edition::CardPtr& card : *edition.latest) {
    if (listed == kMostNews || now - card->published > kNewsFor) break;
    // Under "canonical" the publisher's own page is the one to be found.
    if (card->title->index_policy != IndexPolicy::kFull) continue;
    const std::string language = NewsLanguage(card->language.empty() ? card->title->language : card->language);
    if (language.empty()) continue;
    out += fmt::format("<url>{}<news:news><news:publication>{}{}</news:publication>{}{}</news:news></url>\n",
                       Element("loc", base + ArticlePath(*card)), Element("news:name", card->title->name),
                       Element("news:language", language),
                       Element("news:publication_date", FormatRfc3339(card->published)),
                       Element("news:title", card->headline));
    ++listed;
  }
  return Xml(out + "</urlset>\n");
}

Rendered RenderPages(const std::string& base, const edition::Edition& edition) {
  std::vector<std::string> paths = {"/",       "/top",     "/latest", "/blind-spots", "/titles",
                                    "/topics", "/welcome", "/about",  "/ranking",     "/how-publishers-are-paid",
                                    "/app"};
  for (std::string_view slug : SectionSlugs()) {
    if (!edition::Edition::ListOf(edition.by_section, slug).empty()) paths.push_back(SectionPath(slug));
  }
  const size_t fixed = paths.size();
  for (const auto& [country, cards] : edition.by_country) {
    if (!country.empty() && !cards->empty()) paths.push_back(CountryPath(country));
  }
  for (const auto& [slug, cards] : edition.by_topic) {
    if (cards->size() >= kThinTopic) paths.push_back(TopicPath(slug));
  }
  for (const auto& [slug, title] : edition.titles) {
    if (title->rights != Rights::kNone && title->index_policy != IndexPolicy::kNoindex)
      paths.push_back(TitlePath(*title));
  }
  std::sort(paths.begin() + static_cast<std::ptrdiff_t>(fixed), paths.end());
  std::string out = fmt::format("<urlset xmlns=\"{}\">\n", kSitemaps);
  for (const std::string& path : paths) out += fmt::format("<url>{}</url>\n", Element("loc", base + path));
  return Xml(out + "</urlset>\n");
}

}  // namespace

bool HasSitemap(const SiteParts& parts) {
  return parts.options.mode == Mode::kMembership && !parts.options.base_url.empty();
}

http::Response ShowSitemap(SiteParts& parts, const http::Request& request) {
  if (!HasSitemap(parts)) return ErrorPage(parts, request, 404);
  const std::string path = request.path;
  return Serve(parts, request, path,
               [&parts, path](const Variant&, const edition::EditionPtr& edition) -> Result<Rendered> {
                 const std::string& base = parts.options.base_url;
                 if (path == "/sitemap/news.xml") return RenderNews(base, *edition, parts.context.clock->Now());
                 if (path == "/sitemap/pages.xml") return RenderPages(base, *edition);
                 return RenderIndex(base, *edition);
               });
}

http::Response RobotsTxt(SiteParts& parts, const http::Request&) {
  // What may be indexed is said page by page; these addresses are of no use to a crawler, but for the pictures that
  // pages show of themselves when they are linked to.
  std::string text =
      "User-agent: *\nDisallow: /latest/\nDisallow: /picture/\nAllow: /picture/*/1200-16x9/\nDisallow: "
      "/icon/\nDisallow: /share\n";
  if (parts.options.mode == Mode::kPersonal) text = "User-agent: *\nDisallow: /\n";  // somebody's own reader
  if (HasSitemap(parts)) text += "\nSitemap: " + parts.options.base_url + "/sitemap.xml\n";
  http::Response response = http::Text(200, text);
  response.Set("Cache-Control", "public, max-age=3600");
  return response;
}

}  // namespace newsstand::web
