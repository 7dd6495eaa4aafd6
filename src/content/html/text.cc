#include "content/html/text.h"

#include <cstdint>

#include "base/text.h"

namespace newsstand::html {
namespace {

bool StandsBesideProse(Tag tag) {
  switch (tag) {
    case Tag::kCaption:
    case Tag::kFigcaption:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kPre:
    case Tag::kTable: return true;
    default: return false;
  }
}

// Collects text, one string a block. Recursive: a Document is never deeper than limits::kTreeDepth.
class Collector {
 public:
  explicit Collector(size_t budget = SIZE_MAX, bool prose = false) : budget_(budget), prose_(prose) {}

  void Walk(const Node& root) {
    Visit(root);
    EndBlock();
  }

  std::vector<std::string> blocks;

 private:
  void Visit(const Node& node) {
    if (budget_ == 0) return;
    --budget_;
    if (node.is_text()) return Add(node.text);
    bool block = false;
    if (node.is_element()) {
      if (IsInvisible(node)) return;
      if (prose_ && node.ns == Namespace::kHtml && StandsBesideProse(node.tag)) return EndBlock();
      if (node.Is(Tag::kBr)) space_ = true;
      block = node.ns == Namespace::kHtml && IsBlock(node.tag);
    }
    if (block) EndBlock();
    for (const Node* child = node.first_child; child && budget_ > 0; child = child->next) Visit(*child);
    if (block) EndBlock();
  }

  void EndBlock() {
    space_ = false;
    if (current_.empty()) return;
    blocks.push_back(std::move(current_));
    current_.clear();
  }

  void Add(std::string_view text) {
    if (text.size() > budget_) text = TruncateUtf8(text, budget_);
    budget_ -= text.size();
    const std::string collapsed = CollapseSpace(text);
    if (collapsed.empty()) {
      space_ |= !text.empty();
      return;
    }
    const bool starts_with_space = text.front() != collapsed.front();
    if ((space_ || starts_with_space) && !current_.empty()) current_ += ' ';
    current_ += collapsed;
    space_ = text.back() != collapsed.back();
  }

  size_t budget_;
  const bool prose_;
  std::string current_;
  bool space_ = false;
};

bool IsPlain(std::string_view html) { return html.find_first_of("<&") == std::string_view::npos; }

}  // namespace

bool IsBlock(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kCaption:
    case Tag::kCenter:
    case Tag::kDd:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kForm:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kHr:
    case Tag::kHtml:
    case Tag::kLegend:
    case Tag::kLi:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kOptgroup:
    case Tag::kOption:
    case Tag::kP:
    case Tag::kPlaintext:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
    case Tag::kUl:
    case Tag::kXmp: return true;
    default: return false;
  }
}

bool IsInvisible(const Node& element) {
  if (element.ns == Namespace::kSvg) return true;
  if (element.ns == Namespace::kMathMl) return element.tag == Tag::kAnnotation || element.tag == Tag::kAnnotationXml;
  switch (element.tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kNoscript:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kIframe:
    case Tag::kTextarea:
    case Tag::kSelect:
    case Tag::kDatalist:
    case Tag::kTitle:
    case Tag::kHead:
    case Tag::kObject:
    case Tag::kAudio:
    case Tag::kVideo:
    case Tag::kCanvas: return true;
    default: return false;
  }
}

std::string TextOf(const Node& node) { return TextOf(node, SIZE_MAX); }

std::string TextOf(const Node& node, size_t max_bytes) {
  Collector collector(max_bytes);
  collector.Walk(node);
  std::string out;
  for (const std::string& block : collector.blocks) {
    if (!out.empty()) out += ' ';
    out += block;
  }
  return out;
}

std::string TextOf(std::string_view html) {
  if (IsPlain(html)) return CollapseSpace(CleanUtf8(html));
  return TextOf(*ParseFragment(html).root());
}

std::vector<std::string> ParagraphsOf(const Node& node) {
  Collector collector;
  collector.Walk(node);
  return std::move(collector.blocks);
}

std::vector<std::string> ProseOf(std::string_view html) {
  const Document document = ParseFragment(html);
  Collector collector(SIZE_MAX, true);
  collector.Walk(*document.root());
  return std::move(collector.blocks);
}

std::string ProseTextOf(std::string_view html) {
  std::string text;
  for (const std::string& paragraph : ProseOf(html)) text.append(paragraph).append("\n");
  return text;
}

std::vector<std::string> ParagraphsOf(std::string_view html) { return ParagraphsOf(*ParseFragment(html).root()); }

}  // namespace newsstand::html
