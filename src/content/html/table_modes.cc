// The insertion modes within tables.
#include <algorithm>

#include "content/html/tag_flags.h"
#include "content/html/tokenizer_characters.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {

void TreeBuilder::ClearStackTo(std::initializer_list<Tag> tags) {
  const auto wanted = [&](const Node* node) {
    if (node->ns != Namespace::kHtml) return false;
    return node->tag == Tag::kHtml || node->tag == Tag::kTemplate ||
           std::find(tags.begin(), tags.end(), node->tag) != tags.end();
  };
  while (stack_.size() > 1 && !wanted(Current())) Pop();
}

TreeBuilder::Step TreeBuilder::InTable() {
  switch (token_.type) {
    case TokenType::kNull:
    case TokenType::kCharacters:
      switch (Current()->ns == Namespace::kHtml ? Current()->tag : Tag::kUnknown) {
        case Tag::kTable:
        case Tag::kTbody:
        case Tag::kTemplate:
        case Tag::kTfoot:
        case Tag::kThead:
        case Tag::kTr:
          table_text_.clear();
          original_mode_ = mode_;
          mode_ = Mode::kInTableText;
          return Step::kAgain;
        default: return TableOther();
      }
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag: {
      Step step = Step::kDone;
      return TableStart(token_.tag, step) ? step : TableOther();
    }
    case TokenType::kEndTag:
      switch (token_.tag) {
        case Tag::kTable:
          if (!InTableScope(Tag::kTable)) return Step::kDone;
          PopUntil(Tag::kTable);
          ResetMode();
          return Step::kDone;
        case Tag::kBody:
        case Tag::kCaption:
        case Tag::kCol:
        case Tag::kColgroup:
        case Tag::kHtml:
        case Tag::kTbody:
        case Tag::kTd:
        case Tag::kTfoot:
        case Tag::kTh:
        case Tag::kThead:
        case Tag::kTr: return Step::kDone;
        case Tag::kTemplate: return InHead();
        default: return TableOther();
      }
    case TokenType::kEnd: return InBody();
  }
  return Step::kDone;
}

// False for a start tag that has no place in a table.
bool TreeBuilder::TableStart(Tag tag, Step& step) {
  switch (tag) {
    case Tag::kCaption:
      ClearStackTo({Tag::kTable});
      PushMarker();
      InsertElement();
      mode_ = Mode::kInCaption;
      return true;
    case Tag::kColgroup:
      ClearStackTo({Tag::kTable});
      InsertElement();
      mode_ = Mode::kInColumnGroup;
      return true;
    case Tag::kCol:
      ClearStackTo({Tag::kTable});
      InsertElementNamed(Tag::kColgroup);
      mode_ = Mode::kInColumnGroup;
      step = Step::kAgain;
      return true;
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kThead:
      ClearStackTo({Tag::kTable});
      InsertElement();
      mode_ = Mode::kInTableBody;
      return true;
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kTr:
      ClearStackTo({Tag::kTable});
      InsertElementNamed(Tag::kTbody);
      mode_ = Mode::kInTableBody;
      step = Step::kAgain;
      return true;
    case Tag::kTable:
      if (!InTableScope(Tag::kTable)) return true;
      PopUntil(Tag::kTable);
      ResetMode();
      step = Step::kAgain;
      return true;
    case Tag::kStyle:
    case Tag::kScript:
    case Tag::kTemplate: step = InHead(); return true;
    case Tag::kInput:
      if (!IsHiddenInput()) return false;
      InsertVoid();
      return true;
    case Tag::kForm:
      if (form_ || TemplateOnStack()) return true;
      form_ = InsertElement();
      Pop();
      return true;
    default: return false;
  }
}

// As in body, but what would stand between cells goes before the table.
TreeBuilder::Step TreeBuilder::TableOther() {
  foster_ = true;
  const Step step = InBody();
  foster_ = false;
  return step;
}

TreeBuilder::Step TreeBuilder::InTableText() {
  if (token_.type == TokenType::kNull) return Step::kDone;
  if (token_.type == TokenType::kCharacters) {
    table_text_.push_back(token_.text);
    return Step::kDone;
  }
  const bool words =
      std::any_of(table_text_.begin(), table_text_.end(), [](std::string_view text) { return !IsAllSpace(text); });
  if (words) {
    foster_ = true;
    for (const std::string_view text : table_text_) {
      Reconstruct();
      InsertText(text);
    }
    frameset_ok_ = false;
    foster_ = false;
  } else {
    for (const std::string_view text : table_text_) InsertText(text);
  }
  table_text_.clear();
  mode_ = original_mode_;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::InCaption() {
  const bool start = token_.type == TokenType::kStartTag, end = token_.type == TokenType::kEndTag;
  bool closes = end && token_.tag == Tag::kTable;
  if (start) {
    switch (token_.tag) {
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr: closes = true; break;
      default: break;
    }
  }
  if (closes || (end && token_.tag == Tag::kCaption)) {
    if (!InTableScope(Tag::kCaption)) return Step::kDone;
    ImplyEndTags();
    PopUntil(Tag::kCaption);
    ClearToMarker();
    mode_ = Mode::kInTable;
    return closes ? Step::kAgain : Step::kDone;
  }
  if (end) {
    switch (token_.tag) {
      case Tag::kBody:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr: return Step::kDone;
      default: break;
    }
  }
  return InBody();
}

TreeBuilder::Step TreeBuilder::InColumnGroup() {
  switch (token_.type) {
    case TokenType::kCharacters: {
      InsertText(TakeSpace());
      if (token_.text.empty()) return Step::kDone;
      break;
    }
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      if (token_.tag == Tag::kTemplate) return InHead();
      if (token_.tag == Tag::kCol) {
        InsertVoid();
        return Step::kDone;
      }
      break;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kCol) return Step::kDone;
      if (token_.tag == Tag::kTemplate) return InHead();
      if (token_.tag == Tag::kColgroup) {
        if (!CurrentIs(Tag::kColgroup)) return Step::kDone;
        Pop();
        mode_ = Mode::kInTable;
        return Step::kDone;
      }
      break;
    case TokenType::kEnd: return InBody();
    case TokenType::kNull: break;
  }
  if (!CurrentIs(Tag::kColgroup)) return Step::kDone;
  Pop();
  mode_ = Mode::kInTable;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::InTableBody() {
  const auto close_body = [this] {
    if (!InTableScope(Tag::kTbody) && !InTableScope(Tag::kThead) && !InTableScope(Tag::kTfoot)) return Step::kDone;
    ClearStackTo({Tag::kTbody, Tag::kTfoot, Tag::kThead});
    Pop();
    mode_ = Mode::kInTable;
    return Step::kAgain;
  };
  if (token_.type == TokenType::kStartTag) {
    switch (token_.tag) {
      case Tag::kTr:
        ClearStackTo({Tag::kTbody, Tag::kTfoot, Tag::kThead});
        InsertElement();
        mode_ = Mode::kInRow;
        return Step::kDone;
      case Tag::kTh:
      case Tag::kTd:
        ClearStackTo({Tag::kTbody, Tag::kTfoot, Tag::kThead});
        InsertElementNamed(Tag::kTr);
        mode_ = Mode::kInRow;
        return Step::kAgain;
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead: return close_body();
      default: break;
    }
  } else if (token_.type == TokenType::kEndTag) {
    switch (token_.tag) {
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        if (!InTableScope(token_.tag)) return Step::kDone;
        ClearStackTo({Tag::kTbody, Tag::kTfoot, Tag::kThead});
        Pop();
        mode_ = Mode::kInTable;
        return Step::kDone;
      case Tag::kTable: return close_body();
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kTr: return Step::kDone;
      default: break;
    }
  }
  return InTable();
}

TreeBuilder::Step TreeBuilder::InRow() {
  const auto close_row = [this] {
    if (!InTableScope(Tag::kTr)) return false;
    ClearStackTo({Tag::kTr});
    Pop();
    mode_ = Mode::kInTableBody;
    return true;
  };
  if (token_.type == TokenType::kStartTag) {
    switch (token_.tag) {
      case Tag::kTh:
      case Tag::kTd:
        ClearStackTo({Tag::kTr});
        InsertElement();
        mode_ = Mode::kInCell;
        PushMarker();
        return Step::kDone;
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr: return close_row() ? Step::kAgain : Step::kDone;
      default: break;
    }
  } else if (token_.type == TokenType::kEndTag) {
    switch (token_.tag) {
      case Tag::kTr: close_row(); return Step::kDone;
      case Tag::kTable: return close_row() ? Step::kAgain : Step::kDone;
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        if (!InTableScope(token_.tag)) return Step::kDone;
        return close_row() ? Step::kAgain : Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTd:
      case Tag::kTh: return Step::kDone;
      default: break;
    }
  }
  return InTable();
}

void TreeBuilder::CloseCell() {
  ImplyEndTags();
  while (stack_.size() > 1) {
    const bool cell = CurrentIs(Tag::kTd) || CurrentIs(Tag::kTh);
    Pop();
    if (cell) break;
  }
  ClearToMarker();
  mode_ = Mode::kInRow;
}

TreeBuilder::Step TreeBuilder::InCell() {
  if (token_.type == TokenType::kEndTag) {
    switch (token_.tag) {
      case Tag::kTd:
      case Tag::kTh:
        if (!InTableScope(token_.tag)) return Step::kDone;
        ImplyEndTags();
        PopUntil(token_.tag);
        ClearToMarker();
        mode_ = Mode::kInRow;
        return Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml: return Step::kDone;
      case Tag::kTable:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr:
        if (!InTableScope(token_.tag)) return Step::kDone;
        CloseCell();
        return Step::kAgain;
      default: break;
    }
  } else if (token_.type == TokenType::kStartTag) {
    switch (token_.tag) {
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr:
        if (!InTableScope(Tag::kTd) && !InTableScope(Tag::kTh)) return Step::kDone;
        CloseCell();
        return Step::kAgain;
      default: break;
    }
  }
  return InBody();
}

}  // namespace newsstand::html
