// What pages tell search engines and other programs: schema.org data, Open Graph, canonical addresses, robots.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <boost/json.hpp>

#include "serve/web/open_graph.h"
#include "serve/web/test_newsroom.h"
#include "store/stories.h"

using namespace newsstand;
using namespace newsstand::web;

namespace {

boost::json::value JsonOf(const std::string& page) {
  const size_t begin = page.find("ld+json\">");
  REQUIRE(begin != std::string::npos);
  return boost::json::parse(page.substr(begin + 9, page.find("</script>", begin) - begin - 9));
}

// `content` of the meta element with this property or name; "" none.
std::string Meta(const std::string& page, const std::string& name) {
  for (const char* attribute : {"property", "name"}) {
    const std::string start = fmt::format("<meta {}=\"{}\" content=\"", attribute, name);
    const size_t at = page.find(start);
    if (at != std::string::npos)
      return page.substr(at + start.size(), page.find('"', at + start.size()) - at - start.size());
  }
  return "";
}

Article Whole(const std::string& headline) {
  Article article;
  article.headline = headline;
  article.section = "world";
  article.language = "de";
  article.standfirst = "Was geschah.";
  article.body_html = "<p>Der Text.</p>";
  article.image.url = "https://kettle.example/seen.jpg";
  article.image.caption = "Die \"Brücke\" <offen>";
  return article;
}

Title Of(const std::string& slug, IndexPolicy policy) {
  Title title;
  title.slug = slug;
  title.language = "de";
  title.index_policy = policy;
  return title;
}

}  // namespace

TEST_CASE("an article tells search engines what it is, who wrote it, and the way to it") {
  Newsroom room;
  const Title title = room.AddTitle(Of("kettle", IndexPolicy::kFull));
  Article article = Whole(
      "A headline of more than a hundred and ten characters is kept whole, since a headline that was cut would be "
      "another one");
  article.authors = {"Ana Sol", "Reuters", "The Daily Kettle"};
  const ArticleId id = room.Add(title, article);
  room.Open();
  const std::string page = room.Page(fmt::format("/article/{}", id.value));
  const boost::json::value data = JsonOf(page);
  const boost::json::object& news = data.at(0).as_object();
  CHECK(news.at("@type") == "NewsArticle");
  CHECK(news.at("headline").as_string() == article.headline);
  CHECK(news.at("datePublished").as_string() == "2026-11-22T11:50:00Z");
  CHECK(news.at("dateModified").as_string() == "2026-11-22T11:50:00Z");
  CHECK(news.at("inLanguage") == "de");
  CHECK(news.at("articleSection") == "World");
  CHECK(news.at("isAccessibleForFree") == true);
  CHECK(news.at("mainEntityOfPage").at("@id").as_string().starts_with("https://news.example/article/"));
  CHECK(news.at("image").at(0).at("url").as_string().starts_with("https://news.example/picture/1200/"));
  CHECK(news.at("image").at(0).at("width") == 1200);
  CHECK(news.at("image").at(0).at("height") == 675);
  const boost::json::array& authors = news.at("author").as_array();
  REQUIRE(authors.size() == 3);
  CHECK(authors[0].at("@type") == "Person");
  CHECK(authors[1].at("@type") == "Organization");
  CHECK(authors[2].at("@type") == "Organization");
  CHECK(news.at("publisher").at("name") == "The Daily Kettle");
  const boost::json::array& crumbs = data.at(1).at("itemListElement").as_array();
  REQUIRE(crumbs.size() == 3);
  CHECK(crumbs[1].at("item") == "https://news.example/section/world");
  CHECK(crumbs[2].at("position") == 3);
}

TEST_CASE("an article nobody signed is by its title") {
  Newsroom room;
  const ArticleId id = room.Add(room.AddTitle({}), Whole("Ohne Namen"));
  room.Open();
  const boost::json::value data = JsonOf(room.Page(fmt::format("/article/{}", id.value)));
  CHECK(data.at(0).at("author").at(0).at("@type") == "Organization");
  CHECK(data.at(0).at("author").at(0).at("name") == "The Daily Kettle");
}

TEST_CASE("a link to an article shows its picture, language, time and section") {
  Newsroom room;
  const ArticleId id = room.Add(room.AddTitle({}), Whole("Die Brücke ist offen"));
  room.Open();
  const std::string page = room.Page(fmt::format("/article/{}", id.value));
  CHECK(Meta(page, "og:type") == "article");
  CHECK(Meta(page, "og:locale") == "de_DE");
  CHECK(Meta(page, "og:image:width") == "1200");
  CHECK(Meta(page, "og:image:height") == "675");
  CHECK(Meta(page, "og:image:alt") == "Die &quot;Brücke&quot; &lt;offen&gt;");
  CHECK(Meta(page, "article:published_time") == "2026-11-22T11:50:00Z");
  CHECK(Meta(page, "article:section") == "World");
  CHECK(Meta(page, "twitter:card") == "summary_large_image");
  for (const char* path : {"/", "/section/world", "/title/kettle"}) {
    CAPTURE(path);
    const std::string list = room.Page(path);
    CHECK(Meta(list, "og:type") == "website");
    CHECK(Meta(list, "og:locale") == "en_GB");
    CHECK(Meta(list, "og:url") == std::string("https://news.example") + path);
    CHECK(Meta(list, "og:image").starts_with("https://news.example/picture/1200/"));
  }
  CHECK(Meta(room.Page("/about"), "twitter:card") == "summary");
}

TEST_CASE("languages are written as Open Graph wants them") {
  for (const auto& [given, wanted] :
       {std::pair("de", "de_DE"), std::pair("pt-BR", "pt_BR"), std::pair("en-GB", "en_GB"), std::pair("ar", "ar_EG"),
        std::pair("", ""), std::pair("\"><script>", "")}) {
    CHECK(OpenGraphLocale(given) == wanted);
  }
}

TEST_CASE("what search engines may find is as the titles say, and pages of one's own are never found") {
  Newsroom room;
  const ArticleId closed = room.Add(room.AddTitle(Of("closed", IndexPolicy::kNoindex)), Whole("Closed"));
  const ArticleId original = room.Add(room.AddTitle(Of("original", IndexPolicy::kCanonical)), Whole("Original"));
  const ArticleId open = room.Add(room.AddTitle(Of("open", IndexPolicy::kFull)), Whole("Open"));
  room.Open();
  std::string page = room.Page(fmt::format("/article/{}", closed.value));
  CHECK(Meta(page, "robots") == "noindex");
  page = room.Page(fmt::format("/article/{}", original.value));
  CHECK(Meta(page, "robots") == "");
  CHECK(Has(page, "<link rel=\"canonical\" href=\"https://original.example/"));
  page = room.Page(fmt::format("/article/{}", open.value));
  CHECK(Meta(page, "robots") == "");
  CHECK(Has(page, fmt::format("<link rel=\"canonical\" href=\"https://news.example/article/{}/open\"", open.value)));
  CHECK(Meta(room.Page("/title/closed"), "robots") == "noindex, follow");
  for (const char* path : {"/title/open", "/title/original", "/section/world", "/welcome", "/about", "/top"}) {
    page = room.Page(path);
    CHECK_MESSAGE(Meta(page, "robots") == "", path);
    CHECK_MESSAGE(Has(page, fmt::format("<link rel=\"canonical\" href=\"https://news.example{}\"", path)), path);
  }
  for (const std::string& path :
       {std::string("/saved"), std::string("/history"), std::string("/hidden"), std::string("/following"), fmt::format("/why/{}", open.value), std::string("/offline"), std::string("/highlights"), std::string("/share"),
        fmt::format("/wrong/{}/thanks", open.value), std::string("/latest/before/1795000000000-1")}) {
    page = room.Page(path);
    CHECK_MESSAGE(Meta(page, "robots").starts_with("noindex"), path);
    CHECK_MESSAGE(!Has(page, "rel=\"canonical\" href=\"https://news.example/\""), path);
  }
  page = room.Page("/nothing-here", 404);
  CHECK(Meta(page, "robots") == "noindex");
  CHECK_FALSE(Has(page, "rel=\"canonical\""));
  CHECK(Meta(page, "og:url") == "");
}

TEST_CASE("a story lists its reports, and is found unless all its titles forbid it") {
  for (const bool one_agrees : {false, true}) {
    Newsroom room;
    const Title first = room.AddTitle(Of("first", IndexPolicy::kNoindex));
    const Title second = room.AddTitle(Of("second", one_agrees ? IndexPolicy::kFull : IndexPolicy::kNoindex));
    const ArticleId a = room.Add(first, Whole("</script><script>alert(1)</script>")),
                    b = room.Add(second, Whole("Die Brücke ist offen"));
    StoryId story;
    REQUIRE(room.database->Write([&](store::Transaction& t) -> Status {
      story = *store::InsertStory(t, "de", room.clock.now);
      for (const ArticleId id : {a, b}) {
        Placement placement;
        placement.article = id;
        placement.story = story;
        REQUIRE(store::PlaceArticle(t, placement));
      }
      return {};
    }));
    room.Open();
    const std::string page = room.Page(fmt::format("/story/{}", story.value));
    CHECK(Meta(page, "robots") == (one_agrees ? "" : "noindex"));
    CHECK(Meta(page, "og:type") == "article");
    const boost::json::value data = JsonOf(page);
    CHECK(data.at("@type") == "CollectionPage");
    CHECK(data.at("mainEntity").at("numberOfItems") == 2);
    const boost::json::value& newest = data.at("mainEntity").at("itemListElement").at(0);
    CHECK(newest.at("name") == "</script><script>alert(1)</script>");
    CHECK(newest.at("url").as_string().starts_with(fmt::format("https://news.example/article/{}/", a.value)));
    CHECK_FALSE(Has(page, "<script>alert"));
  }
}
