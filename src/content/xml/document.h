// A tolerant XML reader for what publishers send: every input gives a tree, broken or not, in linear time and bounded
// memory. It opens nothing: document types are read for their internal text entities only, and those are capped.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsstand::xml {

class Document;

// Not thread-safe, not even for reading. A handle to one element of a Document, cheap to copy, valid while the document
// lives and stays in place.
class Element {
 public:
  Element() = default;
  explicit operator bool() const { return document_ != nullptr; }
  friend bool operator==(const Element&, const Element&) = default;  // the same element of the same document

  std::string_view local_name() const;  // lower case, without prefix
  std::string_view raw_name() const;    // as written
  // The namespace's address as declared; "undeclared:PREFIX" (lower case) when the prefix was never declared; "" none.
  std::string_view ns() const;
  // A small number for ns(), the same for the same address within one document: an index into Document::namespaces().
  uint16_t ns_id() const;

  // An attribute's value with references resolved; `name` is lower case and without prefix; the first that matches.
  std::string Attribute(std::string_view name) const;
  bool HasAttribute(std::string_view name) const;
  // The same, for an attribute written with this prefix ("xml:base"), whatever it is bound to.
  std::string PrefixedAttribute(std::string_view prefix, std::string_view name) const;
  // All attributes as (lower-case local name, value), in document order, without namespace declarations.
  std::vector<std::pair<std::string_view, std::string>> Attributes() const;

  Element first_child() const;  // elements only
  Element next_sibling() const;
  Element parent() const;
  bool has_child_elements() const { return static_cast<bool>(first_child()); }
  // The text of the element and all below it, references resolved.
  std::string Text() const;
  // What is inside, written as HTML: prefixes dropped, text escaped, void elements left open. Elements in `renamed` get
  // another name; with an empty one they are left out with all they contain.
  using Renamed = std::pair<std::string_view, std::string_view>;
  std::string InnerHtml(std::span<const Renamed> renamed = {}) const;
  size_t line() const;  // 1-based, of the start tag
  // The index in Document::scopes() of what xml:base and xml:lang say here; 0 when they say nothing.
  uint32_t scope() const;

 private:
  friend class Document;
  Element(const Document* document, uint32_t index) : document_(document), index_(index) {}
  const Document* document_ = nullptr;
  uint32_t index_ = 0;
};

struct ReadOptions {
  // Lower-case local names of elements that never stand inside one of their own name: a second start closes the first.
  std::span<const std::string_view> never_nested;
};

// What an xml:base or xml:lang attribute says for its element and all below.
struct Scope {
  uint32_t outer = 0;    // index of the scope around it
  std::string base;      // as written; "" none
  std::string language;  // what holds here, from it or from around; "" none, or taken back
};

class Document {
 public:
  // `text` is clean UTF-8 (DecodeDocument) and must outlive the document. Longer than 4 GiB is not read.
  explicit Document(std::string_view text, const ReadOptions& options = {});
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // Elements on the outermost level: one in a well-formed document, any number in others.
  Element first_root() const;
  // The first element with this local name in document order, at most `depth` levels below the document.
  Element Find(std::string_view local_name, int depth) const;
  std::string_view doctype_name() const { return doctype_name_; }
  const std::vector<Scope>& scopes() const { return scopes_; }
  const std::vector<std::string>& namespaces() const { return namespaces_; }
  // What was broken, one sentence each, at most a few.
  const std::vector<std::string>& warnings() const { return warnings_; }
  // Text with references (&amp; &#8217; &eacute; and the document's own) resolved, appended to `out`.
  void AppendResolved(std::string& out, std::string_view raw) const;

 private:
  friend class Element;
  friend class DocumentReader;
  enum class Kind : uint8_t { kDocument, kElement, kText, kCdata };
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  struct Node {
    uint32_t parent = kNone, first_child = kNone, last_child = kNone, next = kNone;
    uint32_t begin = 0;       // text: offset; element: offset of its start tag
    uint32_t size = 0;        // text: bytes; element: index of its first attribute
    uint32_t scope = 0;       // elements
    uint16_t attributes = 0;  // elements: how many
    uint16_t name = 0;
    uint16_t ns = 0;
    Kind kind = Kind::kText;
  };
  struct AttributeNode {
    uint32_t begin = 0, size = 0;  // of the raw value
    uint16_t name = 0;
  };
  struct Name {
    std::string_view raw, prefix;
    std::string_view local;  // lower case
    uint16_t prefix_id = 0;
    uint16_t folded = 0;  // the name of the raw name in lower case
  };
  struct Entity {
    std::string_view raw;
    bool open = false;  // being expanded: an entity inside itself is dropped
  };

  Element At(uint32_t index) const { return index == kNone ? Element() : Element(this, index); }
  uint32_t NextElement(uint32_t index) const;
  std::string_view RawText(const Node& node) const { return text_.substr(node.begin, node.size); }
  const AttributeNode* FindAttribute(uint32_t index, std::string_view prefix, std::string_view name) const;
  void AppendText(uint32_t index, std::string& out) const;
  size_t AppendReference(std::string& out, std::string_view raw, size_t at) const;
  bool AppendEntity(std::string& out, std::string_view name) const;
  void AppendStartTag(uint32_t index, std::string_view name, std::string& out) const;
  size_t LineOf(uint32_t offset) const;

  std::string_view text_;
  std::vector<Node> nodes_;
  std::vector<AttributeNode> attributes_;
  std::vector<Name> names_;
  std::deque<std::string> lowered_;  // owns lower-case names whose source is not
  std::vector<std::string> namespaces_;
  std::vector<std::string> warnings_;
  std::string_view doctype_name_;
  std::vector<Scope> scopes_{Scope{}};
  // Reading is const for callers; expansion counts what it writes, so that a billion laughs stay a giggle.
  mutable std::unordered_map<std::string_view, Entity> entities_;
  mutable size_t entity_budget_ = 0;
  mutable int entity_depth_ = 0;
  mutable std::vector<uint32_t> line_starts_;  // made when a line is first asked for
};

// The character(s) the XHTML entity `name` stands for, "" if there is none of that name.
std::string_view NamedEntity(std::string_view name);

}  // namespace newsstand::xml
