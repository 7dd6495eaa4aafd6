#include "base/word_diff.h"

#include <doctest/doctest.h>

#include <random>

using namespace newsstand;

namespace {

// "It {-rained-}{+snowed+} all day."
std::string Shown(const std::vector<DiffPart>& parts) {
  std::string out;
  for (const DiffPart& part : parts) {
    if (part.kind == DiffPart::Kind::kSame) out += part.text;
    if (part.kind == DiffPart::Kind::kRemoved) out += "{-" + part.text + "-}";
    if (part.kind == DiffPart::Kind::kAdded) out += "{+" + part.text + "+}";
  }
  return out;
}

std::string Side(const std::vector<DiffPart>& parts, DiffPart::Kind left_out) {
  std::string out;
  for (const DiffPart& part : parts) {
    if (part.kind != left_out) out += part.text;
  }
  return out;
}

}  // namespace

TEST_CASE("changed words are told whole, and what was around them stays") {
  CHECK(Shown(DiffWords("It rained all day.", "It snowed all day.")) == "It {-rained-}{+snowed+} all day.");
  CHECK(Shown(DiffWords("Twelve people died", "Fifteen people died")) == "{-Twelve-}{+Fifteen+} people died");
  CHECK(Shown(DiffWords("The minister resigned.", "The minister resigned on Sunday.")) == "The minister resigned{+ on Sunday+}.");
  CHECK(Shown(DiffWords("same", "same")) == "same");
  CHECK(Shown(DiffWords("", "new")) == "{+new+}");
  CHECK(Shown(DiffWords("old", "")) == "{-old-}");
  CHECK(DiffWords("", "").empty());
}

TEST_CASE("words that changed side by side are one change, not one for each") {
  CHECK(Shown(DiffWords("the old grey bridge fell", "the new stone bridge fell")) ==
        "the {-old grey-}{+new stone+} bridge fell");
}

TEST_CASE("scripts without spaces are told by words, too") {
  const auto parts = DiffWords("東京で大雨が降った。", "大阪で大雨が降った。");
  CHECK(Side(parts, DiffPart::Kind::kAdded) == "東京で大雨が降った。");
  CHECK(Side(parts, DiffPart::Kind::kRemoved) == "大阪で大雨が降った。");
  CHECK(Shown(parts).find("で大雨が降った。") != std::string::npos);
}

TEST_CASE("any two texts come out again on their sides") {
  std::mt19937 random(7);
  const char* words[] = {"a ", "b ", "rain ", "sun. ", "ä ", "“x” ", "1,200 ", "\n"};
  for (int run = 0; run < 300; ++run) {
    std::string before, after;
    for (unsigned i = random() % 60; i > 0; --i) before += words[random() % 8];
    for (unsigned i = random() % 60; i > 0; --i) after += words[random() % 8];
    const auto parts = DiffWords(before, after);
    CHECK(Side(parts, DiffPart::Kind::kAdded) == before);
    CHECK(Side(parts, DiffPart::Kind::kRemoved) == after);
    for (size_t i = 1; i < parts.size(); ++i) CHECK(parts[i].kind != parts[i - 1].kind);
  }
}

TEST_CASE("texts that have nothing in common are told as replaced, in bounded time") {
  std::string before, after;
  for (int i = 0; i < 15'000; ++i) {
    before += "a" + std::to_string(i) + " ";
    after += "b" + std::to_string(i) + " ";
  }
  const auto parts = DiffWords(before, after);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0] == DiffPart{DiffPart::Kind::kRemoved, before});
  CHECK(parts[1] == DiffPart{DiffPart::Kind::kAdded, after});
}

TEST_CASE("of paragraphs those that changed, came and went are told, each as what it is") {
  using Kind = DiffParagraph::Kind;
  const std::vector<std::string> before = {"The bridge fell at noon on Monday.", "Nobody was hurt.", "It was built in 1905.", "A statement is expected."};
  const std::vector<std::string> after = {"The bridge fell at noon on Sunday.", "Nobody was hurt.", "The mayor was at the scene within minutes.", "A statement is expected."};
  const auto paragraphs = DiffTexts(before, after);
  REQUIRE(paragraphs.size() == 5);
  CHECK(paragraphs[0].kind == Kind::kChanged);
  CHECK(Shown(paragraphs[0].parts) == "The bridge fell at noon on {-Monday-}{+Sunday+}.");
  CHECK(paragraphs[1].kind == Kind::kSame);
  CHECK(paragraphs[2].kind == Kind::kRemoved);
  CHECK(paragraphs[3].kind == Kind::kAdded);
  CHECK(paragraphs[4].kind == Kind::kSame);
}

TEST_CASE("a paragraph that was put before another does not make the other look new") {
  const std::vector<std::string> before = {"One two three four.", "Five six seven eight."};
  const std::vector<std::string> after = {"Correction: the year was wrong.", "One two three four five.", "Five six seven eight."};
  const auto paragraphs = DiffTexts(before, after);
  REQUIRE(paragraphs.size() == 3);
  CHECK(paragraphs[0].kind == DiffParagraph::Kind::kAdded);
  CHECK(Shown(paragraphs[1].parts) == "One two three four{+ five+}.");
  CHECK(paragraphs[2].kind == DiffParagraph::Kind::kSame);
  CHECK(DiffTexts({}, {}).empty());
}
