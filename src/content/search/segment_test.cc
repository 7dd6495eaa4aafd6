#include "content/search/segment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "content/search/segment_writer.h"
#include "content/search/test_articles.h"
#include "content/search/words.h"

namespace newsstand::search {
namespace {

SegmentPtr Built(const std::vector<Document>& documents) {
  SegmentBuilder builder;
  for (const Document& document : documents) builder.Add(document);
  auto segment = Segment::FromBytes(builder.Finish());
  REQUIRE(segment.ok());
  return *segment;
}

std::string Words(std::mt19937& random, size_t count) {
  std::string text;
  std::geometric_distribution<int> word(0.02);
  for (size_t i = 0; i < count; ++i) text += "word" + std::string(1, static_cast<char>('a' + word(random) % 26)) + " ";
  return text;
}

std::vector<Document> Many(size_t count) {
  std::mt19937 random(7);
  std::vector<Document> documents;
  for (size_t i = 0; i < count; ++i) {
    documents.push_back(MakeArticle(static_cast<int64_t>(i + 1), Words(random, 4), Words(random, 1 + random() % 60), "",
                                    static_cast<int64_t>(random() % 700)));
    if (i % 3 == 0) documents.back().body += "third ";
    if (i == 500) documents.back().body += "onlyhere ";
  }
  return documents;
}

std::map<int64_t, std::vector<uint32_t>> ListOf(const Segment& segment, const std::string& name) {
  std::map<int64_t, std::vector<uint32_t>> list;
  const auto info = segment.Find(name);
  if (!info) return list;
  uint32_t before = kNoDoc;
  for (Cursor cursor(segment, *info); cursor.doc() != kNoDoc; cursor.Next()) {
    CHECK((before == kNoDoc || cursor.doc() > before));
    before = cursor.doc();
    cursor.Positions(list[segment.article(cursor.doc())]);
  }
  CHECK(list.size() == info->count);
  return list;
}

TEST_CASE("A segment gives back what went into it: newest first, every list, every position") {
  const std::vector<Document> documents = Many(1000);
  const SegmentPtr segment = Built(documents);
  CHECK(segment->docs() == 1000);
  for (uint32_t doc = 1; doc < segment->docs(); ++doc) CHECK(segment->published(doc) <= segment->published(doc - 1));
  CHECK(segment->DocOf(700).has_value());
  CHECK(segment->article(*segment->DocOf(700)) == 700);
  CHECK_FALSE(segment->DocOf(1001).has_value());

  Tokens tokens;
  std::map<std::string, std::map<int64_t, std::vector<uint32_t>>> expected;
  for (const Document& document : documents) {
    ReadTokens(document.headline, tokens);
    uint32_t from = tokens.positions;
    for (const Token& token : tokens.tokens) {
      expected["b" + std::string(tokens.Text(token))][document.article].push_back(token.position);
      expected["t" + std::string(tokens.Text(token))][document.article].push_back(token.position);
    }
    ReadTokens(document.body, tokens);
    from += 200;
    for (const Token& token : tokens.tokens)
      expected["b" + std::string(tokens.Text(token))][document.article].push_back(from + token.position);
  }
  size_t lists = 0;
  for (Segment::Terms terms(*segment, ""); terms.Valid(); terms.Next()) {
    if (terms.name().front() != 'b' && terms.name().front() != 't') continue;
    ++lists;
    CHECK(ListOf(*segment, terms.name()) == expected[terms.name()]);
  }
  CHECK(lists == expected.size());
  CHECK(segment->Find("bonlyhere")->count == 1);
  CHECK(segment->Find("vthird")->count == 334);
  CHECK_FALSE(segment->Find("bnowhere").has_value());
}

TEST_CASE("Skipping in a list lands where walking does, and no block holds more than it says") {
  const SegmentPtr segment = Built(Many(3000));
  const auto info = segment->Find("bthird");
  REQUIRE(info.has_value());
  std::vector<std::pair<uint32_t, uint8_t>> all;
  for (Cursor cursor(*segment, *info); cursor.doc() != kNoDoc; cursor.Next()) all.emplace_back(cursor.doc(), cursor.impact());
  REQUIRE(all.size() == 1000);
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    Cursor cursor(*segment, *info);
    uint32_t target = 0;
    while (cursor.doc() != kNoDoc) {
      target += random() % (round % 2 == 0 ? 20 : 900);
      uint32_t last = 0;
      const uint8_t most = cursor.BlockMax(std::max(target, cursor.doc()), last);
      for (const auto& [doc, impact] : all) {
        if (doc >= std::max(target, cursor.doc()) && doc <= last) CHECK(impact <= most);
      }
      cursor.SkipTo(target);
      const auto found = std::lower_bound(all.begin(), all.end(), std::pair<uint32_t, uint8_t>(target, 0));
      CHECK(cursor.doc() == (found == all.end() ? kNoDoc : found->first));
      if (found != all.end()) CHECK(cursor.impact() == found->second);
    }
  }
}

TEST_CASE("A merge holds what its sources held, without what was deleted") {
  const std::vector<Document> documents = Many(900);
  std::vector<Survivors> sources(3);
  for (size_t i = 0; i < 3; ++i) {
    std::vector<Document> some;
    for (size_t k = i; k < documents.size(); k += 3) some.push_back(documents[k]);
    sources[i].segment = Built(some);
  }
  auto deleted = std::make_shared<std::vector<bool>>(sources[1].segment->docs(), false);
  std::set<int64_t> gone;
  for (uint32_t doc = 0; doc < deleted->size(); doc += 7) {
    (*deleted)[doc] = true;
    gone.insert(sources[1].segment->article(doc));
  }
  sources[1].deleted = deleted;
  auto merged = Segment::FromBytes(MergeSegments(sources));
  REQUIRE(merged.ok());
  std::vector<Document> left;
  for (const Document& document : documents) {
    if (!gone.contains(document.article)) left.push_back(document);
  }
  const SegmentPtr built = Built(left);
  CHECK((*merged)->docs() == built->docs());
  for (Segment::Terms terms(*built, ""); terms.Valid(); terms.Next()) {
    if (terms.name().front() == 'v') continue;  // counts of words keep what left until it is written anew
    CHECK(ListOf(**merged, terms.name()) == ListOf(*built, terms.name()));
  }
  for (uint32_t doc = 0; doc < built->docs(); ++doc) CHECK((*merged)->article(doc) == built->article(doc));
}

TEST_CASE("Bytes that were cut off or changed are refused") {
  SegmentBuilder builder;
  for (const Document& document : Many(50)) builder.Add(document);
  const std::string bytes = builder.Finish();
  CHECK(Segment::FromBytes(bytes).ok());
  CHECK_FALSE(Segment::FromBytes("").ok());
  CHECK_FALSE(Segment::FromBytes(bytes.substr(0, 40)).ok());
  CHECK_FALSE(Segment::FromBytes(bytes.substr(0, bytes.size() - 1)).ok());
  for (const size_t at : {size_t{0}, size_t{9}, size_t{60}, size_t{100}, sizeof(SegmentHeader) + 5, bytes.size() / 2, bytes.size() - 1}) {
    std::string other = bytes;
    other[at] = static_cast<char>(other[at] ^ 0x41);
    const auto segment = Segment::FromBytes(other);
    CHECK_FALSE(segment.ok());
    if (!segment.ok()) CHECK(segment.error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("An empty segment is one") {
  const SegmentPtr segment = Built({});
  CHECK(segment->docs() == 0);
  CHECK_FALSE(segment->Find("banything").has_value());
}

}  // namespace
}  // namespace newsstand::search
