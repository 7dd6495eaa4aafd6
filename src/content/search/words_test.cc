#include "content/search/words.h"

#include <doctest/doctest.h>

namespace newsstand::search {
namespace {

std::string Read(std::string_view text) {
  Tokens tokens;
  ReadTokens(text, tokens);
  std::string out;
  for (const Token& token : tokens.tokens) {
    if (!out.empty()) out += ' ';
    out += tokens.Text(token);
  }
  return out;
}

TEST_CASE("Words are folded and cut where people cut them") {
  CHECK(Read("The U.S. and Obama's plan") == "the us and obama plan");
  CHECK(Read("Où va l’Europe ?") == "où va l europe");
  CHECK(Read("STRASSE straße ﬁnal Ｆｕｌｌ") == "strasse strasse final full");
  CHECK(Read("re-election, 1,000.5") == "re election 1 000 5");
  CHECK(Read("end.Begin e.g. this") == "end begin eg this");
  CHECK(Read("cafe\xCC\x81") == "café");
  CHECK(Read("") == "");
  CHECK(Read("\xFF\xFE abc \xC3") == "abc");
}

TEST_CASE("Scripts without spaces give pairs of characters") {
  CHECK(Read("東京都") == "東京 京都");
  CHECK(Read("東 は") == "東 は");
  CHECK(Read("iPhone発売日") == "iphone 発売 売日");
  CHECK(Read("ข่าว").size() > 0);
  Tokens tokens;
  ReadTokens("東京都 x", tokens);
  CHECK(tokens.tokens[0].position == 0);
  CHECK(tokens.tokens[1].position == 1);
  CHECK(tokens.tokens[2].position == 3);
}

TEST_CASE("Places of words are those of the text") {
  Tokens tokens;
  const std::string text = "A «Élan» vital";
  ReadTokens(text, tokens);
  REQUIRE(tokens.tokens.size() == 3);
  CHECK(text.substr(tokens.tokens[1].at, tokens.tokens[1].end - tokens.tokens[1].at) == "Élan");
}

TEST_CASE("Forms of one word meet, in their own language") {
  Stems stems;
  CHECK(stems.TermOf("elections", "en") == stems.TermOf("election", "en-GB"));
  CHECK(stems.TermOf("wahlen", "de") == stems.TermOf("wahl", "de"));
  CHECK(stems.TermOf("élections", "fr") == stems.TermOf("élection", "fr"));
  CHECK(stems.TermOf("выборы", "ru") == stems.TermOf("выборов", "ru"));
  CHECK(stems.TermOf("élève", "xx") == "eleve");
  CHECK(WithoutMarks("ёлка") == "елка");
  CHECK(WithoutMarks("がくせい") == "がくせい");
}

}  // namespace
}  // namespace newsstand::search
