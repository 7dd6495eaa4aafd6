#include "serve/web/story_digests.h"

#include <doctest/doctest.h>

using namespace newsstand;
using namespace newsstand::web;

namespace {

StoryMember MemberOf(int64_t id, const edition::Card& like) {
  edition::Card card = like;
  card.id.value = id;
  StoryMember member;
  member.card = std::make_shared<const edition::Card>(std::move(card));
  member.change_seq = 1;
  return member;
}

uint64_t Fingerprint(const std::vector<StoryMember>& members) { return FingerprintOf(members, ReportsOf(members)); }

}  // namespace

TEST_CASE("a digest is kept until a report comes, goes or changes") {
  edition::Card card;
  card.title = std::make_shared<const Title>();
  card.headline = "Whale freed";
  const std::vector<StoryMember> before{MemberOf(1, card), MemberOf(2, card)};
  StoryDigests digests(1 << 20);
  digests.Put(StoryId{7}, MakeStoryDigest(before, ReportsOf(before)));
  CHECK(digests.Find(StoryId{7}, Fingerprint({MemberOf(1, card), MemberOf(2, card)})) != nullptr);
  CHECK(digests.Find(StoryId{8}, Fingerprint(before)) == nullptr);

  std::vector<std::vector<StoryMember>> others(5, before);
  others[0].push_back(MemberOf(3, card));
  others[1].pop_back();
  others[2][1].change_seq = 2;
  others[3][1].origin = ArticleId{1};
  // The edition shows a change a little after the store has it.
  edition::Card later = card;
  later.standfirst = "It swam out to sea.";
  others[4][1] = MemberOf(2, later);
  for (const auto& members : others) CHECK(digests.Find(StoryId{7}, Fingerprint(members)) == nullptr);
}

TEST_CASE("reports of their own are looked at before carried ones, and not more than a digest takes") {
  edition::Card card;
  card.title = std::make_shared<const Title>();
  std::vector<StoryMember> members;
  for (int64_t id = 1; id <= 60; ++id) {
    members.push_back(MemberOf(id, card));
    if (id <= 30) members.back().origin = ArticleId{99};
  }
  const auto reports = ReportsOf(members);
  REQUIRE(reports.size() == digest::kReports);
  CHECK(reports[0] == 30);
  CHECK(reports[29] == 59);
  CHECK(reports[30] == 0);
}
