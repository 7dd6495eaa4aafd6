#include <doctest/doctest.h>
#include <fmt/core.h>

#include "serve/web/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::web;

namespace {

Title Agreed(Newsroom& room, const std::string& slug, IndexPolicy policy, Rights rights = Rights::kFull) {
  Title title;
  title.slug = slug;
  title.name = "The <" + slug + "> & co";
  title.language = "pt-BR";
  title.index_policy = policy;
  title.rights = rights;
  return room.AddTitle(title);
}

}  // namespace

TEST_CASE("the news sitemap lists what titles agreed to, of two days, whole and escaped") {
  Newsroom room;
  Article article;
  article.headline = "Fish & <chips>\"";
  const ArticleId shown = room.Add(Agreed(room, "open", IndexPolicy::kFull), article);
  room.Add(Agreed(room, "closed", IndexPolicy::kNoindex));
  room.Add(Agreed(room, "original", IndexPolicy::kCanonical));
  room.Open();
  const std::string news = room.Page("/sitemap/news.xml");
  CHECK(Has(news, fmt::format("<loc>https://news.example/article/{}/fish-chips</loc>", shown.value)));
  CHECK(Has(news, "<news:title>Fish &amp; &lt;chips&gt;&quot;</news:title>"));
  CHECK(Has(news, "<news:name>The &lt;open&gt; &amp; co</news:name><news:language>pt</news:language>"));
  CHECK(Has(news, "<news:publication_date>2026-11-22T11:50:00Z</news:publication_date>"));
  CHECK(news.find("<url>") == news.rfind("<url>"));
  room.clock.now += std::chrono::hours(49);
  CHECK_FALSE(Has(room.Page("/sitemap/news.xml"), "<url>"));
}

TEST_CASE("the other pages are listed once each, titles as their policy says") {
  Newsroom room;
  Article article;
  article.section = "world";
  room.Add(Agreed(room, "open", IndexPolicy::kFull), article);
  Agreed(room, "closed", IndexPolicy::kNoindex);
  Agreed(room, "hidden", IndexPolicy::kFull, Rights::kNone);
  room.Open();
  const std::string pages = room.Page("/sitemap/pages.xml");
  for (const char* path : {"/", "/top", "/section/world", "/title/open", "/how-publishers-are-paid"})
    CHECK_MESSAGE(Has(pages, fmt::format("<loc>https://news.example{}</loc>", path)), path);
  for (const char* path : {"/title/closed", "/title/hidden", "/section/sport", "/search", "/saved"})
    CHECK_FALSE_MESSAGE(Has(pages, path), path);
  const std::string index = room.Page("/sitemap.xml");
  CHECK(Has(index, "<loc>https://news.example/sitemap/news.xml</loc>"));
  CHECK(Has(room.Page("/robots.txt"), "Sitemap: https://news.example/sitemap.xml"));
}

TEST_CASE("a household's reader has no sitemap and asks not to be crawled") {
  Newsroom room(Mode::kPersonal);
  room.Open();
  for (const char* path : {"/sitemap.xml", "/sitemap/news.xml", "/sitemap/pages.xml"})
    CHECK(room.Get(path).status == 404);
  const std::string robots = room.Page("/robots.txt");
  CHECK(Has(robots, "Disallow: /\n"));
  CHECK_FALSE(Has(robots, "Sitemap"));
}
