// The order of lists of cards, and how a list takes a change.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "content/edition/edition.h"

namespace newsstand::edition {

inline bool Newer(const CardPtr& a, const CardPtr& b) {
  return a->published != b->published ? a->published > b->published : a->id > b->id;
}
inline bool LowerId(const CardPtr& a, const CardPtr& b) { return a->id < b->id; }

// `old` without the cards in `gone` that it holds, merged with `added`; all sorted by `before`. Copies whole stretches:
// looking at each card of a large edition would cost more than all the rest of a swap.
template <class Before>
CardListPtr Merge(const CardList& old, const CardList& gone, CardList added, Before before) {
  std::sort(added.begin(), added.end(), before);
  std::vector<size_t> dropped;
  for (const CardPtr& card : gone) {
    const auto place = std::lower_bound(old.begin(), old.end(), card, before);
    if (place != old.end() && *place == card) dropped.push_back(static_cast<size_t>(place - old.begin()));
  }
  std::sort(dropped.begin(), dropped.end());
  auto merged = std::make_shared<CardList>();
  merged->reserve(old.size() + added.size());
  size_t at = 0;
  auto next_dropped = dropped.begin();
  const auto copy_until = [&](size_t end) {
    const auto copy = [&](size_t stop) {
      merged->insert(merged->end(), old.begin() + static_cast<std::ptrdiff_t>(at), old.begin() + static_cast<std::ptrdiff_t>(stop));
    };
    for (; next_dropped != dropped.end() && *next_dropped < end; ++next_dropped) {
      copy(*next_dropped);
      at = *next_dropped + 1;
    }
    copy(end);
    at = end;
  };
  for (CardPtr& card : added) {
    copy_until(static_cast<size_t>(std::lower_bound(old.begin(), old.end(), card, before) - old.begin()));
    merged->push_back(std::move(card));
  }
  copy_until(old.size());
  return merged;
}

}  // namespace newsstand::edition
