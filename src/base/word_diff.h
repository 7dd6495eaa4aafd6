// What changed between two texts, word by word, so that people can read it. Pure; may be called from any thread.
//
// Method: the shortest edit script of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), first over
// paragraphs, then over the words of those that changed. Its work is bounded: what differs too much is told as replaced.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsstand {

struct DiffPart {
  enum class Kind { kSame, kRemoved, kAdded };
  Kind kind = Kind::kSame;
  std::string text;

  bool operator==(const DiffPart&) const = default;
};

// The parts one after another; without the added ones they are `before`, without the removed ones `after`. Words are
// whole, by Unicode segmentation; what stands removed and added in one place comes in that order.
std::vector<DiffPart> DiffWords(std::string_view before, std::string_view after);

struct DiffParagraph {
  enum class Kind {
    kSame,
    kRemoved,  // all of it
    kAdded,    // all of it
    kChanged,  // some words
  };
  Kind kind = Kind::kSame;
  std::vector<DiffPart> parts;

  bool operator==(const DiffParagraph&) const = default;
};
std::vector<DiffParagraph> DiffTexts(std::span<const std::string> before, std::span<const std::string> after);

}  // namespace newsstand
