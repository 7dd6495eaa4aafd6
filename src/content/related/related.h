// Which articles go with an article: the cosine of what they name and say in their headlines, where what is rare counts;
// chosen by maximal marginal relevance (Carbonell and Goldstein 1998), so that the chosen do not repeat each other. Pure,
// thread-safe; costs what the candidates cost.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace newsstand::related {

using Term = uint64_t;
struct Weighted {
  Term term = 0;
  float weight = 0;  // before rarity
};

// An article as far as choosing needs it.
struct Piece {
  uint64_t group = 0;  // articles of one story: one of them at most is chosen, and none of the group that is asked for
  uint64_t owner = 0;  // two of one owner repeat each other a little
  Timestamp published;
  std::vector<Weighted> terms;  // each term once
};

// The term of an entity, and of a word in a language.
Term EntityTerm(uint32_t entity);
Term WordTerm(std::string_view folded_word, std::string_view primary_language);
// An entity weighs by how much the article is about it (0 … 1), and always as much as a word.
float EntityWeight(float salience);
// The words of a headline, each once: three letters or more; pairs of characters where words have no spaces.
void AddWords(std::string_view headline, std::string_view language, std::vector<Weighted>& terms);

struct Wish {
  size_t most = 4;
  double least = 0.16;      // cosine; less is no relation
  double relevance = 0.7;   // λ of the choice: 1 looks at nothing else
};
// How much a term tells: ln of how many articles there are for each that has it. Called often.
using Rarity = std::function<double(Term)>;

// Places in `pieces`, best first. `background`: only what is older than `of` by kBackgroundAge or more; else only what is not.
inline constexpr std::chrono::hours kBackgroundAge{48};
std::vector<size_t> Choose(const Piece& of, std::span<const Piece> pieces, const Rarity& rarity, bool background, const Wish& wish);

}  // namespace newsstand::related
