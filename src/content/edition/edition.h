// The edition: everything the front pages need, in memory, immutable, shared. A request takes the current one by shared
// pointer and keeps it for as long as it renders; a newer one may be swapped in meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "content/edition/entity_lists.h"
#include "content/edition/word_lists.h"
#include "content/rank/rank.h"
#include "model/article.h"
#include "model/story.h"
#include "model/title.h"

namespace newsstand::edition {

// One article as lists show it. Bodies are not kept here. Never changes once made.
struct Card {
  ArticleId id;
  std::shared_ptr<const Title> title;
  std::string slug;        // of the headline, for the page's address; never ""
  std::string headline;
  std::string standfirst;  // plain text, at most 300 characters; from the article's own or its summary
  std::string byline;
  std::string section;     // slug, "" none
  std::string language;    // BCP 47, "" unknown
  std::string url;         // the original
  Timestamp published;
  Timestamp first_seen;
  std::optional<Timestamp> updated;
  int minutes = 0;         // to read; 0 when there is no body
  bool has_body = false;
  ArticleImage image;      // url "" when there is none
  int version = 1;
  std::vector<uint16_t> topics;     // places in enrich::Topics(), parents too; the likeliest first
  std::vector<EntityRef> entities;  // the most salient first, at most kEntitiesOfCard
};
// A CardList (entity_lists.h) is newest first by (published, id), where nothing else is said.

// A story as pages show it. Never changes once made; a newer one takes its place.
struct RankedStory {
  StoryId id;               // 0: a single article that was not placed yet
  StoryId event;            // shared by the stories of several languages on one event; 0 none
  CardPtr lead;             // whose headline stands for the story; never null
  CardListPtr cards;        // the live ones, newest first; never empty
  std::shared_ptr<const std::vector<ArticleId>> origins;  // beside `cards`: what each was copied from, 0 none
  rank::Score score;
  int titles = 1;           // different ones among the cards
};
using StoryPtr = std::shared_ptr<const RankedStory>;

// Where an article of the edition belongs.
struct Place {
  ArticleId article;
  StoryId story;            // 0: not placed yet
  ArticleId origin;         // what it was copied from, 0 none
  StoryId event;            // of its story, 0 none
  bool folded = false;      // a copy of an article that stands in the edition: lists show that one
};

inline constexpr size_t kRankedStories = 50'000;

class Edition {
 public:
  uint64_t number = 0;                    // grows with every swap; 0 is the empty edition before the store was read
  Timestamp made;
  CardListPtr latest = std::make_shared<const CardList>();  // every live article of the edition's days
  std::unordered_map<std::string, CardListPtr> by_section;
  std::unordered_map<std::string, CardListPtr> by_country;   // of the title, upper case
  std::unordered_map<std::string, CardListPtr> by_language;  // primary subtag
  std::unordered_map<std::string, CardListPtr> by_title;     // slug
  std::unordered_map<std::string, CardListPtr> by_topic;     // slug; a topic has its children's
  std::shared_ptr<const EntityLists> by_entity = std::make_shared<const EntityLists>();
  std::shared_ptr<const WordLists> by_word = std::make_shared<const WordLists>();  // of headlines; related/related.h has the terms
  std::unordered_map<std::string, std::shared_ptr<const Title>> titles;  // slug → title, all of the catalogue
  int64_t titles_with_feeds = 0;          // of the catalogue
  int64_t titles_arrived = 0;             // of those, read at least once: "120 of 412 titles"
  bool demo_press_shown = false;          // no title of the catalogue could be reached: the demo press stands in

  CardPtr Find(ArticleId id) const;       // null when it is not in the edition
  // Never null; an empty list for an unknown key.
  static const CardList& ListOf(const std::unordered_map<std::string, CardListPtr>& lists, std::string_view key);

  CardListPtr by_id = std::make_shared<const CardList>();  // the same cards as `latest`, sorted by id

  // Best first; a live article is in at most one. At most kRankedStories: what is below has no page to stand on.
  std::shared_ptr<const std::vector<StoryPtr>> ranked = std::make_shared<const std::vector<StoryPtr>>();
  // Those of two articles or more, by id.
  std::shared_ptr<const std::vector<StoryPtr>> stories_by_id = std::make_shared<const std::vector<StoryPtr>>();
  std::shared_ptr<const std::vector<Place>> places = std::make_shared<const std::vector<Place>>();  // by article id
  // Stories on one event, each in a language of its own; those of a single article, too.
  std::shared_ptr<const std::unordered_map<int64_t, std::vector<StoryPtr>>> by_event =
      std::make_shared<const std::unordered_map<int64_t, std::vector<StoryPtr>>>();
  const Place* PlaceOf(ArticleId id) const;       // null when it is not in the edition
  StoryPtr FindStory(StoryId id) const;           // null when it has fewer than two articles in the edition
  StoryPtr StoryOf(ArticleId id) const;           // the same, of an article's story
  bool IsFolded(ArticleId id) const;
};
using EditionPtr = std::shared_ptr<const Edition>;

// What a reader does not want to see.
struct Unwanted {
  std::unordered_set<int64_t> articles, stories;   // left out
  std::unordered_set<std::string> titles;          // slugs; left out
  std::unordered_map<uint16_t, int> topics;        // places in enrich::Topics() → how often: stories of it come later
  bool empty() const { return articles.empty() && titles.empty(); }
  bool Covers(const Edition& edition, const Card& card) const;
};

// What a page is about; an empty filter is everything.
struct FrontFilter {
  std::string country;   // upper case
  std::string language;  // primary subtag
  std::string section;   // slug
  const Unwanted* unwanted = nullptr;  // outlives the filter; null is nothing
};

// A story on a page, told by one of its cards: one that passes the page's filter.
struct ShownStory {
  CardPtr card;
  StoryPtr story;  // null where a card stands for itself
};

// The front page of an edition: which story stands where. The best first, chosen for variety: no event twice, no owner
// filling the top, pictures where the design needs them, every section that has enough of its own.
struct FrontPage {
  ShownStory lead;                               // with a picture if any has one; without card when there is nothing
  std::vector<ShownStory> secondaries;           // 3 or 4
  struct Block {
    std::string section;                         // slug
    std::vector<ShownStory> cards;               // 4 to 6, at least one with a picture first if there is one
  };
  std::vector<Block> blocks;                     // in the order of SectionSlugs()
  std::vector<ShownStory> river;                 // the newest of the rest, at most 24; ends
  int more = 0;                                  // articles of the last day in no story that is shown
};
// Pure; costs what the best few hundred stories cost, however many there are.
FrontPage ComposeFront(const Edition& edition, const FrontFilter& filter, Timestamp now);

// The best stories that pass the filter, no owner more than twice in ten and no event twice.
std::vector<ShownStory> TopStories(const Edition& edition, const FrontFilter& filter, size_t most);

// The best stories with an article among the newest few hundred of `cards`, each told by one of these; no event twice.
std::vector<ShownStory> TopStoriesAmong(const Edition& edition, const CardList& cards, size_t most);

// Stories seen from one side only, best first, at most `most` of each kind.
struct BlindSpots {
  std::vector<ShownStory> one_country, one_owner, only_wire;
};
BlindSpots FindBlindSpots(const Edition& edition, const FrontFilter& filter, size_t most);

// Number of an independent owner, for ranking: the same for all titles of one house.
uint64_t OwnerNumber(const Title& title);

}  // namespace newsstand::edition
