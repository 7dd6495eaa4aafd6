// Svg and MathML inside HTML.
#include <algorithm>

#include "base/text.h"
#include "content/html/tag_flags.h"
#include "content/html/tokenizer_characters.h"
#include "content/html/tree_builder.h"

namespace newsstand::html {
namespace {

struct Renamed {
  std::string_view from, to;
};

// Names that svg writes with capitals, sorted by their lower-case form.
constexpr Renamed kSvgElements[] = {
    {"altglyph", "altGlyph"},
    {"altglyphdef", "altGlyphDef"},
    {"altglyphitem", "altGlyphItem"},
    {"animatecolor", "animateColor"},
    {"animatemotion", "animateMotion"},
    {"animatetransform", "animateTransform"},
    {"clippath", "clipPath"},
    {"feblend", "feBlend"},
    {"fecolormatrix", "feColorMatrix"},
    {"fecomponenttransfer", "feComponentTransfer"},
    {"fecomposite", "feComposite"},
    {"feconvolvematrix", "feConvolveMatrix"},
    {"fediffuselighting", "feDiffuseLighting"},
    {"fedisplacementmap", "feDisplacementMap"},
    {"fedistantlight", "feDistantLight"},
    {"fedropshadow", "feDropShadow"},
    {"feflood", "feFlood"},
    {"fefunca", "feFuncA"},
    {"fefuncb", "feFuncB"},
    {"fefuncg", "feFuncG"},
    {"fefuncr", "feFuncR"},
    {"fegaussianblur", "feGaussianBlur"},
    {"feimage", "feImage"},
    {"femerge", "feMerge"},
    {"femergenode", "feMergeNode"},
    {"femorphology", "feMorphology"},
    {"feoffset", "feOffset"},
    {"fepointlight", "fePointLight"},
    {"fespecularlighting", "feSpecularLighting"},
    {"fespotlight", "feSpotLight"},
    {"fetile", "feTile"},
    {"feturbulence", "feTurbulence"},
    {"foreignobject", "foreignObject"},
    {"glyphref", "glyphRef"},
    {"lineargradient", "linearGradient"},
    {"radialgradient", "radialGradient"},
    {"textpath", "textPath"},
};

constexpr Renamed kSvgAttributes[] = {
    {"attributename", "attributeName"},
    {"attributetype", "attributeType"},
    {"basefrequency", "baseFrequency"},
    {"baseprofile", "baseProfile"},
    {"calcmode", "calcMode"},
    {"clippathunits", "clipPathUnits"},
    {"diffuseconstant", "diffuseConstant"},
    {"edgemode", "edgeMode"},
    {"filterunits", "filterUnits"},
    {"glyphref", "glyphRef"},
    {"gradienttransform", "gradientTransform"},
    {"gradientunits", "gradientUnits"},
    {"kernelmatrix", "kernelMatrix"},
    {"kernelunitlength", "kernelUnitLength"},
    {"keypoints", "keyPoints"},
    {"keysplines", "keySplines"},
    {"keytimes", "keyTimes"},
    {"lengthadjust", "lengthAdjust"},
    {"limitingconeangle", "limitingConeAngle"},
    {"markerheight", "markerHeight"},
    {"markerunits", "markerUnits"},
    {"markerwidth", "markerWidth"},
    {"maskcontentunits", "maskContentUnits"},
    {"maskunits", "maskUnits"},
    {"numoctaves", "numOctaves"},
    {"pathlength", "pathLength"},
    {"patterncontentunits", "patternContentUnits"},
    {"patterntransform", "patternTransform"},
    {"patternunits", "patternUnits"},
    {"pointsatx", "pointsAtX"},
    {"pointsaty", "pointsAtY"},
    {"pointsatz", "pointsAtZ"},
    {"preservealpha", "preserveAlpha"},
    {"preserveaspectratio", "preserveAspectRatio"},
    {"primitiveunits", "primitiveUnits"},
    {"refx", "refX"},
    {"refy", "refY"},
    {"repeatcount", "repeatCount"},
    {"repeatdur", "repeatDur"},
    {"requiredextensions", "requiredExtensions"},
    {"requiredfeatures", "requiredFeatures"},
    {"specularconstant", "specularConstant"},
    {"specularexponent", "specularExponent"},
    {"spreadmethod", "spreadMethod"},
    {"startoffset", "startOffset"},
    {"stddeviation", "stdDeviation"},
    {"stitchtiles", "stitchTiles"},
    {"surfacescale", "surfaceScale"},
    {"systemlanguage", "systemLanguage"},
    {"tablevalues", "tableValues"},
    {"targetx", "targetX"},
    {"targety", "targetY"},
    {"textlength", "textLength"},
    {"viewbox", "viewBox"},
    {"viewtarget", "viewTarget"},
    {"xchannelselector", "xChannelSelector"},
    {"ychannelselector", "yChannelSelector"},
    {"zoomandpan", "zoomAndPan"},
};

template <size_t kSize>
std::string_view Adjusted(const Renamed (&table)[kSize], std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(table), std::end(table), name,
                       [](const Renamed& entry, std::string_view wanted) { return entry.from < wanted; });
  return found != std::end(table) && found->from == name ? found->to : name;
}

void AdjustAttribute(Attribute& attribute, Namespace ns) {
  if (ns == Namespace::kSvg) attribute.name = Adjusted(kSvgAttributes, attribute.name);
  if (ns == Namespace::kMathMl && attribute.name == "definitionurl") attribute.name = "definitionURL";
  for (const std::string_view local : {"actuate", "arcrole", "href", "role", "show", "title", "type"}) {
    if (attribute.name.starts_with("xlink:") && attribute.name.substr(6) == local) {
      attribute.name = local;
      attribute.ns = AttributeNamespace::kXlink;
      return;
    }
  }
  if (attribute.name == "xml:lang" || attribute.name == "xml:space") {
    attribute.name.remove_prefix(4);
    attribute.ns = AttributeNamespace::kXml;
  } else if (attribute.name == "xmlns") {
    attribute.ns = AttributeNamespace::kXmlns;
  } else if (attribute.name == "xmlns:xlink") {
    attribute.name = "xlink";
    attribute.ns = AttributeNamespace::kXmlns;
  }
}

bool IsMathText(const Node& node) {
  return node.ns == Namespace::kMathMl && (node.tag == Tag::kMi || node.tag == Tag::kMo || node.tag == Tag::kMn ||
                                           node.tag == Tag::kMs || node.tag == Tag::kMtext);
}

bool IsHtmlPoint(const Node& node) {
  if (node.ns == Namespace::kSvg) {
    return node.tag == Tag::kForeignObject || node.tag == Tag::kDesc || node.tag == Tag::kTitle;
  }
  if (node.ns != Namespace::kMathMl || node.tag != Tag::kAnnotationXml) return false;
  const std::string_view encoding = node.Attr("encoding");
  return AsciiIEquals(encoding, "text/html") || AsciiIEquals(encoding, "application/xhtml+xml");
}

}  // namespace

bool TreeBuilder::UsesForeignRules() const {
  if (stack_.empty()) return false;
  const Node& node = *AdjustedCurrent();
  if (node.ns == Namespace::kHtml || token_.type == TokenType::kEnd) return false;
  const bool start = token_.type == TokenType::kStartTag;
  const bool text = token_.type == TokenType::kCharacters || token_.type == TokenType::kNull;
  if (IsMathText(node) && (text || (start && token_.tag != Tag::kMglyph && token_.tag != Tag::kMalignmark)))
    return false;
  if (node.ns == Namespace::kMathMl && node.tag == Tag::kAnnotationXml && start && token_.tag == Tag::kSvg)
    return false;
  return !(IsHtmlPoint(node) && (start || text));
}

Node* TreeBuilder::InsertForeign(Namespace ns) {
  const Place place = AppropriatePlace();
  Node* element = ElementForToken(ns);
  if (ns == Namespace::kSvg) element->text = Adjusted(kSvgElements, element->text);
  auto* list = const_cast<Attribute*>(element->attribute_list);  // made for this element alone
  for (uint32_t i = 0; i < element->attribute_count; ++i) AdjustAttribute(list[i], ns);
  Insert(element, place);
  Push(element);
  return element;
}

// A start tag that ends svg and MathML, because it can only be HTML.
bool TreeBuilder::BreaksOut() const {
  switch (token_.tag) {
    case Tag::kB:
    case Tag::kBig:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kBr:
    case Tag::kCenter:
    case Tag::kCode:
    case Tag::kDd:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kEm:
    case Tag::kEmbed:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kHead:
    case Tag::kHr:
    case Tag::kI:
    case Tag::kImg:
    case Tag::kLi:
    case Tag::kListing:
    case Tag::kMenu:
    case Tag::kMeta:
    case Tag::kNobr:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kPre:
    case Tag::kRuby:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kSpan:
    case Tag::kStrong:
    case Tag::kStrike:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kTable:
    case Tag::kTt:
    case Tag::kU:
    case Tag::kUl:
    case Tag::kVar: return true;
    case Tag::kFont: {
      const auto& attributes = tokenizer_.attributes();
      return std::any_of(attributes.begin(), attributes.end(), [](const Attribute& attribute) {
        return attribute.name == "color" || attribute.name == "face" || attribute.name == "size";
      });
    }
    default: return false;
  }
}

void TreeBuilder::InForeign() {
  const auto break_out = [this] {
    while (stack_.size() > 1 && Current()->ns != Namespace::kHtml && !IsMathText(*Current()) &&
           !IsHtmlPoint(*Current()))
      Pop();
    while (Process(mode_) == Step::kAgain) {
    }
  };
  switch (token_.type) {
    case TokenType::kNull: InsertText("\xEF\xBF\xBD"); return;
    case TokenType::kCharacters:
      InsertText(token_.text);
      if (frameset_ok_) frameset_ok_ = IsAllSpace(token_.text);
      return;
    case TokenType::kComment: return InsertComment();
    case TokenType::kDoctype:
    case TokenType::kEnd: return;
    case TokenType::kStartTag:
      if (BreaksOut()) return break_out();
      InsertForeign(AdjustedCurrent()->ns);
      if (token_.self_closing) Pop();
      return;
    case TokenType::kEndTag:
      if (token_.tag == Tag::kBr || token_.tag == Tag::kP) return break_out();
      return ForeignEnd();
  }
}

void TreeBuilder::ForeignEnd() {
  // The lowest element is never closed, whatever it is.
  const size_t html = std::max(stack_.TopWall(OpenElements::Wall::kHtml), size_t{1});
  for (size_t place = stack_.TopNamed(token_.text); place > html; place = stack_.NextNamed(place)) {
    if (AsciiIEquals(stack_[place - 1]->text, token_.text)) return stack_.Shrink(place - 1);
  }
  if (html == 1) return;
  while (Process(mode_) == Step::kAgain) {
  }
}

}  // namespace newsstand::html
