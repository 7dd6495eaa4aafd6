#include "content/search/search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "content/search/snippet.h"
#include "content/search/spelling.h"
#include "content/search/test_articles.h"

namespace newsstand::search {
namespace {

View ViewOf(const std::vector<std::vector<Document>>& parts) {
  View view;
  for (const auto& documents : parts) {
    SegmentBuilder builder;
    for (const Document& document : documents) builder.Add(document);
    auto segment = Segment::FromBytes(builder.Finish());
    REQUIRE(segment.ok());
    view.parts.push_back({*segment, nullptr});
    view.articles += (*segment)->docs();
  }
  return view;
}

std::vector<int64_t> Ids(const View& view, std::string_view query, Order order = Order::kRelevance, size_t limit = 50) {
  std::vector<int64_t> ids;
  for (const Hit& hit : Search(view, ParseQuery(query), order, limit, kTestNow).hits) ids.push_back(hit.article);
  return ids;
}
std::vector<int64_t> Sorted(const View& view, std::string_view query) {
  std::vector<int64_t> ids = Ids(view, query);
  std::sort(ids.begin(), ids.end());
  return ids;
}
using Ints = std::vector<int64_t>;

View Papers() {
  Document one = MakeArticle(1, "Parliament votes on the budget", "The vote was close. Ministers had hoped for more.", "en", 5);
  one.authors = {"Ada Reed"};
  one.topics = {"politics"};
  one.entities = {"house-of-commons"};
  Document two = MakeArticle(2, "Budget day in pictures", "Voters outside parliament. A close look.", "en", 30);
  two.source = "evening-gazette";
  two.section = "politics";
  Document three = MakeArticle(3, "Haushalt im Bundestag", "Die Abgeordneten stimmten über den Haushalt ab. Wahlen folgen.", "de", 50);
  three.country = "DE";
  Document four = MakeArticle(4, "予算案が可決", "東京都の予算案が可決された。", "ja", 70);
  Document five = MakeArticle(5, "Élections au Brésil", "Les élections ont lieu dimanche à São Paulo.", "fr", 24 * 40);
  return ViewOf({{one, two}, {three, four}, {five}});
}

TEST_CASE("Words, phrases, without, either, and beginnings of words") {
  const View view = Papers();
  CHECK(Sorted(view, "parliament budget") == Ints{1, 2});
  CHECK(Ids(view, "parliament budget").front() == 1);  // both in the headline
  CHECK(Sorted(view, "votes") == Ints{1});
  CHECK(Sorted(view, "minister") == Ints{1});
  CHECK(Sorted(view, "\"close look\"") == Ints{2});
  CHECK(Sorted(view, "“close look”") == Ints{2});
  CHECK(Sorted(view, "\"look close\"").empty());
  CHECK(Sorted(view, "\"budget the vote\"").empty());  // no phrase reaches from headline to text
  CHECK(Sorted(view, "budget -pictures") == Ints{1});
  CHECK(Sorted(view, "budget -\"close look\"") == Ints{1});
  CHECK(Sorted(view, "pictures OR ministers") == Ints{1, 2});
  CHECK(Sorted(view, "parl*") == Ints{1, 2});
  CHECK(Sorted(view, "minist* close") == Ints{1});
  CHECK(Sorted(view, "nowhere").empty());
  CHECK(Sorted(view, "").empty());
  CHECK(Sorted(view, "-budget") == Ints{3, 4, 5});
}

TEST_CASE("Fields and filters") {
  const View view = Papers();
  CHECK(Sorted(view, "title:parliament") == Ints{1});
  CHECK(Sorted(view, "title:\"votes on the budget\"") == Ints{1});
  CHECK(Sorted(view, "author:reed") == Ints{1});
  CHECK(Sorted(view, "author:\"ada reed\" budget") == Ints{1});
  CHECK(Sorted(view, "topic:politics") == Ints{1});
  CHECK(Sorted(view, "entity:\"House of Commons\"") == Ints{1});
  CHECK(Sorted(view, "section:politics") == Ints{2});
  CHECK(Sorted(view, "from:gazette") == Ints{2});
  CHECK(Sorted(view, "budget -from:evening-gazette") == Ints{1});
  CHECK(Sorted(view, "lang:de") == Ints{3});
  CHECK(Sorted(view, "lang:de lang:fr") == Ints{3, 5});
  CHECK(Sorted(view, "country:de") == Ints{3});
  CHECK(Sorted(view, "before:2026-11-01") == Ints{5});
  CHECK(Sorted(view, "after:2026-11-20 budget") == Ints{1});
  CHECK(Sorted(view, "after:2026-11-19 before:2026-11-20") == Ints{2});
  CHECK(ParseQuery("before:someday").notes == std::vector<QueryNote>{QueryNote::kBadDate});
  CHECK(ParseQuery("after:2026-13").notes.size() == 1);
}

TEST_CASE("Every language in its own way") {
  const View view = Papers();
  CHECK(Sorted(view, "election") == Ints{5});      // the French stem
  CHECK(Sorted(view, "élections") == Ints{5});
  CHECK(Sorted(view, "sao paulo") == Ints{5});
  CHECK(Sorted(view, "Wahl") == Ints{3});
  CHECK(Sorted(view, "予算") == Ints{4});
  CHECK(Sorted(view, "東京都の予算案") == Ints{4});
  CHECK(Sorted(view, "京東").empty());
  CHECK(Sorted(view, "案") == Ints{4});
}

TEST_CASE("A stem of one language does not find another word of the next") {
  const View view = ViewOf({{MakeArticle(1, "The post", "post", "en"), MakeArticle(2, "Posten", "posten", "da")}});
  CHECK(Sorted(view, "posten") == Ints{2});  // whose Danish stem is "post"
  CHECK(Sorted(view, "post") == Ints{1, 2});
}

TEST_CASE("Most of a long query is enough when nothing has all of it") {
  const View view = Papers();
  const Hits hits = Search(view, ParseQuery("parliament votes budget ministers xylophone"), Order::kRelevance, 10, kTestNow);
  REQUIRE(hits.hits.size() == 1);
  CHECK(hits.hits[0].article == 1);
  CHECK(hits.partial);
  CHECK(hits.matches == 0);
  CHECK(Sorted(view, "parliament xylophone").empty());
  CHECK(Sorted(view, "parliament votes budget lang:fr").empty());
  CHECK(Sorted(view, "parliament votes xylophone -ministers").empty());
}

TEST_CASE("Newest first, and more weight for what is new when much of it is") {
  std::vector<Document> documents;
  for (int64_t i = 1; i <= 40; ++i) documents.push_back(MakeArticle(i, "Storm", "storm at sea", "en", i * 10));
  for (int64_t i = 41; i <= 400; ++i) documents.push_back(MakeArticle(i, "Calm", "calm sea", "en", (i - 40) * 2));
  const View view = ViewOf({documents});
  CHECK(Ids(view, "storm", Order::kNewest, 3) == Ints{1, 2, 3});
  CHECK(Ids(view, "storm", Order::kRelevance, 3) == Ints{1, 2, 3});  // alike but for their age
  CHECK(Ids(view, "lang:en", Order::kRelevance, 2) == Ints{41, 42});
  std::vector<Document> burst = documents;
  for (int64_t i = 401; i <= 460; ++i) burst.push_back(MakeArticle(i, "Storm", "storm at sea", "en", 1 + i % 20));
  const double calm = Search(view, ParseQuery("calm"), Order::kRelevance, 5, kTestNow).freshness;
  const double storm = Search(ViewOf({burst}), ParseQuery("storm"), Order::kRelevance, 5, kTestNow).freshness;
  CHECK(calm == doctest::Approx(kLeastFreshness).epsilon(0.5));
  CHECK(storm > calm + 0.3);
  CHECK(storm <= kMostFreshness);
}

// Blocks that are left out unread must not change what is found.
TEST_CASE("The best few are the first of all that there are") {
  std::mt19937 random(11);
  std::vector<std::vector<Document>> parts(3);
  const std::vector<std::string> words = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"};
  for (int64_t id = 1; id <= 6000; ++id) {
    std::string body;
    const size_t count = 1 + random() % 40;
    for (size_t i = 0; i < count; ++i) body += words[std::min<size_t>(random() % 8, random() % 8)] + " ";
    parts[static_cast<size_t>(id) % 3].push_back(
        MakeArticle(id, words[random() % 8] + " " + words[random() % 8], body, "en", static_cast<int64_t>(random() % 2000)));
  }
  View view = ViewOf(parts);
  auto deleted = std::make_shared<std::vector<bool>>(view.parts[0].segment->docs(), false);
  for (size_t i = 0; i < deleted->size(); i += 5) (*deleted)[i] = true;
  view.parts[0].deleted = deleted;
  for (const char* query : {"alpha", "theta", "alpha beta", "eta theta", "\"alpha beta\"", "alpha -beta", "zeta OR eta", "title:theta gamma",
                            "alp* theta", "\"eta theta\" alpha", "theta before:2026-11-01", "alpha beta gamma delta epsilon zeta eta theta"}) {
    CAPTURE(query);
    const Ints all = Ids(view, query, Order::kRelevance, 7000);
    for (const size_t limit : {1, 10, 100}) {
      Ints few = Ids(view, query, Order::kRelevance, limit);
      CHECK(few == Ints(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()))));
    }
    const Ints newest = Ids(view, query, Order::kNewest, 7000);
    const Ints some = Ids(view, query, Order::kNewest, 20);
    CHECK(some == Ints(newest.begin(), newest.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(20, newest.size()))));
    CHECK(newest.size() == Ids(view, query).size() + (newest.size() > 50 ? newest.size() - 50 : 0));
  }
}

TEST_CASE("A query is bounded, whatever it is") {
  const View view = Papers();
  std::string ors, quotes, words;
  for (int i = 0; i < 5000; ++i) {
    ors += "a OR ";
    quotes += "\"a\" \"";
    words += "word" + std::to_string(i) + " ";
  }
  for (const std::string& text : {ors, quotes, words, std::string(100'000, '"'), std::string(100'000, '-'), std::string(100'000, '('),
                                  std::string(100'000, '*'), std::string("\0\1\2\x7f\xff", 5), std::string("title:"), std::string("lang: -"),
                                  std::string("-"), std::string("OR OR OR"), std::string("\""), std::string("a:b:c \"")}) {
    const Query query = ParseQuery(text);
    size_t parts = query.none.size();
    for (const QueryClause& clause : query.all) parts += clause.any.size();
    CHECK(parts <= kQueryWords);
    CHECK(query.text.size() <= kQueryBytes);
    (void)Search(view, query, Order::kRelevance, 10, kTestNow);
    (void)SuggestQuery(view, query);
  }
  CHECK(ParseQuery(words).notes == std::vector<QueryNote>{QueryNote::kTooLong});
  CHECK(ParseQuery("Title: a novel").all.size() == 3);
}

TEST_CASE("A misspelt word gets a suggestion, a word that exists does not") {
  std::vector<Document> documents;
  for (int64_t i = 1; i <= 30; ++i) documents.push_back(MakeArticle(i, "Parliament", "The government of Brazil met in parliament."));
  const View view = ViewOf({documents});
  CHECK(SuggestQuery(view, ParseQuery("parlaiment")).value_or("") == "parliament");
  CHECK(SuggestQuery(view, ParseQuery("\"goverment of\" brasil -x lang:en")).value_or("") == "\"government of\" brazil -x lang:en");
  CHECK_FALSE(SuggestQuery(view, ParseQuery("parliament")).has_value());
  CHECK_FALSE(SuggestQuery(view, ParseQuery("xyzzy")).has_value());
  CHECK_FALSE(SuggestQuery(view, ParseQuery("met")).has_value());
}

std::string Shown(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) out += piece.hit ? "[" + piece.text + "]" : piece.text;
  return out;
}

TEST_CASE("A snippet shows where the hits are closest") {
  std::string text = "Alone here the budget. ";
  for (int i = 0; i < 100; ++i) text += "filler words go on ";
  text += "and then ministers voted on the budgets <b>again</b>. ";
  for (int i = 0; i < 50; ++i) text += "more of it ";
  Marker marker(ParseQuery("budget minister"));
  const std::string shown = Shown(marker.Snippet(text, "en", 20));
  CHECK(shown.find("[ministers] voted on the [budgets] <b>again") != std::string::npos);
  CHECK(shown.starts_with("… "));
  CHECK(shown.ends_with(" …"));
  CHECK(marker.Snippet("nothing of it", "en", 20).empty());
  CHECK(Shown(marker.Mark("Budget day", "en")) == "[Budget] day");
  CHECK(Shown(Marker(ParseQuery("予算案")).Snippet("東京都の予算案が可決された。", "ja", 20)) == "東京都の[予算案]が可決された。");
  CHECK(Shown(Marker(ParseQuery("elect*")).Mark("Electing electors", "en")) == "[Electing] [electors]");
  CHECK(Shown(Marker(ParseQuery("ELECTION")).Mark("Les élections", "fr")) == "Les [élections]");
}

}  // namespace
}  // namespace newsstand::search
