// A title is a publication; a feed is one address it publishes at.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace newsstand {

using TitleId = Id<struct TitleTag>;
using FeedId = Id<struct FeedTag>;

// What may be shown of a title's articles.
enum class Rights {
  kFull,     // the whole text: licensed, or personal mode
  kExcerpt,  // headline, summary, link
  kNone,     // nothing
};
enum class WallPolicy { kFree, kRegistration, kMetered, kHard };
enum class IndexPolicy { kNoindex, kCanonical, kFull };

// personal: a household's own reading, full text, no walls. membership: what a title has agreed to.
enum class Mode { kPersonal, kMembership };

struct Title {
  TitleId id;
  std::string slug;          // unique, [a-z0-9-]
  std::string name;
  std::string home;          // absolute address of its front page
  std::string country;       // ISO 3166-1 alpha-2, upper case; "" unknown
  std::string language;      // BCP 47, lower case primary: "en", "pt-BR"; "" unknown
  std::string owner;         // independent owners are counted once; "" means the title itself
  std::string brand_colour;  // "#rrggbb"; "" unknown
  std::string icon_url;      // "" unknown: /favicon.ico of home is tried
  std::string logo_url;
  std::vector<std::string> sections;
  Rights rights = Rights::kFull;
  WallPolicy policy = WallPolicy::kFree;
  int metered_per_month = 0;           // only for kMetered
  IndexPolicy index_policy = IndexPolicy::kNoindex;

  bool operator==(const Title&) const = default;
};

enum class FeedState {
  kActive,
  kStopped,  // 410: the publisher took it away; never fetched again unless an operator says so
  kPaused,   // by an operator
};

struct Feed {
  FeedId id;
  TitleId title;
  std::string url;
  std::string section;  // slug of ours: world politics business tech science health climate culture sport; "" none
  FeedState state = FeedState::kActive;

  // Conditional GET. Dropped every 8 days: some servers answer 304 for ever.
  std::string etag;
  std::string last_modified;
  std::optional<Timestamp> validators_since;
  std::string body_hash;  // of the last parsed document: the same bytes are not parsed twice

  // Rhythm and health.
  Timestamp next_fetch;  // due at once when in the past
  int interval_seconds = 0;
  int failures = 0;      // in a row
  std::optional<Timestamp> last_attempt;
  std::optional<Timestamp> last_success;
  std::optional<Timestamp> last_new_item;
  std::string last_error;     // a sentence; "" when the last attempt succeeded
  double items_per_day = 0;   // smoothed
  int delay_seconds = -1;     // from an item's date to when it was first seen here, smoothed; -1 unknown
  std::string hub;            // WebSub, "" none
  std::string hub_topic;      // the address under which the hub knows the feed; "" is `url`

  // Bad habits: polls in a row at which the feed gave what it lists other ids, later dates or other words, though
  // nothing was new.
  int renumbered_polls = 0, redated_polls = 0, rewritten_polls = 0;
};

// So often in a row is a habit; once is a move to other software.
inline constexpr int kHabitPolls = 3;
inline bool ChangesIds(const Feed& feed) { return feed.renumbered_polls >= kHabitPolls; }
inline bool ChangesDates(const Feed& feed) { return feed.redated_polls >= kHabitPolls; }
inline bool ChangesWords(const Feed& feed) { return feed.rewritten_polls >= kHabitPolls; }

// What may be shown in `mode` of a title with `rights`: a household reads in full what is not withdrawn altogether.
Rights EffectiveRights(Rights rights, Mode mode);

// Names as they stand in the catalogue, the database and JSON; nullopt for an unknown name.
std::string_view RightsName(Rights rights);
std::optional<Rights> ParseRights(std::string_view name);
std::string_view WallPolicyName(WallPolicy policy);
std::optional<WallPolicy> ParseWallPolicy(std::string_view name);
std::string_view IndexPolicyName(IndexPolicy policy);
std::optional<IndexPolicy> ParseIndexPolicy(std::string_view name);
std::string_view FeedStateName(FeedState state);
std::optional<FeedState> ParseFeedState(std::string_view name);

// The sections of every edition, in the order pages show them, and the one a publisher's own section or category name
// means ("Deportes" → "sport"); "" when it means none of ours.
const std::vector<std::string_view>& SectionSlugs();
std::string_view SectionFor(std::string_view publisher_section);

}  // namespace newsstand
