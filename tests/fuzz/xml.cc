// The XML reader below feeds and OPML: decoding, the tree, and text out of it.
#include <string>
#include <vector>

#include "base/limits.h"
#include "content/xml/decode.h"
#include "content/xml/document.h"
#include "fuzz/fuzz.h"

using namespace newsstand;
using namespace newsstand::fuzz;

namespace {

void CheckElement(const xml::Element& element) {
  Require(!element.ns().empty() || element.ns_id() == 0 || element.ns_id() < 0xFFFF, "a namespace has a number");
  for (const auto& [name, value] : element.Attributes()) {
    RequireUtf8(value, "an attribute is valid UTF-8");
    Require(element.HasAttribute(name), "an attribute that is listed is there");
  }
  Require(element.line() >= 1, "lines count from one");
}

}  // namespace

FUZZ_TARGET(xml) {
  std::string storage;
  std::vector<std::string> warnings;
  const char* type = bytes.size() % 3 == 0 ? "text/xml; charset=windows-1251" : "";
  const std::string_view text = xml::DecodeDocument(bytes, type, storage, warnings);
  RequireUtf8(text, "what is decoded is valid UTF-8");
  const xml::Document document(text);
  size_t elements = 0, depth = 0;
  for (xml::Element at = document.first_root(); at;) {
    CheckElement(at);
    Require(++elements <= limits::kTreeNodes && depth <= limits::kTreeDepth, "the tree is bounded");
    if (elements <= 64) {
      RequireUtf8(at.Text(), "text is valid UTF-8");
      RequireUtf8(at.InnerHtml(), "HTML is valid UTF-8");
    }
    if (at.first_child()) {
      ++depth;
      at = at.first_child();
      continue;
    }
    while (at && !at.next_sibling()) {
      at = at.parent();
      if (at) --depth;
    }
    if (at) at = at.next_sibling();
  }
  std::string resolved;
  document.AppendResolved(resolved, text.substr(0, 4096));
  RequireUtf8(resolved.substr(0, 0), "resolving ends");
}
