// For tests and fuzz targets: what sanitize.h promises, checked by reading the result again.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "content/html/document.h"
#include "content/html/serialize.h"

namespace newsstand::sanitize {

// Both lists are sorted. They stand here once more on purpose: a mistake in policy.cc shall not excuse itself.
inline bool IsAllowedElement(std::string_view name) {
  static constexpr std::string_view kElements[] = {
      "a",     "abbr", "b",     "bdi",  "bdo",   "blockquote", "br",     "caption", "cite", "code", "dd",
      "del",   "dfn",  "dl",    "dt",   "em",    "figcaption", "figure", "h2",      "h3",   "h4",   "h5",
      "h6",    "hr",   "i",     "img",  "ins",   "kbd",        "li",     "mark",    "ol",   "p",    "pre",
      "q",     "rp",   "rt",    "ruby", "s",     "samp",       "small",  "strong",  "sub",  "sup",  "table",
      "tbody", "td",   "tfoot", "th",   "thead", "time",       "tr",     "u",       "ul",   "var",  "wbr"};
  return std::binary_search(std::begin(kElements), std::end(kElements), name);
}
inline bool IsAllowedAttribute(std::string_view name) {
  static constexpr std::string_view kAttributes[] = {
      "alt", "class",    "colspan", "datetime", "dir", "height", "href",  "id",   "lang",  "loading",
      "rel", "reversed", "rowspan", "scope",    "src", "start",  "title", "type", "value", "width"};
  return std::binary_search(std::begin(kAttributes), std::end(kAttributes), name);
}

inline std::string FaultOfAttribute(const html::Attribute& attribute) {
  const std::string_view name = attribute.name, value = attribute.value;
  if (!IsAllowedAttribute(name) || attribute.ns != html::AttributeNamespace::kNone)
    return "attribute " + std::string(name);
  const bool web = value.starts_with("https://") || value.starts_with("http://");
  const bool elsewhere = value.starts_with("mailto:") || value.starts_with("#user-content-");
  const bool wrong = (name == "src" && !web) || (name == "href" && !web && !elsewhere) ||
                     (name == "id" && !value.starts_with("user-content-")) || (name == "class" && value != "embed");
  return wrong ? std::string(name) + " " + std::string(value) : "";
}

// What is wrong with sanitised HTML; "" for nothing.
inline std::string FaultOf(const std::string& clean) {
  const html::Document document = html::ParseFragment(clean);
  for (const html::Node* node = document.root()->first_child; node; node = NextInTree(node, document.root())) {
    if (node->is_text()) continue;
    if (!node->is_element() || node->ns != html::Namespace::kHtml || !IsAllowedElement(node->text)) {
      return "element " + std::string(node->text);
    }
    for (uint32_t i = 0; i < node->attribute_count; ++i) {
      if (std::string fault = FaultOfAttribute(node->attribute_list[i]); !fault.empty()) return fault;
    }
  }
  const std::string again = html::InnerHtml(*document.root());
  const html::Document second = html::ParseFragment(again);
  return html::InnerHtml(*second.root()) == again ? "" : "changes when parsed again";
}

}  // namespace newsstand::sanitize
