#include "serve/web/body_repeats.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/picture_key.h"
#include "base/text.h"
#include "content/html/text.h"

namespace newsstand::web {

using html::Node;
using html::Tag;

namespace {

constexpr size_t kBlocks = 6;  // from the top
constexpr ptrdiff_t kLongestStandfirst = 120;  // characters: a longer summary is the article's first paragraph, and stays there
// In bytes:
constexpr size_t kBesideByline = 70;        // in a line with a byline: what they do, where, when
constexpr size_t kLongestLine = 150;        // of a caption behind a picture
constexpr size_t kShortestCaption = 4;
constexpr size_t kLongestCaption = 1'000;

bool IsHeading(const Node& node) { return node.Is(Tag::kH1) || node.Is(Tag::kH2) || node.Is(Tag::kH3) || node.Is(Tag::kH4); }

bool IsWrapper(const Node& node) { return node.Is(Tag::kDiv) || node.Is(Tag::kSection) || node.Is(Tag::kArticle) || node.Is(Tag::kHeader); }

// The first paragraphs and headings, those within wrappers too, and the pictures and figures between them; nothing behind what is
// none of these.
void FirstBlocks(const Node& parent, std::vector<const Node*>& blocks) {
  for (const Node* node = parent.first_child; node != nullptr && blocks.size() < kBlocks; node = node->next) {
    if (node->Is(Tag::kP) || IsHeading(*node) || node->Is(Tag::kFigure) || node->Is(Tag::kImg)) blocks.push_back(node);
    else if (IsWrapper(*node)) FirstBlocks(*node, blocks);
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

bool EndsSentence(std::string_view text) {
  for (const std::string_view sign : {".", "!", "?", ":", "…", "。", "।", "؟", "۔"}) {
    if (text.ends_with(sign)) return true;
  }
  return false;
}

// "<b>Headline</b><br>What follows": the headline and the break behind it.
void FindAtHead(const Node& block, std::string_view headline, std::unordered_set<const Node*>& repeats) {
  const Node* first = block.first_child;
  while (first != nullptr && IsBlank(*first)) first = first->next;
  if (first == nullptr || HoldsPicture(*first) || !AsciiIEquals(html::TextOf(*first), headline)) return;
  repeats.insert(first);
  for (const Node* next = first->next; next != nullptr && (next->Is(Tag::kBr) || IsBlank(*next)); next = next->next) repeats.insert(next);
}

// What the lead picture is called, above or in the body.
struct LeadCaption {
  std::string text, credit;

  // Whether a block says no more than it: all of it, a part of it, or the caption with the credit behind it.
  bool Covers(std::string_view block) const {
    if (block.size() < kShortestCaption) return false;
    if (AsciiIEquals(block, text) || AsciiIEquals(block, credit) || AsciiIEquals(block, text + " " + credit)) return true;
    return text.starts_with(block) && !EndsSentence(block);
  }
};

bool IsPictureOf(const Node& block, const std::string& key) {
  if (block.Is(Tag::kImg)) return PictureKey(block.Attr("src")) == key;
  for (const Node* node = block.first_child; node != nullptr; node = html::NextInTree(node, &block)) {
    if (node->Is(Tag::kImg) && PictureKey(node->Attr("src")) == key) return true;
  }
  return false;
}

// "Gannet Cove <small>Photo: Ann Bo</small>": what ends a figure's caption in an element of its own is the credit.
LeadCaption CaptionOfFigure(const Node& figure) {
  const Node* caption = figure.first_child;
  while (caption != nullptr && !caption->Is(Tag::kFigcaption)) caption = caption->next;
  const Node* last = caption != nullptr ? caption->last_child : nullptr;
  while (last != nullptr && IsBlank(*last)) last = last->prev;
  LeadCaption found{html::TextOf(figure, kLongestCaption), {}};
  if (last == nullptr || !(last->Is(Tag::kSmall) || last->Is(Tag::kCite) || last->Is(Tag::kI) || last->Is(Tag::kEm))) return found;
  found.credit = html::TextOf(*last, kLongestCaption);
  if (found.text.ends_with(found.credit)) found.text = CollapseSpace(found.text.substr(0, found.text.size() - found.credit.size()));
  else found.credit.clear();
  return found;
}

// The lead picture's caption as the body has it: within the figure, or, as old pages have it, in a line of its own behind the
// picture.
LeadCaption CaptionInBody(const std::vector<const Node*>& blocks, std::string_view picture_url) {
  const std::string key = PictureKey(picture_url);
  for (size_t i = 0; i < blocks.size() && !key.empty(); ++i) {
    if (!IsPictureOf(*blocks[i], key)) continue;
    if (blocks[i]->Is(Tag::kFigure)) {
      if (LeadCaption found = CaptionOfFigure(*blocks[i]); !found.text.empty() || !found.credit.empty()) return found;
    } else if (!html::TextOf(*blocks[i], kLongestCaption).empty()) {
      return {};
    }
    if (i + 1 == blocks.size() || !blocks[i + 1]->Is(Tag::kP) || HoldsPicture(*blocks[i + 1])) return {};
    std::string behind = html::TextOf(*blocks[i + 1], 2 * kLongestLine);
    if (behind.empty() || behind.size() > kLongestLine || EndsSentence(behind)) return {};
    return {std::move(behind), {}};
  }
  return {};
}

}  // namespace

bool IsBlank(const Node& node) {
  constexpr size_t kLongest = 64;  // what is longer is no slip of an editor, and looking would cost
  return node.is_text() && node.text.size() <= kLongest && CollapseSpace(node.text).empty();
}

BodyRepeats FindRepeats(const Node& root, const AboveBody& above) {
  BodyRepeats repeats;
  std::vector<const Node*> blocks;
  FirstBlocks(root, blocks);
  LeadCaption caption{std::string(above.caption), std::string(above.credit)};
  if (caption.text.empty() && caption.credit.empty()) {
    caption = CaptionInBody(blocks, above.picture_url);
    repeats.caption = caption.text;
    repeats.credit = caption.credit;
  }
  // Bytes that begin a character.
  const auto characters = std::count_if(above.standfirst.begin(), above.standfirst.end(), [](char c) { return (c & 0xC0) != 0x80; });
  const bool short_standfirst = characters > 0 && characters <= kLongestStandfirst;
  const std::string both = std::string(above.headline) + " " + std::string(above.standfirst);
  const size_t looked_at = both.size() + above.byline.size() + caption.text.size() + caption.credit.size() + 2 * kBesideByline;
  for (const Node* block : blocks) {
    if (block->Is(Tag::kFigure) || block->Is(Tag::kImg)) continue;
    const std::string text = html::TextOf(*block, looked_at);
    // A text of the standfirst alone would have nothing left.
    const bool standfirst = short_standfirst && block != blocks.back() && (AsciiIEquals(text, above.standfirst) || AsciiIEquals(text, both));
    const bool headline = !above.headline.empty() && AsciiIEquals(text, above.headline);
    const bool repeated = standfirst || headline || IsBylineAlone(text, above.byline) || caption.Covers(text);
    if (repeated && !HoldsPicture(*block)) {
      repeats.nodes.insert(block);
      repeats.standfirst = repeats.standfirst || standfirst;
    } else if (!above.headline.empty()) {
      FindAtHead(*block, above.headline, repeats.nodes);
    }
  }
  return repeats;
}

}  // namespace newsstand::web
