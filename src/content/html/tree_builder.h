// The WHATWG HTML tree construction (section 13.2.6), scripting off. Internal to content/html: use document.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/html/document.h"
#include "content/html/open_elements.h"
#include "content/html/tokenizer.h"

namespace newsstand::html {

class TreeBuilder {
 public:
  // `nodes` are made in `arena`; both, and the buffer of the tokenizer, have to outlive the tree.
  TreeBuilder(Arena& arena, Tokenizer& tokenizer);

  void BuildDocument();
  // The fragment's nodes become the children of root().
  void BuildFragment(const FragmentContext& context);

  Node* root() const { return root_; }
  Node* head() const { return head_; }
  size_t node_count() const { return node_count_; }
  bool truncated() const { return truncated_; }

 private:
  enum class Mode : uint8_t {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kInHeadNoscript,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInTableText,
    kInCaption,
    kInColumnGroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset,
  };
  // Whether the token has been dealt with or has to be looked at again, in the mode that is now current.
  enum class Step : uint8_t { kDone, kAgain };
  struct Place {
    Node* parent = nullptr;
    Node* before = nullptr;  // null: at the end
  };

  // tree_builder.cc: the loop, modes before and after the body, text
  void Run();
  void Dispatch();
  Step Process(Mode mode);
  Step Initial();
  Step BeforeHtml();
  Step BeforeHead();
  Step InHead();
  bool InHeadElement();
  Step InHeadNoscript();
  Step AfterHead();
  Step Text();
  Step InTemplate();
  Step AfterBody();
  Step InFrameset();
  Step AfterFrameset();
  Step AfterAfterBody();
  Step AfterAfterFrameset();
  void ResetMode();
  bool UsesForeignRules() const;
  void StopTemplates();

  // body_modes.cc
  Step InBody();
  void BodyText();
  Step BodyStart();
  bool BodyStartBlock(Tag tag);
  bool BodyStartInline(Tag tag);
  bool BodyStartVoid(Tag tag);
  bool BodyStartText(Tag tag);
  bool BodyStartSelect(Tag tag);
  void BodyStartForeign(Namespace ns);
  void StartItem(std::initializer_list<Tag> alike);
  void StartAnchor();
  Step BodyEnd();
  bool BodyEndBlock(Tag tag);
  void EndForm();
  void EndParagraph();
  void EndHeading();
  Step EndBody();
  void AnyOtherEndTag();
  void MergeAttributes(Node* into);
  bool IsHiddenInput() const;

  // adoption.cc: formatting elements
  void Reconstruct();
  void PushFormatting(Node* element);
  void ClearToMarker();
  void PushMarker();
  void Adopt(Tag subject);
  bool AdoptOnce(Tag subject, bool& done);
  Node* LastFormatting(Tag tag) const;
  void RemoveFormatting(const Node* element);
  Node* Clone(const Node* element);

  // table_modes.cc
  Step InTable();
  bool TableStart(Tag tag, Step& step);
  Step TableOther();
  Step InTableText();
  Step InCaption();
  Step InColumnGroup();
  Step InTableBody();
  Step InRow();
  Step InCell();
  void CloseCell();
  void ClearStackTo(std::initializer_list<Tag> tags);

  // foreign.cc
  void InForeign();
  bool BreaksOut() const;
  void ForeignEnd();
  Node* InsertForeign(Namespace ns);

  // tree_stack.cc: stack, scopes, insertion
  Node* Current() const { return stack_.back(); }
  const Node* AdjustedCurrent() const { return stack_.size() == 1 && context_ ? context_ : stack_.back(); }
  bool CurrentIs(Tag tag) const { return stack_.back()->Is(tag); }
  void Push(Node* element);
  void Pop() { stack_.Pop(); }
  void PopUntil(Tag tag);  // with the element itself
  void RemoveFromStack(const Node* element);
  bool OnStack(const Node* element) const;
  bool TemplateOnStack() const;
  bool InScope(Tag tag, OpenElements::Wall end);
  bool InScope(Tag tag) { return InScope(tag, OpenElements::Wall::kScope); }
  bool InButtonScope(Tag tag) { return InScope(tag, OpenElements::Wall::kButtonScope); }
  bool InListScope(Tag tag) { return InScope(tag, OpenElements::Wall::kListScope); }
  bool InTableScope(Tag tag) { return InScope(tag, OpenElements::Wall::kTableScope); }
  void ImplyEndTags(Tag except = Tag::kUnknown);
  void ImplyAllEndTags();
  void CloseParagraph();
  void CloseParagraphInScope() {
    if (InButtonScope(Tag::kP)) CloseParagraph();
  }

  Node* NewNode(NodeType type);
  Node* NewElement(Tag tag, std::string_view name, Namespace ns = Namespace::kHtml);
  Node* ElementForToken(Namespace ns = Namespace::kHtml);
  Place AppropriatePlace(Node* override_target = nullptr);
  Place FosterPlace() const;
  static void Insert(Node* node, Place place);
  static void Detach(Node* node);
  Node* InsertElement();              // for the current start tag; pushed
  Node* InsertElementNamed(Tag tag);  // without attributes; pushed
  void InsertVoid();                  // not pushed
  void InsertText(std::string_view text);
  void AppendToText(Node* node, std::string_view text);
  void InsertComment(Node* parent = nullptr);
  void InsertDoctype();
  void StartRawText(Tokenizer::State state);
  void StopNextNewline() { skip_newline_ = true; }

  // Splits leading white space off the current characters; what was split off.
  std::string_view TakeSpace();

  Arena& arena_;
  Tokenizer& tokenizer_;
  Token token_;
  Node* root_ = nullptr;
  Node* head_ = nullptr;
  Node* form_ = nullptr;
  const Node* context_ = nullptr;  // of a fragment
  OpenElements stack_;
  std::vector<Node*> formatting_;  // null is a marker
  std::vector<Mode> template_modes_;
  std::vector<std::string_view> table_text_;
  std::unordered_map<const Node*, size_t> text_room_;  // capacity of text nodes that were moved to grow
  Mode mode_ = Mode::kInitial;
  Mode original_mode_ = Mode::kInitial;
  size_t node_count_ = 0;
  size_t attribute_count_ = 0;
  int merges_ = 0;
  bool frameset_ok_ = true;
  bool quirks_ = false;
  bool foster_ = false;
  bool skip_newline_ = false;
  bool truncated_ = false;
};

}  // namespace newsstand::html
