#include "content/html/serialize.h"

namespace newsstand::html {
namespace {

template <bool kAttribute>
void AppendEscaped(std::string& out, std::string_view text) {
  size_t done = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string_view reference;
    size_t length = 1;
    switch (text[i]) {
      case '&': reference = "&amp;"; break;
      case '<': reference = "&lt;"; break;
      case '>': reference = "&gt;"; break;
      case '"':
        if (kAttribute) reference = "&quot;";
        break;
      case '\xC2':
        if (i + 1 < text.size() && text[i + 1] == '\xA0') {
          reference = "&nbsp;";
          length = 2;
        }
        break;
      default: break;
    }
    if (reference.empty()) continue;
    out.append(text, done, i - done);
    out += reference;
    i += length - 1;
    done = i + 1;
  }
  out.append(text, done);
}

bool HoldsRawText(const Node& node) {
  if (node.ns != Namespace::kHtml) return false;
  switch (node.tag) {
    case Tag::kStyle:
    case Tag::kScript:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kPlaintext: return true;
    default: return false;
  }
}

void AppendStartTag(std::string& out, const Node& node) {
  out += '<';
  out += node.text;
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    const Attribute& attribute = node.attribute_list[i];
    out += ' ';
    switch (attribute.ns) {
      case AttributeNamespace::kNone: break;
      case AttributeNamespace::kXlink: out += "xlink:"; break;
      case AttributeNamespace::kXml: out += "xml:"; break;
      case AttributeNamespace::kXmlns:
        if (attribute.name != "xmlns") out += "xmlns:";
        break;
    }
    out += attribute.name;
    out += "=\"";
    AppendEscapedAttribute(out, attribute.value);
    out += '"';
  }
  out += '>';
}

void AppendLeaf(std::string& out, const Node& node) {
  if (node.type == NodeType::kComment) {
    out += "<!--";
    out += node.text;
    out += "-->";
  } else if (node.type == NodeType::kDoctype) {
    out += "<!DOCTYPE ";
    out += node.text;
    out += '>';
  } else if (node.type == NodeType::kText) {
    if (node.parent && node.parent->is_element() && HoldsRawText(*node.parent)) {
      out += node.text;
    } else {
      AppendEscapedText(out, node.text);
    }
  }
}

bool HasNoEndTag(const Node& node) { return node.ns == Namespace::kHtml && IsVoid(node.tag); }

// Depth is bounded by limits::kTreeDepth; templates nest through `content`, within the same bound.
void AppendNode(std::string& out, const Node& node);

void AppendChildren(std::string& out, const Node& node) {
  const Node& holder = node.content ? *node.content : node;
  for (const Node* child = holder.first_child; child; child = child->next) AppendNode(out, *child);
}

void AppendNode(std::string& out, const Node& node) {
  if (node.type == NodeType::kDocument) return AppendChildren(out, node);
  if (node.type != NodeType::kElement) return AppendLeaf(out, node);
  AppendStartTag(out, node);
  if (HasNoEndTag(node)) return;
  AppendChildren(out, node);
  out += "</";
  out += node.text;
  out += '>';
}

}  // namespace

bool IsVoid(Tag tag) {
  switch (tag) {
    case Tag::kArea:
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kBr:
    case Tag::kCol:
    case Tag::kEmbed:
    case Tag::kFrame:
    case Tag::kHr:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kKeygen:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
    case Tag::kWbr: return true;
    default: return false;
  }
}

void AppendEscapedText(std::string& out, std::string_view text) { AppendEscaped<false>(out, text); }
void AppendEscapedAttribute(std::string& out, std::string_view value) { AppendEscaped<true>(out, value); }

std::string InnerHtml(const Node& node) {
  std::string out;
  if (!HasNoEndTag(node)) AppendChildren(out, node);
  return out;
}

std::string OuterHtml(const Node& node) {
  std::string out;
  AppendNode(out, node);
  return out;
}

}  // namespace newsstand::html
