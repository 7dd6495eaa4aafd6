#include "content/extract/blocks.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "content/html/text.h"
#include "content/sanitize/policy.h"

namespace newsstand::extract {
namespace {

using html::Node;
using html::Tag;

struct Context {
  const Node* container = nullptr;
  std::array<uint8_t, kHints> hint_depth{};  // depth of the nearest element with the hint, 0 none
  uint32_t ancestors = 0;
  uint8_t depth = 0;
  bool in_link = false, hidden = false;
  uint64_t own_signature = 0, parent_signature = 0;
};

// Recursive: a Document is never deeper than limits::kTreeDepth.
class Splitter {
 public:
  explicit Splitter(const html::Document& document) { page_.block_of.assign(document.node_count(), kNoBlock); }

  BlockPage Run(const Node& root) {
    Context context;
    context.container = &root;
    Visit(root, context);
    EndBlock();
    return std::move(page_);
  }

 private:
  void Visit(const Node& node, const Context& outer) {
    if (node.is_text()) return Text(node, outer);
    if (node.is_element() && node.tag == Tag::kBr && node.ns == html::Namespace::kHtml) {
      if (++breaks_ >= 2) EndBlock();
      space_ = true;
      return;
    }
    Context context = outer;
    bool block = false;
    if (node.is_element()) {
      if (html::IsInvisible(node)) return;
      block = node.ns == html::Namespace::kHtml && html::IsBlock(node.tag);
      Enter(node, block, context);
    }
    if (block) EndBlock();
    for (const Node* child = node.first_child; child; child = child->next) Visit(*child, context);
    if (block) EndBlock();
  }

  static void Enter(const Node& node, bool block, Context& context) {
    if (context.depth < 255) ++context.depth;
    context.ancestors |= WithinBit(node);
    context.in_link |= node.Is(Tag::kA);
    if (block) context.container = &node;
    uint64_t names = 0;
    if (node.attribute_count > 0) {
      const std::string_view class_name = node.Attr("class");
      HintSet hints = HintsIn(class_name) | HintsIn(node.Attr("id")) | HintsIn(node.Attr("role"));
      if (const std::string_view prop = node.Attr("itemprop"); !prop.empty()) {
        if (prop == "articleBody" || prop == "text" || prop == "reviewBody" || prop == "description") {
          context.ancestors |= Bit(Within::kItemBody);
        }
        hints |= HintsIn(prop);
      }
      // The whole page may be called "single-post with-sidebar": that says nothing of its parts.
      if (!node.Is(Tag::kBody) && !node.Is(Tag::kHtml)) {
        for (size_t i = 0; i < kHints; ++i) {
          if (hints & (HintSet{1} << i)) context.hint_depth[i] = context.depth;
        }
        context.hidden |= sanitize::IsHidden(node) || node.Attr("aria-hidden") == "true";
      }
      names = Hash64(class_name);
    }
    if (block) {
      context.parent_signature = context.own_signature;
      context.own_signature = names * 31 + static_cast<uint64_t>(node.tag);
    }
  }

  void Text(const Node& node, const Context& context) {
    const std::string_view text = node.text;
    size_t i = 0;
    while (i < text.size() && SpaceAt(text, i) > 0) i += SpaceAt(text, i);
    if (i == text.size()) {
      space_ |= !text.empty();
      return;
    }
    if (!open_ && !Begin(context)) return;
    breaks_ = 0;
    Block& block = page_.blocks.back();
    page_.block_of[node.index] = static_cast<uint32_t>(page_.blocks.size() - 1);
    if (i > 0) space_ = true;
    while (i < text.size()) {
      if (const size_t length = SpaceAt(text, i); length > 0) {
        space_ = true;
        i += length;
        continue;
      }
      const size_t from = i;
      for (; i < text.size() && SpaceAt(text, i) == 0; ++i) Count(block, text, i, context.in_link);
      if (space_ && !block.text.empty()) block.text += ' ';
      space_ = false;
      block.text.append(text, from, i - from);
    }
  }

  // Bytes of the white space at `i`, 0 for none. A space that does not break is one: it fills empty paragraphs.
  static size_t SpaceAt(std::string_view text, size_t i) {
    if (IsAsciiSpace(text[i])) return 1;
    return text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0' ? 2 : 0;
  }

  bool Begin(const Context& context) {
    if (page_.blocks.size() >= kMaxBlocks) return false;
    open_ = true;
    Block& block = page_.blocks.emplace_back();
    block.container = context.container;
    block.signature = context.own_signature * 1'000'003 + context.parent_signature;
    for (size_t i = 0; i < kHints; ++i) {
      if (context.hint_depth[i] != 0)
        block.hint_level[i] = static_cast<uint8_t>(1 + context.depth - context.hint_depth[i]);
    }
    block.ancestors = context.ancestors;
    block.depth = context.depth;
    block.hidden = context.hidden;
    return true;
  }

  static void Count(Block& block, std::string_view text, size_t i, bool in_link) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) return;  // not the first byte of a character
    ++block.characters;
    block.link_characters += in_link ? 1 : 0;
    if (byte >= 0xD8) return CountMark(block, text.substr(i, 3));
    block.commas += c == ',' ? 1 : 0;
    block.sentence_ends += c == '.' || c == '!' || c == '?' ? 1 : 0;
    block.digits += c >= '0' && c <= '9' ? 1 : 0;
    block.capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
  }

  // Commas and ends of sentences of Arabic, Devanagari, Chinese and Japanese.
  static void CountMark(Block& block, std::string_view text) {
    switch (static_cast<unsigned char>(text[0])) {
      case 0xD8: block.commas += text.starts_with("،") || text.starts_with("؛") ? 1 : 0; break;
      case 0xE3: block.commas += text == "、" ? 1 : 0; break;
      case 0xEF: block.commas += text == "，" ? 1 : 0; break;
      default: break;
    }
    const bool end =
        text.starts_with("؟") || text.starts_with("۔") || text == "।" || text == "。" || text == "！" || text == "？";
    block.sentence_ends += end ? 1 : 0;
  }

  void EndBlock() {
    space_ = false;
    breaks_ = 0;
    if (!open_) return;
    open_ = false;
    Block& block = page_.blocks.back();
    block.words = Words(block.text);
  }

  // Words between spaces; in scripts without spaces two characters are a word, in those of South East Asia, where
  // vowels and tones count as characters, four. Korean has spaces.
  static int Words(std::string_view text) {
    int words = text.empty() ? 0 : 1, wide = 0, thai = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == ' ') ++words;
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0xE0) continue;
      wide += byte >= 0xE3 && byte <= 0xE9 ? 1 : 0;  // U+3000 … U+9FFF
      const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
      thai += (byte == 0xE0 && next >= 0xB8 && next <= 0xBB) ||
              (byte == 0xE1 && (next < 0x83 || next == 0x9E || next == 0x9F));
    }
    return words + wide / 2 + thai / 4;
  }

  BlockPage page_;
  bool open_ = false, space_ = false;
  int breaks_ = 0;
};

}  // namespace

uint32_t WithinBit(const Node& node) {
  switch (node.tag) {
    case Tag::kArticle: return Bit(Within::kArticle);
    case Tag::kMain: return Bit(Within::kMain);
    case Tag::kNav: return Bit(Within::kNav);
    case Tag::kAside: return Bit(Within::kAside);
    case Tag::kHeader: return Bit(Within::kHeader);
    case Tag::kFooter: return Bit(Within::kFooter);
    case Tag::kForm: return Bit(Within::kForm);
    case Tag::kFigure:
    case Tag::kFigcaption: return Bit(Within::kFigure);
    case Tag::kUl:
    case Tag::kOl: return Bit(Within::kList);
    case Tag::kTable: return Bit(Within::kTable);
    case Tag::kBlockquote: return Bit(Within::kQuote);
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6: return Bit(Within::kHeading);
    case Tag::kPre: return Bit(Within::kPre);
    case Tag::kButton:
    case Tag::kLabel: return Bit(Within::kButton);
    case Tag::kDetails: return Bit(Within::kDetails);
    case Tag::kDl: return Bit(Within::kDescription);
    default: return 0;
  }
}

BlockPage SplitIntoBlocks(const html::Document& document) {
  const Node* root = document.body() ? document.body() : document.root();
  return Splitter(document).Run(*root);
}

}  // namespace newsstand::extract
