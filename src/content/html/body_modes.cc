// The insertion mode "in body": nearly all of a page.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/html/tag_flags.h"
#include "content/html/tokenizer_characters.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {

TreeBuilder::Step TreeBuilder::InBody() {
  switch (token_.type) {
    case TokenType::kNull: return Step::kDone;
    case TokenType::kCharacters: BodyText(); return Step::kDone;
    case TokenType::kComment: InsertComment(); return Step::kDone;
    case TokenType::kDoctype: return Step::kDone;
    case TokenType::kStartTag: return BodyStart();
    case TokenType::kEndTag: return BodyEnd();
    case TokenType::kEnd:
      if (!template_modes_.empty()) return InTemplate();
      return Step::kDone;
  }
  return Step::kDone;
}

void TreeBuilder::BodyText() {
  Reconstruct();
  InsertText(token_.text);
  if (frameset_ok_) frameset_ok_ = IsAllSpace(token_.text);
}

void TreeBuilder::MergeAttributes(Node* into) {
  constexpr int kMaxMerges = 64;  // a page has one html and one body tag, or a few where pages were glued together
  if (tokenizer_.attributes().empty() || ++merges_ > kMaxMerges) return;
  std::vector<Attribute> merged(into->attribute_list, into->attribute_list + into->attribute_count);
  for (const Attribute& attribute : tokenizer_.attributes()) {
    if (!into->FindAttribute(attribute.name) && merged.size() < kMaxAttributes) merged.push_back(attribute);
  }
  if (merged.size() == into->attribute_count) return;
  Attribute* list = arena_.NewArray<Attribute>(merged.size());
  std::copy(merged.begin(), merged.end(), list);
  into->attribute_list = list;
  into->attribute_count = static_cast<uint32_t>(merged.size());
}

bool TreeBuilder::IsHiddenInput() const {
  const auto& attributes = tokenizer_.attributes();
  return std::any_of(attributes.begin(), attributes.end(), [](const Attribute& attribute) {
    return attribute.name == "type" && AsciiIEquals(attribute.value, "hidden");
  });
}

TreeBuilder::Step TreeBuilder::BodyStart() {
  const Tag tag = token_.tag;
  switch (tag) {
    case Tag::kHtml:
      if (!TemplateOnStack()) MergeAttributes(stack_.front());
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
    case Tag::kTitle: return InHead();
    case Tag::kBody:
      if (stack_.size() < 2 || !stack_[1]->Is(Tag::kBody) || TemplateOnStack()) return Step::kDone;
      frameset_ok_ = false;
      MergeAttributes(stack_[1]);
      return Step::kDone;
    case Tag::kFrameset:
      if (stack_.size() < 2 || !stack_[1]->Is(Tag::kBody) || !frameset_ok_) return Step::kDone;
      Detach(stack_[1]);
      stack_.Shrink(1);
      InsertElement();
      mode_ = Mode::kInFrameset;
      return Step::kDone;
    case Tag::kImage:
      token_.tag = Tag::kImg;
      token_.text = TagName(Tag::kImg);
      return Step::kAgain;
    case Tag::kMath: BodyStartForeign(Namespace::kMathMl); return Step::kDone;
    case Tag::kSvg: BodyStartForeign(Namespace::kSvg); return Step::kDone;
    case Tag::kCaption:
    case Tag::kCol:
    case Tag::kColgroup:
    case Tag::kFrame:
    case Tag::kHead:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr: return Step::kDone;
    default: break;
  }
  if (BodyStartBlock(tag) || BodyStartInline(tag) || BodyStartVoid(tag) || BodyStartText(tag) || BodyStartSelect(tag)) {
    return Step::kDone;
  }
  Reconstruct();
  InsertElement();
  return Step::kDone;
}

bool TreeBuilder::BodyStartBlock(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kUl:
      CloseParagraphInScope();
      InsertElement();
      return true;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      CloseParagraphInScope();
      if (FlagsOf(*Current()) & kHeading) Pop();
      InsertElement();
      return true;
    case Tag::kPre:
    case Tag::kListing:
      CloseParagraphInScope();
      InsertElement();
      StopNextNewline();
      frameset_ok_ = false;
      return true;
    case Tag::kForm:
      if (form_ && !TemplateOnStack()) return true;
      CloseParagraphInScope();
      InsertElement();
      if (!TemplateOnStack()) form_ = Current();
      return true;
    case Tag::kLi: StartItem({Tag::kLi}); return true;
    case Tag::kDd:
    case Tag::kDt: StartItem({Tag::kDd, Tag::kDt}); return true;
    case Tag::kTable:
      if (!quirks_) CloseParagraphInScope();
      InsertElement();
      frameset_ok_ = false;
      mode_ = Mode::kInTable;
      return true;
    default: return false;
  }
}

// An li, or a dt or dd: it ends the open one of its kind.
void TreeBuilder::StartItem(std::initializer_list<Tag> alike) {
  frameset_ok_ = false;
  for (size_t i = stack_.size(); i-- > 0;) {
    const Node& node = *stack_[i];
    if (std::any_of(alike.begin(), alike.end(), [&](Tag tag) { return node.Is(tag); })) {
      const Tag tag = node.tag;
      ImplyEndTags(tag);
      PopUntil(tag);
      break;
    }
    if (IsSpecial(node) && !node.Is(Tag::kAddress) && !node.Is(Tag::kDiv) && !node.Is(Tag::kP)) break;
  }
  CloseParagraphInScope();
  InsertElement();
}

bool TreeBuilder::BodyStartInline(Tag tag) {
  switch (tag) {
    case Tag::kA: StartAnchor(); return true;
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      Reconstruct();
      PushFormatting(InsertElement());
      return true;
    case Tag::kNobr:
      Reconstruct();
      if (InScope(Tag::kNobr)) {
        Adopt(Tag::kNobr);
        Reconstruct();
      }
      PushFormatting(InsertElement());
      return true;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      Reconstruct();
      InsertElement();
      PushMarker();
      frameset_ok_ = false;
      return true;
    case Tag::kButton:
      if (InScope(Tag::kButton)) {
        ImplyEndTags();
        PopUntil(Tag::kButton);
      }
      Reconstruct();
      InsertElement();
      frameset_ok_ = false;
      return true;
    case Tag::kRb:
    case Tag::kRtc:
      if (InScope(Tag::kRuby)) ImplyEndTags();
      InsertElement();
      return true;
    case Tag::kRp:
    case Tag::kRt:
      if (InScope(Tag::kRuby)) ImplyEndTags(Tag::kRtc);
      InsertElement();
      return true;
    default: return false;
  }
}

void TreeBuilder::StartAnchor() {
  if (Node* open = LastFormatting(Tag::kA)) {
    Adopt(Tag::kA);
    RemoveFormatting(open);
    RemoveFromStack(open);
  }
  Reconstruct();
  PushFormatting(InsertElement());
}

bool TreeBuilder::BodyStartVoid(Tag tag) {
  switch (tag) {
    case Tag::kArea:
    case Tag::kBr:
    case Tag::kEmbed:
    case Tag::kImg:
    case Tag::kKeygen:
    case Tag::kWbr:
      Reconstruct();
      InsertVoid();
      frameset_ok_ = false;
      return true;
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack: InsertVoid(); return true;
    case Tag::kHr:
      CloseParagraphInScope();
      if (InScope(Tag::kSelect)) ImplyEndTags();
      InsertVoid();
      frameset_ok_ = false;
      return true;
    default: return false;
  }
}

// Elements whose contents are read as text.
bool TreeBuilder::BodyStartText(Tag tag) {
  switch (tag) {
    case Tag::kPlaintext:
      CloseParagraphInScope();
      InsertElement();
      tokenizer_.set_state(Tokenizer::State::kPlaintext);
      return true;
    case Tag::kTextarea:
      StartRawText(Tokenizer::State::kRcdata);
      StopNextNewline();
      frameset_ok_ = false;
      return true;
    case Tag::kXmp:
      CloseParagraphInScope();
      Reconstruct();
      frameset_ok_ = false;
      StartRawText(Tokenizer::State::kRawtext);
      return true;
    case Tag::kIframe:
      frameset_ok_ = false;
      StartRawText(Tokenizer::State::kRawtext);
      return true;
    case Tag::kNoembed: StartRawText(Tokenizer::State::kRawtext); return true;
    default: return false;
  }
}

bool TreeBuilder::BodyStartSelect(Tag tag) {
  const bool in_select_context = context_ && context_->Is(Tag::kSelect);
  switch (tag) {
    case Tag::kInput:
      if (in_select_context) return true;
      if (InScope(Tag::kSelect)) PopUntil(Tag::kSelect);
      Reconstruct();
      InsertVoid();
      if (!IsHiddenInput()) frameset_ok_ = false;
      return true;
    case Tag::kSelect:
      if (in_select_context) return true;
      if (InScope(Tag::kSelect)) {
        PopUntil(Tag::kSelect);
        return true;
      }
      Reconstruct();
      InsertElement();
      frameset_ok_ = false;
      return true;
    case Tag::kOption:
    case Tag::kOptgroup:
      if (InScope(Tag::kSelect)) {
        ImplyEndTags(tag == Tag::kOption ? Tag::kOptgroup : Tag::kUnknown);
      } else if (CurrentIs(Tag::kOption)) {
        Pop();
      }
      Reconstruct();
      InsertElement();
      return true;
    default: return false;
  }
}

void TreeBuilder::BodyStartForeign(Namespace ns) {
  Reconstruct();
  InsertForeign(ns);
  if (token_.self_closing) Pop();
}

TreeBuilder::Step TreeBuilder::BodyEnd() {
  const Tag tag = token_.tag;
  switch (tag) {
    case Tag::kTemplate: return InHead();
    case Tag::kBody: EndBody(); return Step::kDone;
    case Tag::kHtml: return EndBody();
    case Tag::kForm: EndForm(); return Step::kDone;
    case Tag::kP: EndParagraph(); return Step::kDone;
    case Tag::kBr:  // read as a start tag, without its attributes
      Reconstruct();
      InsertElementNamed(Tag::kBr);
      Pop();
      frameset_ok_ = false;
      return Step::kDone;
    case Tag::kA:
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kNobr:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU: Adopt(tag); return Step::kDone;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6: EndHeading(); return Step::kDone;
    default: break;
  }
  if (!BodyEndBlock(tag)) AnyOtherEndTag();
  return Step::kDone;
}

bool TreeBuilder::BodyEndBlock(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kButton:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSelect:
    case Tag::kSummary:
    case Tag::kUl:
      if (!InScope(tag)) return true;
      ImplyEndTags();
      PopUntil(tag);
      return true;
    case Tag::kLi:
      if (!InListScope(tag)) return true;
      ImplyEndTags(tag);
      PopUntil(tag);
      return true;
    case Tag::kDd:
    case Tag::kDt:
      if (!InScope(tag)) return true;
      ImplyEndTags(tag);
      PopUntil(tag);
      return true;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      if (!InScope(tag)) return true;
      ImplyEndTags();
      PopUntil(tag);
      ClearToMarker();
      return true;
    default: return false;
  }
}

void TreeBuilder::EndForm() {
  if (TemplateOnStack()) {
    if (!InScope(Tag::kForm)) return;
    ImplyEndTags();
    return PopUntil(Tag::kForm);
  }
  Node* form = form_;
  form_ = nullptr;
  if (!form || !OnStack(form)) return;
  // In scope: the form itself, not another one.
  for (size_t i = stack_.size(); i-- > 0 && stack_[i] != form;) {
    if (FlagsOf(*stack_[i]) & kScopeEnd) return;
  }
  ImplyEndTags();
  RemoveFromStack(form);
}

void TreeBuilder::EndParagraph() {
  if (!InButtonScope(Tag::kP)) InsertElementNamed(Tag::kP);
  CloseParagraph();
}

void TreeBuilder::EndHeading() {
  constexpr std::array kHeadings = {Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6};
  if (std::none_of(kHeadings.begin(), kHeadings.end(), [this](Tag tag) { return InScope(tag); })) return;
  ImplyEndTags();
  while (stack_.size() > 1) {
    const bool heading = (FlagsOf(*Current()) & kHeading) != 0;
    Pop();
    if (heading) return;
  }
}

TreeBuilder::Step TreeBuilder::EndBody() {
  if (!InScope(Tag::kBody)) return Step::kDone;
  mode_ = Mode::kAfterBody;
  return Step::kAgain;
}

void TreeBuilder::AnyOtherEndTag() {
  const size_t special = stack_.TopWall(OpenElements::Wall::kSpecial);
  for (size_t place = stack_.TopNamed(token_.text); place > 0 && place >= special; place = stack_.NextNamed(place)) {
    const Node* node = stack_[place - 1];
    const bool same = node->ns == Namespace::kHtml && node->tag == token_.tag &&
                      (token_.tag != Tag::kUnknown || node->text == token_.text);
    if (!same) continue;
    ImplyEndTags(token_.tag == Tag::kUnknown ? Tag::kCount : token_.tag);
    if (place > 1) stack_.Shrink(place - 1);
    return;
  }
}

}  // namespace newsstand::html
