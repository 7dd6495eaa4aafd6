// Bad habits of feeds: other ids, other dates or other words at every poll, though nothing is new. Pure.
//
// One such poll can be a move to other software; kHabitPolls in a row are a habit. It is made harmless (item_writer.h)
// and shown with the feed's health.
#pragma once

#include "model/title.h"

namespace newsstand::ingest {

// What one document did to the items that were known before it.
struct DocumentFacts {
  int items = 0;
  int known = 0;      // items that are articles already
  int settled = 0;    // … and were already when the feed was last read
  int renumbered = 0;  // of `known`: by an id that was never seen with them
  int redated = 0;     // of `settled`: unchanged, but dated after the feed was last read
  int rewritten = 0;   // of `settled`: other words or pictures, and no later date that would say why
};

bool Renumbers(const DocumentFacts& facts);
bool Redates(const DocumentFacts& facts);
bool Rewrites(const DocumentFacts& facts);

// Counts the document into the feed's row. One that has too few known items to tell leaves it as it was.
void CountHabits(Feed& feed, const DocumentFacts& facts);

}  // namespace newsstand::ingest
