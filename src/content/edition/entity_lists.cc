#include "content/edition/entity_lists.h"

#include <algorithm>
#include <unordered_set>

#include "content/edition/card_lists.h"

namespace newsstand::edition {
namespace {

constexpr size_t kKnownAtMost = 400'000;

bool LowerList(const EntityList& list, uint32_t id) { return list.id < id; }

}  // namespace

const EntityList* EntityLists::Find(uint32_t id) const {
  const auto& part = by_id_[id % kParts];
  if (!part) return nullptr;
  const auto place = std::lower_bound(part->begin(), part->end(), id, LowerList);
  return place != part->end() && place->id == id ? &*place : nullptr;
}

const EntityList* EntityLists::FindSlug(std::string_view slug) const {
  const uint64_t hash = Hash64(slug);
  const auto& part = by_slug_[hash % kParts];
  if (!part) return nullptr;
  for (auto place = std::lower_bound(part->begin(), part->end(), std::pair(hash, uint32_t{0})); place != part->end() && place->first == hash; ++place) {
    const EntityList* list = Find(place->second);
    if (list != nullptr && list->entity->slug == slug) return list;
  }
  return nullptr;
}

void EntityBook::Learn(const std::vector<NamedEntity>& entities) {
  for (const NamedEntity& entity : entities) {
    const auto id = static_cast<uint32_t>(entity.id.value);
    NamedEntityPtr& known = known_[id];
    known = std::make_shared<const NamedEntity>(entity);
    if (lists_.Find(id) == nullptr) continue;
    std::vector<Change> changes(1);
    changes[0].id = id;
    changes[0].renamed = &known;
    ApplyTo(PartOf(id), changes);
  }
}

void EntityBook::PutSlug(const std::string& slug, uint32_t id, bool there) {
  const std::pair entry(Hash64(slug), id);
  auto& part = lists_.by_slug_[entry.first % EntityLists::kParts];
  auto next = part ? std::make_shared<EntityLists::SlugPart>(*part) : std::make_shared<EntityLists::SlugPart>();
  const auto place = std::lower_bound(next->begin(), next->end(), entry);
  const bool is_there = place != next->end() && *place == entry;
  if (there && !is_there) next->insert(place, entry);
  if (!there && is_there) next->erase(place);
  part = std::move(next);
}

// Changes of one part, by id.
void EntityBook::ApplyTo(size_t number, std::vector<Change>& changes) {
  auto& part = lists_.by_id_[number];
  auto next = std::make_shared<EntityLists::Part>();
  const EntityLists::Part none;
  const EntityLists::Part& old = part ? *part : none;
  next->reserve(old.size() + changes.size());
  auto at = old.begin();
  for (Change& change : changes) {
    for (; at != old.end() && at->id < change.id; ++at) next->push_back(*at);
    EntityList list;
    const bool was_there = at != old.end() && at->id == change.id;
    if (was_there) list = *at++;
    if (change.renamed != nullptr) list.entity = *change.renamed;
    if (!was_there) {
      const auto known = known_.find(change.id);
      if (known == known_.end()) continue;
      list.id = change.id;
      list.entity = known->second;
    }
    if (!change.gone.empty() || !change.added.empty()) {
      list.cards = Merge(list.cards ? *list.cards : CardList{}, change.gone, std::move(change.added), Newer);
    }
    const bool is_there = list.cards && !list.cards->empty();
    if (is_there != was_there) PutSlug(list.entity->slug, change.id, is_there);
    lists_.size_ += static_cast<size_t>(is_there) - static_cast<size_t>(was_there);
    if (is_there) next->push_back(std::move(list));
  }
  next->insert(next->end(), at, old.end());
  part = std::move(next);
  published_.reset();
}

void EntityBook::Apply(const CardList& gone, const CardList& added) {
  std::unordered_map<uint32_t, Change> by_entity;
  const auto each = [&](const CardList& cards, CardList Change::*list) {
    for (const CardPtr& card : cards) {
      for (const EntityRef& ref : card->entities) {
        if (ref.salience < kAboutIt) continue;
        Change& change = by_entity[ref.entity];
        change.id = ref.entity;
        (change.*list).push_back(card);
      }
    }
  };
  each(gone, &Change::gone);
  each(added, &Change::added);
  std::unordered_map<size_t, std::vector<Change>> by_part;
  for (auto& [id, change] : by_entity) by_part[PartOf(id)].push_back(std::move(change));
  for (auto& [part, changes] : by_part) {
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.id < b.id; });
    ApplyTo(part, changes);
  }
}

std::shared_ptr<const EntityLists> EntityBook::Publish() {
  if (published_) return published_;
  // What nobody writes about any more is forgotten; the store tells of it again when somebody does.
  if (known_.size() > kKnownAtMost) {
    std::erase_if(known_, [&](const auto& entry) { return lists_.Find(entry.first) == nullptr; });
  }
  published_ = std::make_shared<const EntityLists>(lists_);
  return published_;
}

}  // namespace newsstand::edition
