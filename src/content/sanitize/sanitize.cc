#include "content/sanitize/sanitize.h"

#include "base/limits.h"
#include "base/text.h"
#include "content/html/serialize.h"
#include "content/html/text.h"
#include "content/sanitize/embeds.h"
#include "content/sanitize/emitter.h"
#include "content/sanitize/images.h"
#include "content/sanitize/policy.h"

namespace newsstand::sanitize {
namespace {

using html::Node;
using html::Tag;

// Addresses of links, pictures and players that are looked at. More do not fit into what is written: the shortest link
// takes 32 bytes of limits::kBodyBytes. Most of the time for a page of nothing but pictures went into addresses.
constexpr int kMaxAddresses = 100'000;
static_assert(limits::kBodyBytes / 32 < kMaxAddresses);

// Walks a tree and tells the emitter. Recursive: a Document is never deeper than limits::kTreeDepth.
class Sanitizer {
 public:
  Sanitizer(const Options& options, const DropPredicate& drop, bool paragraphs)
      : options_(options), drop_(drop), emitter_(paragraphs) {}

  void Visit(const Node& node) {
    if (emitter_.full()) return;
    if (node.type == html::NodeType::kDocument) return Children(node);
    if (drop_ && drop_(node)) return;
    if (node.is_text()) return emitter_.Text(node.text);
    if (!node.is_element() || Hidden(node)) return;
    if (IsPost(node) && Card(node)) return;
    const Rule rule = RuleFor(node);
    switch (rule.action) {
      case Action::kDrop: return;
      case Action::kUnwrap: return Children(node);
      case Action::kFlow: return Within(node, emitter_.EnterFlow(KeptAttributes(node, Tag::kP)));
      case Action::kBlock: return BlockElement(node, rule.as);
      case Action::kInline: return InlineElement(node, rule.as);
      case Action::kBreak: return emitter_.LineBreak();
      case Action::kRule: return emitter_.Rule();
      case Action::kWordBreak: return emitter_.InlineVoid("<wbr>");
      case Action::kImage: return Image(node);
      case Action::kEmbed:
        if (!Card(node) && (node.tag == Tag::kObject || node.tag == Tag::kApplet)) Children(node);
        return;
      case Action::kNoscript: return Noscript(node);
      case Action::kMathText: return emitter_.Text(html::TextOf(node));
    }
  }

  std::string Finish() { return emitter_.Finish(); }

 private:
  bool MayLook() { return ++addresses_ <= kMaxAddresses; }

  bool Hidden(const Node& element) const { return !options_.keep_hidden && IsHidden(element); }

  void Children(const Node& node) {
    for (const Node* child = node.first_child; child; child = child->next) Visit(*child);
  }

  void Within(const Node& node, Emitter::Entered entered) {
    Children(node);
    emitter_.Leave(entered);
  }

  void BlockElement(const Node& node, Tag as) {
    if (as == Tag::kTable && IsLayout(node)) return Within(node, emitter_.EnterFlow({}));
    Within(node, emitter_.EnterBlock(as, KeptAttributes(node, as)));
  }

  void InlineElement(const Node& node, Tag as) {
    std::string attributes = KeptAttributes(node, as);
    if (as == Tag::kA) {
      const std::string href = MayLook() ? KeptHref(node.Attr("href"), options_.base_url) : std::string();
      if (href.empty()) return Children(node);
      attributes += " href=\"";
      html::AppendEscapedAttribute(attributes, href);
      attributes += href.starts_with('#') ? "\"" : "\" rel=\"noopener noreferrer ugc\"";
    }
    Within(node, emitter_.EnterInline(as, std::move(attributes)));
  }

  void Image(const Node& node) {
    if (!MayLook()) return;
    const ImageSource image = ImageOf(node, options_.base_url);
    if (image.pixel) return;
    const std::string_view kind = node.Attr("class");
    const bool emoji = kind.find("emoji") != std::string_view::npos || kind.find("wp-smiley") != std::string_view::npos;
    if (emoji && !image.alt.empty() && image.alt.size() <= 32) return emitter_.Text(image.alt);
    if (image.url.empty()) return;
    // The same picture twice in a row is a lazy one and its fallback.
    const bool wrote = emitter_.TakeWrote();
    if (!wrote && image.url == last_image_) return;
    last_image_ = image.url;
    emitter_.InlineVoid(ImageMarkup(image));
    emitter_.TakeWrote();
  }

  static std::string ImageMarkup(const ImageSource& image) {
    std::string out = "<img src=\"";
    html::AppendEscapedAttribute(out, image.url);
    out += "\" alt=\"";
    html::AppendEscapedAttribute(out, image.alt);
    out += '"';
    if (!image.title.empty()) {
      out += " title=\"";
      html::AppendEscapedAttribute(out, image.title);
      out += '"';
    }
    if (image.width > 0) out += " width=\"" + std::to_string(image.width) + '"';
    if (image.height > 0) out += " height=\"" + std::to_string(image.height) + '"';
    out += " loading=\"lazy\">";
    return out;
  }

  // False when there is nothing to link to.
  bool Card(const Node& node) {
    if (!MayLook()) return false;
    const LinkCard card = CardFor(node, options_.base_url);
    if (card.url.empty()) return false;
    const auto block = emitter_.EnterFlow(" class=\"embed\"");
    std::string attributes = " href=\"";
    html::AppendEscapedAttribute(attributes, card.url);
    attributes += "\" rel=\"noopener noreferrer ugc\"";
    const auto link = emitter_.EnterInline(Tag::kA, std::move(attributes));
    // Within somebody's link the card would name one place and lead to another.
    if (link != Emitter::Entered::kNothing) emitter_.Text(card.text);
    emitter_.Leave(link);
    emitter_.Leave(block);
    return true;
  }

  // What a reader without scripts is shown instead: the pictures and players are wanted, the words about scripts are
  // not.
  void Noscript(const Node& node) {
    for (const Node* inner = node.first_child; inner;) {
      const Action action = inner->is_element() && !Hidden(*inner) ? RuleFor(*inner).action : Action::kUnwrap;
      const bool wanted = action == Action::kImage || action == Action::kEmbed;
      if (wanted) Visit(*inner);
      inner = wanted ? NextSkippingChildren(inner, &node) : NextInTree(inner, &node);
    }
  }

  // A table that only places things: it holds another table, or never two cells side by side.
  bool IsLayout(const Node& table) const {
    if (AsciiIEquals(table.Attr("role"), "presentation")) return true;
    int cells = 0;
    for (const Node* node = table.first_child; node;) {
      if (node->is_element() && node != &table) {
        if (Hidden(*node) || (drop_ && drop_(*node)) || RuleFor(*node).action == Action::kDrop) {
          node = NextSkippingChildren(node, &table);
          continue;
        }
        if (node->Is(Tag::kTable)) return true;
        if (node->Is(Tag::kTr) && cells < 2) cells = 0;
        if (node->Is(Tag::kTd) || node->Is(Tag::kTh)) ++cells;
      }
      node = NextInTree(node, &table);
    }
    return cells < 2;
  }

  const Options& options_;
  const DropPredicate& drop_;
  Emitter emitter_;
  std::string last_image_;
  int addresses_ = 0;
};

bool MakesBlock(const Node& node) {
  switch (RuleFor(node).action) {
    case Action::kBlock:
    case Action::kFlow:
    case Action::kRule:
    case Action::kEmbed: return true;
    default: return false;
  }
}

// Whether the parts are an article's text, with paragraphs, rather than a phrase.
bool HasBlocks(std::span<const Node* const> roots) {
  for (const Node* root : roots) {
    int breaks = 0;
    for (const Node* node = root; node; node = NextInTree(node, root)) {
      if (node->is_text()) {
        if (!Trim(node->text).empty()) breaks = 0;
      } else if (node->is_element()) {
        if (MakesBlock(*node)) return true;
        if (node->Is(Tag::kBr) && ++breaks >= 2) return true;
      }
    }
  }
  return false;
}

// C1 controls and U+FDD0 … U+FDEF, U+xxFFFE, U+xxFFFF mean nothing to a reader, and a parser that meets them in the text
// reads U+FFFD, while it lets references to them through: written as U+FFFD they stay what they are.
std::string WithoutNonCharacters(std::string text) {
  const auto at = [&](size_t i) -> unsigned { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  std::string out;
  size_t kept = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0xC2) continue;
    size_t length = 0;
    if (at(i) == 0xC2 && at(i + 1) >= 0x80 && at(i + 1) < 0xA0) length = 2;
    if (at(i) == 0xEF && at(i + 1) == 0xB7 && at(i + 2) >= 0x90 && at(i + 2) <= 0xAF) length = 3;
    if (at(i) == 0xEF && at(i + 1) == 0xBF && at(i + 2) >= 0xBE) length = 3;
    if (at(i) >= 0xF0 && (at(i + 1) & 0x0F) == 0x0F && at(i + 2) == 0xBF && at(i + 3) >= 0xBE) length = 4;
    if (length == 0) continue;
    out.append(text, kept, i - kept).append("\xEF\xBF\xBD");
    kept = i + length;
    i = kept - 1;
  }
  return kept == 0 ? text : out.append(text, kept);
}

}  // namespace

std::string SanitizeNodes(std::span<const Node* const> nodes, const Options& options, const DropPredicate& drop) {
  Sanitizer sanitizer(options, drop, HasBlocks(nodes));
  for (const Node* node : nodes) sanitizer.Visit(*node);
  return WithoutNonCharacters(sanitizer.Finish());
}

std::string SanitizeHtml(std::string_view html, const Options& options) {
  const html::Document document = html::ParseFragment(html);
  const Node* root = document.root();
  return SanitizeNodes(std::span(&root, 1), options);
}

}  // namespace newsstand::sanitize
