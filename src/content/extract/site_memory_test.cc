#include "content/extract/site_memory.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace newsstand::extract {
namespace {

constexpr std::string_view kOffer = "Read the harbour’s news at six, every morning, in your inbox.";

std::string Body(std::string_view first, std::string_view second) {
  return "<p>" + std::string(first) + "</p><p>" + std::string(second) + "</p><p>" + std::string(kOffer) + "</p>";
}

ExtractedArticle Article() {
  ExtractedArticle article;
  article.title = "Ferry late again | The Quay";
  article.html = Body("The ferry was late again on Monday, by an hour and ten minutes.",
                      "Nobody knows why, least of all its captain.");
  article.text =
      "The ferry was late again on Monday, by an hour and ten minutes.\n\nNobody knows why, least of all its "
      "captain.\n\n" +
      std::string(kOffer);
  return article;
}

// Two paragraphs each, of which none says what another says.
std::vector<std::string> Bodies() {
  std::vector<std::string> bodies = {Body("The bridge closes for a year of repairs.", "Cables from 1931 are worn."),
                                     Body("The school kitchen has won a prize.", "Pupils plan the menu."),
                                     Body("Rain has filled the old dock to the brim.", "Ducks have moved in.")};
  for (int i = 4; i <= 10; ++i) {
    const std::string day = std::to_string(i);
    bodies.push_back(Body("On day " + day + " of the strike nothing moved.", "It is the " + day + "th day of it."));
  }
  return bodies;
}

const std::vector<std::string> kHeadlines = {"Bridge closes", "Kitchen wins", "Dock is full",  "Nothing moves", "Pickets sing",
                                             "Union talks",   "Owners wait",  "Fish goes bad", "Quiet harbour", "Deal signed"};

// The first `count` pages.
SiteMemory LearnedFrom(size_t count) {
  const std::vector<std::string> bodies = Bodies();
  std::vector<std::string> urls, titles;
  for (size_t i = 0; i < count; ++i) {
    urls.push_back("https://q.test/" + std::to_string(i));
    titles.push_back(kHeadlines[i] + " | The Quay");
  }
  std::vector<SitePage> pages;
  for (size_t i = 0; i < count; ++i) pages.push_back({urls[i], titles[i], bodies[i]});
  return LearnSite(pages);
}

SiteMemory Learned() { return LearnedFrom(10); }

}  // namespace

TEST_CASE("what three pages of a site say is the site's") {
  const SiteMemory memory = LearnedFrom(3);
  CHECK(memory.pages == 3);
  CHECK(memory.repeated.size() == 1);
  CHECK(memory.title_tail.empty());  // three headlines may end alike by chance
}

TEST_CASE("what reports on one matter repeat is not the site's") {
  const std::vector<std::string> bodies = Bodies();
  const std::vector<SitePage> pages = {{"https://q.test/1", "Ferry strike begins", bodies[0]},
                                       {"https://q.test/2", "Ferry owners wait", bodies[1]},
                                       {"https://q.test/3", "No ferry for Christmas", bodies[2]}};
  CHECK(LearnSite(pages).repeated.empty());
}

TEST_CASE("what was known stays known when it is not seen any more") {
  const SiteMemory known = Learned();
  SiteMemory later;
  later.pages = 40;
  later.repeated = {7};
  const SiteMemory joined = Join(known, later);
  CHECK(joined.pages == 40);
  CHECK(joined.repeated.size() == 2);
  CHECK(std::is_sorted(joined.repeated.begin(), joined.repeated.end()));
  CHECK(joined.title_tail == " | The Quay");
}

TEST_CASE("what is the site's goes from all its pages") {
  const SiteMemory memory = Learned();
  CHECK(memory.pages == 10);
  CHECK(memory.repeated.size() == 1);
  CHECK(memory.title_tail == " | The Quay");
  ExtractedArticle article = Article();
  CHECK(ApplyMemory(memory, article));
  CHECK(article.title == "Ferry late again");
  CHECK(article.html ==
        "<p>The ferry was late again on Monday, by an hour and ten minutes.</p><p>Nobody knows why, least of all its "
        "captain.</p>");
  CHECK(
      article.text ==
      "The ferry was late again on Monday, by an hour and ten minutes.\n\nNobody knows why, least of all its captain.");
  CHECK(article.word_count == 21);
  CHECK(!ApplyMemory(memory, article));
}

TEST_CASE("one article sent three times teaches nothing") {
  const std::string body = Bodies()[0];
  const std::vector<SitePage> pages = {
      {"https://q.test/1", "A", body}, {"https://q.test/2", "A", body}, {"https://q.test/3", "A", body}};
  CHECK(LearnSite(pages).repeated.empty());
}

TEST_CASE("two pages are too few") {
  const std::vector<std::string> bodies = Bodies();
  const std::vector<SitePage> pages = {{"https://q.test/1", "A | B", bodies[0]},
                                       {"https://q.test/2", "C | B", bodies[1]}};
  CHECK(LearnSite(pages) == SiteMemory{2, {}, ""});
}

TEST_CASE("a memory that would take most of an article is not applied") {
  ExtractedArticle article = Article();
  article.title = "Ferry";
  article.text = "Short.\n\n" + std::string(kOffer);
  const std::string before = article.html;
  CHECK(!ApplyMemory(Learned(), article));
  CHECK(article.html == before);
}

TEST_CASE("a memory comes back from its text as it was") {
  const SiteMemory memory = Learned();
  const auto back = MemoryFromText(ToText(memory));
  REQUIRE(back.ok());
  CHECK(*back == memory);
  CHECK(MemoryFromText(ToText({})).ok());
  for (const std::string_view wrong :
       {"", "site1", "site1 x  ", "site2 3  ", "site1 3  12", "site1 3  zzzzzzzzzzzzzzzz"}) {
    CAPTURE(wrong);
    CHECK(!MemoryFromText(wrong).ok());
  }
}

}  // namespace newsstand::extract
