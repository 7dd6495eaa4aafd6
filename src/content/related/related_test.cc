#include "content/related/related.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"

using namespace newsstand;
using namespace newsstand::related;

namespace {

// A line of tests/data/related: number | story | owner | hours before the first | language | entities, by commas | headline
struct Line {
  Piece piece;
  std::string number;
};

std::vector<Line> ReadLines(const std::string& file) {
  std::ifstream in(file);
  REQUIRE(in);
  std::map<std::string, uint32_t> entities;
  std::vector<Line> lines;
  for (std::string text; std::getline(in, text);) {
    if (text.empty() || text[0] == '#') continue;
    const auto fields = Split(text, '|');
    REQUIRE(fields.size() == 7);
    Line line;
    line.number = Trim(fields[0]);
    line.piece.group = static_cast<uint64_t>(std::stoi(std::string(Trim(fields[1]))));
    line.piece.owner = static_cast<uint64_t>(std::stoi(std::string(Trim(fields[2]))));
    line.piece.published = FromUnixSeconds(1'790'000'000) - std::chrono::hours(std::stoi(std::string(Trim(fields[3]))));
    for (const std::string_view part : Split(fields[5], ',')) {
      const std::string name(Trim(part));
      if (name.empty()) continue;
      const uint32_t id = entities.try_emplace(name, static_cast<uint32_t>(entities.size() + 1)).first->second;
      line.piece.terms.push_back({EntityTerm(id), EntityWeight(0.2F)});
    }
    AddWords(Trim(fields[6]), Trim(fields[4]), line.piece.terms);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string Chosen(const std::vector<Line>& lines, size_t of, bool background, const Wish& wish = {}) {
  std::map<Term, int> counts;
  for (const Line& line : lines) {
    for (const Weighted& one : line.piece.terms) ++counts[one.term];
  }
  std::vector<Piece> pieces;
  for (const Line& line : lines) pieces.push_back(line.piece);
  const auto rarity = [&](Term term) { return std::log(1 + 1000.0 / counts[term]); };
  std::string out;
  for (const size_t i : Choose(lines[of].piece, pieces, rarity, background, wish)) (out += out.empty() ? "" : " ") += lines[i].number;
  return out;
}

}  // namespace

TEST_CASE("related articles share rare names and never come from the same story; background is what is older") {
  const auto lines = ReadLines("tests/data/related/ferries.txt");
  CHECK(Chosen(lines, 0, false) == "4 6");
  CHECK(Chosen(lines, 0, true) == "7 8");
}

TEST_CASE("one article of a story is enough") {
  const auto lines = ReadLines("tests/data/related/ferries.txt");
  const std::string related = Chosen(lines, 0, false, {10, 0.01, 0.7});
  CHECK((related.find('4') == std::string::npos) != (related.find('5') == std::string::npos));
}

TEST_CASE("nothing in common is no relation, and nothing asked is nothing found") {
  const auto lines = ReadLines("tests/data/related/ferries.txt");
  CHECK(Chosen(lines, 8, false).empty());
  Piece empty;
  empty.group = 99;
  std::vector<Piece> pieces{lines[0].piece};
  CHECK(Choose(empty, pieces, [](Term) { return 1.0; }, false, {}).empty());
  CHECK(Choose(lines[0].piece, {}, [](Term) { return 1.0; }, false, {}).empty());
}

TEST_CASE("words of a headline: folded, short ones left out, pairs where there are no spaces, one language is not another") {
  std::vector<Weighted> upper, lower, other, kana;
  AddWords("ÉLECTION à Marenya", "fr", upper);
  AddWords("élection Marenya", "fr-CA", lower);
  AddWords("élection Marenya", "es", other);
  REQUIRE(upper.size() == 2);
  REQUIRE(lower.size() == 2);
  CHECK(upper[0].term == lower[0].term);
  CHECK(upper[1].term == lower[1].term);
  CHECK(other[0].term != lower[0].term);
  AddWords("新幹線が停車", "ja", kana);
  CHECK(kana.size() == 5);
  std::vector<Weighted> hostile;
  AddWords("\xff\xfe\xc3 \xe2\x82", "en", hostile);
  CHECK(hostile.empty());
}
