#include "content/edition/edition.h"

#include <algorithm>

namespace newsstand::edition {
namespace {

// Where the id stands among `size` rising ids, or `size`. Numbers are given in order, so where one stands can be guessed from
// where it lies between the ends: each look at a card is a wait for memory, and halving needs many.
template <class IdAt>
size_t PlaceAmong(size_t size, int64_t id, IdAt id_at) {
  if (size == 0) return size;
  size_t low = 0, high = size - 1;
  int64_t low_id = id_at(low), high_id = id_at(high);
  if (id == low_id) return low;
  if (id == high_id) return high;
  if (id < low_id || id > high_id) return size;
  for (bool guess = true; high - low > 1; guess = !guess) {  // a wrong guess costs a step, not the search
    const double share = (static_cast<double>(id) - static_cast<double>(low_id)) / (static_cast<double>(high_id) - static_cast<double>(low_id));
    const size_t away = guess ? static_cast<size_t>(share * static_cast<double>(high - low)) : (high - low) / 2;
    const size_t middle = low + std::clamp<size_t>(away, 1, high - low - 1);
    const int64_t there = id_at(middle);
    if (there == id) return middle;
    (there < id ? low : high) = middle;
    (there < id ? low_id : high_id) = there;
  }
  return size;
}

}  // namespace

CardPtr Edition::Find(ArticleId id) const {
  const size_t place = PlaceAmong(by_id->size(), id.value, [this](size_t i) { return (*by_id)[i]->id.value; });
  return place < by_id->size() ? (*by_id)[place] : nullptr;
}

const CardList& Edition::ListOf(const std::unordered_map<std::string, CardListPtr>& lists, std::string_view key) {
  static const CardList empty;
  const auto found = lists.find(std::string(key));
  return found == lists.end() ? empty : *found->second;
}

const Place* Edition::PlaceOf(ArticleId id) const {
  const size_t place = PlaceAmong(places->size(), id.value, [this](size_t i) { return (*places)[i].article.value; });
  return place < places->size() ? &(*places)[place] : nullptr;
}

StoryPtr Edition::FindStory(StoryId id) const {
  const size_t place = PlaceAmong(stories_by_id->size(), id.value, [this](size_t i) { return (*stories_by_id)[i]->id.value; });
  return place < stories_by_id->size() ? (*stories_by_id)[place] : nullptr;
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
