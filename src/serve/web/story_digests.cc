#include "serve/web/story_digests.h"

#include <fmt/core.h>

#include "base/hash.h"
#include "content/html/text.h"

namespace newsstand::web {
namespace {

// Short words hold sentences together and tell nothing.
double WordWeight(std::string_view word, std::string_view) { return word.size() <= 3 ? 0.1 : 1; }

// Without its text.
digest::Report ReportOf(const StoryMember& member) {
  const edition::Card& card = *member.card;
  return {card.headline, {}, card.language, edition::OwnerNumber(*card.title), card.published, !member.origin, 1};
}

// What the story's own language says of it; other languages have pages of their own.
std::vector<std::string> TextOf(const StoryMember& member) {
  // Markup is seldom as long as its text; what lies behind is not looked at.
  constexpr size_t kHtml = 3 * digest::kReportBytes;
  const edition::Card& card = *member.card;
  std::vector<std::string> paragraphs = html::ProseOf(std::string_view(member.html).substr(0, kHtml));
  if (member.html.size() > kHtml && paragraphs.size() > 1) paragraphs.pop_back();  // cut off somewhere
  if (paragraphs.empty() && !card.standfirst.empty()) paragraphs = {card.standfirst};
  return paragraphs;
}

size_t BytesOf(const StoryDigest& made) {
  size_t bytes = sizeof(made);
  for (const digest::Sentence& sentence : made.digest.summary) bytes += sizeof(sentence) + sentence.text.size();
  for (const auto* facts : {&made.digest.facts.agreed, &made.digest.facts.differing}) {
    for (const digest::Fact& fact : *facts) {
      bytes += sizeof(fact) + fact.about.size();
      for (const digest::Claim& claim : fact.claims) bytes += sizeof(claim) + claim.text.size() + claim.reports.size() * sizeof(size_t);
    }
  }
  return bytes;
}

}  // namespace

std::vector<size_t> ReportsOf(std::span<const StoryMember> members) {
  std::vector<size_t> reports;
  for (const bool original : {true, false}) {
    for (size_t i = 0; i < members.size() && reports.size() < digest::kReports; ++i) {
      if (!members[i].origin == original) reports.push_back(i);
    }
  }
  return reports;
}

uint64_t FingerprintOf(std::span<const StoryMember> members, std::span<const size_t> reports) {
  // The card may be of a change before the text: the edition follows the store.
  uint64_t said = reports.size();
  for (const size_t i : reports) {
    const StoryMember& member = members[i];
    const edition::Card& card = *member.card;
    const std::string numbers = fmt::format("{} {} {} {} {} {}", card.id.value, member.change_seq, member.origin ? 0 : 1, card.has_body ? 1 : 0,
                                            edition::OwnerNumber(*card.title), ToUnixMillis(card.published));
    for (const std::string* part : {&numbers, &card.language, &card.headline, &card.standfirst}) said = Hash64(*part, said);
  }
  return said;
}

StoryDigestPtr MakeStoryDigest(std::span<const StoryMember> members, std::span<const size_t> reports) {
  std::vector<digest::Report> read;
  read.reserve(reports.size());
  for (const size_t i : reports) read.emplace_back(ReportOf(members[i])).paragraphs = TextOf(members[i]);
  return std::make_shared<const StoryDigest>(StoryDigest{FingerprintOf(members, reports), digest::DigestOf(read, WordWeight)});
}

edition::CardPtr ChooseLead(std::span<const StoryMember> members, std::span<const size_t> reports, Timestamp now) {
  std::vector<digest::Report> read;
  for (const size_t i : reports) read.emplace_back(ReportOf(members[i])).paragraphs = {members[i].card->standfirst};
  return members[reports[digest::ChooseHeadline(read, now, WordWeight)]].card;
}

StoryDigestPtr StoryDigests::Find(StoryId story, uint64_t fingerprint) {
  StoryDigestPtr found = kept_.Find(story.value);
  return found && found->fingerprint == fingerprint ? found : nullptr;
}

void StoryDigests::Put(StoryId story, const StoryDigestPtr& digest) { kept_.Put(story.value, digest, BytesOf(*digest)); }

}  // namespace newsstand::web
