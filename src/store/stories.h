// Stories, which articles belong to them, and what editors decided about that.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/story.h"
#include "store/database.h"

namespace newsstand::store {

// Gives id and change_seq.
Result<StoryId> InsertStory(Transaction& transaction, std::string_view language, Timestamp made);
// The story itself, or the one it was merged into; nullopt if there never was one.
Result<std::optional<Story>> FindStory(Transaction& transaction, StoryId id);
// Every placement of `from` goes to `into`, and `from` answers as `into` for ever. Nothing happens when they are one.
Status MergeStories(Transaction& transaction, StoryId from, StoryId into);
// Stories on one event in several languages share `event`, the number of one of them; 0 takes the story out.
Status SetStoryEvent(Transaction& transaction, StoryId story, StoryId event);

// Replaces what was there; gives a new change_seq. A story that was merged stands for the one it went into.
Status PlaceArticle(Transaction& transaction, const Placement& placement);
Result<std::optional<Placement>> FindPlacement(Transaction& transaction, ArticleId article);
// Of the story and those merged into it, in the order of article ids; withdrawn articles too.
Result<std::vector<Placement>> PlacementsOf(Transaction& transaction, StoryId story);
// Articles that were copied from this one.
Result<std::vector<Placement>> CopiesOf(Transaction& transaction, ArticleId origin);

// For followers, in order of change: placements and stories changed after `seq`.
Result<std::vector<Placement>> PlacementsChangedAfter(Transaction& transaction, int64_t seq, int limit);
Result<std::vector<Story>> StoriesChangedAfter(Transaction& transaction, int64_t seq, int limit);
// Placements of articles published at or after `since`, by article; stories that have one of these, by id.
Result<std::vector<Placement>> PlacementsSince(Transaction& transaction, Timestamp since);
Result<std::vector<Story>> StoriesSince(Transaction& transaction, Timestamp since);
// The highest change_seq of a story or placement; 0 when there is none.
Result<int64_t> LatestStorySeq(Transaction& transaction);

// Replaces an earlier decision on the same two.
Status SaveStoryEdit(Transaction& transaction, const StoryEdit& edit);
Result<std::vector<StoryEdit>> AllStoryEdits(Transaction& transaction);  // oldest first

}  // namespace newsstand::store
