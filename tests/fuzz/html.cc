// The HTML parser: a page, and a fragment in a context chosen by the input.
#include <array>
#include <string>
#include <vector>

#include "base/limits.h"
#include "content/html/document.h"
#include "content/html/serialize.h"
#include "content/html/text.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;
using html::Node;

namespace {

void CheckLinks(const Node& node) {
  const Node* before = nullptr;
  for (const Node* child = node.first_child; child; child = child->next) {
    Require(child->parent == &node, "a child knows its parent");
    Require(child->prev == before, "a child knows the one before it");
    before = child;
  }
  Require(node.last_child == before, "a parent knows its last child");
}

void CheckNode(const Node& node, std::vector<bool>& seen) {
  Require(node.index < seen.size() && !seen[node.index], "the index is dense and unique");
  seen[node.index] = true;
  Require(node.attribute_count <= html::kMaxAttributes, "attributes are bounded");
  RequireUtf8(node.text, "text is valid UTF-8");
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    RequireUtf8(node.attribute_list[i].name, "attribute names are valid UTF-8");
    RequireUtf8(node.attribute_list[i].value, "attribute values are valid UTF-8");
  }
  CheckLinks(node);
}

void CheckTree(const Node& root, std::vector<bool>& seen, size_t depth_above) {
  size_t depth = depth_above;
  for (const Node* node = &root; node;) {
    CheckNode(*node, seen);
    if (node->content) CheckTree(*node->content, seen, depth + 1);
    Require(depth <= limits::kTreeDepth + 2, "depth is bounded");
    if (node->first_child) {
      ++depth;
      node = node->first_child;
      continue;
    }
    while (node != &root && !node->next) {
      node = node->parent;
      --depth;
    }
    node = node == &root ? nullptr : node->next;
  }
}

void CheckDocument(const html::Document& document) {
  std::vector<bool> seen(document.node_count());
  Require(document.node_count() <= limits::kTreeNodes, "nodes are bounded");
  CheckTree(*document.root(), seen, 0);
}

}  // namespace

FUZZ_TARGET(html) {
  using html::Namespace;
  static constexpr std::array<html::FragmentContext, 14> kContexts = {{{"body"},
                                                                       {"table"},
                                                                       {"tbody"},
                                                                       {"tr"},
                                                                       {"td"},
                                                                       {"select"},
                                                                       {"template"},
                                                                       {"title"},
                                                                       {"script"},
                                                                       {"noscript"},
                                                                       {"html"},
                                                                       {"svg", Namespace::kSvg},
                                                                       {"foreignObject", Namespace::kSvg},
                                                                       {"annotation-xml", Namespace::kMathMl}}};
  const html::Document page = html::ParseDocument(bytes);
  CheckDocument(page);
  const std::string written = html::InnerHtml(*page.root());
  RequireUtf8(written, "what is written is valid UTF-8");
  CheckDocument(html::ParseDocument(written));
  RequireUtf8(html::TextOf(*page.root()), "the words are valid UTF-8");
  Require(html::TextOf(*page.root(), 64).size() <= 64 + 4096, "a beginning is short");

  const html::Document fragment = html::ParseFragment(bytes, kContexts[bytes.size() % kContexts.size()]);
  CheckDocument(fragment);
  CheckDocument(html::ParseFragment(html::InnerHtml(*fragment.root())));
  for (const std::string& paragraph : html::ParagraphsOf(*fragment.root())) {
    RequireUtf8(paragraph, "paragraphs are valid UTF-8");
    Require(!paragraph.empty(), "no paragraph is empty");
  }
}
