// Who and what an article is about: people, places and organisations. Pure, thread-safe.
//
// Known entities are found by their aliases in many languages (gazetteer.h) in one pass over the words; unknown ones by
// runs of capitalised words, where the language has capitals and the word is not one that only stands at the beginning of
// a sentence. Mentions of one entity within an article are merged into its longest form ("Angela Merkel", "Merkel",
// "Mrs Merkel"; "International Monetary Fund (IMF)", "IMF").
#pragma once

#include <string_view>
#include <vector>

#include "model/about.h"

namespace newsstand::enrich {

// The most salient first, at most 20. `language` is BCP 47; it says how words are told apart and which are common.
std::vector<Entity> FindEntities(std::string_view headline, std::string_view body, std::string_view language);

// The known entity of that slug, in English; nullptr when it is not in the gazetteer.
struct KnownEntity {
  std::string slug;
  EntityKind kind = EntityKind::kPlace;
  std::string name;
};
const KnownEntity* FindKnownEntity(std::string_view slug);

}  // namespace newsstand::enrich
