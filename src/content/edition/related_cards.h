// What goes with an article or a story: from the edition's memory alone, at a cost that does not grow with it.
#pragma once

#include <string>
#include <vector>

#include "content/edition/edition.h"

namespace newsstand::edition {

// What is asked about. An article that has left the edition can be asked about, too.
struct RelatedQuestion {
  ArticleId article;       // 0: a story
  StoryId story, event;    // 0: none; nothing of these is an answer
  std::string headline, language;
  uint64_t owner = 0;
  Timestamp published;
  std::vector<EntityRef> entities;
};
struct RelatedCards {
  CardList related;     // best first; of the same language; no two of one story, none folded
  CardList background;  // the same, older than what is asked about by two days or more
};
RelatedCards FindRelated(const Edition& edition, const RelatedQuestion& question, size_t most);

// The entities of the store's article as the edition numbers them; those it does not know are left out.
std::vector<EntityRef> RefsOf(const Edition& edition, const std::vector<Entity>& entities);

}  // namespace newsstand::edition
