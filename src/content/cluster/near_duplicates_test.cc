#include "content/cluster/near_duplicates.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "base/url_test_data.h"
#include "content/cluster/copies_test_data.h"

namespace newsstand::cluster {
namespace {

using namespace testing;

// `count` words that no other `seed` has.
std::string Report(int seed, int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += "word" + std::to_string(seed) + "x" + std::to_string(i) + (i % 12 == 11 ? ". " : " ");
  return out;
}

Timestamp Hour(int hour) { return FromUnixSeconds(1'700'000'000 + hour * 3600); }

TEST_CASE("words are normalised, whatever the script") {
  Words words;
  ScanWords("Obama’s U.S. visit: 1,000.5 people; ＡＢＣ Cafe\xCC\x81 СТРАНА l'Europe 北京", words);
  std::string all;
  for (const Word& word : words.words) all += std::string(words.Text(word)) + "|";
  CHECK(all == "obama|us|visit|1000.5|people|abc|café|страна|l|europe|北|京|");
}

TEST_CASE("words know their capitals, sentences and breaks") {
  Words words;
  ScanWords("The visit of Mr. Smith ended. BBC said so, too", words);
  REQUIRE(words.words.size() == 10);
  CHECK(words.words[0].Is(Word::kSentence));
  CHECK(words.words[4].Is(Word::kCapital));
  CHECK_FALSE(words.words[4].Is(Word::kSentence));  // a title's point ends no sentence
  CHECK(words.words[6].Is(Word::kSentence));
  CHECK(words.words[6].Is(Word::kAllCapitals));
  CHECK(words.words[9].Is(Word::kBreakBefore));
}

TEST_CASE("bytes that are no UTF-8 and marks without a letter do no harm") {
  Words words;
  ScanWords("a\xFF\xC0 b\xE2\x82 \xCC\x81\xCC\x81 '' .. ,,", words);
  CHECK(words.words.size() == 2);
  ScanWords(std::string(300'000, 'a'), words);
  REQUIRE(words.words.size() == 1);
  CHECK(words.words[0].length == 64);
  std::string long_lower;
  for (int i = 0; i < 50'000; ++i) long_lower += "Ⱥ";  // two bytes that become three
  ScanWords(long_lower, words);
  CHECK(words.words.size() == 1);
  ScanWords("", words);
  CHECK(words.words.empty());
}

TEST_CASE("an abridged, signed copy is credited to who had it first") {
  NearDuplicates index;
  const std::string wire = Report(1, 400);
  CHECK_FALSE(index.Add(1, FingerprintOf(wire), Hour(0)));
  CHECK_FALSE(index.Add(2, FingerprintOf(Report(2, 400)), Hour(1)));
  const auto copy = index.Add(
      3, FingerprintOf("By Ada Fielding\nLONDON (Wire) - " + wire.substr(0, wire.size() / 2) + "\nFollow us"), Hour(2));
  REQUIRE(copy);
  CHECK(copy->origin == 1);
  CHECK(copy->origin_seen == Hour(0));
  CHECK(copy->folds());
  CHECK(copy->of_this > .95);    // nothing of its own
  CHECK(copy->of_nearest < .6);  // abridged
}

TEST_CASE("a copy of a copy is credited to the origin") {
  NearDuplicates index;
  const std::string wire = Report(1, 300);
  index.Add(1, FingerprintOf(wire), Hour(0));
  index.Add(2, FingerprintOf(wire + Report(5, 60)), Hour(1));
  const auto copy = index.Add(3, FingerprintOf(wire + Report(5, 60)), Hour(2));
  REQUIRE(copy);
  CHECK(copy->origin == 1);
  CHECK(copy->nearest == 2);
}

TEST_CASE("a long quotation makes no copy, a short text needs to be the same word for word") {
  NearDuplicates index;
  index.Add(1, FingerprintOf(Report(1, 400)), Hour(0));
  CHECK_FALSE(index.Add(2, FingerprintOf(Report(1, 80) + Report(2, 400)), Hour(0)));
  index.Add(3, FingerprintOf("nine words are a headline that titles carry unchanged"), Hour(0));
  CHECK(index.Add(4, FingerprintOf("Nine words are a headline that titles carry unchanged"), Hour(0)));
  CHECK_FALSE(index.Add(5, FingerprintOf("nine words are a headline that titles carry and change"), Hour(0)));
}

TEST_CASE("what is older than the window is no origin and takes no memory") {
  NearDuplicates::Options options;
  options.always_kept = 10;
  NearDuplicates index(options);
  index.Add(1, FingerprintOf(Report(1, 200)), Hour(0));
  CHECK(index.Add(2, FingerprintOf(Report(1, 200)), Hour(24 * 6)));
  CHECK(index.Add(3, FingerprintOf(Report(1, 200)), Hour(24 * 12)));  // carried on by its copies
  CHECK_FALSE(index.Add(4, FingerprintOf(Report(1, 200)), Hour(24 * 40)));
  const size_t before = index.bytes();
  for (int i = 0; i < 3'000; ++i)
    index.Add(100 + static_cast<uint64_t>(i), FingerprintOf(Report(100 + i, 200)), Hour(24 * (50 + i)));
  CHECK(index.articles() < 30);
  CHECK(index.bytes() < before + (2u << 20));
}

TEST_CASE("articles without a time are compared with all others") {
  NearDuplicates index;
  index.Add(1, FingerprintOf(Report(1, 200)), Hour(0));
  CHECK(index.Add(2, FingerprintOf(Report(1, 200)), std::nullopt));
  CHECK(index.Add(3, FingerprintOf(Report(1, 200)), std::nullopt));
}

TEST_CASE("a phrase in more than sixty articles counts for nothing") {
  NearDuplicates index;
  const std::string terms = Report(999, 120);
  int found = 0;
  for (uint64_t i = 0; i < 200; ++i)
    found += index.Add(i, FingerprintOf(Report(static_cast<int>(i), 100) + terms), Hour(1)).has_value();
  CHECK(found <= 61);
  CHECK_FALSE(index.Add(500, FingerprintOf(Report(500, 100) + terms), Hour(1)));
}

TEST_CASE("a report carried word for word by hundreds is found for every one") {
  NearDuplicates index;
  const std::string wire = Report(1, 300);
  index.Add(0, FingerprintOf(wire), Hour(0));
  for (uint64_t i = 1; i < 300; ++i) {
    const auto copy = index.Add(i, FingerprintOf("By Title Number " + std::to_string(i) + "\n" + wire), Hour(1));
    REQUIRE(copy);
    CHECK(copy->origin == 0);
  }
}

TEST_CASE("copies injected into real articles are found") {
  const std::filesystem::path root = test_data::Folder();
  if (!std::filesystem::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  const auto articles = ReadArticles((root / "articles/articles.jsonl").string());
  const auto injected = InjectCopies(articles, 4, 1);
  NearDuplicates index;
  double right = 0, found = 0, wanted = 0, cut = 0, cut_right = 0;
  for (size_t i = 0; i < injected.size(); ++i) {
    const auto copy = index.Add(i, FingerprintOf(injected[i].text), FromUnixSeconds(static_cast<int64_t>(i) * 60));
    const bool is_right = copy && injected[copy->origin].original == injected[i].original;
    right += is_right;
    found += copy.has_value();
    wanted += injected[i].change != Change::kNone;
    cut += injected[i].change == Change::kCut40;
    cut_right += injected[i].change == Change::kCut40 && is_right;
  }
  CHECK(2 * right / (found + wanted) >= .995);
  CHECK(cut_right / cut >= .98);
}

}  // namespace
}  // namespace newsstand::cluster
