// What the class and id names of page elements say about their contents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newsstand::extract {

enum class Hint : uint8_t {
  kBody,     // article-body, entry-content: a word for text beside a word for the piece
  kContent,  // one of those words alone
  kTitle,
  kMeta,  // date, tags, category
  kAuthor,
  kCaption,
  kComment,
  kRelated,
  kShare,
  kNav,
  kFooter,
  kSide,
  kAd,
  kSubscribe,
  kModal,
  kList,  // cards, grids, carousels
  kHidden,
  kCount
};
inline constexpr size_t kHints = static_cast<size_t>(Hint::kCount);

using HintSet = uint32_t;
constexpr HintSet Bit(Hint hint) { return HintSet{1} << static_cast<unsigned>(hint); }

// `names` is a class attribute, an id or a role; any case, words told apart by other characters and by capitals.
HintSet HintsIn(std::string_view names);

}  // namespace newsstand::extract
