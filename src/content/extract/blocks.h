// A page as a sequence of text blocks, each with what can be said of it before deciding whether it is of the article.
//
// A block is a run of inline text between two boundaries of blocks (or two line breaks in a row).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/extract/class_words.h"
#include "content/html/document.h"

namespace newsstand::extract {

struct Block {
  const html::Node* container = nullptr;  // the nearest block element around it
  std::string text;                       // white space collapsed, not empty
  int words = 0;
  int characters = 0;  // without white space
  int link_characters = 0;
  int commas = 0, sentence_ends = 0, digits = 0, capitals = 0;
  uint64_t signature = 0;  // of tag and class of container and its parent: blocks of one template share it
  std::array<uint8_t, kHints> hint_level{};  // levels up to the nearest element with that hint; 0 none, 1 the container
  uint32_t ancestors = 0;                    // Within bits
  uint8_t depth = 0;
  bool hidden = false;
};

// Elements a block may stand within.
enum class Within : uint8_t {
  kArticle,
  kMain,
  kNav,
  kAside,
  kHeader,
  kFooter,
  kForm,
  kFigure,
  kList,
  kTable,
  kQuote,
  kHeading,
  kItemBody,
  kPre,
  kButton,
  kDetails,
  kDescription,
  kCount
};
constexpr uint32_t Bit(Within within) { return 1u << static_cast<unsigned>(within); }
// Of the element itself; 0 for most.
uint32_t WithinBit(const html::Node& element);

inline constexpr uint32_t kNoBlock = UINT32_MAX;
inline constexpr size_t kMaxBlocks = 20'000;

struct BlockPage {
  std::vector<Block> blocks;       // in document order, at most kMaxBlocks
  std::vector<uint32_t> block_of;  // by Node::index, for text nodes; kNoBlock for others
};

BlockPage SplitIntoBlocks(const html::Document& document);

}  // namespace newsstand::extract
