// The few signs in which reports are written: paragraphs, "## subheadings", "- lists", "> quotes", "| tables |" and
// [text](event:ID) links.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace newsstand::press {

struct Block {
  enum class Kind { kParagraph, kHeading, kList, kQuote, kTable, kNote };
  Kind kind = Kind::kParagraph;
  std::string text;                            // all but lists and tables
  std::vector<std::string> items;              // kList
  std::vector<std::vector<std::string>> rows;  // kTable; the first row is the head
  friend bool operator==(const Block&, const Block&) = default;
};
using Blocks = std::vector<Block>;

Blocks ParseMarkup(std::string_view body);

// Ids of the events a body links to, in order.
std::vector<std::string> LinkedEvents(std::string_view body);

// The address of an event's article for a link; "" leaves the words without a link.
using LinkResolver = std::function<std::string(std::string_view event_id)>;

// One text with its links, as HTML.
std::string InlineHtml(std::string_view text, const LinkResolver& resolve);
// One text without its links.
std::string InlineText(std::string_view text);

std::string BlockHtml(const Block& block, const LinkResolver& resolve);
std::string BlocksHtml(const Blocks& blocks, const LinkResolver& resolve);
// Blocks separated by a blank line.
std::string BlocksText(const Blocks& blocks);

// Applies `change` to every piece of running text.
void ForEachText(Blocks& blocks, const std::function<void(std::string&)>& change);

}  // namespace newsstand::press
