// What readers ask for, the words it is made of, and what is shown of what was found.
#include "content/search/query.h"

#include "base/text.h"
#include "content/search/search.h"
#include "content/search/snippet.h"
#include "content/search/spelling.h"
#include "content/search/test_articles.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

namespace {

search::View MakeView() {
  search::SegmentBuilder builder;
  builder.Add(search::MakeArticle(1, "Parliament votes on the budget", "The vote was close. Ministers had hoped for more."));
  builder.Add(search::MakeArticle(2, "Élections au Brésil", "Les élections ont lieu dimanche à São Paulo.", "fr", 900));
  builder.Add(search::MakeArticle(3, "予算案が可決", "東京都の予算案が可決された。", "ja", 70));
  search::View view;
  auto segment = search::Segment::FromBytes(builder.Finish());
  Require(segment.ok(), "a segment that was made can be read");
  view.parts.push_back({*segment, nullptr});
  view.articles = 3;
  return view;
}

}  // namespace

FUZZ_TARGET(search) {
  static const search::View view = MakeView();
  const search::Query query = search::ParseQuery(bytes);
  RequireUtf8(query.text, "a query's text is valid UTF-8");
  Require(query.text.size() <= search::kQueryBytes, "a query is short");
  size_t parts = query.none.size();
  for (const search::QueryClause& clause : query.all) parts += clause.any.size();
  Require(parts <= search::kQueryWords, "a query has few parts");
  for (const auto order : {search::Order::kRelevance, search::Order::kNewest})
    Require(search::Search(view, query, order, 5, search::kTestNow).hits.size() <= 3, "no article is found twice");
  if (const auto suggestion = search::SuggestQuery(view, query)) RequireUtf8(*suggestion, "a suggestion is valid UTF-8");
  const std::string clean = CleanUtf8(bytes);
  search::Marker marker(query);
  for (const auto& pieces : {marker.Mark(clean, "en"), marker.Snippet(clean, "fr", 8)}) {
    for (const search::Piece& piece : pieces) RequireUtf8(piece.text, "text is cut between characters");
  }
  search::Tokens tokens;
  search::ReadTokens(bytes, tokens);
  uint32_t before = 0;
  for (const search::Token& token : tokens.tokens) {
    Require(token.at < token.end && token.end <= tokens.Source(bytes).size(), "a word lies in its text");
    Require(token.position >= before && token.position < tokens.positions, "words come in order");
    before = token.position;
  }
  Require(!search::Segment::FromBytes(std::string(bytes)).ok(), "what nobody made is no segment");
}
