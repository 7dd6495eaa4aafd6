// A story: the articles on one event. Its id is stable; after a merge it answers as the story it went into.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "model/article.h"

namespace newsstand {

using StoryId = Id<struct StoryTag>;

// As stored. What a story looks like (headline, summary, rank) is derived from its articles.
struct Story {
  StoryId id;
  std::string language;      // primary subtag: a story has one; "" unknown
  Timestamp made;
  StoryId merged_into;       // 0: it stands for itself
  StoryId event;             // stories of other languages on the same event share this number; 0: none known
  int64_t change_seq = 0;    // grows with every change of any story or placement
};

// Where an article belongs. Every live article has one placement.
struct Placement {
  ArticleId article;
  StoryId story;             // never one that was merged into another
  ArticleId origin;          // the article it was copied from (wire copy), 0 none
  double containment = 0;    // 0 … 1: how much of the shorter of the two is in the other; 0 without origin
  int64_t change_seq = 0;
};

// What an editor decided for ever: two articles belong, or do not belong, to one story.
enum class StoryEditKind { kTogether, kApart };
struct StoryEdit {
  StoryEditKind kind = StoryEditKind::kTogether;
  ArticleId one, other;
  Timestamp made;
};

std::string_view StoryEditKindName(StoryEditKind kind);
std::optional<StoryEditKind> ParseStoryEditKind(std::string_view name);

}  // namespace newsstand
