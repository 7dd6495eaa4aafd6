// An HTML document or fragment as a tree, the way browsers build it (WHATWG HTML, scripting off).
//
// Parsing never fails: every sequence of bytes is some tree. It is bounded: at most limits::kTreeNodes nodes, no
// element deeper than limits::kTreeDepth (what would be deeper becomes a sibling at that depth), at most kMaxAttributes
// an element and kMaxDocumentAttributes in all, at most limits::kFetchBytes of input; what is over is left out and
// `truncated()` says so. Time grows linearly with the input, whatever it is.
//
// A Document owns everything its nodes point to. Moving it keeps nodes where they are. Thread-safe once built.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "content/html/arena.h"
#include "content/html/tag.h"

namespace newsstand::html {

inline constexpr size_t kMaxAttributes = 256;  // of one element
inline constexpr size_t kMaxDocumentAttributes = 1'500'000;

enum class NodeType : uint8_t { kDocument, kDoctype, kElement, kText, kComment };
enum class Namespace : uint8_t { kHtml, kSvg, kMathMl };
enum class AttributeNamespace : uint8_t { kNone, kXlink, kXml, kXmlns };

struct Attribute {
  std::string_view name;   // html: lower case; svg, MathML: as the standard adjusts it ("viewBox"); without prefix
  std::string_view value;  // references decoded
  AttributeNamespace ns = AttributeNamespace::kNone;
};

// Text views live as long as the Document. Pointers are null where there is nothing.
struct Node {
  NodeType type = NodeType::kElement;
  Namespace ns = Namespace::kHtml;
  Tag tag = Tag::kUnknown;  // of an element
  uint32_t index = 0;       // dense, unique in the document, below Document::node_count(): for side tables
  uint32_t attribute_count = 0;
  const Attribute* attribute_list = nullptr;
  Node* parent = nullptr;
  Node* first_child = nullptr;
  Node* last_child = nullptr;
  Node* prev = nullptr;
  Node* next = nullptr;
  Node* content = nullptr;  // of an html template: the root of its contents, which are not its children
  std::string_view text;    // text, comment: the characters; element: its name; doctype: its name

  bool is_element() const { return type == NodeType::kElement; }
  bool is_text() const { return type == NodeType::kText; }
  // An HTML element of that tag; svg and MathML elements never are.
  bool Is(Tag wanted) const { return tag == wanted && type == NodeType::kElement && ns == Namespace::kHtml; }
  // The value, "" when it is absent: where the difference matters use FindAttribute.
  std::string_view Attr(std::string_view name) const {
    const Attribute* found = FindAttribute(name);
    return found ? found->value : std::string_view{};
  }
  const Attribute* FindAttribute(std::string_view name) const {
    for (uint32_t i = 0; i < attribute_count; ++i) {
      if (attribute_list[i].name == name) return &attribute_list[i];
    }
    return nullptr;
  }
};

// The node after `node` in document order within `root`, children first; null at the end.
inline const Node* NextInTree(const Node* node, const Node* root) {
  if (node->first_child) return node->first_child;
  while (node != root) {
    if (node->next) return node->next;
    node = node->parent;
  }
  return nullptr;
}
// The same, but past the children of `node`.
inline const Node* NextSkippingChildren(const Node* node, const Node* root) {
  while (node != root) {
    if (node->next) return node->next;
    node = node->parent;
  }
  return nullptr;
}

class Document {
 public:
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  // Of a document: the doctype, html and comments are its children. Of a fragment: its nodes are.
  const Node* root() const { return root_; }
  const Node* html() const { return html_; }  // null for a fragment
  const Node* head() const { return head_; }
  const Node* body() const { return body_; }  // null for a fragment and for framesets
  size_t node_count() const { return node_count_; }
  bool truncated() const { return truncated_; }

 private:
  friend class TreeFiller;
  Document();

  Arena arena_;
  Node* root_ = nullptr;
  Node* html_ = nullptr;
  Node* head_ = nullptr;
  Node* body_ = nullptr;
  size_t node_count_ = 0;
  bool truncated_ = false;
};

// `utf8` need not be valid: what is wrong reads as U+FFFD. It is copied: nothing in the Document refers to it.
Document ParseDocument(std::string_view utf8);

// What an element's innerHTML would be: `context` is that element.
struct FragmentContext {
  std::string_view name = "body";
  Namespace ns = Namespace::kHtml;
};
Document ParseFragment(std::string_view utf8, FragmentContext context = {});

}  // namespace newsstand::html
