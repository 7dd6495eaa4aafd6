// What an article is about: entities (people, places, organisations) and topics.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace newsstand {

enum class EntityKind { kPerson, kPlace, kOrganisation };

// A person, place or organisation, and how much one article is about it.
struct Entity {
  std::string slug;        // stable: the address /entity/SLUG; known entities have the same one in every language
  EntityKind kind = EntityKind::kPerson;
  std::string name;        // to show: the known name, else the longest form in the article
  double salience = 0;     // 0 … 1, of all entities of the article; they add up to at most 1
  int mentions = 0;        // in headline and text together
  bool known = false;      // of the gazetteer: the slug means the same in every language
  std::string form;        // the longest form the article prints, where it is not the name; "" else

  bool operator==(const Entity&) const = default;
};

using EntityId = Id<struct EntityTag>;

// An entity as the store knows it, once, however many articles name it.
struct NamedEntity {
  EntityId id;
  std::string slug;        // never changes
  EntityKind kind = EntityKind::kPerson;
  std::string name;        // to show
  bool known = false;      // of the gazetteer
  std::vector<std::string> forms;  // what else articles called it, at most kMostForms
  int64_t change_seq = 0;  // grows when it is seen on a new day or under a new form

  bool operator==(const NamedEntity&) const = default;
};
inline constexpr int kMostForms = 12;

// A topic of the tree and how sure we are of it.
struct TopicScore {
  std::string slug;        // of the topic tree
  double score = 0;        // 0 … 1: probability that an editor would put the article there
  bool implied = false;    // the parent of one that was found: the article belongs on its page, too

  bool operator==(const TopicScore&) const = default;
};

std::string_view EntityKindName(EntityKind kind);  // "person", "place", "organisation"
std::optional<EntityKind> ParseEntityKind(std::string_view name);

}  // namespace newsstand
