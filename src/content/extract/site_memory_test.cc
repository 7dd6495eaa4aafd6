#include "content/extract/site_memory.h"

#include <doctest/doctest.h>

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

std::vector<std::string> Bodies() {
  return {Body("The bridge closes for a year of repairs.", "Cables from 1931 are worn."),
          Body("The school kitchen has won a prize.", "Pupils plan the menu."),
          Body("Rain has filled the old dock to the brim.", "Ducks have moved in.")};
}

SiteMemory Learned() {
  const std::vector<std::string> bodies = Bodies();
  const std::vector<SitePage> pages = {{"https://q.test/1", "Bridge closes | The Quay", bodies[0]},
                                       {"https://q.test/2", "Kitchen wins | The Quay", bodies[1]},
                                       {"https://q.test/3", "Dock is full | The Quay", bodies[2]}};
  return LearnSite(pages);
}

}  // namespace

TEST_CASE("what three pages of a site say is the site's and goes from all of them") {
  const SiteMemory memory = Learned();
  CHECK(memory.pages == 3);
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
