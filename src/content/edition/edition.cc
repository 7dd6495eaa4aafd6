#include "content/edition/edition.h"

#include <algorithm>

namespace newsstand::edition {

CardPtr Edition::Find(ArticleId id) const {
  const auto place = std::lower_bound(by_id->begin(), by_id->end(), id,
                                      [](const CardPtr& card, ArticleId wanted) { return card->id < wanted; });
  return place != by_id->end() && (*place)->id == id ? *place : nullptr;
}

const CardList& Edition::ListOf(const std::unordered_map<std::string, CardListPtr>& lists, std::string_view key) {
  static const CardList empty;
  const auto found = lists.find(std::string(key));
  return found == lists.end() ? empty : *found->second;
}

const Place* Edition::PlaceOf(ArticleId id) const {
  const auto place = std::lower_bound(places->begin(), places->end(), id, [](const Place& one, ArticleId wanted) { return one.article < wanted; });
  return place != places->end() && place->article == id ? &*place : nullptr;
}

StoryPtr Edition::FindStory(StoryId id) const {
  const auto place = std::lower_bound(stories_by_id->begin(), stories_by_id->end(), id,
                                      [](const StoryPtr& story, StoryId wanted) { return story->id < wanted; });
  return place != stories_by_id->end() && (*place)->id == id ? *place : nullptr;
}

StoryPtr Edition::StoryOf(ArticleId id) const {
  const Place* place = PlaceOf(id);
  return place != nullptr && place->story ? FindStory(place->story) : nullptr;
}

bool Edition::IsFolded(ArticleId id) const {
  const Place* place = PlaceOf(id);
  return place != nullptr && place->folded;
}

}  // namespace newsstand::edition
