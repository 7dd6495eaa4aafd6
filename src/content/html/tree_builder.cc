#include "content/html/tree_builder.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "content/html/serialize.h"
#include "content/html/tag_flags.h"
#include "content/html/tokenizer_characters.h"

namespace newsstand::html {
namespace {

// More open elements than this are not opened: their contents stand in the innermost open one. It bounds the depth of
// the tree, and how far a search for an open element may go.
constexpr size_t kMaxOpen = limits::kTreeDepth;

// A start tag that leaves nothing open, or whose text has to be read as text.
bool MayOpenAtAnyDepth(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTextarea:
    case Tag::kTitle:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kPlaintext: return true;
    default: return IsVoid(tag);
  }
}

constexpr std::string_view kQuirkyIds[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//"};

// Old doctypes, or none: then a table may stand inside a paragraph.
bool MeansQuirks(const Token& doctype) {
  if (doctype.force_quirks || doctype.text != "html") return true;
  const std::string_view id = doctype.public_id;
  if (AsciiIEquals(id, "-//w3o//dtd w3 html strict 3.0//en//") ||
      AsciiIEquals(id, "-/w3c/dtd html 4.0 transitional/en") || AsciiIEquals(id, "html") ||
      AsciiIEquals(doctype.system_id, "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd")) {
    return true;
  }
  if (std::any_of(std::begin(kQuirkyIds), std::end(kQuirkyIds),
                  [&](std::string_view start) { return StartsWithIgnoringCase(id, start); })) {
    return true;
  }
  return !doctype.has_system && (StartsWithIgnoringCase(id, "-//w3c//dtd html 4.01 frameset//") ||
                                 StartsWithIgnoringCase(id, "-//w3c//dtd html 4.01 transitional//"));
}

}  // namespace

TreeBuilder::TreeBuilder(Arena& arena, Tokenizer& tokenizer) : arena_(arena), tokenizer_(tokenizer) {
  root_ = NewNode(NodeType::kDocument);
}

void TreeBuilder::BuildDocument() { Run(); }

void TreeBuilder::BuildFragment(const FragmentContext& context) {
  Node* element = NewElement(TagFor(AsciiLower(context.name)), arena_.Copy(context.name), context.ns);
  context_ = element;
  if (context.ns == Namespace::kHtml) {
    switch (element->tag) {
      case Tag::kTitle:
      case Tag::kTextarea: tokenizer_.set_state(Tokenizer::State::kRcdata); break;
      case Tag::kStyle:
      case Tag::kXmp:
      case Tag::kIframe:
      case Tag::kNoembed:
      case Tag::kNoframes: tokenizer_.set_state(Tokenizer::State::kRawtext); break;
      case Tag::kScript: tokenizer_.set_state(Tokenizer::State::kScriptData); break;
      case Tag::kPlaintext: tokenizer_.set_state(Tokenizer::State::kPlaintext); break;
      default: break;
    }
  }
  Push(NewElement(Tag::kHtml, TagName(Tag::kHtml)));
  if (element->Is(Tag::kTemplate)) template_modes_.push_back(Mode::kInTemplate);
  if (element->Is(Tag::kForm)) form_ = element;
  ResetMode();
  Node* html = stack_.front();
  Run();
  // The html element was only there to hold the fragment.
  for (Node* node = html->first_child; node; node = node->next) node->parent = root_;
  root_->first_child = html->first_child;
  root_->last_child = html->last_child;
}

void TreeBuilder::Run() {
  while (true) {
    tokenizer_.set_in_foreign_content(!stack_.empty() && AdjustedCurrent()->ns != Namespace::kHtml);
    token_ = tokenizer_.Next();
    if (skip_newline_) {
      skip_newline_ = false;
      if (token_.type == TokenType::kCharacters && token_.text.starts_with('\n')) {
        token_.text.remove_prefix(1);
        if (token_.text.empty()) continue;
      }
    }
    if (token_.type == TokenType::kStartTag && stack_.size() >= kMaxOpen && !MayOpenAtAnyDepth(token_.tag)) {
      truncated_ = true;
      continue;
    }
    Dispatch();
    if (token_.type == TokenType::kEnd) return;
    if (node_count_ >= limits::kTreeNodes) {
      truncated_ = true;
      return;
    }
  }
}

void TreeBuilder::Dispatch() {
  if (UsesForeignRules()) return InForeign();
  while (Process(mode_) == Step::kAgain) {
    if (token_.type == TokenType::kStartTag && UsesForeignRules()) return InForeign();
  }
}

TreeBuilder::Step TreeBuilder::Process(Mode mode) {
  switch (mode) {
    case Mode::kInitial: return Initial();
    case Mode::kBeforeHtml: return BeforeHtml();
    case Mode::kBeforeHead: return BeforeHead();
    case Mode::kInHead: return InHead();
    case Mode::kInHeadNoscript: return InHeadNoscript();
    case Mode::kAfterHead: return AfterHead();
    case Mode::kInBody: return InBody();
    case Mode::kText: return Text();
    case Mode::kInTable: return InTable();
    case Mode::kInTableText: return InTableText();
    case Mode::kInCaption: return InCaption();
    case Mode::kInColumnGroup: return InColumnGroup();
    case Mode::kInTableBody: return InTableBody();
    case Mode::kInRow: return InRow();
    case Mode::kInCell: return InCell();
    case Mode::kInTemplate: return InTemplate();
    case Mode::kAfterBody: return AfterBody();
    case Mode::kInFrameset: return InFrameset();
    case Mode::kAfterFrameset: return AfterFrameset();
    case Mode::kAfterAfterBody: return AfterAfterBody();
    case Mode::kAfterAfterFrameset: return AfterAfterFrameset();
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::Initial() {
  switch (token_.type) {
    case TokenType::kCharacters:
      TakeSpace();
      if (token_.text.empty()) return Step::kDone;
      break;
    case TokenType::kComment: InsertComment(root_); return Step::kDone;
    case TokenType::kDoctype:
      InsertDoctype();
      quirks_ = MeansQuirks(token_);
      mode_ = Mode::kBeforeHtml;
      return Step::kDone;
    default: break;
  }
  quirks_ = true;
  mode_ = Mode::kBeforeHtml;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::BeforeHtml() {
  switch (token_.type) {
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kComment: InsertComment(root_); return Step::kDone;
    case TokenType::kCharacters:
      TakeSpace();
      if (token_.text.empty()) return Step::kDone;
      break;
    case TokenType::kStartTag:
      if (token_.tag != Tag::kHtml) break;
      {
        Node* html = ElementForToken();
        Insert(html, {root_, nullptr});
        Push(html);
        mode_ = Mode::kBeforeHead;
      }
      return Step::kDone;
    case TokenType::kEndTag:
      if (token_.tag != Tag::kHead && token_.tag != Tag::kBody && token_.tag != Tag::kHtml && token_.tag != Tag::kBr)
        return Step::kDone;
      break;
    default: break;
  }
  Node* html = NewElement(Tag::kHtml, TagName(Tag::kHtml));
  Insert(html, {root_, nullptr});
  Push(html);
  mode_ = Mode::kBeforeHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::BeforeHead() {
  switch (token_.type) {
    case TokenType::kCharacters:
      TakeSpace();
      if (token_.text.empty()) return Step::kDone;
      break;
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      if (token_.tag == Tag::kHead) {
        head_ = InsertElement();
        mode_ = Mode::kInHead;
        return Step::kDone;
      }
      break;
    case TokenType::kEndTag:
      if (token_.tag != Tag::kHead && token_.tag != Tag::kBody && token_.tag != Tag::kHtml && token_.tag != Tag::kBr)
        return Step::kDone;
      break;
    default: break;
  }
  head_ = InsertElementNamed(Tag::kHead);
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::InHead() {
  switch (token_.type) {
    case TokenType::kCharacters:
      InsertText(TakeSpace());
      if (token_.text.empty()) return Step::kDone;
      break;
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag:
      if (token_.tag == Tag::kHtml) return InBody();
      if (token_.tag == Tag::kHead || InHeadElement()) return Step::kDone;
      break;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kHead) {
        Pop();
        mode_ = Mode::kAfterHead;
        return Step::kDone;
      }
      if (token_.tag == Tag::kTemplate) {
        if (!TemplateOnStack()) return Step::kDone;
        ImplyAllEndTags();
        PopUntil(Tag::kTemplate);
        ClearToMarker();
        template_modes_.pop_back();
        ResetMode();
        return Step::kDone;
      }
      if (token_.tag != Tag::kBody && token_.tag != Tag::kHtml && token_.tag != Tag::kBr) return Step::kDone;
      break;
    default: break;
  }
  Pop();
  mode_ = Mode::kAfterHead;
  return Step::kAgain;
}

// The start tag of an element that belongs into the head; also called in other modes. False for others.
bool TreeBuilder::InHeadElement() {
  switch (token_.tag) {
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta: InsertVoid(); return true;
    case Tag::kTitle: StartRawText(Tokenizer::State::kRcdata); return true;
    case Tag::kNoframes:
    case Tag::kStyle: StartRawText(Tokenizer::State::kRawtext); return true;
    case Tag::kScript: StartRawText(Tokenizer::State::kScriptData); return true;
    case Tag::kNoscript:
      InsertElement();
      mode_ = Mode::kInHeadNoscript;
      return true;
    case Tag::kTemplate:
      InsertElement();
      PushMarker();
      frameset_ok_ = false;
      mode_ = Mode::kInTemplate;
      template_modes_.push_back(Mode::kInTemplate);
      return true;
    default: return false;
  }
}

TreeBuilder::Step TreeBuilder::InHeadNoscript() {
  switch (token_.type) {
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kComment: return InHead();
    case TokenType::kCharacters:
      InsertText(TakeSpace());
      if (token_.text.empty()) return Step::kDone;
      break;
    case TokenType::kStartTag:
      switch (token_.tag) {
        case Tag::kHtml: return InBody();
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kStyle: return InHead();
        case Tag::kHead:
        case Tag::kNoscript: return Step::kDone;
        default: break;
      }
      break;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kNoscript) {
        Pop();
        mode_ = Mode::kInHead;
        return Step::kDone;
      }
      if (token_.tag != Tag::kBr) return Step::kDone;
      break;
    default: break;
  }
  Pop();
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::AfterHead() {
  switch (token_.type) {
    case TokenType::kCharacters:
      InsertText(TakeSpace());
      if (token_.text.empty()) return Step::kDone;
      break;
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag:
      switch (token_.tag) {
        case Tag::kHtml: return InBody();
        case Tag::kBody:
          InsertElement();
          frameset_ok_ = false;
          mode_ = Mode::kInBody;
          return Step::kDone;
        case Tag::kFrameset:
          InsertElement();
          mode_ = Mode::kInFrameset;
          return Step::kDone;
        case Tag::kBase:
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kScript:
        case Tag::kStyle:
        case Tag::kTemplate:
        case Tag::kTitle:
          Push(head_);
          InHeadElement();
          RemoveFromStack(head_);
          return Step::kDone;
        case Tag::kHead: return Step::kDone;
        default: break;
      }
      break;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kTemplate) return InHead();
      if (token_.tag != Tag::kBody && token_.tag != Tag::kHtml && token_.tag != Tag::kBr) return Step::kDone;
      break;
    default: break;
  }
  InsertElementNamed(Tag::kBody);
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::Text() {
  if (token_.type == TokenType::kCharacters) {
    InsertText(token_.text);
    return Step::kDone;
  }
  Pop();
  mode_ = original_mode_;
  return token_.type == TokenType::kEnd ? Step::kAgain : Step::kDone;
}

}  // namespace newsstand::html
