// Fills a Document with libgumbo. Nothing of gumbo is visible outside this file.
#include <gumbo.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/text.h"
#include "content/html/document.h"
#include "content/html/encoding.h"

namespace newsstand::html {
namespace {

// gumbo's own walk is recursive when it frees, and slow on deep trees: memory comes from here and is freed at once.
void* AllocateFor(void* arena, size_t size) {
  return static_cast<Arena*>(arena)->NewArray<std::max_align_t>((size + sizeof(std::max_align_t) - 1) /
                                                                sizeof(std::max_align_t));
}
void FreeNothing(void*, void*) {}

// The input up to the place where it would nest or count beyond what gumbo can bear.
std::string_view Bounded(std::string_view text, bool& truncated) {
  constexpr size_t kTooDeep = 4'000;
  size_t open = 0, tags = 0;
  for (size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    const bool end_tag = i + 1 < text.size() && text[i + 1] == '/';
    if (end_tag) {
      open -= open > 0 ? 1 : 0;
    } else {
      ++open;
    }
    if (++tags >= limits::kTreeNodes / 2 || (open > kTooDeep && open * 2 > tags)) {
      truncated = true;
      return text.substr(0, i);
    }
  }
  return text;
}

}  // namespace

class TreeFiller {
 public:
  static Document Fill(std::string_view input, const FragmentContext* context) {
    Document document;
    if (input.size() > limits::kFetchBytes) {
      input = input.substr(0, limits::kFetchBytes);
      document.truncated_ = true;
    }
    input = Bounded(input, document.truncated_);
    Arena scratch;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = AllocateFor;
    options.deallocator = FreeNothing;
    options.userdata = &scratch;
    options.max_errors = 0;
    if (context) {
      options.fragment_context = gumbo_tag_enum(std::string(context->name).c_str());
      options.fragment_namespace = static_cast<GumboNamespaceEnum>(context->ns);
    }
    GumboOutput* output = gumbo_parse_with_options(&options, input.data(), input.size());
    TreeFiller filler(document);
    document.root_ = filler.NewNode(NodeType::kDocument);
    const GumboNode* from = context ? output->root : output->document;
    filler.CopyChildren(context ? from->v.element.children : from->v.document.children, document.root_);
    if (!context) filler.FindLandmarks();
    return document;
  }

 private:
  explicit TreeFiller(Document& document) : document_(document) {}

  Node* NewNode(NodeType type) {
    Node* node = document_.arena_.New<Node>();
    node->type = type;
    node->index = static_cast<uint32_t>(document_.node_count_++);
    return node;
  }

  static void Append(Node* parent, Node* node) {
    node->parent = parent;
    node->prev = parent->last_child;
    (parent->last_child ? parent->last_child->next : parent->first_child) = node;
    parent->last_child = node;
  }

  void CopyChildren(const GumboVector& root_children, Node* root) {
    struct Level {
      const GumboVector* children;
      unsigned next;
      Node* parent;
      bool deeper;  // whether its elements may have children of their own
    };
    std::vector<Level> stack{{&root_children, 0, root, true}};
    while (!stack.empty()) {
      Level& level = stack.back();
      if (level.next == level.children->length) {
        stack.pop_back();
        continue;
      }
      const auto* from = static_cast<const GumboNode*>(level.children->data[level.next++]);
      if (document_.node_count_ >= limits::kTreeNodes) {
        document_.truncated_ = true;
        return;
      }
      Node* node = Copy(from);
      if (!node) continue;
      Append(level.parent, node);
      if (node->type != NodeType::kElement) continue;
      const bool room = stack.size() < limits::kTreeDepth;
      document_.truncated_ |= !room;
      Node* into = room ? node : level.parent;
      if (from->type == GUMBO_NODE_TEMPLATE && room) {
        node->content = NewNode(NodeType::kDocument);
        into = node->content;
      }
      stack.push_back({&from->v.element.children, 0, into, room});
    }
  }

  Node* Copy(const GumboNode* from) {
    switch (from->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE: {
        Node* node = NewNode(NodeType::kText);
        node->text = CopyText(from->v.text.text);
        return node;
      }
      case GUMBO_NODE_COMMENT: {
        Node* node = NewNode(NodeType::kComment);
        node->text = CopyText(from->v.text.text);
        return node;
      }
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE: return CopyElement(from->v.element);
      case GUMBO_NODE_DOCUMENT: return nullptr;
    }
    return nullptr;
  }

  // gumbo lets surrogates through.
  std::string_view CopyText(std::string_view text) {
    return document_.arena_.Copy(IsValidUtf8(text) ? text : std::string_view(DecodeBytes(text, "utf-8")));
  }

  Node* CopyElement(const GumboElement& from) {
    Node* node = NewNode(NodeType::kElement);
    node->ns = static_cast<Namespace>(from.tag_namespace);
    if (from.tag != GUMBO_TAG_UNKNOWN) {
      const std::string_view name = gumbo_normalized_tagname(from.tag);
      node->tag = TagFor(name);
      node->text = document_.arena_.Copy(name);
    } else {
      GumboStringPiece piece = from.original_tag;
      gumbo_tag_from_original_text(&piece);
      node->text = document_.arena_.Copy(AsciiLower(std::string_view(piece.data, piece.length)));
      node->tag = TagFor(node->text);
    }
    const size_t count = std::min<size_t>(from.attributes.length, kMaxAttributes);
    Attribute* list = document_.arena_.NewArray<Attribute>(count);
    for (size_t i = 0; i < count; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(from.attributes.data[i]);
      list[i].name = document_.arena_.Copy(attribute->name);
      list[i].value = CopyText(attribute->value);
      list[i].ns = static_cast<AttributeNamespace>(attribute->attr_namespace);
    }
    node->attribute_list = list;
    node->attribute_count = static_cast<uint32_t>(count);
    return node;
  }

  void FindLandmarks() {
    for (Node* node = document_.root_->first_child; node; node = node->next) {
      if (node->Is(Tag::kHtml)) document_.html_ = node;
    }
    if (!document_.html_) return;
    for (Node* node = document_.html_->first_child; node; node = node->next) {
      if (node->Is(Tag::kHead) && !document_.head_) document_.head_ = node;
      if (node->Is(Tag::kBody) && !document_.body_) document_.body_ = node;
    }
  }

  Document& document_;
};

Document::Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document ParseDocument(std::string_view utf8) { return TreeFiller::Fill(utf8, nullptr); }
Document ParseFragment(std::string_view utf8, FragmentContext context) { return TreeFiller::Fill(utf8, &context); }

}  // namespace newsstand::html
