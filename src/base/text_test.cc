#include "base/text.h"

#include <doctest/doctest.h>

using namespace newsstand;

TEST_CASE("white space of every script collapses to single spaces") {
  CHECK(CollapseSpace("  a\t\n b\xC2\xA0\xE3\x80\x80" "c ") == "a b c");
  CHECK(CollapseSpace("\xE2\x80\x8B") == "");
  CHECK(CollapseSpace("immigratio\xE2\x80\x8Bn") == "immigration");
}

TEST_CASE("broken UTF-8 becomes replacement characters and controls vanish") {
  CHECK(CleanUtf8("a\x00z" "b") == "a");
  CHECK(CleanUtf8(std::string_view("a\0b", 3)) == "ab");
  CHECK(CleanUtf8("\xC3\x28") == "\xEF\xBF\xBD(");
  CHECK(CleanUtf8("\xED\xA0\x80x") == "\xEF\xBF\xBDx");
  CHECK(CleanUtf8("tab\tline\n") == "tab\tline\n");
  CHECK(IsValidUtf8(CleanUtf8("\xF0\x9F\xFF\xFE")));
}

TEST_CASE("cutting never splits a character") {
  CHECK(TruncateUtf8("aé", 2) == "a");
  CHECK(Ellipsize("the quick brown fox", 12) == "the quick…");
  CHECK(Ellipsize("short", 12) == "short");
  CHECK(Ellipsize("日本語のとても長い見出し", 5) == "日本語のと…");
}

TEST_CASE("slugs are ASCII, short and readable") {
  CHECK(Slugify("Où va l'Europe ?") == "ou-va-leurope");
  CHECK(Slugify("  Hello,  World! ") == "hello-world");
  CHECK(Slugify("Привет мир") == "privet-mir");
  CHECK(Slugify("!!!") == "");
  CHECK(Capitalized("ALERCE") == "Alerce");
  CHECK(Capitalized("ÉVREUX") == "Évreux");
  CHECK(Capitalized("") == "");
  CHECK(Slugify(std::string(300, 'a')).size() == 80);
}

TEST_CASE("words are counted as a reader reads them") {
  CHECK(CountWords("It's a well-known fact: 3.5 million.") == 6);
  CHECK(CountWords("日本語の文章です") == 4);
  CHECK(CountWords("हिन्दी समाचार") == 2);
  CHECK(CountWords("") == 0);
}

TEST_CASE("percent coding goes both ways") {
  CHECK(PercentEncode("a b/é") == "a%20b%2F%C3%A9");
  CHECK(PercentDecode("a%20b%2F%C3%A9%zz") == "a b/é%zz");
}
