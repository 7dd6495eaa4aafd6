#include "content/edition/shelves.h"

#include <algorithm>
#include <unordered_set>

#include "content/edition/card_lists.h"

namespace newsstand::edition {
namespace {

constexpr size_t kKnownAtMost = 400'000;

bool LowerShelf(const EntityShelf& shelf, uint32_t id) { return shelf.id < id; }

}  // namespace

const EntityShelf* EntityShelves::Find(uint32_t id) const {
  const auto& part = by_id_[id % kParts];
  if (!part) return nullptr;
  const auto place = std::lower_bound(part->begin(), part->end(), id, LowerShelf);
  return place != part->end() && place->id == id ? &*place : nullptr;
}

const EntityShelf* EntityShelves::FindSlug(std::string_view slug) const {
  const uint64_t hash = Hash64(slug);
  const auto& part = by_slug_[hash % kParts];
  if (!part) return nullptr;
  for (auto place = std::lower_bound(part->begin(), part->end(), std::pair(hash, uint32_t{0})); place != part->end() && place->first == hash; ++place) {
    const EntityShelf* shelf = Find(place->second);
    if (shelf != nullptr && shelf->entity->slug == slug) return shelf;
  }
  return nullptr;
}

void EntityBook::Learn(const std::vector<NamedEntity>& entities) {
  for (const NamedEntity& entity : entities) {
    const auto id = static_cast<uint32_t>(entity.id.value);
    NamedEntityPtr& known = known_[id];
    known = std::make_shared<const NamedEntity>(entity);
    if (shelves_.Find(id) == nullptr) continue;
    std::vector<Change> changes(1);
    changes[0].id = id;
    changes[0].renamed = &known;
    ApplyTo(PartOf(id), changes);
  }
}

void EntityBook::PutSlug(const std::string& slug, uint32_t id, bool there) {
  const std::pair entry(Hash64(slug), id);
  auto& part = shelves_.by_slug_[entry.first % EntityShelves::kParts];
  auto next = part ? std::make_shared<EntityShelves::SlugPart>(*part) : std::make_shared<EntityShelves::SlugPart>();
  const auto place = std::lower_bound(next->begin(), next->end(), entry);
  const bool is_there = place != next->end() && *place == entry;
  if (there && !is_there) next->insert(place, entry);
  if (!there && is_there) next->erase(place);
  part = std::move(next);
}

// Changes of one part, by id.
void EntityBook::ApplyTo(size_t number, std::vector<Change>& changes) {
  auto& part = shelves_.by_id_[number];
  auto next = std::make_shared<EntityShelves::Part>();
  const EntityShelves::Part none;
  const EntityShelves::Part& old = part ? *part : none;
  next->reserve(old.size() + changes.size());
  auto at = old.begin();
  for (Change& change : changes) {
    for (; at != old.end() && at->id < change.id; ++at) next->push_back(*at);
    EntityShelf shelf;
    const bool was_there = at != old.end() && at->id == change.id;
    if (was_there) shelf = *at++;
    if (change.renamed != nullptr) shelf.entity = *change.renamed;
    if (!was_there) {
      const auto known = known_.find(change.id);
      if (known == known_.end()) continue;
      shelf.id = change.id;
      shelf.entity = known->second;
    }
    if (!change.gone.empty() || !change.added.empty()) {
      shelf.cards = Merge(shelf.cards ? *shelf.cards : CardList{}, change.gone, std::move(change.added), Newer);
    }
    const bool is_there = shelf.cards && !shelf.cards->empty();
    if (is_there != was_there) PutSlug(shelf.entity->slug, change.id, is_there);
    shelves_.size_ += static_cast<size_t>(is_there) - static_cast<size_t>(was_there);
    if (is_there) next->push_back(std::move(shelf));
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

std::shared_ptr<const EntityShelves> EntityBook::Publish() {
  if (published_) return published_;
  // What nobody writes about any more is forgotten; the store tells of it again when somebody does.
  if (known_.size() > kKnownAtMost) {
    std::erase_if(known_, [&](const auto& entry) { return shelves_.Find(entry.first) == nullptr; });
  }
  published_ = std::make_shared<const EntityShelves>(shelves_);
  return published_;
}

}  // namespace newsstand::edition
