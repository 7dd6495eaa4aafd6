// What an article is about: entities (people, places, organisations) and topics.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsstand {

enum class EntityKind { kPerson, kPlace, kOrganisation };

// A person, place or organisation, and how much one article is about it.
struct Entity {
  std::string slug;        // stable: the address /entity/SLUG; known entities have the same one in every language
  EntityKind kind = EntityKind::kPerson;
  std::string name;        // to show: the known name, else the longest form in the article
  double salience = 0;     // 0 … 1, of all entities of the article; they add up to at most 1
  int mentions = 0;        // in headline and text together

  bool operator==(const Entity&) const = default;
};

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
