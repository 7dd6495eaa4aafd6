#include "base/phrases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace newsstand {
namespace {

std::vector<size_t> Found(const PhraseFinder& finder, std::string_view text) {
  std::vector<size_t> found;
  finder.ForEach(text, [&](size_t phrase) {
    found.push_back(phrase);
    return false;
  });
  return found;
}

}  // namespace

TEST_CASE("phrases are found where they begin, also inside each other and at both ends") {
  constexpr std::string_view kPhrases[] = {"abc", "ab", "bc", "Ünï", "zz"};
  const PhraseFinder finder(kPhrases);
  CHECK(Found(finder, "abc") == std::vector<size_t>{0, 1, 2});
  CHECK(Found(finder, "xÜnï zzz") == std::vector<size_t>{3, 4, 4});
  CHECK(Found(finder, "a").empty());
  CHECK(Found(finder, "").empty());
  CHECK(finder.AnyIn("--bc"));
  CHECK(!finder.AnyIn("b c a b"));
}

TEST_CASE("phrases are found as by looking for one after the other") {
  std::mt19937 random(5);
  const auto any = [&random](size_t most) {
    std::string text(2 + random() % most, ' ');
    std::generate(text.begin(), text.end(),
                  [&] { return static_cast<char>(random() % 3 ? 'a' + random() % 3 : random()); });
    return text;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> owned;
    for (int i = 0; i < 30; ++i) owned.push_back(any(3));
    const std::vector<std::string_view> phrases(owned.begin(), owned.end());
    const PhraseFinder finder(phrases);
    const std::string text = any(200);
    const std::vector<size_t> found = Found(finder, text);
    for (size_t i = 0; i < phrases.size(); ++i) {
      const bool there = text.find(phrases[i]) != std::string::npos;
      CHECK((std::find(found.begin(), found.end(), i) != found.end()) == there);
    }
  }
}

}  // namespace newsstand
