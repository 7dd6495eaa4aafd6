// The hostile inputs of the test data, judged by our own parser. tests/sanitize judges them by another one.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "base/text.h"
#include "content/html/document.h"
#include "content/html/serialize.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::sanitize {
namespace {

namespace fs = std::filesystem;
using html::Node;

// The string member `name` of a JSON object on one line; lone surrogates become U+FFFD.
std::string StringMember(const std::string& line, const std::string& name) {
  size_t at = line.find("\"" + name + "\": \"");
  if (at == std::string::npos) return {};
  std::string out;
  char32_t high = 0;
  for (at += name.size() + 5; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\') {
      out += line[at];
      continue;
    }
    const char escape = line[++at];
    if (escape != 'u') {
      const std::string_view from = "nrtbf", to = "\n\r\t\b\f";
      const size_t known = from.find(escape);
      out += known == std::string_view::npos ? escape : to[known];
      continue;
    }
    const auto unit = static_cast<char32_t>(std::stoul(line.substr(at + 1, 4), nullptr, 16));
    at += 4;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
      AppendUtf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      high = 0;
    } else {
      AppendUtf8(out, unit);
    }
  }
  return out;
}

// What is wrong with sanitised HTML; "" for nothing.
std::string Fault(const std::string& clean) {
  static const std::set<std::string_view> kElements = {
      "a",     "abbr", "b",     "bdi",  "bdo",   "blockquote", "br",     "caption", "cite", "code", "dd",
      "del",   "dfn",  "dl",    "dt",   "em",    "figcaption", "figure", "h2",      "h3",   "h4",   "h5",
      "h6",    "hr",   "i",     "img",  "ins",   "kbd",        "li",     "mark",    "ol",   "p",    "pre",
      "q",     "rp",   "rt",    "ruby", "s",     "samp",       "small",  "strong",  "sub",  "sup",  "table",
      "tbody", "td",   "tfoot", "th",   "thead", "time",       "tr",     "u",       "ul",   "var",  "wbr"};
  static const std::set<std::string_view> kAttributes = {
      "href", "rel",  "src",   "alt",      "title", "width", "height",  "loading", "id",    "class",
      "dir",  "lang", "start", "reversed", "type",  "value", "colspan", "rowspan", "scope", "datetime"};
  const html::Document document = html::ParseFragment(clean);
  for (const Node* node = document.root()->first_child; node; node = NextInTree(node, document.root())) {
    if (node->is_text()) continue;
    if (!node->is_element() || node->ns != html::Namespace::kHtml || !kElements.contains(node->text))
      return "element " + std::string(node->text);
    for (uint32_t i = 0; i < node->attribute_count; ++i) {
      const html::Attribute& attribute = node->attribute_list[i];
      const std::string_view value = attribute.value;
      if (!kAttributes.contains(attribute.name)) return "attribute " + std::string(attribute.name);
      const bool web = value.starts_with("https://") || value.starts_with("http://");
      if (attribute.name == "src" && !web) return "src " + std::string(value);
      if (attribute.name == "href" && !web && !value.starts_with("mailto:") && !value.starts_with("#user-content-"))
        return "href " + std::string(value);
      if (attribute.name == "id" && !value.starts_with("user-content-")) return "id " + std::string(value);
      if (attribute.name == "class" && value != "embed") return "class " + std::string(value);
    }
  }
  const std::string again = html::InnerHtml(*document.root());
  const html::Document second = html::ParseFragment(again);
  return html::InnerHtml(*second.root()) == again ? "" : "changes when parsed again";
}

}  // namespace

TEST_CASE("nothing hostile comes through, and sanitising again changes nothing") {
  const char* data = std::getenv("NEWSSTAND_DATA");
  const char* home = std::getenv("HOME");
  const fs::path folder =
      (data ? fs::path(data) : fs::path(home ? home : "") / ".cache" / "newsstand-data") / "security";
  if (!fs::exists(folder / "hostile_html.jsonl")) {
    const char* ci = std::getenv("CI");
    if (ci && std::string_view(ci) == "true") FAIL("no test data in " << folder.string());
    MESSAGE("skipped: no test data in " << folder.string());
    return;
  }
  const Options options{.base_url = "https://paper.test/a/story.html"};
  int inputs = 0;
  for (const auto& [name, member] :
       {std::pair{"hostile_html.jsonl", "input"}, std::pair{"feed_sanitize.jsonl", "xml"}}) {
    std::ifstream file(folder / name);
    std::string line;
    while (std::getline(file, line)) {
      const std::string input = StringMember(line, member);
      ++inputs;
      CAPTURE(input);
      const std::string clean = SanitizeHtml(input, options);
      CHECK(Fault(clean) == "");
      CHECK(SanitizeHtml(clean, options) == clean);
    }
  }
  CHECK(inputs == 18'652 + 745);
}

}  // namespace newsstand::sanitize
