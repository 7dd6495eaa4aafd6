// The insertion modes of templates, framesets and what follows the body; and finding the mode again.
#include "content/html/tag_flags.h"
#include "content/html/tokenizer_characters.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {

void TreeBuilder::ResetMode() {
  for (size_t i = stack_.size(); i-- > 0;) {
    const bool last = i == 0;
    const Node* node = last && context_ ? context_ : stack_[i];
    if (node->ns == Namespace::kHtml) {
      switch (node->tag) {
        case Tag::kTd:
        case Tag::kTh:
          if (last) break;
          mode_ = Mode::kInCell;
          return;
        case Tag::kTr: mode_ = Mode::kInRow; return;
        case Tag::kTbody:
        case Tag::kThead:
        case Tag::kTfoot: mode_ = Mode::kInTableBody; return;
        case Tag::kCaption: mode_ = Mode::kInCaption; return;
        case Tag::kColgroup: mode_ = Mode::kInColumnGroup; return;
        case Tag::kTable: mode_ = Mode::kInTable; return;
        case Tag::kTemplate: mode_ = template_modes_.back(); return;
        case Tag::kHead:
          if (last) break;
          mode_ = Mode::kInHead;
          return;
        case Tag::kBody: mode_ = Mode::kInBody; return;
        case Tag::kFrameset: mode_ = Mode::kInFrameset; return;
        case Tag::kHtml: mode_ = head_ ? Mode::kAfterHead : Mode::kBeforeHead; return;
        default: break;
      }
    }
    if (last) mode_ = Mode::kInBody;
  }
}

TreeBuilder::Step TreeBuilder::InTemplate() {
  const auto again_in = [this](Mode mode) {
    template_modes_.back() = mode;
    mode_ = mode;
    return Step::kAgain;
  };
  switch (token_.type) {
    case TokenType::kStartTag:
      switch (token_.tag) {
        case Tag::kBase:
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kScript:
        case Tag::kStyle:
        case Tag::kTemplate:
        case Tag::kTitle: return InHead();
        case Tag::kCaption:
        case Tag::kColgroup:
        case Tag::kTbody:
        case Tag::kTfoot:
        case Tag::kThead: return again_in(Mode::kInTable);
        case Tag::kCol: return again_in(Mode::kInColumnGroup);
        case Tag::kTr: return again_in(Mode::kInTableBody);
        case Tag::kTd:
        case Tag::kTh: return again_in(Mode::kInRow);
        default: return again_in(Mode::kInBody);
      }
    case TokenType::kEndTag: return token_.tag == Tag::kTemplate ? InHead() : Step::kDone;
    case TokenType::kEnd:
      if (!TemplateOnStack()) return Step::kDone;
      PopUntil(Tag::kTemplate);
      ClearToMarker();
      template_modes_.pop_back();
      ResetMode();
      return Step::kAgain;
    default: return InBody();
  }
}

TreeBuilder::Step TreeBuilder::AfterBody() {
  switch (token_.type) {
    case TokenType::kCharacters:
      if (IsAllSpace(token_.text)) return InBody();
      break;
    case TokenType::kComment: InsertComment(stack_.front()); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      break;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kHtml) {
        if (!context_) mode_ = Mode::kAfterAfterBody;
        return Step::kDone;
      }
      break;
    case TokenType::kEnd: return Step::kDone;
    case TokenType::kNull: break;
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::InFrameset() {
  switch (token_.type) {
    case TokenType::kCharacters: {
      // Everything but white space is dropped.
      std::string_view rest = token_.text;
      while (!rest.empty()) {
        const size_t from = rest.find_first_of("\t\n\f\r ");
        if (from == std::string_view::npos) break;
        size_t to = rest.find_first_not_of("\t\n\f\r ", from);
        if (to == std::string_view::npos) to = rest.size();
        InsertText(rest.substr(from, to - from));
        rest.remove_prefix(to);
      }
      return Step::kDone;
    }
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kStartTag:
      switch (token_.tag) {
        case Tag::kHtml: return InBody();
        case Tag::kFrameset: InsertElement(); return Step::kDone;
        case Tag::kFrame: InsertVoid(); return Step::kDone;
        case Tag::kNoframes: return InHead();
        default: return Step::kDone;
      }
    case TokenType::kEndTag:
      if (token_.tag != Tag::kFrameset || stack_.size() == 1) return Step::kDone;
      Pop();
      if (!context_ && !CurrentIs(Tag::kFrameset)) mode_ = Mode::kAfterFrameset;
      return Step::kDone;
    default: return Step::kDone;
  }
}

TreeBuilder::Step TreeBuilder::AfterFrameset() {
  switch (token_.type) {
    case TokenType::kCharacters: return InFrameset();
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      if (token_.tag == Tag::kNoframes) return InHead();
      return Step::kDone;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kHtml) mode_ = Mode::kAfterAfterFrameset;
      return Step::kDone;
    default: return Step::kDone;
  }
}

TreeBuilder::Step TreeBuilder::AfterAfterBody() {
  switch (token_.type) {
    case TokenType::kComment: InsertComment(root_); return Step::kDone;
    case TokenType::kDoctype: return InBody();
    case TokenType::kCharacters:
      if (IsAllSpace(token_.text)) return InBody();
      break;
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      break;
    case TokenType::kEnd: return Step::kDone;
    default: break;
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::AfterAfterFrameset() {
  switch (token_.type) {
    case TokenType::kComment: InsertComment(root_); return Step::kDone;
    case TokenType::kDoctype: return InBody();
    case TokenType::kCharacters: return InFrameset();
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      if (token_.tag == Tag::kNoframes) return InHead();
      return Step::kDone;
    default: return Step::kDone;
  }
}

}  // namespace newsstand::html
