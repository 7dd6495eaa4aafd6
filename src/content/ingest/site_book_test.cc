#include "content/ingest/site_book.h"

#include "content/ingest/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::ingest;

namespace {

constexpr std::string_view kOffer = "Get the best of our reporting every morning at six, free and without obligation.";

struct Told {
  std::string headline, words;
};
const std::vector<Told> kTold = {{"Bridge closes", "girders"}, {"Kitchen wins prize", "saucepans"}, {"Dock overflows", "sluices"},
                                 {"Museum reopens", "statues"}, {"Harvest fails", "wheat"}};

// Pages of one layout: eight paragraphs of their own, then what the site says everywhere.
std::string Page(const Told& told) {
  std::string html = "<html><head><title>" + told.headline + "</title></head><body><article><h1>" + told.headline + "</h1>";
  for (int i = 0; i < 8; ++i) {
    html += fmt::format("<p>Paragraph {} is about {}, about those who look after them, and about what became of it all in the end.</p>", i, told.words);
  }
  return html + "<p>" + std::string(kOffer) + "</p></article></body></html>";
}

// Announces the first `count` and takes in their pages.
void TakePages(Newsroom& room, size_t from, size_t until) {
  std::vector<Entry> entries;
  for (size_t i = 0; i < until; ++i) entries.push_back({std::to_string(i), fmt::format("https://daily.example/{}", i), kTold[i].headline, ""});
  room.Deliver(Rss(entries));
  const auto articles = room.Articles();
  for (size_t i = from; i < until; ++i) REQUIRE(room.DeliverPage(articles[i], Page(kTold[i])).extracted);
}

}  // namespace

TEST_CASE("what a site says under every article is learned, and goes from those stored before without a new version") {
  Newsroom room;
  TakePages(room, 0, 2);
  for (const Article& article : room.Articles()) CHECK(article.body_html.find(kOffer) != std::string::npos);
  TakePages(room, 2, 3);
  for (const Article& article : room.Articles()) {
    CAPTURE(article.headline);
    CHECK(article.body_html.find(kOffer) == std::string::npos);
    CHECK(article.body_html.find("Paragraph 7") != std::string::npos);
    CHECK(article.version == 1);
    CHECK(room.Versions(article.id).empty());
  }
}

TEST_CASE("what was learned of a site outlives a restart") {
  Newsroom room;
  TakePages(room, 0, 3);
  room.Restart();
  TakePages(room, 3, 4);
  CHECK(room.Articles()[3].body_html.find(kOffer) == std::string::npos);
}

TEST_CASE("the same page again is no correction after the site was learned") {
  Newsroom room;
  TakePages(room, 0, 3);
  const Article before = room.Articles()[0];
  room.DeliverPage(before, Page(kTold[0]));
  CHECK(room.Articles()[0].body_html == before.body_html);
  CHECK(room.Articles()[0].version == 1);
}

TEST_CASE("another site's words are its own") {
  Newsroom room;
  TakePages(room, 0, 3);
  CHECK(!room.sites().Of("https://daily.example/9")->repeated.empty());
  CHECK(room.sites().Of("https://other.example/9")->repeated.empty());
  CHECK(room.sites().Of("no address")->repeated.empty());
}
