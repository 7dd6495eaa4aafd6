// Which story stands where on the front page.
#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "content/edition/edition.h"
#include "content/rank/variety.h"

namespace newsstand::edition {
namespace {

using std::chrono::hours;

constexpr size_t kCandidates = 600;       // the best that are looked at
constexpr size_t kLookedThrough = 20'000; // to find them, where a filter lets few pass
constexpr size_t kSecondaries = 4;
constexpr size_t kBlockCards = 5;
constexpr size_t kSmallestBlock = 4;
constexpr size_t kRiver = 24;
constexpr size_t kRiverSoughtIn = 600;    // of the newest cards
constexpr size_t kSoughtAmong = 400;      // of a list's newest cards, for its best stories
constexpr int kOfOneOwner = 4;            // on the whole page
constexpr hours kStale{48};               // a story nobody adds to leaves the front
constexpr double kSameNews = 0.5;         // share of the shorter headline's words

bool Matches(const Card& card, const FrontFilter& filter) {
  if (filter.unwanted != nullptr) {
    const Unwanted& unwanted = *filter.unwanted;
    if (unwanted.articles.contains(card.id.value) || unwanted.titles.contains(card.title->slug)) return false;
  }
  if (!filter.country.empty() && card.title->country != filter.country) return false;
  if (!filter.section.empty() && card.section != filter.section) return false;
  if (filter.language.empty()) return true;
  const std::string_view language = card.language;
  return language.substr(0, language.find('-')) == filter.language;
}

// The card that tells the story on a page with this filter: its lead, else the newest of its own copy with a picture,
// else the newest. Null when none passes.
CardPtr CardFor(const RankedStory& story, const FrontFilter& filter) {
  if (Matches(*story.lead, filter)) return story.lead;
  CardPtr best;
  int best_worth = -1;
  for (size_t i = 0; i < story.cards->size(); ++i) {
    const CardPtr& card = (*story.cards)[i];
    if (!Matches(*card, filter)) continue;
    const int worth = ((*story.origins)[i] ? 0 : 2) + (card->image.url.empty() ? 0 : 1);
    if (worth > best_worth) {
      best = card;
      best_worth = worth;
    }
  }
  return best;
}

std::vector<ShownStory> Candidates(const Edition& edition, const FrontFilter& filter, size_t most) {
  std::vector<ShownStory> found;
  for (size_t i = 0; i < edition.ranked->size() && i < kLookedThrough && found.size() < most; ++i) {
    const StoryPtr& story = (*edition.ranked)[i];
    if (filter.unwanted != nullptr && filter.unwanted->stories.contains(story->id.value)) continue;
    if (CardPtr card = CardFor(*story, filter)) found.push_back({std::move(card), story});
  }
  return found;
}

// What two stories have in common when they are one event in two languages, or the same story.
uint64_t EventNumber(const RankedStory& story) {
  if (story.event) return static_cast<uint64_t>(story.event.value);
  return story.id ? static_cast<uint64_t>(story.id.value) : ~static_cast<uint64_t>(story.lead->id.value);
}

// The same for a card, whose story may have no other.
uint64_t EventNumber(const Edition& edition, const Card& card) {
  const Place* place = edition.PlaceOf(card.id);
  if (place == nullptr || !place->story) return ~static_cast<uint64_t>(card.id.value);
  return static_cast<uint64_t>(place->event ? place->event.value : place->story.value);
}

// "Less like this": each time a reader said so of a topic halves what a story of it counts; a quarter is left at least, so
// that what matters most is never quite gone.
double WantedShare(const Card& card, const Unwanted& unwanted) {
  int times = 0;
  for (const uint16_t topic : card.topics) {
    if (const auto found = unwanted.topics.find(topic); found != unwanted.topics.end()) times = std::max(times, found->second);
  }
  return times == 0 ? 1 : times == 1 ? 0.5 : 0.25;
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

// Takes stories one by one and refuses those that would make the page repeat itself.
class Picker {
 public:
  Picker(std::vector<ShownStory> candidates, const Unwanted* unwanted, Timestamp now)
      : candidates_(std::move(candidates)), unwanted_(unwanted), now_(now) {
    words_.resize(candidates_.size());
    taken_.resize(candidates_.size());
  }

  size_t size() const { return candidates_.size(); }
  const ShownStory& at(size_t i) const { return candidates_[i]; }
  bool taken(size_t i) const { return taken_[i]; }
  bool HasPicture(size_t i) const { return !candidates_[i].card->image.url.empty(); }
  bool IsStale(size_t i) const { return now_ - candidates_[i].story->score.facts.newest > kStale; }

  // How much a story deserves the top: its rank, and whether there is something to see and to read.
  double Score(size_t i) const {
    const Card& card = *candidates_[i].card;
    double score = candidates_[i].story->score.value;
    if (card.image.url.empty()) score *= 0.6;
    if (card.has_body) score *= 1.1;
    if (card.standfirst.size() < 40) score *= 0.8;
    if (unwanted_ != nullptr) score *= WantedShare(card, *unwanted_);
    return IsStale(i) ? score * 0.01 : score;
  }

  bool EventShown(size_t i) const { return events_.contains(EventNumber(*candidates_[i].story)); }

  // Two stories of one event that were not recognised as such still must not stand side by side.
  bool SameNewsShown(size_t i) {
    if (EventShown(i)) return true;
    if (!words_[i]) words_[i] = HeadlineWords(candidates_[i].card->headline);
    return SaysWhatIsShown(*words_[i]);
  }
  bool SameNewsShown(const Card& card, uint64_t event) const {
    return events_.contains(event) || SaysWhatIsShown(HeadlineWords(card.headline));
  }

  int TimesShown(const Card& card) const {
    const auto found = owners_.find(OwnerNumber(*card.title));
    return found == owners_.end() ? 0 : found->second;
  }

  ShownStory Take(size_t i) {
    taken_[i] = true;
    Take(*candidates_[i].card, EventNumber(*candidates_[i].story));
    return candidates_[i];
  }
  // A card that was no candidate.
  void Take(const Card& card, uint64_t event) {
    shown_words_.push_back(HeadlineWords(card.headline));
    ++owners_[OwnerNumber(*card.title)];
    events_.insert(event);
  }

 private:
  bool SaysWhatIsShown(const std::vector<uint64_t>& mine) const {
    return std::any_of(shown_words_.begin(), shown_words_.end(), [&](const std::vector<uint64_t>& theirs) {
      size_t shared = 0;
      for (auto a = mine.begin(), b = theirs.begin(); a != mine.end() && b != theirs.end();) {
        if (*a == *b) ++shared, ++a, ++b;
        else if (*a < *b) ++a;
        else ++b;
      }
      const size_t shorter = std::min(mine.size(), theirs.size());
      return shorter > 0 && static_cast<double>(shared) >= kSameNews * static_cast<double>(shorter);
    });
  }

  std::vector<ShownStory> candidates_;
  std::vector<std::optional<std::vector<uint64_t>>> words_;  // of the candidates that were looked at closely
  std::vector<bool> taken_;
  std::vector<std::vector<uint64_t>> shown_words_;
  std::unordered_map<uint64_t, int> owners_;
  std::unordered_set<uint64_t> events_;
  const Unwanted* unwanted_;
  Timestamp now_;
};

// The best story that may still be taken; size() when there is none.
template <class Allowed>
size_t Best(Picker& picker, Allowed allowed) {
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
  const auto of_section = [&](size_t i) { return picker.at(i).card->section == section && !picker.IsStale(i); };
  size_t waiting = 0;
  for (size_t i = 0; i < picker.size(); ++i) waiting += !picker.taken(i) && of_section(i);
  if (waiting < kSmallestBlock) return block;
  // The block's first card carries its picture.
  const size_t first = Best(picker, [&](size_t i) { return of_section(i) && picker.HasPicture(i); });
  if (first < picker.size()) block.cards.push_back(picker.Take(first));
  while (block.cards.size() < kBlockCards) {
    const size_t next = Best(picker, [&](size_t i) {
      return of_section(i) && std::none_of(block.cards.begin(), block.cards.end(), [&](const ShownStory& shown) {
               return shown.card->title->slug == picker.at(i).card->title->slug;
             });
    });
    if (next == picker.size()) break;
    block.cards.push_back(picker.Take(next));
  }
  return block;
}

void ComposeOpening(Picker& picker, FrontPage& front) {
  size_t lead = Best(picker, [&](size_t i) { return picker.HasPicture(i) && !picker.IsStale(i); });
  if (lead == picker.size()) lead = Best(picker, [&](size_t i) { return picker.HasPicture(i); });
  if (lead == picker.size()) lead = Best(picker, [](size_t) { return true; });
  if (lead == picker.size()) return;
  front.lead = picker.Take(lead);
  std::unordered_set<std::string> sections{front.lead.card->section};
  while (front.secondaries.size() < kSecondaries) {
    const auto new_owner = [&](size_t i) { return picker.TimesShown(*picker.at(i).card) == 0; };
    // The second place goes by rank alone; after it no section may fill the top.
    const bool any_section = front.secondaries.empty();
    size_t next = Best(picker, [&](size_t i) { return new_owner(i) && (any_section || !sections.contains(picker.at(i).card->section)); });
    if (next == picker.size()) next = Best(picker, new_owner);
    if (next == picker.size()) next = Best(picker, [](size_t) { return true; });
    if (next == picker.size()) return;
    sections.insert(picker.at(next).card->section);
    front.secondaries.push_back(picker.Take(next));
  }
}

// The newest of what is not shown yet.
void ComposeRiver(Picker& picker, const Edition& edition, const FrontFilter& filter, FrontPage& front) {
  for (size_t i = 0; i < edition.latest->size() && i < kRiverSoughtIn && front.river.size() < kRiver; ++i) {
    const CardPtr& card = (*edition.latest)[i];
    if (!Matches(*card, filter) || edition.IsFolded(card->id) || picker.TimesShown(*card) >= kOfOneOwner) continue;
    if (filter.unwanted != nullptr && filter.unwanted->Covers(edition, *card)) continue;
    const uint64_t event = EventNumber(edition, *card);
    if (picker.SameNewsShown(*card, event)) continue;
    picker.Take(*card, event);
    front.river.push_back({card, edition.StoryOf(card->id)});
  }
  std::stable_sort(front.river.begin(), front.river.end(),
                   [](const ShownStory& a, const ShownStory& b) { return a.card->published > b.card->published; });
}

// Cards of the last day that pass the filter. A language alone has a list of its own, and lists are in the order of time.
int CountOfDay(const Edition& edition, const FrontFilter& filter, Timestamp now) {
  const auto is_of_day = [&](const CardPtr& card) { return now - card->published < hours(24); };
  const bool by_language = filter.country.empty() && filter.section.empty() && (filter.unwanted == nullptr || filter.unwanted->empty());
  if (by_language) {
    const CardList& list = filter.language.empty() ? *edition.latest : Edition::ListOf(edition.by_language, filter.language);
    return static_cast<int>(std::partition_point(list.begin(), list.end(), is_of_day) - list.begin());
  }
  int count = 0;
  for (const CardPtr& card : *edition.latest) {
    if (!is_of_day(card)) break;
    count += Matches(*card, filter) ? 1 : 0;
  }
  return count;
}

// Articles of the last day that are neither shown nor in a story that is.
int CountTheRest(const Edition& edition, const FrontFilter& filter, const FrontPage& front, Timestamp now) {
  std::unordered_set<int64_t> shown;
  const auto add = [&](const CardPtr& card) {
    if (now - card->published < hours(24) && Matches(*card, filter)) shown.insert(card->id.value);
  };
  const auto add_story = [&](const ShownStory& one) {
    add(one.card);
    if (!one.story || !one.story->id) return;
    for (const CardPtr& card : *one.story->cards) add(card);
  };
  if (front.lead.card) add_story(front.lead);
  for (const ShownStory& one : front.secondaries) add_story(one);
  for (const auto& block : front.blocks) {
    for (const ShownStory& one : block.cards) add_story(one);
  }
  for (const ShownStory& one : front.river) add_story(one);
  return CountOfDay(edition, filter, now) - static_cast<int>(shown.size());
}

std::vector<ShownStory> FirstOf(const std::vector<ShownStory>& stories, size_t most, rank::BlindSpot kind) {
  std::vector<ShownStory> found;
  for (const ShownStory& one : stories) {
    if (found.size() < most && rank::BlindSpotOf(one.story->score.facts) == kind) found.push_back(one);
  }
  return found;
}

}  // namespace

bool Unwanted::Covers(const Edition& edition, const Card& card) const {
  if (articles.contains(card.id.value) || titles.contains(card.title->slug)) return true;
  if (stories.empty()) return false;
  const Place* place = edition.PlaceOf(card.id);
  return place != nullptr && place->story && stories.contains(place->story.value);
}

FrontPage ComposeFront(const Edition& edition, const FrontFilter& filter, Timestamp now) {
  FrontPage front;
  Picker picker(Candidates(edition, filter, kCandidates), filter.unwanted, now);
  ComposeOpening(picker, front);
  for (const std::string_view section : SectionSlugs()) {
    FrontPage::Block block = ComposeBlock(picker, section);
    if (block.cards.size() >= kSmallestBlock) {
      front.blocks.push_back(std::move(block));
    } else {
      // Too little for a block of its own: the cards go where all others go.
      front.river.insert(front.river.end(), block.cards.begin(), block.cards.end());
    }
  }
  ComposeRiver(picker, edition, filter, front);
  front.more = CountTheRest(edition, filter, front, now);
  return front;
}

std::vector<ShownStory> TopStories(const Edition& edition, const FrontFilter& filter, size_t most) {
  const std::vector<ShownStory> found = Candidates(edition, filter, std::max<size_t>(most * 4, 40));
  std::vector<rank::Candidate> candidates;
  for (const ShownStory& one : found) {
    const uint64_t section = one.card->section.empty() || !filter.section.empty() ? 0 : Hash64(one.card->section);
    candidates.push_back({EventNumber(*one.story), OwnerNumber(*one.card->title), section, one.story->score.value});
  }
  std::vector<ShownStory> top;
  for (const size_t i : rank::Arrange(candidates, {most, 2, 5})) top.push_back(found[i]);
  return top;
}

std::vector<ShownStory> TopStoriesAmong(const Edition& edition, const CardList& cards, size_t most) {
  std::vector<ShownStory> found;
  std::vector<size_t> counts;  // of its cards in the list
  std::unordered_map<int64_t, size_t> place_of;
  for (size_t i = 0; i < cards.size() && i < kSoughtAmong; ++i) {
    const CardPtr& card = cards[i];
    StoryPtr story = edition.StoryOf(card->id);
    if (!story) continue;
    const auto [place, is_new] = place_of.try_emplace(story->id.value, found.size());
    if (is_new) {
      found.push_back({card, std::move(story)});
      counts.push_back(0);
    } else if (card == found[place->second].story->lead) {
      found[place->second].card = card;
    }
    ++counts[place->second];
  }
  // A story of which the list has little is about something else.
  for (size_t i = found.size(); i-- > 0;) {
    if (counts[i] * 4 < std::min(found[i].story->cards->size(), kSoughtAmong)) found.erase(found.begin() + static_cast<std::ptrdiff_t>(i));
  }
  std::stable_sort(found.begin(), found.end(), [](const ShownStory& a, const ShownStory& b) { return a.story->score.value > b.story->score.value; });
  std::vector<ShownStory> top;
  std::unordered_set<uint64_t> events;
  for (ShownStory& one : found) {
    if (top.size() == most) break;
    if (events.insert(EventNumber(*one.story)).second) top.push_back(std::move(one));
  }
  return top;
}

BlindSpots FindBlindSpots(const Edition& edition, const FrontFilter& filter, size_t most) {
  const std::vector<ShownStory> all = Candidates(edition, filter, kLookedThrough);
  return {FirstOf(all, most, rank::BlindSpot::kOneCountry), FirstOf(all, most, rank::BlindSpot::kOneOwner), FirstOf(all, most, rank::BlindSpot::kOnlyWire)};
}

}  // namespace newsstand::edition
