#include "serve/web/body_repeats.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "content/html/text.h"

namespace newsstand::web {

using html::Node;
using html::Tag;

namespace {

constexpr size_t kBlocks = 5;         // from the top
constexpr size_t kBesideByline = 70;  // bytes of a line with a byline: what they do, where, when

bool IsHeading(const Node& node) { return node.Is(Tag::kH1) || node.Is(Tag::kH2) || node.Is(Tag::kH3) || node.Is(Tag::kH4); }

// The first paragraphs and headings, those within wrappers too; nothing behind what is none of these.
void FirstBlocks(const Node& parent, std::vector<const Node*>& blocks) {
  for (const Node* node = parent.first_child; node != nullptr && blocks.size() < kBlocks; node = node->next) {
    if (node->Is(Tag::kP) || IsHeading(*node)) blocks.push_back(node);
    else if (node->Is(Tag::kDiv) || node->Is(Tag::kSection) || node->Is(Tag::kArticle) || node->Is(Tag::kHeader)) FirstBlocks(*node, blocks);
  }
}

bool HoldsPicture(const Node& block) {
  if (block.Is(Tag::kImg)) return true;
  for (const Node* node = block.first_child; node != nullptr; node = html::NextInTree(node, &block)) {
    if (node->Is(Tag::kImg)) return true;
  }
  return false;
}

bool IsBylineAlone(std::string_view text, std::string_view byline) {
  constexpr size_t kBy = 5;  // "By ", "Von ", "Por "
  if (byline.empty() || text.size() > byline.size() + kBesideByline || text.substr(0, byline.size() + kBy).find(byline) == std::string_view::npos) return false;
  if (text.size() <= byline.size() + kBy) return true;
  const bool sentence = text.ends_with('.') && !text.ends_with(".m.");  // but "3 p.m."
  return !sentence && std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 4;
}

// "<b>Headline</b><br>What follows": the headline and the break behind it.
void FindAtHead(const Node& block, std::string_view headline, std::unordered_set<const Node*>& repeats) {
  const Node* first = block.first_child;
  while (first != nullptr && IsBlank(*first)) first = first->next;
  if (first == nullptr || HoldsPicture(*first) || !AsciiIEquals(html::TextOf(*first), headline)) return;
  repeats.insert(first);
  for (const Node* next = first->next; next != nullptr && (next->Is(Tag::kBr) || IsBlank(*next)); next = next->next) repeats.insert(next);
}

}  // namespace

bool IsBlank(const Node& node) {
  constexpr size_t kLongest = 64;  // what is longer is no slip of an editor, and looking would cost
  return node.is_text() && node.text.size() <= kLongest && CollapseSpace(node.text).empty();
}

std::unordered_set<const Node*> FindRepeats(const Node& root, std::string_view headline, std::string_view byline) {
  std::unordered_set<const Node*> repeats;
  std::vector<const Node*> blocks;
  FirstBlocks(root, blocks);
  for (const Node* block : blocks) {
    const std::string text = html::TextOf(*block, headline.size() + byline.size() + 2 * kBesideByline);
    const bool repeated = (!headline.empty() && AsciiIEquals(text, headline)) || IsBylineAlone(text, byline);
    if (repeated && !HoldsPicture(*block)) repeats.insert(block);
    else if (!headline.empty()) FindAtHead(*block, headline, repeats);
  }
  return repeats;
}

}  // namespace newsstand::web
