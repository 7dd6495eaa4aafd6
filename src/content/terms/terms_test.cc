#include "content/terms/terms.h"

#include <doctest/doctest.h>

#include "content/terms/path_pattern.h"

using namespace newsstand;
using namespace newsstand::terms;

namespace {

constexpr char kSite[] = "https://www.paper.example/";
constexpr char kSource[] = "https://www.paper.example/license.xml";

std::string Document(const std::string& content) { return "<rsl xmlns=\"https://rslstandard.org/rsl\">" + content + "</rsl>"; }
std::string License(const std::string& inside) { return Document("<content url=\"/\"><license>" + inside + "</license></content>"); }

// "free" when the page may be taken over, else why not.
std::string Says(const std::string& xml, Mode mode, std::string_view url = "https://www.paper.example/news/1") {
  const auto terms = ReadRsl(xml, kSource, kSite, mode);
  const Terms* reservation = ReservationOf(terms, url);
  return reservation == nullptr ? "free" : reservation->words;
}

}  // namespace

TEST_CASE("a licence covers us when it allows everything to everybody for nothing") {
  for (const Mode mode : {Mode::kPersonal, Mode::kMembership}) {
    CHECK(Says(License(""), mode) == "free");
    CHECK(Says(License("<permits type=\"usage\">all</permits>"), mode) == "free");
    CHECK(Says(License("<payment type=\"free\"/>"), mode) == "free");
    CHECK(Says(License("<payment type=\"attribution\"><standard>https://cc.example/by</standard></payment>"), mode) == "free");
    CHECK(Says(License("<prohibits type=\"usage\">ai-train</prohibits>"), mode) == "free");
    CHECK(Says("", mode) == "free");
    CHECK(Says("<html><body>No licence here", mode) == "free");
    CHECK(Says(Document("<content url=\"/\"><copyright type=\"organization\">Paper</copyright></content>"), mode) == "free");
  }
}

TEST_CASE("a licence that wants payment, or allows other uses only, reserves the page") {
  CHECK(Says(License("<payment type=\"crawl\"><amount currency=\"USD\">0.01</amount></payment>"), Mode::kPersonal) ==
        "RSL licence: only for payment (crawl).");
  CHECK(Says(License("<permits type=\"usage\">search, ai-index</permits>"), Mode::kPersonal) ==
        "RSL licence: permits only search, ai-index.");
  CHECK(Says(License("<prohibits type=\"usage\">all</prohibits>"), Mode::kPersonal) == "RSL licence: prohibits all.");
  CHECK(Says(License("<permits type=\"geo\">US CA</permits>"), Mode::kPersonal) == "RSL licence: only in us, ca.");
  CHECK(Says(Document("<content url=\"/\" server=\"https://collective.example/api\"><license/></content>"), Mode::kPersonal) ==
        "RSL licence: to be had from a licence server.");
  CHECK(Says(Document("<content url=\"/\" encrypted=\"true\"/>"), Mode::kPersonal) == "RSL licence: the text is encrypted.");
}

TEST_CASE("who we are decides what is said to users") {
  const std::string household = License("<permits type=\"user\">personal,education</permits>");
  CHECK(Says(household, Mode::kPersonal) == "free");
  CHECK(Says(household, Mode::kMembership) == "RSL licence: only for personal, education use.");
  const std::string no_business = License("<prohibits type=\"user\">commercial</prohibits>");
  CHECK(Says(no_business, Mode::kPersonal) == "free");
  CHECK(Says(no_business, Mode::kMembership) == "RSL licence: not for commercial use.");
}

TEST_CASE("of several licences one that covers us is enough") {
  CHECK(Says(Document("<content url=\"/\"><license><payment type=\"purchase\"/></license><license><permits "
                      "type=\"usage\">all</permits></license></content>"), Mode::kMembership) == "free");
}

TEST_CASE("of several contents the one that names the page most closely counts") {
  const std::string xml = Document("<content url=\"/\"><license><payment type=\"purchase\"/></license></content>"
                                   "<content url=\"/free/*\"><license/></content>"
                                   "<content url=\"https://paper.example/free/not-this$\"><license><payment type=\"use\"/></license></content>"
                                   "<content url=\"https://other.example/\"><license/></content>");
  CHECK(Says(xml, Mode::kPersonal) == "RSL licence: only for payment (purchase).");
  CHECK(Says(xml, Mode::kPersonal, "https://www.paper.example/free/1") == "free");
  CHECK(Says(xml, Mode::kPersonal, "https://www.paper.example/free/not-this") == "RSL licence: only for payment (use).");
  CHECK(Says(Document("<content url=\"https://other.example/\"><license><payment type=\"use\"/></license></content>"), Mode::kPersonal) == "free");
  CHECK(Says(Document("<content url=\"https://*.paper.example/*\"><license><payment type=\"use\"/></license></content>"), Mode::kPersonal) ==
        "RSL licence: only for payment (use).");
}

TEST_CASE("a licence names where an agreement is to be had") {
  const auto terms = ReadRsl(License("<payment type=\"subscription\"><custom>https://paper.example/buy</custom></payment>"), kSource, kSite, Mode::kPersonal);
  REQUIRE(terms.size() == 1);
  CHECK(terms[0].policy_url == "https://paper.example/buy");
  CHECK(terms[0].source == kSource);
  CHECK(terms[0].scope == "/");
}

TEST_CASE("the site's file of text and data mining is read, odd spellings and all") {
  const auto terms = ReadTdmRep(R"([{"location":"/a/*","tdm-reservation":1,"tdm-policy":"https://p.example/policy.json"},
    {"location":"b","tdm-reservation":"0"},{"location":"/c"},{"tdm-reservation":1},7,null])", "https://p.example/.well-known/tdmrep.json");
  REQUIRE(terms.size() == 3);
  CHECK(terms[0].reserved);
  CHECK(terms[0].policy_url == "https://p.example/policy.json");
  CHECK_FALSE(terms[1].reserved);
  CHECK(terms[1].scope == "/b");
  CHECK(terms[2].scope == "/");
  CHECK(ReservationOf(terms, "https://p.example/a/1") != nullptr);
  CHECK(ReservationOf(terms, "https://p.example/b/1") == nullptr);
  CHECK(ReservationOf(terms, "https://p.example/z") != nullptr);
  CHECK(ReadTdmRep("<!doctype html>", "https://p.example/").empty());
  CHECK(ReadTdmRep(std::string(100'000, '['), "https://p.example/").empty());
}

TEST_CASE("of two sources the stricter counts") {
  Terms open, reserved;
  open.source = "https://p.example/license.xml";
  open.scope = "/news/very/close";
  reserved.source = "https://p.example/.well-known/tdmrep.json";
  reserved.scope = "/";
  reserved.reserved = true;
  const std::vector<Terms> both = {open, reserved};
  const Terms* found = ReservationOf(both, "https://p.example/news/very/close");
  REQUIRE(found != nullptr);
  CHECK(found->source == reserved.source);
}

TEST_CASE("a page states its terms in its head") {
  const std::string page = "<!doctype html><html><head><META NAME=\"TDM-Reservation\" content=\"1\"><meta name=tdm-policy content=\"/tdm\">"
                           "<link rel=\"license\" type=\"application/rsl+xml\" href=\"/l.xml\"><link rel=license href=/cc></head><body>x";
  CHECK(MayStateTerms(page));
  const PageTerms found = ReadPageTerms(page, "https://p.example/news/1?a=2", Mode::kPersonal);
  REQUIRE(found.terms.size() == 1);
  CHECK(found.terms[0].reserved);
  CHECK(found.terms[0].policy_url == "https://p.example/tdm");
  CHECK(found.licenses == std::vector<std::string>{"https://p.example/l.xml"});
  CHECK(ReservationOf(found.terms, "https://p.example/news/1?a=2") != nullptr);
  CHECK(ReservationOf(found.terms, "https://p.example/news/10") == nullptr);

  const std::string inside = "<head><script type=\"application/rsl+xml\"><rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/news/1\">"
                             "<license><payment type=\"use\"/></license></content></rsl></script></head>";
  CHECK(MayStateTerms(inside));
  CHECK(ReservationOf(ReadPageTerms(inside, "https://p.example/news/1", Mode::kPersonal).terms, "https://p.example/news/1") != nullptr);
  CHECK_FALSE(MayStateTerms("<html><head><title>News</title>"));
  CHECK(ReadPageTerms("<meta name=tdm-reservation content=maybe>", "https://p.example/", Mode::kPersonal).terms.empty());
}

TEST_CASE("an answer's headers state terms of that page") {
  CHECK(TdmHeader("1", "", "https://p.example/a")->reserved);
  CHECK_FALSE(TdmHeader(" 0 ", "", "https://p.example/a")->reserved);
  CHECK_FALSE(TdmHeader("", "", "https://p.example/a").has_value());
  CHECK_FALSE(TdmHeader("yes", "", "https://p.example/a").has_value());
}

TEST_CASE("patterns of paths are matched as in robots.txt") {
  CHECK(MatchesPath("/a/b", "/a"));
  CHECK_FALSE(MatchesPath("/b", "/a"));
  CHECK(MatchesPath("/a/b.pdf", "/*.pdf$"));
  CHECK_FALSE(MatchesPath("/a/b.pdf?x", "/*.pdf$"));
  CHECK(PathOf("https://p.example") == "/");
  CHECK(PathOf("https://p.example/a?b#c") == "/a?b");
}
