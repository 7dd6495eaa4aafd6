#include "serve/web/site.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <thread>

#include "base/url.h"
#include "base/url_test_data.h"
#include "serve/web/pages.h"
#include "serve/web/test_newsroom.h"
#include "store/sites.h"

using namespace newsstand;
using namespace newsstand::web;

namespace {

std::string HeaderOf(const http::Response& response, std::string_view wanted) {
  for (const auto& [name, value] : response.headers) {
    if (name == wanted) return value;
  }
  return "";
}

Article WithBody(std::string headline, std::string section = "world") {
  Article article;
  article.headline = std::move(headline);
  article.section = std::move(section);
  article.language = "en";
  article.standfirst = "A sentence that adds to the headline.";
  article.summary_html = "<p>The summary of the feed.</p>";
  article.body_html = "<p>The whole text of the article.</p>";
  article.word_count = 600;
  return article;
}

}  // namespace

TEST_CASE("the front page shows what was published and leads to it") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Article lead = WithBody("A lead with a picture");
  lead.image.url = "https://kettle.example/a.jpg";
  const ArticleId id = room.Add(title, lead);
  room.Open();
  const std::string page = room.Page("/");
  CHECK(Has(page, "A lead with a picture"));
  CHECK(Has(page, fmt::format("href=\"/article/{}/a-lead-with-a-picture\"", id.value)));
  CHECK(Has(page, "/picture/800/"));
  CHECK(Has(page, "3 min read"));
  CHECK_FALSE(Has(page, "kettle.example/a.jpg"));
}

TEST_CASE("the place of a picture has its colour where it is known, and the title's letters where it is not") {
  Newsroom room;
  const Title title = room.AddTitle({});
  Article seen = WithBody("Harbour bridge opens to traffic");
  seen.image.url = "https://p.example/seen.jpg";
  Article fresh = WithBody("Rain expected over the northern hills");
  fresh.image.url = "https://p.example/fresh.jpg";
  const ArticleId id = room.Add(title, seen);
  room.Add(title, fresh);
  room.Open();
  const std::string front = room.Page("/");
  CHECK(Has(front, "<div class=\"pic q013\""));
  CHECK(Has(front, "<div class=\"pic \" data-mark=\""));
  const std::string article = room.Page(fmt::format("/article/{}", id.value));
  CHECK(Has(article, "width=\"1200\" height=\"675\""));
  const size_t sheet = front.find("/static/brands-");
  REQUIRE(sheet != std::string::npos);
  CHECK(Has(room.Page(front.substr(sheet, front.find('"', sheet) - sheet)), ".q013{--q:#2060e0}"));
}

TEST_CASE("an edition without articles says what is happening") {
  Newsroom room;
  room.AddTitle({});
  room.Open();
  const std::string page = room.Page("/");
  CHECK(Has(page, "The first articles are on their way."));
  CHECK(Has(page, "0 of 1 title has arrived"));
  CHECK(Has(page, "<progress"));
}

TEST_CASE("an article is shown as its title's rights allow") {
  for (const Rights rights : {Rights::kFull, Rights::kExcerpt, Rights::kNone}) {
    Newsroom room;
    Title title;
    title.rights = rights;
    title = room.AddTitle(title);
    const ArticleId id = room.Add(title, WithBody("Rights decide"));
    room.Open();
    const std::string page = room.Page(fmt::format("/article/{}", id.value), rights == Rights::kNone ? 404 : 200);
    CHECK(Has(page, "The whole text of the article.") == (rights == Rights::kFull));
    CHECK(Has(page, "The summary of the feed.") == (rights == Rights::kExcerpt));
    CHECK(Has(page, "Read at The Daily Kettle") == (rights == Rights::kExcerpt));
    CHECK(Has(room.Page("/latest"), "Rights decide") == (rights != Rights::kNone));
    if (rights == Rights::kNone) CHECK_FALSE(Has(page, "Rights decide"));
  }
}

TEST_CASE("a household reads in full what is an excerpt to others") {
  Newsroom room(Mode::kPersonal);
  Title title;
  title.rights = Rights::kExcerpt;
  title = room.AddTitle(title);
  const ArticleId id = room.Add(title, WithBody("Rights decide"));
  room.Open();
  CHECK(Has(room.Page(fmt::format("/article/{}", id.value)), "The whole text of the article."));
}

TEST_CASE("a withdrawn article is gone, a merged one leads to the other, a wrong slug to the right one") {
  Newsroom room;
  const Title title = room.AddTitle({});
  const ArticleId kept = room.Add(title, WithBody("Kept"));
  const ArticleId other = room.Add(title, WithBody("Other"));
  Article withdrawn = WithBody("Taken back");
  withdrawn.state = ArticleState::kWithdrawn;
  const ArticleId gone = room.Add(title, withdrawn);
  REQUIRE(room.database->Write([&](store::Transaction& t) { return store::MergeArticles(t, other, kept); }));
  room.Open();
  CHECK(Has(room.Page(fmt::format("/article/{}/taken-back", gone.value), 410), "This article was withdrawn."));
  CHECK(room.Get(fmt::format("/article/{}/other", other.value)).status == 301);
  CHECK(Has(room.Page(fmt::format("/article/{}/other", other.value)), "<h1 id=\"headline\">Kept</h1>"));
  const http::Response moved = room.Get(fmt::format("/article/{}/wrong", kept.value));
  CHECK(moved.status == 301);
  CHECK(HeaderOf(moved, "Location") == fmt::format("/article/{}/kept", kept.value));
  for (const char* id : {"0", "-1", "x", "99999", "99999999999999999999"})
    CHECK(room.Get(fmt::format("/article/{}", id)).status == 404);
}

Title Named(const std::string& slug) {
  Title title;
  title.slug = slug;
  return title;
}

// An article that was corrected once: headline and a word of the text.
ArticleId AddCorrected(Newsroom& room, const Title& title, const std::string& before, const std::string& after) {
  Article article = WithBody("Fifteen hurt " + after);
  article.body_html = "<p>It rained.</p><p>Fifteen people were hurt " + after + "</p>";
  article.version = 2;
  article.updated = room.clock.now - std::chrono::minutes(1);
  const ArticleId id = room.Add(title, article);
  REQUIRE(room.database->Write([&](store::Transaction& t) {
    return store::SaveVersion(t, {id, 1, room.clock.now - std::chrono::hours(1), "Twelve hurt " + before, article.standfirst,
                                  "<p>It rained.</p><p>Twelve people were hurt " + before + "</p>"});
  }));
  return id;
}

TEST_CASE("a corrected article says so and shows what changed, word by word; an excerpt only what readers saw") {
  Newsroom room;
  Title full, excerpt;
  full.slug = "full";
  excerpt.slug = "excerpt";
  excerpt.rights = Rights::kExcerpt;
  const ArticleId shown = AddCorrected(room, room.AddTitle(full), "there.", "there.");
  const ArticleId kept = AddCorrected(room, room.AddTitle(excerpt), "there.", "there.");
  const ArticleId hostile = AddCorrected(room, room.AddTitle(Named("hostile")), "<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>", "<i>\"'&lt;img src=x&gt;</i>");
  room.Open();
  std::string page = room.Page(fmt::format("/article/{}", shown.value));
  CHECK(Has(page, "id=\"changes\""));
  CHECK(Has(page, "href=\"#changes\""));
  CHECK(Has(page, "<del><span class=\"vh\">Removed: </span>Twelve</del><ins><span class=\"vh\">Added: </span>Fifteen</ins> people were hurt there."));
  page = room.Page(fmt::format("/article/{}", kept.value));
  CHECK(Has(page, "Twelve</del>"));
  CHECK_FALSE(Has(page, "people were hurt"));
  page = room.Page(fmt::format("/article/{}", hostile.value));
  CHECK_FALSE(Has(page, "<script>alert"));
  CHECK_FALSE(Has(page, "<img src=x"));
}

TEST_CASE("a withdrawn article's page says who took it back and nothing of what it said") {
  Newsroom room;
  const Title title = room.AddTitle(Named("kettle"));
  Article withdrawn = WithBody("A secret headline");
  withdrawn.state = ArticleState::kWithdrawn;
  withdrawn.withdrawal = Withdrawal::kWithheld;
  const ArticleId id = room.Add(title, withdrawn);
  room.Open();
  const std::string page = room.Page(fmt::format("/article/{}", id.value), 410);
  CHECK(Has(page, "The Daily Kettle holds it back for now."));
  CHECK(Has(page, "href=\"/title/kettle\""));
  CHECK_FALSE(Has(page, "secret"));
}

TEST_CASE("a title's page tells how its feeds are and what rights its site states") {
  Newsroom room;
  const Title title = room.AddTitle(Named("kettle"));
  REQUIRE(room.database->Write([&](store::Transaction& t) -> Status {
    Feed feed = store::FeedsOfTitle(t, title.id)->front();
    feed.last_attempt = room.clock.now;
    feed.last_success = room.clock.now - std::chrono::hours(2);
    feed.failures = 1;
    feed.last_error = "kettle.example reports an error of its own (500).";
    feed.items_per_day = 12;
    feed.delay_seconds = 480;
    feed.redated_polls = kHabitPolls;
    REQUIRE(store::SaveFeed(t, feed));
    Terms terms{TermsKind::kTdmRep, "https://kettle.example/.well-known/tdmrep.json", "/", true, "Reserved <b>words</b>.", "https://kettle.example/buy", room.clock.now};
    return store::SaveTerms(t, title.id, terms.source, {terms});
  }));
  room.Open();
  const std::string page = room.Page("/title/kettle");
  for (const char* words : {"id=\"sources\"", "In trouble", "reports an error of its own (500).", "about 12 articles a day", "here 8 minutes after their date", "Its dates are not believed.",
                            "Reserved &lt;b&gt;words&lt;/b&gt;.", "https://kettle.example/buy", "for the whole site"}) {
    CHECK_MESSAGE(Has(page, words), words);
  }
}

TEST_CASE("one press of this looks wrong files a case, from our own pages alone and not without end") {
  Newsroom room;
  const Title title = room.AddTitle(Named("kettle"));
  const ArticleId id = room.Add(title, WithBody("Odd"));
  room.Open();
  const auto press = [&](const std::string& path, std::pair<const char*, const char*> site) {
    http::Request request;
    request.method = http::Method::kPost;
    request.target = path;
    request.remote = "192.0.2.1";
    if (site.first != nullptr) request.headers.emplace_back(site.first, site.second);
    return room.Send(std::move(request));
  };
  const auto cases = [&] {
    int64_t count = 0;
    REQUIRE(room.database->Read([&](store::Transaction& t) -> Status {
      count = *store::CountOpenCases(t);
      return {};
    }));
    return count;
  };
  const std::string path = fmt::format("/wrong/{}", id.value);
  CHECK(press(path, {nullptr, nullptr}).status == 403);
  CHECK(press(path, {"sec-fetch-site", "cross-site"}).status == 403);
  CHECK(cases() == 0);
  const http::Response filed = press(path, {"sec-fetch-site", "same-origin"});
  CHECK(filed.status == 303);
  CHECK(HeaderOf(filed, "Location") == fmt::format("/wrong/{}/thanks", id.value));
  CHECK(cases() == 1);
  CHECK(Has(room.Page(fmt::format("/wrong/{}/thanks", id.value)), "Thank you."));
  CHECK(press("/wrong/99", {"sec-fetch-site", "same-origin"}).status == 404);
  int refused = 0;
  for (int i = 0; i < 20; ++i) refused += press(path, {"sec-fetch-site", "same-origin"}).status == 429;
  CHECK(refused == 12);
  CHECK(cases() == 1);
}

TEST_CASE("nothing a publisher writes becomes markup, wherever it is shown") {
  const std::string evil =
      "</script><script>alert(1)</script>\" onload=\"alert(2)\" '><img src=x onerror=alert(3)>{{HEADLINE}}";
  Newsroom room;
  Title title;
  title.name = title.owner = evil;
  title.brand_colour = "#fff;}body{display:none";
  title.language = "\"><script>";
  title.country = "PT";
  title = room.AddTitle(title);
  Article article = WithBody(evil);
  article.standfirst = article.byline = evil;
  article.authors = {evil};
  article.language = "\"><script>";
  article.image = {"https://kettle.example/" + evil, 1200, 800, evil, evil};
  article.url = "javascript:alert(1)";
  article.summary_html = article.body_html = "<p>text</p><script>alert(1)</script><img src=x onerror=alert(3)>";
  const ArticleId id = room.Add(title, article);
  room.Open();
  for (const std::string& path :
       {std::string("/"), std::string("/latest"), std::string("/section/world"), std::string("/country/PT"),
        std::string("/title/kettle"), std::string("/titles"), fmt::format("/article/{}", id.value)}) {
    CAPTURE(path);
    std::string page = room.Page(path);
    CHECK_FALSE(Has(page, "<script>"));
    // Within JSON the quotes are escaped by a backslash.
    if (const size_t json = page.find("ld+json\">"); json != std::string::npos)
      page.erase(json, page.find("</script>", json) - json);
    CHECK_FALSE(Has(page, "<img src=x"));
    CHECK_FALSE(Has(page, "\" onload="));
    CHECK_FALSE(Has(page, "href=\"javascript:"));
    CHECK_FALSE(Has(page, "display:none"));
  }
  for (const char* path : {"/latest.rss", "/latest.atom"}) CHECK_FALSE(Has(room.Page(path), "<script"));
  const std::string page = room.Page(fmt::format("/article/{}", id.value));
  const size_t begin = page.find("ld+json\">") + 9;
  const boost::json::value data = boost::json::parse(page.substr(begin, page.find("</script>", begin) - begin));
  CHECK(data.at(0).at("headline").as_string() == evil);
}

TEST_CASE("headlines in other languages carry their language and direction") {
  Newsroom room;
  Title title;
  title.language = "ar";
  title = room.AddTitle(title);
  Article article = WithBody("عنوان عربي");
  article.language = "ar";
  const ArticleId id = room.Add(title, article);
  room.Open();
  const std::string latest = room.Page("/latest");
  CHECK(Has(latest, "<div class=\"words\" dir=\"rtl\">"));
  CHECK(Has(latest, "lang=\"ar\"><a"));
  CHECK(Has(room.Page(fmt::format("/article/{}", id.value)), "dir=\"rtl\">"));
}

TEST_CASE("the theme of the cookie is in the page, and a page is rendered once for each") {
  Newsroom room;
  room.Add(room.AddTitle({}), WithBody("One"));
  room.Open();
  CHECK(Has(room.Get("/").body->plain, "data-theme=\"auto\""));
  const http::Response dark = room.Get("/", "theme=dark");
  CHECK(Has(dark.body->plain, "data-theme=\"dark\""));
  CHECK(room.Get("/", "theme=dark").body == dark.body);
  CHECK(Has(room.Get("/", "theme=%22onload").body->plain, "data-theme=\"auto\""));
  CHECK(Has(HeaderOf(dark, "Vary"), "Cookie"));
}

TEST_CASE("a new article is on the front page as soon as the edition has it") {
  Newsroom room;
  const Title title = room.AddTitle({});
  room.Add(title, WithBody("One"));
  room.Open();
  REQUIRE_FALSE(Has(room.Page("/latest"), "Two"));
  room.Add(title, WithBody("Two"));
  room.keeper->Notify();
  for (int i = 0; i < 400 && !Has(room.Page("/latest"), "Two"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(Has(room.Page("/latest"), "Two"));
}

TEST_CASE("older articles come from the store, page by page, each once") {
  Newsroom room;
  const Title title = room.AddTitle({});
  for (int i = 0; i < 100; ++i) room.Add(title, WithBody(fmt::format("Number {:03}", i)));
  room.Open();
  std::string all, path = "/latest";
  for (int pages = 0; pages < 5 && !path.empty(); ++pages) {
    const std::string page = room.Page(path);
    all += page;
    const size_t next = page.find("href=\"/latest/before/");
    path = next == std::string::npos ? "" : page.substr(next + 6, page.find('"', next + 6) - next - 6);
  }
  for (int i = 0; i < 100; ++i) {
    const std::string headline = fmt::format(">Number {:03}<", i);
    const size_t first = all.find(headline);
    CAPTURE(headline);
    CHECK(first != std::string::npos);
    CHECK(all.find(headline, first + 1) == std::string::npos);
  }
  CHECK(room.Get("/latest/before/nonsense").status == 404);
}

TEST_CASE("the theme form changes the cookie only for our own pages and goes back only to them") {
  Newsroom room;
  room.Open();
  const auto post = [&](std::string body, std::string origin) {
    http::Request request;
    request.method = http::Method::kPost;
    request.target = "/theme";
    request.body = std::move(body);
    request.headers = {{"host", "news.example"}, {"origin", std::move(origin)}};
    return room.Send(std::move(request));
  };
  const http::Response set = post("theme=dark&back=%2Flatest", "https://news.example");
  CHECK(set.status == 303);
  CHECK(HeaderOf(set, "Location") == "/latest");
  CHECK(HeaderOf(set, "Set-Cookie") == "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
  CHECK(post("theme=dark&back=%2F", "https://evil.example").status == 403);
  CHECK(post("theme=red&back=%2F", "https://news.example").status == 400);
  CHECK(HeaderOf(post("theme=dark&back=https%3A%2F%2Fevil.example", "https://news.example"), "Location") == "/");
}

TEST_CASE("redirects stay on our origin for every known trick" * doctest::skip([] {
            return !test_data::MissingIsFailure() && !fs::exists(test_data::Folder() / "security/open_redirect.jsonl");
          }())) {
  std::ifstream in(test_data::Folder() / "security/open_redirect.jsonl");
  REQUIRE(in);
  const Url own = *ParseUrl("https://news.example/");
  int rows = 0;
  for (std::string line; std::getline(in, line); ++rows) {
    const std::string input(boost::json::parse(line).at("input").as_string());
    if (!IsOwnPath(input)) continue;
    const auto url = ParseUrl(input, &own);
    CAPTURE(input);
    REQUIRE(url.has_value());
    CHECK(url->origin() == "https://news.example");
  }
  CHECK(rows >= 300);
}

TEST_CASE("a start without its files fails with a sentence that names them") {
  WebOptions options;
  options.assets = "/nowhere";
  WebContext context;
  context.edition = [] { return std::make_shared<const edition::Edition>(); };
  context.clock = &SystemClock();
  const auto made = Site::Create(options, context);
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().message.find("/nowhere") != std::string::npos);
  CHECK(made.error().message.find("web_assets") != std::string::npos);
}
