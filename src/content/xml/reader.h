// How a Document's tree is built. Only document.cc uses it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/xml/document.h"

namespace newsstand::xml {

class DocumentReader {
 public:
  DocumentReader(Document& document, const ReadOptions& options);
  void Read();

 private:
  struct SeededHash {
    uint64_t seed;
    size_t operator()(std::string_view text) const;
  };
  struct Binding {  // what a prefix meant before the element at the top of the stack
    uint16_t prefix_id, ns;
  };
  struct Open {
    uint32_t node;
    uint32_t bindings;  // how many there were before this element
  };
  template <class T>
  using Map = std::unordered_map<std::string_view, T, SeededHash>;

  size_t ReadMarkup(size_t at);
  size_t ReadStartTag(size_t at);
  size_t ReadEndTag(size_t at);
  size_t ReadDeclaration(size_t at);
  size_t ReadDoctype(size_t at);
  size_t ReadInternalSubset(size_t at);
  size_t ReadEntityDeclaration(size_t at);
  size_t ReadCdata(size_t at);
  // Reads attributes from `at`; returns the offset of what ended the tag: ">", "/>" or "<", or the end of the text.
  size_t ReadAttributes(size_t at);
  size_t ReadAttributeValue(size_t at, std::string_view& value);
  size_t EndBehindMarkup(size_t at, char quote, size_t simple);
  void AddAttribute(std::string_view name, std::string_view value);
  void PushElement(uint16_t name, size_t at, size_t bindings, bool empty);
  void Unbind(size_t bindings);
  uint32_t TakeScope();
  void CloseNeverNested(uint16_t name);
  void AddText(size_t begin, size_t end, Document::Kind kind);
  uint32_t AddNode(Document::Kind kind);
  void Pop();
  void PopThrough(uint16_t folded);
  uint16_t FoldedName(uint32_t node) const;
  void Bind(std::string_view prefix, std::string_view address);
  uint16_t NameId(std::string_view raw);
  uint16_t PrefixId(std::string_view prefix);
  uint16_t NamespaceId(std::string_view address);
  std::string_view Lowered(std::string_view text);
  void Warn(std::string_view sentence);
  // find() that remembers "there is none from here on", so that a bad file is not searched to its end again and again.
  size_t FindOnce(std::string_view wanted, size_t from, size_t& none_from) const;

  Document& document_;
  const ReadOptions& options_;
  std::string_view text_;
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
  std::vector<uint32_t> open_count_;  // by folded name id
  std::vector<bool> never_nested_;    // by name id
  std::vector<uint16_t> current_ns_;  // by prefix id
  Map<uint16_t> name_ids_, prefix_ids_;
  std::map<std::string, uint16_t, std::less<>> ns_ids_;  // ordered: its keys are chosen by strangers
  size_t first_attribute_ = 0;                           // of the tag being read
  std::string scope_base_;                               // of the tag being read
  std::optional<std::string> scope_language_;
  size_t too_deep_ = 0;   // open elements below the depth limit
  size_t markup_budget_;  // bytes that may still be looked at twice: reading stays linear
  bool full_ = false;     // a limit was reached: reading ends
  size_t no_cdata_end_, no_comment_end_, no_double_quote_, no_single_quote_, no_instruction_end_;
};

}  // namespace newsstand::xml
