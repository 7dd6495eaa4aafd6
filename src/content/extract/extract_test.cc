#include "content/extract/extract.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "content/extract/authors.h"
#include "content/extract/dates.h"
#include "content/extract/figures.h"
#include "content/extract/json_ld.h"
#include "content/extract/titles.h"
#include "content/extract/walls.h"

namespace newsstand::extract {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file("tests/data/extract/" + path, std::ios::binary);
  REQUIRE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string Day(std::string_view text, DayOrder order = DayOrder::kUnknown) {
  const auto date = FindDate(text, order);
  return date ? FormatRfc3339(*date) : "";
}

}  // namespace

TEST_CASE("an article is taken from its page, whole and alone") {
  const std::string bytes = ReadFile("harbour.html");
  const auto result = Extract({bytes, "text/html", "https://quay.test/2026/03/04/bridge-closes?utm_source=x"});
  REQUIRE(result.ok());
  const ExtractedArticle& article = *result;
  CHECK(article.title == "Harbour bridge closes for a year of repairs");
  CHECK(article.authors == std::vector<std::string>{"Ines Calder", "Tom Wicker"});
  CHECK(article.byline == "By Ines Calder and Tom Wicker");
  CHECK(article.site_name == "The Quay Courier");
  CHECK(article.section == "Local");
  CHECK(article.language == "en-GB");
  CHECK(article.canonical_url == "https://quay.test/2026/03/04/bridge-closes");
  REQUIRE(article.published);
  CHECK(FormatRfc3339(*article.published) == "2026-03-04T06:30:00Z");
  REQUIRE(article.updated);
  CHECK(FormatRfc3339(*article.updated) == "2026-03-04T08:00:00Z");
  CHECK(article.standfirst == "Ferries will carry 14,000 commuters a day while engineers replace the cables.");
  CHECK(article.text.starts_with("The harbour bridge will close"));
  CHECK(article.text.ends_with("if the winter is mild."));
  CHECK(Has(article.text, "\n\nCables from 1931\n\n"));
  for (const std::string_view no : {"cookies", "Sign up", "Read also", "Ferry fares", "Library opens", "About time",
                                    "Advertisement", "WhatsApp", "rights reserved"}) {
    CAPTURE(no);
    CHECK(!Has(article.html, no));
  }
  CHECK(!article.paywalled);
  CHECK(article.confidence > 0.8);
}

TEST_CASE("the lead image is not shown twice, and its caption and credit go with it") {
  const std::string bytes = ReadFile("harbour.html");
  const auto article = Extract({bytes, "text/html", "https://quay.test/x"});
  REQUIRE(article.ok());
  CHECK(article->lead_image.url == "https://quay.test/img/bridge-1200x675.jpg");
  CHECK(article->lead_image.caption == "The bridge at dawn on Tuesday.");
  CHECK(article->lead_image.credit == "Lena Ford");
  CHECK(!Has(article->html, "bridge-640x360"));
  CHECK(Has(article->html, "<figure><img src=\"https://quay.test/img/cable-cross-section.jpg\""));
  CHECK(Has(article->html, "<figcaption>A cross-section of the old cable"));
}

TEST_CASE("what is not a page is refused with its kind") {
  CHECK(Extract({"", "", ""}).error().code == ErrorCode::kInvalid);
  CHECK(Extract({"%PDF-1.7 x", "", ""}).error().code == ErrorCode::kUnsupported);
  CHECK(Extract({"<?xml version='1.0'?><rss></rss>", "", ""}).error().message ==
        "expected an HTML page, but this is a feed");
}

TEST_CASE("consent, captcha and error pages are not articles") {
  const auto kind = [](std::string_view title, std::string_view text) {
    PageWords page;
    page.title = title;
    page.text = page.page_text = text;
    return KindOfPage(page);
  };
  CHECK(kind("Just a moment...", "Checking your browser before accessing the site.") == PageKind::kCaptcha);
  CHECK(kind("Page not found", "Sorry.") == PageKind::kNotFound);
  CHECK(kind("Before you continue", "We use cookies. Accept all. Reject all.") == PageKind::kConsent);
  std::string recipe;
  for (int i = 0; i < 300; ++i) recipe += "flour and butter ";
  CHECK(kind("Cookie recipes for winter", recipe) == PageKind::kArticle);
}

TEST_CASE("dates are read in every shape met") {
  CHECK(Day("2021-05-03T10:11:12+02:00") == "2021-05-03T08:11:12Z");
  CHECK(Day("2021-05-03 10:11") == "2021-05-03T10:11:00Z");
  CHECK(Day("Mon, 03 May 2021 10:11:12 GMT") == "2021-05-03T10:11:12Z");
  CHECK(Day("Published May 3rd, 2021 at 5:30 pm") == "2021-05-03T17:30:00Z");
  CHECK(Day("3. Mai 2021, 10:11 Uhr") == "2021-05-03T10:11:00Z");
  CHECK(Day("3 de mayo de 2021") == "2021-05-03T00:00:00Z");
  CHECK(Day("03.05.2021") == "2021-05-03T00:00:00Z");
  CHECK(Day("2021年5月3日") == "2021-05-03T00:00:00Z");
  CHECK(Day("20210503") == "2021-05-03T00:00:00Z");
  CHECK(Day("05/03/2021") == "");
  CHECK(Day("05/03/2021", DayOrder::kMonthFirst) == "2021-05-03T00:00:00Z");
  CHECK(Day("05/03/2021", DayOrder::kDayFirst) == "2021-03-05T00:00:00Z");
  CHECK(Day("31 February 2021") == "");
  CHECK(Day("5 comments, 20 shares") == "");
  CHECK(DateInUrl("https://a.test/2021/05/03/title"));
  CHECK(!DateInUrl("https://a.test/2021/05/title"));
  CHECK(DateInUrl("https://a.test/2021/may/03/title"));
  CHECK(DateInUrl("https://a.test/news/29-10-2021"));
  CHECK(Day("2021 May 3") == "2021-05-03T00:00:00Z");
  CHECK(Day("2021. május 3.") == "2021-05-03T00:00:00Z");
  CHECK(Day("26 | 01 | 2022") == "2022-01-26T00:00:00Z");
  CHECK(Day("3 Мая 2021 г.") == "2021-05-03T00:00:00Z");
  CHECK(Day("٣ مايو ٢٠٢١") == "2021-05-03T00:00:00Z");
  CHECK(Day("3 במאי 2021") == "2021-05-03T00:00:00Z");
  CHECK(Day("3 พ.ค. 2564") == "2021-05-03T00:00:00Z");
  CHECK(Day("३ मई २०२१") == "2021-05-03T00:00:00Z");
  CHECK(Day("ngày 3 tháng 5 năm 2021") == "2021-05-03T00:00:00Z");
}

TEST_CASE("a date keeps the day it was where it was written") {
  const auto late = FindLocalDate("2021-05-03T00:30:00+02:00");
  REQUIRE(late);
  CHECK(FormatRfc3339(late->time) == "2021-05-02T22:30:00Z");
  CHECK(late->Day() == FindLocalDate("2021-05-03")->Day());
  const auto both = FindDates("Updated: 31.10.2023 - 14:49 Published: 01.11.2023", DayOrder::kUnknown, 4);
  REQUIRE(both.size() == 2);
  CHECK(FormatRfc3339(both[1].time) == "2023-11-01T00:00:00Z");
  ExtractedArticle article;
  article.published = late->time;
  article.published_offset_minutes = 120;
  CHECK(ArticleToJson(article).find(R"("published":"2021-05-03T00:30:00+02:00")") != std::string::npos);
}

TEST_CASE("names come out of bylines") {
  CHECK(NamesInByline("By Ana Sol and Ben Ray | Reuters") == std::vector<std::string>{"Ana Sol", "Ben Ray"});
  CHECK(NamesInByline("Von Jens Müller, 3. Mai 2021") == std::vector<std::string>{"Jens Müller"});
  CHECK(NamesInByline("5 min read").empty());
  CHECK(CleanAuthor("By Ana Sol") == "Ana Sol");
  CHECK(CleanAuthor("https://a.test/ana") == "");
  CHECK(CleanAuthor("admin") == "");
  CHECK(NamesInByline("ByAna Sol") == std::vector<std::string>{"Ana Sol"});
  CHECK(NamesInByline("作者：李明") == std::vector<std::string>{"李明"});
  CHECK(ShorterNames("Ana Sol, CNN") == std::vector<std::string>{"Ana Sol"});
}

TEST_CASE("broken JSON-LD is read where its meaning is clear") {
  const LinkedData data = ReadLinkedData({R"(//<![CDATA[
    {"@type":["NewsArticle"],"headline":"A &amp; B","author":"Ana Sol","description":"two
    lines",}
  //]]>)"});
  CHECK(data.headline == "A & B");
  CHECK(data.authors == std::vector<std::string>{"Ana Sol"});
  CHECK(data.description == "two lines");
  CHECK(ReadLinkedData({"{\"@type\":\"Article\",\"headline\":\"Cut off\",\"author\":{\"name\":\"Ana"}).headline ==
        "Cut off");
  CHECK(!ReadLinkedData({"not json"}).has_article);
}

TEST_CASE("a credit is told apart from the caption it ends") {
  const Caption caption = SplitCredit("A street (Photo: Ana Sol/Agency)");
  CHECK(caption.caption == "A street");
  CHECK(caption.credit == "Ana Sol/Agency");
}

TEST_CASE("the JSON object has the fields other programs rely on") {
  ExtractedArticle article;
  article.title = "T";
  CHECK(
      ArticleToJson(article) ==
      R"({"title":"T","standfirst":"","byline":"","authors":[],"site_name":"","section":"","published":null,"updated":null,)"
      R"("language":"","canonical_url":"","lead_image":null,"html":"","text":"","word_count":0,"confidence":0E0,)"
      R"("paywalled":false,"method":""})");
}

}  // namespace newsstand::extract

TEST_CASE("the first bytes of a picture, and no more of it, are no page and no accident") {
  for (const std::string_view bytes : {"RIFF", "RIFF>X", "RIFF1234WEB", "GIF8", "%PDF-", "PK\x03\x04"}) {
    CAPTURE(bytes);
    const auto article = newsstand::extract::Extract({bytes, "text/html", "https://a.test/"});
    CHECK((!article || article->word_count < 3));
  }
}
