#include "content/parse/markup.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>

#include "base/text.h"
#include "content/html/text.h"
#include "content/sanitize/sanitize.h"

namespace newsstand::parse {
namespace {

// Sorted. What stands between "<" and a space, "/" or ">" in HTML that people write. Anything else in angle brackets is
// text: "std::vector<int>".
constexpr std::array<std::string_view, 120> kTags = {
    "a",          "abbr",     "acronym", "address", "applet", "area",       "article",  "aside",   "audio",
    "b",          "base",     "bdo",     "big",     "blink",  "blockquote", "body",     "br",      "button",
    "canvas",     "caption",  "center",  "cite",    "code",   "col",        "colgroup", "dd",      "del",
    "details",    "dfn",      "dir",     "div",     "dl",     "dt",         "em",       "embed",   "fieldset",
    "figcaption", "figure",   "font",    "footer",  "form",   "frame",      "frameset", "h1",      "h2",
    "h3",         "h4",       "h5",      "h6",      "head",   "header",     "hr",       "html",    "i",
    "iframe",     "img",      "input",   "ins",     "kbd",    "label",      "legend",   "li",      "link",
    "main",       "map",      "mark",    "marquee", "math",   "meta",       "nav",      "nobr",    "noembed",
    "noframes",   "noscript", "object",  "ol",      "option", "p",          "param",    "picture", "plaintext",
    "pre",        "q",        "rp",      "rt",      "ruby",   "s",          "samp",     "script",  "section",
    "select",     "small",    "source",  "span",    "strike", "strong",     "style",    "sub",     "summary",
    "sup",        "svg",      "table",   "tbody",   "td",     "template",   "textarea", "tfoot",   "th",
    "thead",      "time",     "title",   "tr",      "track",  "tt",         "u",        "ul",      "var",
    "video",      "wbr",      "xmp"};
static_assert(std::is_sorted(kTags.begin(), kTags.end()));

// Where the names of each letter begin: a name is compared with a handful of others.
constexpr std::array<uint8_t, 27> kFirstOfLetter = [] {
  std::array<uint8_t, 27> first{};
  for (size_t letter = 0; letter < 27; ++letter) {
    uint8_t at = 0;
    while (at < kTags.size() && kTags[at][0] < static_cast<char>('a' + letter)) ++at;
    first[letter] = at;
  }
  return first;
}();

bool IsTag(std::string_view name) {
  if (name[0] < 'a' || name[0] > 'z') return false;
  auto letter = static_cast<size_t>(name[0] - 'a');
  for (size_t i = kFirstOfLetter[letter]; i < kFirstOfLetter[letter + 1]; ++i) {
    if (kTags[i] == name) return true;
  }
  return false;
}

// What swallows all that follows when it is left open, as "<iframe src=…/>" leaves it: XML's short form is none in
// HTML.
constexpr std::array<std::string_view, 9> kSwallowing = {"iframe", "noembed", "noframes", "noscript", "object",
                                                         "script", "style",   "textarea", "title"};

constexpr std::array<std::string_view, 22> kBlockTags = {
    "a",   "article", "blockquote", "br", "div", "figure",  "h1",   "h2",     "h3",    "h4", "hr",
    "img", "li",      "ol",         "p",  "pre", "section", "span", "strong", "table", "ul", "video"};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The name after "<" or "</" at `at`, lower case; "" when it is followed by what no tag's name is.
std::string_view NameAt(std::string_view text, size_t at, std::array<char, 16>& buffer) {
  size_t i = at + 1;
  if (i < text.size() && text[i] == '/') ++i;
  size_t size = 0;
  while (i < text.size() && size < buffer.size() && (IsLetter(text[i]) || IsDigit(text[i]))) {
    char c = text[i++];
    buffer[size++] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  if (size == 0 || i >= text.size()) return {};
  char end = text[i];
  return IsAsciiSpace(end) || end == '>' || end == '/' ? std::string_view(buffer.data(), size) : std::string_view();
}

// The same for tags of HTML alone.
std::string_view TagAt(std::string_view text, size_t at, std::array<char, 16>& buffer) {
  std::string_view name = NameAt(text, at, buffer);
  if (name.empty() || !IsTag(name)) return {};
  size_t close = text.substr(at, 8192).find('>');
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

// Every name that is closed somewhere: what has an end tag is markup, known or not.
std::unordered_set<std::string> ClosedNames(std::string_view text) {
  std::unordered_set<std::string> names;
  std::array<char, 16> buffer;
  for (size_t i = text.find("</"); i != std::string_view::npos; i = text.find("</", i + 2)) {
    if (names.size() < 1'000) names.emplace(NameAt(text, i, buffer));
  }
  return names;
}

// Readies text for the HTML parser: what only looks like a tag becomes text (when `guessed`), and elements closed in
// XML's short form are closed in HTML's long one.
std::string Prepared(std::string_view text, bool guessed) {
  std::string out;
  std::array<char, 16> buffer;
  std::unordered_set<std::string> closed;
  bool closed_known = false;
  bool unwrapped = false;
  size_t copied = 0;
  for (size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    // In what is HTML for certain, only a few tags matter.
    if (!guessed && i + 1 < text.size() &&
        std::string_view("inostINOST!").find(text[i + 1]) == std::string_view::npos) {
      continue;
    }
    std::string_view tag = TagAt(text, i, buffer);
    if (tag.empty()) {
      std::string_view rest = text.substr(i);
      if (rest.starts_with("<![CDATA[")) {
        // Wrapped twice by mistake; for HTML it would be a comment and its text lost.
        out.append(text.substr(copied, i - copied));
        copied = i + 9;
        unwrapped = true;
        continue;
      }
      bool declaration = rest.starts_with("<!--") || (rest.size() > 9 && AsciiIEquals(rest.substr(0, 9), "<!doctype"));
      if (!guessed || declaration) continue;
      std::string_view name = NameAt(text, i, buffer);
      if (!name.empty() && !closed_known) {
        closed = ClosedNames(text);
        closed_known = true;
      }
      if (!name.empty() && closed.contains(std::string(name))) continue;
      out.append(text.substr(copied, i - copied)).append("&lt;");
      copied = i + 1;
    } else if (text[i + 1] != '/' && std::find(kSwallowing.begin(), kSwallowing.end(), tag) != kSwallowing.end()) {
      size_t end = text.find('>', i);  // there is one, or it were no tag
      if (text[end - 1] != '/') continue;
      out.append(text.substr(copied, end + 1 - copied)).append("</").append(tag).append(">");
      copied = end + 1;
    }
  }
  out.append(text.substr(copied));
  if (unwrapped) {
    size_t end = out.find_last_not_of(" \t\r\n");
    if (end != std::string::npos && out[end] == '>') --end;
    if (end != std::string::npos && end > 0 && out.compare(end - 1, 2, "]]") == 0) out.erase(end - 1);
  }
  return out;
}

}  // namespace

bool LooksLikeHtml(std::string_view text) {
  std::array<char, 16> buffer;
  for (size_t i = text.find_first_of("<&"); i != std::string_view::npos; i = text.find_first_of("<&", i + 1)) {
    if (text[i] == '&' ? ReferenceAt(text, i) : !TagAt(text, i, buffer).empty()) return true;
    if (text.substr(i).starts_with("<!--")) return true;
  }
  return false;
}

bool IsSurelyHtml(std::string_view text) {
  std::array<char, 16> buffer;
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
  return html::TextOf(Prepared(text.value, text.kind == TextKind::kGuess));
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
  // Plain text, too: what is stored has one form, which sanitising again does not change.
  if (!html) return sanitize::SanitizeHtml(HtmlFromPlain(text.value, text.keeps_lines));
  sanitize::Options options;
  options.base_url = text.base;
  return sanitize::SanitizeHtml(Prepared(text.value, text.kind == TextKind::kGuess), options);
}

}  // namespace newsstand::parse
