// From what a feed and a page say to the article that is stored. Pure: the same input gives the same article.
#pragma once

#include <string>
#include <string_view>

#include "model/article.h"
#include "model/feed.h"
#include "model/title.h"

namespace newsstand::ingest {

struct ItemContext {
  const Feed& feed;
  const Title& title;           // with the rights that count in this mode
  std::string_view feed_language;
  Timestamp now;
  int position = 0;             // in the document: items without a date keep its order
  std::string_view durable_id;  // strongest key
};

// The article `item` is, before anything is known of its page. It has no id. The feed's text is taken as the body when it
// is whole; otherwise the page is wanted, if the title's rights are full.
Article MakeArticle(const ParsedItem& item, const ItemContext& context);

// Whether the feed carries the whole text: long enough, and not cut ("…", "read more").
bool IsWholeText(std::string_view content_html, std::string_view summary_html);

// What becomes of a stored article.
struct Change {
  Article article;          // as it should be stored now
  bool changed = false;     // differs from what is stored
  bool new_version = false;  // headline or body differ: the old ones are kept as a version
};

// What is believed of a feed; see feed_habits.h.
struct OfferTrust {
  bool dates = true;  // false: it re-dates its items at every poll
  bool words = true;  // false: it rewrites them at every poll: only what readers would call a change is one
};

// The item was listed again. An article follows the feed that had it first, and any feed that gives a newer date of
// update; the same item re-dated or re-sent changes nothing, but a later date of update has its page read again. A
// withdrawn article is live again when the feed that withdrew it lists it as usable, or when what it says has changed.
Change ApplyItem(const Article& stored, const Article& offered, Timestamp now, const OfferTrust& trust = {});

// The article's page was fetched and read.
Change ApplyPage(const Article& stored, const ExtractedArticle& page, Timestamp now);

// The page shows only a part, or something else than the article: the feed's own text stays.
inline constexpr double kTrustedConfidence = 0.5;

}  // namespace newsstand::ingest
