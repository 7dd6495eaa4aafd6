#include "content/edition/word_lists.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "content/edition/edition.h"
#include "content/related/related.h"

namespace newsstand::edition {
namespace {

size_t PartOf(uint64_t term) { return (term >> 1) % WordLists::kParts; }

}  // namespace

const WordList* WordLists::Find(uint64_t term) const {
  const auto& part = parts_[PartOf(term)];
  if (!part) return nullptr;
  const auto place = std::lower_bound(part->begin(), part->end(), term, [](const WordList& list, uint64_t wanted) { return list.term < wanted; });
  return place != part->end() && place->term == term ? &*place : nullptr;
}

bool WordBook::Change::operator<(const Change& other) const {
  return std::tie(term, article, comes) < std::tie(other.term, other.article, other.comes);
}

// Changes [from, to) are of this word; who leaves stands before who comes.
void WordBook::Take(WordList& list, const std::vector<Change>& changes, size_t from, size_t to) {
  uint32_t came = 0, left = 0;
  for (size_t i = from; i < to; ++i) ++(changes[i].comes ? came : left);
  list.count = list.count + came - std::min(left, list.count);
  if (!list.articles) return;
  auto next = std::make_shared<std::vector<int64_t>>(*list.articles);
  for (size_t i = from; i < to; ++i) {
    const auto place = std::lower_bound(next->begin(), next->end(), changes[i].article);
    const bool there = place != next->end() && *place == changes[i].article;
    if (changes[i].comes && !there) next->insert(place, changes[i].article);
    if (!changes[i].comes && there) next->erase(place);
  }
  list.articles = next->size() > WordLists::kMostListed ? nullptr : std::move(next);
}

void WordBook::Apply(const CardList& gone, const CardList& added) {
  std::unordered_map<size_t, std::vector<Change>> by_part;
  const auto each = [&](const CardList& cards, bool comes) {
    std::vector<related::Weighted> terms;
    for (const CardPtr& card : cards) {
      terms.clear();
      related::AddWords(card->headline, card->language, terms);
      for (const related::Weighted& one : terms) by_part[PartOf(one.term)].push_back({one.term, card->id.value, comes});
    }
  };
  each(gone, false);
  each(added, true);
  if (!by_part.empty()) published_.reset();
  for (auto& [number, changes] : by_part) {
    std::sort(changes.begin(), changes.end());
    auto& part = lists_.parts_[number];
    const WordLists::Part none;
    const WordLists::Part& old = part ? *part : none;
    auto next = std::make_shared<WordLists::Part>();
    next->reserve(old.size() + changes.size());
    auto at = old.begin();
    for (size_t from = 0; from < changes.size();) {
      size_t to = from;
      while (to < changes.size() && changes[to].term == changes[from].term) ++to;
      for (; at != old.end() && at->term < changes[from].term; ++at) next->push_back(*at);
      WordList list{changes[from].term, 0, std::make_shared<const std::vector<int64_t>>()};
      if (at != old.end() && at->term == changes[from].term) list = *at++;
      Take(list, changes, from, to);
      if (list.count > 0) next->push_back(std::move(list));
      from = to;
    }
    next->insert(next->end(), at, old.end());
    part = std::move(next);
  }
}

std::shared_ptr<const WordLists> WordBook::Publish() {
  if (!published_) published_ = std::make_shared<const WordLists>(lists_);
  return published_;
}

}  // namespace newsstand::edition
