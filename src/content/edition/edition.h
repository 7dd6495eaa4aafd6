// The edition: everything the front pages need, in memory, immutable, shared. A request takes the current one by shared
// pointer and keeps it for as long as it renders; a newer one may be swapped in meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/article.h"
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
};
using CardPtr = std::shared_ptr<const Card>;
// Newest first by (published, id).
using CardList = std::vector<CardPtr>;
using CardListPtr = std::shared_ptr<const CardList>;

class Edition {
 public:
  uint64_t number = 0;                    // grows with every swap; 0 is the empty edition before the store was read
  Timestamp made;
  CardListPtr latest = std::make_shared<const CardList>();  // every live article of the edition's days
  std::unordered_map<std::string, CardListPtr> by_section;
  std::unordered_map<std::string, CardListPtr> by_country;   // of the title, upper case
  std::unordered_map<std::string, CardListPtr> by_language;  // primary subtag
  std::unordered_map<std::string, CardListPtr> by_title;     // slug
  std::unordered_map<std::string, std::shared_ptr<const Title>> titles;  // slug → title, all of the catalogue
  int64_t titles_with_feeds = 0;          // of the catalogue
  int64_t titles_arrived = 0;             // of those, read at least once: "120 of 412 titles"
  bool demo_press_shown = false;          // no title of the catalogue could be reached: the demo press stands in

  CardPtr Find(ArticleId id) const;       // null when it is not in the edition
  // Never null; an empty list for an unknown key.
  static const CardList& ListOf(const std::unordered_map<std::string, CardListPtr>& lists, std::string_view key);

  CardListPtr by_id = std::make_shared<const CardList>();  // the same cards as `latest`, sorted by id
};
using EditionPtr = std::shared_ptr<const Edition>;

// The front page of an edition: which card stands where. Chosen for variety: no title twice near the top, pictures
// where the design needs them, every section that has enough of its own.
struct FrontPage {
  CardPtr lead;                                  // with a picture if any card has one; null when there is nothing
  std::vector<CardPtr> secondaries;              // 3 or 4
  struct Block {
    std::string section;                         // slug
    std::vector<CardPtr> cards;                  // 4 to 6, at least one with a picture first if there is one
  };
  std::vector<Block> blocks;                     // in the order of SectionSlugs()
  std::vector<CardPtr> river;                    // the newest of the rest, at most 24; ends
  int more = 0;                                  // articles of the last day that are not shown
};
// "" is everything.
struct FrontFilter {
  std::string country;   // upper case
  std::string language;  // primary subtag
};
// Pure; costs what the newest few hundred cards cost, however many there are.
FrontPage ComposeFront(const Edition& edition, const FrontFilter& filter, Timestamp now);

}  // namespace newsstand::edition
