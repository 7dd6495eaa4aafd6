#include "content/parse/markup.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/html/text.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::parse {
namespace {

// Sorted. What stands between "<" and a space, "/" or ">" in HTML that people write. Anything else in angle brackets is
// text: "std::vector<int>".
constexpr std::array<std::string_view, 98> kTags = {
    "a",        "abbr",     "acronym",  "address",  "applet",   "area",     "article",    "aside",    "audio",
    "b",        "base",     "bdo",      "big",      "blink",    "blockquote", "body",     "br",       "button",
    "caption",  "center",   "cite",     "code",     "col",      "dd",       "del",        "details",  "dfn",
    "dir",      "div",      "dl",       "dt",       "em",       "embed",    "fieldset",   "figcaption", "figure",
    "font",     "footer",   "form",     "frame",    "h1",       "h2",       "h3",         "h4",       "h5",
    "h6",       "head",     "header",   "hr",       "html",     "i",        "iframe",     "img",      "input",
    "ins",      "kbd",      "label",    "legend",   "li",       "link",     "main",       "map",      "mark",
    "marquee",  "math",     "meta",     "nav",      "noscript", "object",   "ol",         "p",        "param",
    "picture",  "pre",      "q",        "s",        "samp",     "script",   "section",    "select",   "small",
    "source",   "span",     "strike",   "strong",   "style",    "sub",      "sup",        "svg",      "table",
    "tbody",    "td",       "textarea", "tfoot",    "th",       "thead",    "title",      "u"};
constexpr std::array<std::string_view, 6> kMoreTags = {"tr", "track", "tt", "ul", "var", "video"};
static_assert(std::is_sorted(kTags.begin(), kTags.end()) && std::is_sorted(kMoreTags.begin(), kMoreTags.end()));

constexpr std::array<std::string_view, 22> kBlockTags = {
    "a",  "article", "blockquote", "br", "div", "figure", "h1", "h2",    "h3",  "h4",    "hr",
    "img", "li",     "ol",         "p",  "pre", "section", "span", "strong", "table", "ul", "video"};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The tag's name at "<", lower case, "" if there is no tag of HTML.
std::string_view TagAt(std::string_view text, size_t at, std::array<char, 12>& buffer) {
  size_t i = at + 1;
  if (i < text.size() && text[i] == '/') ++i;
  size_t size = 0;
  while (i < text.size() && size < buffer.size() && (IsLetter(text[i]) || IsDigit(text[i]))) {
    char c = text[i++];
    buffer[size++] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  if (size == 0 || i >= text.size()) return {};
  char end = text[i];
  if (!IsAsciiSpace(end) && end != '>' && end != '/') return {};
  std::string_view name(buffer.data(), size);
  bool known = std::binary_search(kTags.begin(), kTags.end(), name) ||
               std::binary_search(kMoreTags.begin(), kMoreTags.end(), name);
  if (!known) return {};
  size_t close = text.substr(i, 4096).find('>');
  return close == std::string_view::npos ? std::string_view() : name;
}

bool ReferenceAt(std::string_view text, size_t at) {
  size_t i = at + 1;
  if (i < text.size() && text[i] == '#') {
    ++i;
    if (i < text.size() && (text[i] == 'x' || text[i] == 'X')) ++i;
  }
  size_t begin = i;
  while (i < text.size() && i - at < 34 && (IsLetter(text[i]) || IsDigit(text[i]))) ++i;
  return i > begin && i < text.size() && text[i] == ';';
}

// "<" that begins no tag is text also for the HTML parser; the brackets of what only looks like a tag become text.
std::string EscapeUnknownTags(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  std::array<char, 12> buffer;
  for (size_t i = 0; i < text.size(); ++i) {
    bool comment = text[i] == '<' && text.substr(i).starts_with("<!--");
    if (text[i] == '<' && !comment && TagAt(text, i, buffer).empty()) {
      out += "&lt;";
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

bool LooksLikeHtml(std::string_view text) {
  std::array<char, 12> buffer;
  for (size_t i = text.find_first_of("<&"); i != std::string_view::npos; i = text.find_first_of("<&", i + 1)) {
    if (text[i] == '&' ? ReferenceAt(text, i) : !TagAt(text, i, buffer).empty()) return true;
    if (text.substr(i).starts_with("<!--")) return true;
  }
  return false;
}

bool IsSurelyHtml(std::string_view text) {
  std::array<char, 12> buffer;
  int tags = 0;
  for (size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    std::string_view name = TagAt(text, i, buffer);
    if (name.empty() || std::find(kBlockTags.begin(), kBlockTags.end(), name) == kBlockTags.end()) continue;
    if (++tags == 2 || name == "br" || name == "img") return true;
  }
  return false;
}

std::string PlainLine(const RawText& text) {
  bool html = text.kind != TextKind::kPlain && LooksLikeHtml(text.value);
  if (!html) return CollapseSpace(text.value);
  if (text.kind == TextKind::kHtml) return html::TextOf(text.value);
  return html::TextOf(EscapeUnknownTags(text.value));
}

std::string HtmlFromPlain(std::string_view text, bool keeps_lines) {
  if (!keeps_lines) return EscapeHtml(CollapseSpace(text));
  std::string out;
  bool open = false;
  int empty_lines = 0;
  for (std::string_view line : Split(text, '\n')) {
    line = Trim(line);
    if (line.empty()) {
      ++empty_lines;
      continue;
    }
    if (!open) {
      out += "<p>";
    } else {
      out += empty_lines > 0 ? "</p><p>" : "<br>";
    }
    open = true;
    empty_lines = 0;
    out += EscapeHtml(line);
  }
  if (open) out += "</p>";
  return out;
}

std::string SafeHtml(const RawText& text) {
  bool html = text.kind == TextKind::kHtml || (text.kind == TextKind::kGuess && LooksLikeHtml(text.value));
  if (!html) return HtmlFromPlain(text.value, text.keeps_lines);
  sanitize::Options options;
  options.base_url = text.base;
  if (text.kind == TextKind::kHtml) return sanitize::SanitizeHtml(text.value, options);
  return sanitize::SanitizeHtml(EscapeUnknownTags(text.value), options);
}

}  // namespace newsstand::parse
