// The edition's cards by the entity they are about. Many entities, most of them rare: they lie in parts, and a swap copies
// the parts it touches and shares the others with the edition before.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "model/about.h"

namespace newsstand::edition {

struct Card;
using CardPtr = std::shared_ptr<const Card>;
using CardList = std::vector<CardPtr>;
using CardListPtr = std::shared_ptr<const CardList>;
using NamedEntityPtr = std::shared_ptr<const NamedEntity>;

// An entity on a card: its number in the store and how much the article is about it.
struct EntityRef {
  uint32_t entity = 0;
  float salience = 0;
};
inline constexpr int kEntitiesOfCard = 8;
inline constexpr float kAboutIt = 0.04F;  // with less salience an article only mentions an entity

// An entity and the cards about it, newest first; never empty.
struct EntityList {
  uint32_t id = 0;
  NamedEntityPtr entity;
  CardListPtr cards;
};

// Immutable once published; the parts are shared between editions.
class EntityLists {
 public:
  static constexpr size_t kParts = 1024;

  // nullptr when no card is about it.
  const EntityList* Find(uint32_t id) const;
  const EntityList* FindSlug(std::string_view slug) const;
  size_t size() const { return size_; }

 private:
  friend class EntityBook;
  using Part = std::vector<EntityList>;                            // by id
  using SlugPart = std::vector<std::pair<uint64_t, uint32_t>>;      // by hash of the slug: ids
  std::array<std::shared_ptr<const Part>, kParts> by_id_;
  std::array<std::shared_ptr<const SlugPart>, kParts> by_slug_;
  size_t size_ = 0;
};

// Makes each edition's lists from those of the one before. Belongs to the keeper's thread.
class EntityBook {
 public:
  // What the store knows of entities; later word replaces earlier.
  void Learn(const std::vector<NamedEntity>& entities);
  // Cards left, cards came (a card that changed is in both). Entities nobody told of have no list.
  void Apply(const CardList& gone, const CardList& added);
  // The lists as they are now.
  std::shared_ptr<const EntityLists> Publish();

 private:
  struct Change {
    uint32_t id = 0;
    CardList gone, added;
    const NamedEntityPtr* renamed = nullptr;
  };
  void ApplyTo(size_t part, std::vector<Change>& changes);
  void PutSlug(const std::string& slug, uint32_t id, bool there);
  static size_t PartOf(uint32_t id) { return id % EntityLists::kParts; }

  EntityLists lists_;
  std::shared_ptr<const EntityLists> published_;
  std::unordered_map<uint32_t, NamedEntityPtr> known_;
};

}  // namespace newsstand::edition
