// Pages that tell what this is: /welcome, /app, /offline, /highlights, /how-publishers-are-paid.
#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "serve/web/paid_example.h"
#include "serve/web/test_newsroom.h"

using namespace newsstand;
using namespace newsstand::web;

namespace {

std::string ReadText(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("the landing page shows the stories of now, whose they are, and leads to the front page") {
  Newsroom room;
  Title title;
  title.country = "PT";
  title = room.AddTitle(title);
  Article lead;
  lead.headline = "Harbour bridge <opens>";
  lead.image.url = "https://kettle.example/seen.jpg";
  room.Add(title, lead);
  room.Open();
  const std::string page = room.Page("/welcome");
  CHECK(Has(page, "<h1><span>All your news.</span>"));
  CHECK(Has(page, "<a class=\"button\" href=\"/\">"));
  CHECK(Has(page, "Harbour bridge &lt;opens&gt;"));
  CHECK(Has(page, "<a href=\"/title/kettle\">"));
  CHECK(Has(page, "href=\"/how-publishers-are-paid\""));
  CHECK(Has(page, "One title from one country, in the order of what matters"));
  CHECK_FALSE(Has(page, "/join"));
}

TEST_CASE("the landing page of an empty edition is whole all the same") {
  Newsroom room;
  room.Open();
  const std::string page = room.Page("/welcome");
  CHECK(Has(page, "All your news."));
  CHECK_FALSE(Has(page, "id=\"now\""));
  CHECK_FALSE(Has(page, "id=\"wall\""));
}

TEST_CASE("each line of the promise is short enough to be set large, in every language") {
  for (const char* language : {"ar", "de", "en", "es", "fr", "hi", "ja", "pt"}) {
    const boost::json::value words =
        boost::json::parse(ReadText(fmt::format("src/serve/web/messages/{}.json", language)));
    for (const char* key : {"welcome_promise_first", "welcome_promise_second"}) {
      const std::string_view line = words.at(key).as_string();
      const auto characters = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
      CHECK_MESSAGE(characters <= 18, std::string(line));
    }
  }
}

TEST_CASE("what a member read decides where the fee goes, to the last millionth") {
  const auto shares = [](int64_t net, std::vector<int64_t> seconds) { return WorkOutPayment(net, seconds); };
  // 9.00 less tax and the cost of the payment.
  CHECK(shares(7'689'000, {1200, 300, 1}).share == 5'382'300);
  CHECK(shares(7'689'000, {1200, 300, 1}).to_titles == std::vector<int64_t>{4'302'971, 1'075'743, 3'586});
  const PaidExample quiet = shares(7'689'000, {60, 40});
  CHECK(quiet.directed == 897'050);
  CHECK(quiet.carried == 4'485'250);
  CHECK(quiet.to_titles == std::vector<int64_t>{538'230, 358'820});
  CHECK(shares(7'689'000, {}).carried == 5'382'300);
  // What rounding leaves goes to the largest remainders.
  const PaidExample even = shares(15, {600, 600, 600});
  CHECK(even.share == 10);
  CHECK(even.to_titles == std::vector<int64_t>{4, 3, 3});
}

TEST_CASE("the page on payment works two months out and says what is so here") {
  for (const Mode mode : {Mode::kMembership, Mode::kPersonal}) {
    Newsroom room(mode);
    room.Open();
    const std::string page = room.Page("/how-publishers-are-paid");
    for (const char* figure : {"9.000000", "−0.750000", "7.689000", "5.382300", "2.306700", "4.305840", "1.076460",
                               "0.538230", "0.358820", "0.897050", "4.485250"})
      CHECK_MESSAGE(Has(page, figure), figure);
    CHECK(Has(page, "Memberships are not sold here yet") == (mode == Mode::kMembership));
    CHECK(Has(page, "no money passes through it") == (mode == Mode::kPersonal));
  }
}

TEST_CASE("the pages of the device say what works without a script") {
  Newsroom room;
  room.Open();
  const std::string app = room.Page("/app");
  CHECK(Has(app, "data-install hidden"));
  CHECK(Has(app, "<form class=\"forget\" method=\"post\" action=\"/forget\">"));
  const std::string offline = room.Page("/offline");
  CHECK(Has(offline, "href=\"/saved\""));
  CHECK(Has(offline, "data-kept"));
  CHECK(Has(offline, "content=\"noindex\""));
  const std::string highlights = room.Page("/highlights");
  CHECK(Has(highlights, "data-highlights><p"));
  CHECK(Has(highlights, "<noscript>"));
  CHECK(Has(highlights, "content=\"noindex\""));
}

TEST_CASE("an installed site has a name, shortcuts and something to receive, in the reader's language") {
  Newsroom room;
  room.Open();
  http::Request request;
  request.method = http::Method::kGet;
  request.target = "/manifest.webmanifest";
  request.headers = {{"accept-language", "ar"}};
  const http::Response response = room.Send(request);
  CHECK(response.content_type == "application/manifest+json");
  const boost::json::value manifest = boost::json::parse(response.body->plain);
  CHECK(manifest.at("dir") == "rtl");
  CHECK(manifest.at("lang").as_string().starts_with("ar"));
  CHECK(manifest.at("id") == "/");
  CHECK(manifest.at("shortcuts").as_array().size() == 4);
  CHECK(manifest.at("share_target").at("action") == "/share");
  CHECK(manifest.at("share_target").at("params").at("url") == "url");
  CHECK(boost::json::parse(room.Page("/manifest.webmanifest")).at("dir") == "ltr");
}
