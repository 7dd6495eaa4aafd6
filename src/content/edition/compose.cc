// Which card stands where on the front page.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "content/edition/edition.h"

namespace newsstand::edition {
namespace {

using std::chrono::hours;

constexpr size_t kCandidates = 600;       // the newest that are looked at
constexpr size_t kSecondaries = 4;
constexpr size_t kBlockCards = 5;
constexpr size_t kSmallestBlock = 4;
constexpr size_t kRiver = 24;
constexpr double kHalfLifeHours = 5;
constexpr double kSameNews = 0.5;         // share of the shorter headline's words

bool Matches(const Card& card, const FrontFilter& filter) {
  if (!filter.country.empty() && card.title->country != filter.country) return false;
  if (filter.language.empty()) return true;
  const std::string_view language = card.language;
  return language.substr(0, language.find('-')) == filter.language;
}

// Hashes of a headline's words of four bytes or more: short ones say little in most languages.
std::vector<uint64_t> HeadlineWords(std::string_view headline) {
  std::vector<uint64_t> words;
  const std::string lower = AsciiLower(headline);  // the parts are views into it
  for (const std::string_view part : Split(lower, ' ')) {
    if (part.size() >= 4) words.push_back(Hash64(part));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Takes cards one by one and refuses those that would make the page repeat itself.
class Picker {
 public:
  Picker(std::vector<CardPtr> candidates, Timestamp now) : candidates_(std::move(candidates)), now_(now) {
    for (const CardPtr& card : candidates_) words_.push_back(HeadlineWords(card->headline));
    taken_.resize(candidates_.size());
  }

  size_t size() const { return candidates_.size(); }
  const CardPtr& at(size_t i) const { return candidates_[i]; }
  bool taken(size_t i) const { return taken_[i]; }

  // How much a card deserves the top: fresh, illustrated, with something to read.
  double Score(size_t i) const {
    const Card& card = *candidates_[i];
    const double age_hours = std::max(0.0, std::chrono::duration<double, std::ratio<3600>>(now_ - card.published).count());
    double score = std::exp2(-age_hours / kHalfLifeHours);
    if (card.image.url.empty()) score *= 0.4;
    if (card.has_body) score *= 1.2;
    if (card.standfirst.size() < 40) score *= 0.6;
    return score;
  }

  bool SameNewsShown(size_t i) const {
    const auto& mine = words_[i];
    for (const size_t other : order_) {
      const auto& theirs = words_[other];
      std::vector<uint64_t> shared;
      std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(shared));
      const size_t shorter = std::min(mine.size(), theirs.size());
      if (shorter > 0 && static_cast<double>(shared.size()) >= kSameNews * static_cast<double>(shorter)) return true;
    }
    return false;
  }

  int TimesShown(const Card& card) const {
    const auto found = owners_.find(OwnerOf(card));
    return found == owners_.end() ? 0 : found->second;
  }

  CardPtr Take(size_t i) {
    taken_[i] = true;
    order_.push_back(i);
    ++owners_[OwnerOf(*candidates_[i])];
    return candidates_[i];
  }

 private:
  static std::string OwnerOf(const Card& card) { return card.title->owner.empty() ? card.title->slug : card.title->owner; }

  std::vector<CardPtr> candidates_;
  std::vector<std::vector<uint64_t>> words_;
  std::vector<bool> taken_;
  std::vector<size_t> order_;
  std::unordered_map<std::string, int> owners_;
  Timestamp now_;
};

// The best card that may still be taken; size() when there is none.
template <class Allowed>
size_t Best(const Picker& picker, Allowed allowed) {
  size_t best = picker.size();
  double best_score = 0;
  for (size_t i = 0; i < picker.size(); ++i) {
    if (picker.taken(i) || !allowed(i)) continue;
    const double score = picker.Score(i);
    if (score > best_score && !picker.SameNewsShown(i)) {
      best = i;
      best_score = score;
    }
  }
  return best;
}

FrontPage::Block ComposeBlock(Picker& picker, std::string_view section) {
  FrontPage::Block block{std::string(section), {}};
  const auto of_section = [&](size_t i) { return picker.at(i)->section == section; };
  size_t waiting = 0;
  for (size_t i = 0; i < picker.size(); ++i) waiting += !picker.taken(i) && of_section(i);
  if (waiting < kSmallestBlock) return block;
  // The block's first card carries its picture.
  const size_t first = Best(picker, [&](size_t i) { return of_section(i) && !picker.at(i)->image.url.empty(); });
  if (first < picker.size()) block.cards.push_back(picker.Take(first));
  for (size_t i = 0; i < picker.size() && block.cards.size() < kBlockCards; ++i) {
    if (picker.taken(i) || !of_section(i) || picker.SameNewsShown(i)) continue;
    const bool title_shown = std::any_of(block.cards.begin(), block.cards.end(), [&](const CardPtr& shown) {
      return shown->title->slug == picker.at(i)->title->slug;
    });
    if (!title_shown) block.cards.push_back(picker.Take(i));
  }
  return block;
}

}  // namespace

FrontPage ComposeFront(const Edition& edition, const FrontFilter& filter, Timestamp now) {
  std::vector<CardPtr> candidates;
  int of_last_day = 0;
  for (const CardPtr& card : *edition.latest) {
    const bool fresh = now - card->published < hours(24);
    if (!fresh && candidates.size() >= kCandidates) break;
    if (!Matches(*card, filter)) continue;
    of_last_day += fresh;
    if (candidates.size() < kCandidates) candidates.push_back(card);
  }
  FrontPage front;
  Picker picker(std::move(candidates), now);

  size_t lead = Best(picker, [&](size_t i) { return !picker.at(i)->image.url.empty(); });
  if (lead == picker.size()) lead = Best(picker, [](size_t) { return true; });
  if (lead < picker.size()) front.lead = picker.Take(lead);
  int shown = front.lead ? 1 : 0;

  std::unordered_set<std::string> sections;
  if (front.lead) sections.insert(front.lead->section);
  while (front.lead && front.secondaries.size() < kSecondaries) {
    size_t next = Best(picker, [&](size_t i) {
      return picker.TimesShown(*picker.at(i)) == 0 && !sections.contains(picker.at(i)->section);
    });
    if (next == picker.size()) next = Best(picker, [&](size_t i) { return picker.TimesShown(*picker.at(i)) == 0; });
    if (next == picker.size()) next = Best(picker, [](size_t) { return true; });
    if (next == picker.size()) break;
    sections.insert(picker.at(next)->section);
    front.secondaries.push_back(picker.Take(next));
    ++shown;
  }

  for (const std::string_view section : SectionSlugs()) {
    FrontPage::Block block = ComposeBlock(picker, section);
    shown += static_cast<int>(block.cards.size());
    if (block.cards.size() >= kSmallestBlock) {
      front.blocks.push_back(std::move(block));
    } else {
      // Too little for a block of its own: the cards go where all others go.
      front.river.insert(front.river.end(), block.cards.begin(), block.cards.end());
    }
  }
  for (size_t i = 0; i < picker.size() && front.river.size() < kRiver; ++i) {
    if (picker.taken(i) || picker.TimesShown(*picker.at(i)) >= 4 || picker.SameNewsShown(i)) continue;
    front.river.push_back(picker.Take(i));
    ++shown;
  }
  std::stable_sort(front.river.begin(), front.river.end(),
                   [](const CardPtr& a, const CardPtr& b) { return a->published > b->published; });
  front.more = std::max(0, of_last_day - shown);
  return front;
}

}  // namespace newsstand::edition
