#include "content/xml/reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

namespace newsstand::xml {
namespace {

constexpr size_t kNames = 0xFFFF;
constexpr size_t kAttributes = 100;  // of one element

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || static_cast<uint8_t>(c) >= 0x80;
}

bool EndsName(char c) {
  return IsAsciiSpace(c) || c == '/' || c == '>' || c == '<' || c == '=' || c == '"' || c == '\'';
}

// A seed of this process: names cannot be chosen so that they all fall into one bucket.
uint64_t ProcessSeed() {
  static const uint64_t seed = [] {
    uint64_t value = 0;
    std::string bytes = RandomBytes(sizeof(value));
    std::memcpy(&value, bytes.data(), std::min(sizeof(value), bytes.size()));
    return value;
  }();
  return seed;
}

}  // namespace

size_t DocumentReader::SeededHash::operator()(std::string_view text) const { return Hash64(text, seed); }

DocumentReader::DocumentReader(Document& document, const ReadOptions& options)
    : document_(document),
      options_(options),
      text_(document.text_),
      name_ids_(64, SeededHash{ProcessSeed()}),
      prefix_ids_(16, SeededHash{ProcessSeed()}),
      markup_budget_(4 * text_.size()),
      no_cdata_end_(text_.size()),
      no_comment_end_(text_.size()),
      no_double_quote_(text_.size()),
      no_single_quote_(text_.size()),
      no_instruction_end_(text_.size()) {}

void DocumentReader::Read() {
  size_t markup = static_cast<size_t>(std::count(text_.begin(), text_.end(), '<'));
  document_.nodes_.reserve(std::min(limits::kTreeNodes, 2 * markup + 2));
  document_.nodes_.push_back({});
  document_.nodes_[0].kind = Document::Kind::kDocument;
  open_.push_back({0, 0});
  document_.names_.push_back({});  // the name of elements after too many different names
  open_count_.push_back(0);
  never_nested_.push_back(false);
  NamespaceId("");
  PrefixId("");
  Bind("", "");
  Bind("xml", "http://www.w3.org/XML/1998/namespace");
  bindings_.clear();

  size_t text_begin = 0;
  size_t at = 0;
  while (at < text_.size() && !full_) {
    const void* found = std::memchr(text_.data() + at, '<', text_.size() - at);
    if (found == nullptr) break;
    size_t less = static_cast<size_t>(static_cast<const char*>(found) - text_.data());
    char next = less + 1 < text_.size() ? text_[less + 1] : '\0';
    if (!IsNameStart(next) && next != '/' && next != '!' && next != '?') {
      at = less + 1;  // "a < b": text
      continue;
    }
    AddText(text_begin, less, Document::Kind::kText);
    size_t after = ReadMarkup(less);
    // A tag that another "<" cuts short was never meant as one.
    text_begin = after == less ? less : after;
    at = after == less ? less + 1 : after;
  }
  if (!full_) AddText(text_begin, text_.size(), Document::Kind::kText);
  if (open_.size() > 1) Warn("The document ends before its elements do.");
}

size_t DocumentReader::ReadMarkup(size_t at) {
  switch (text_[at + 1]) {
    case '/': return ReadEndTag(at);
    case '!': return ReadDeclaration(at);
    case '?': {
      size_t end = FindOnce("?>", at + 2, no_instruction_end_);
      if (end != std::string_view::npos) return end + 2;
      end = text_.find('>', at);
      return end == std::string_view::npos ? text_.size() : end + 1;
    }
    default: return ReadStartTag(at);
  }
}

size_t DocumentReader::ReadStartTag(size_t at) {
  size_t end = at + 1;
  while (end < text_.size() && !EndsName(text_[end])) ++end;
  uint16_t name = NameId(text_.substr(at + 1, end - at - 1));
  first_attribute_ = document_.attributes_.size();
  CloseNeverNested(name);
  size_t bindings = bindings_.size();
  size_t stop = ReadAttributes(end);
  if (stop >= text_.size()) {
    Warn("The document ends within a tag.");
    document_.attributes_.resize(first_attribute_);
    return text_.size();
  }
  if (text_[stop] == '<') {
    Warn("A tag was cut short by another.");
    document_.attributes_.resize(first_attribute_);
    scope_base_.clear();
    scope_language_.reset();
    Unbind(bindings);
    return at;
  }
  bool empty = text_[stop] == '/';
  PushElement(name, at, bindings, empty);
  return stop + (empty ? 2 : 1);
}

size_t DocumentReader::ReadAttributes(size_t at) {
  while (at < text_.size()) {
    char c = text_[at];
    if (c == '>' || c == '<') return at;
    if (c == '/' && at + 1 < text_.size() && text_[at + 1] == '>') return at;
    if (IsAsciiSpace(c) || c == '/' || c == '=' || c == '"' || c == '\'') {
      ++at;
      continue;
    }
    size_t begin = at;
    while (at < text_.size() && !EndsName(text_[at])) ++at;
    std::string_view name = text_.substr(begin, at - begin);
    while (at < text_.size() && IsAsciiSpace(text_[at])) ++at;
    if (at >= text_.size() || text_[at] != '=') continue;  // an attribute without a value
    ++at;
    while (at < text_.size() && IsAsciiSpace(text_[at])) ++at;
    std::string_view value;
    at = ReadAttributeValue(at, value);
    AddAttribute(name, value);
  }
  return at;
}

size_t DocumentReader::ReadAttributeValue(size_t at, std::string_view& value) {
  if (at >= text_.size()) return at;
  char quote = text_[at];
  if (quote == '"' || quote == '\'') {
    size_t end = FindOnce(quote == '"' ? "\"" : "'", at + 1, quote == '"' ? no_double_quote_ : no_single_quote_);
    if (end != std::string_view::npos) {
      if (std::memchr(text_.data() + at, '<', end - at) != nullptr) end = EndBehindMarkup(at + 1, quote, end);
      value = text_.substr(at + 1, end - at - 1);
      return end + 1;
    }
    ++at;  // never closed: it ends with its tag
  }
  size_t begin = at;
  while (at < text_.size() && !IsAsciiSpace(text_[at]) && text_[at] != '>' && text_[at] != '<') ++at;
  if (at > begin && at < text_.size() && text_[at] == '>' && text_[at - 1] == '/') --at;
  value = text_.substr(begin, at - begin);
  return at;
}

// Some programs put markup into attributes as it is: description="By <a href="https://…">her</a>.". A quote after "="
// within a tag opens an inner value, which ends at the next quote. `simple` is the first quote, the answer when in
// doubt.
size_t DocumentReader::EndBehindMarkup(size_t at, char quote, size_t simple) {
  constexpr size_t kLongestValue = 64u << 10;
  bool in_tag = false;
  size_t begin = at;
  while (at < text_.size() && at - begin < kLongestValue && markup_budget_ > 0) {
    --markup_budget_;
    char c = text_[at];
    if (c == '<' && at + 1 < text_.size() && IsNameStart(text_[at + 1])) in_tag = true;
    if (c == '>') in_tag = false;
    if (c == quote) {
      if (!in_tag || text_[at - 1] != '=') return at;
      size_t inner = text_.substr(at + 1, kLongestValue).find(quote);
      if (inner == std::string_view::npos) return simple;
      at += inner + 1;
      markup_budget_ -= std::min(markup_budget_, inner);
    }
    ++at;
  }
  return simple;
}

void DocumentReader::AddAttribute(std::string_view name, std::string_view value) {
  if (name.starts_with("xmlns") && (name.size() == 5 || name[5] == ':')) {
    std::string address;
    document_.AppendResolved(address, value);
    Bind(name.size() > 6 ? name.substr(6) : std::string_view(), Trim(address));
    return;
  }
  if (document_.attributes_.size() >= limits::kTreeNodes ||
      document_.attributes_.size() - first_attribute_ >= kAttributes) {
    Warn("There are too many attributes; some were left out.");
    return;
  }
  uint16_t id = NameId(name);
  const Document::Name& entry = document_.names_[id];
  bool scoped = entry.prefix == "xml" && (entry.local == "base" || entry.local == "lang");
  document_.attributes_.push_back(
      {static_cast<uint32_t>(value.data() - text_.data()), static_cast<uint32_t>(value.size()), id});
  if (!scoped) return;
  std::string text;
  document_.AppendResolved(text, value);
  if (AsciiIEquals(document_.names_[id].local, "base")) {
    scope_base_ = std::move(text);
  } else {
    scope_language_ = std::move(text);
  }
}

// The scope of the element being pushed: its own when it has xml:base or xml:lang, else its parent's.
uint32_t DocumentReader::TakeScope() {
  uint32_t outer = document_.nodes_[open_.back().node].scope;
  if (scope_base_.empty() && !scope_language_) return outer;
  Scope scope{outer, std::exchange(scope_base_, {}), ""};
  scope.language = scope_language_ ? *std::exchange(scope_language_, {}) : document_.scopes_[outer].language;
  document_.scopes_.push_back(std::move(scope));
  return static_cast<uint32_t>(document_.scopes_.size() - 1);
}

void DocumentReader::PushElement(uint16_t name, size_t at, size_t bindings, bool empty) {
  bool too_deep = open_.size() > limits::kTreeDepth;
  uint32_t node = full_ ? Document::kNone : AddNode(Document::Kind::kElement);
  if (node != Document::kNone) {
    Document::Node& element = document_.nodes_[node];
    const Document::Name& entry = document_.names_[name];
    element.begin = static_cast<uint32_t>(at);
    element.size = static_cast<uint32_t>(first_attribute_);
    element.attributes = static_cast<uint16_t>(document_.attributes_.size() - first_attribute_);
    element.name = name;
    uint16_t ns = current_ns_[entry.prefix_id];
    if (ns == 0 && !entry.prefix.empty()) {
      ns = NamespaceId("undeclared:" + AsciiLower(entry.prefix));
      Warn("A prefix of element names is not declared; it was taken to mean what it usually does.");
      current_ns_[entry.prefix_id] = ns;
    }
    element.ns = ns;
    element.scope = TakeScope();
  }
  if (empty || too_deep || node == Document::kNone) {
    Unbind(bindings);
    if (too_deep && !empty) {
      ++too_deep_;
      Warn("Elements are nested too deeply; the deepest were read as one level.");
    }
    return;
  }
  open_.push_back({node, static_cast<uint32_t>(bindings)});
  ++open_count_[document_.names_[name].folded];
}

void DocumentReader::CloseNeverNested(uint16_t name) {
  uint16_t folded = document_.names_[name].folded;
  if (!never_nested_[name] || open_count_[folded] == 0) return;
  PopThrough(folded);
  too_deep_ = 0;
  Warn("An element was not closed before the next of its kind.");
}

size_t DocumentReader::ReadEndTag(size_t at) {
  size_t begin = at + 2;
  size_t end = begin;
  while (end < text_.size() && !EndsName(text_[end])) ++end;
  std::string_view raw = text_.substr(begin, end - begin);
  size_t close = end;
  while (close < text_.size() && text_[close] != '>' && text_[close] != '<') ++close;
  if (close == text_.size()) Warn("The document ends within a tag.");
  if (close < text_.size() && text_[close] == '>') ++close;
  if (too_deep_ > 0) {
    --too_deep_;
    return close;
  }
  // Case does not count: "<pubDate>…</pubdate>" is common.
  uint16_t folded = document_.names_[NameId(raw)].folded;
  if (folded == 0 || open_count_[folded] == 0) {
    Warn("An end tag without a start was ignored.");
    return close;
  }
  if (FoldedName(open_.back().node) != folded) Warn("Elements overlap, or were not closed.");
  PopThrough(folded);
  return close;
}

uint16_t DocumentReader::FoldedName(uint32_t node) const {
  return document_.names_[document_.nodes_[node].name].folded;
}

void DocumentReader::PopThrough(uint16_t folded) {
  while (FoldedName(open_.back().node) != folded) Pop();
  Pop();
}

size_t DocumentReader::ReadDeclaration(size_t at) {
  std::string_view rest = text_.substr(at);
  if (rest.starts_with("<!--")) {
    size_t end = FindOnce("-->", at + 4, no_comment_end_);
    if (end != std::string_view::npos) return end + 3;
    Warn("A comment is not closed.");
    end = text_.find('>', at);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }
  if (rest.size() >= 9 && AsciiIEquals(rest.substr(0, 9), "<![CDATA[")) return ReadCdata(at + 9);
  if (rest.size() >= 9 && AsciiIEquals(rest.substr(0, 9), "<!DOCTYPE")) return ReadDoctype(at + 9);
  size_t end = text_.find('>', at);
  return end == std::string_view::npos ? text_.size() : end + 1;
}

size_t DocumentReader::ReadCdata(size_t at) {
  size_t end = FindOnce("]]>", at, no_cdata_end_);
  if (end != std::string_view::npos) {
    AddText(at, end, Document::Kind::kCdata);
    return end + 3;
  }
  Warn("A CDATA section is not closed.");
  const Document::Node& top = document_.nodes_[open_.back().node];
  std::string closing = "</" + std::string(document_.names_[top.name].raw) + ">";
  end = std::min(text_.find(closing, at), text_.size());
  AddText(at, end, Document::Kind::kCdata);
  return end;
}

size_t DocumentReader::ReadDoctype(size_t at) {
  while (at < text_.size() && IsAsciiSpace(text_[at])) ++at;
  size_t end = at;
  while (end < text_.size() && !EndsName(text_[end]) && text_[end] != '[') ++end;
  if (document_.doctype_name_.empty()) document_.doctype_name_ = text_.substr(at, end - at);
  at = end;
  while (at < text_.size()) {
    char c = text_[at];
    if (c == '>') return at + 1;
    if (c == '<') return at;
    if (c == '[') {
      at = ReadInternalSubset(at + 1);
    } else if (c == '"' || c == '\'') {
      size_t close = FindOnce(c == '"' ? "\"" : "'", at + 1, c == '"' ? no_double_quote_ : no_single_quote_);
      size_t greater = text_.find('>', at);
      at = close == std::string_view::npos || greater < close ? at + 1 : close + 1;
    } else {
      ++at;
    }
  }
  return at;
}

size_t DocumentReader::ReadInternalSubset(size_t at) {
  while (at < text_.size()) {
    if (text_[at] == ']') return at + 1;
    std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) {
      at = ReadDeclaration(at);
    } else if (rest.starts_with("<!ENTITY")) {
      at = ReadEntityDeclaration(at + 8);
    } else if (rest.starts_with("<!") || rest.starts_with("<?")) {
      size_t end = text_.find('>', at);
      at = end == std::string_view::npos ? text_.size() : end + 1;
    } else if (text_[at] == '<') {
      return at;  // the subset was never closed, and the document begins
    } else {
      ++at;
    }
  }
  return at;
}

// Only `<!ENTITY name "text">` is understood; parameter and external entities are passed over and never opened.
size_t DocumentReader::ReadEntityDeclaration(size_t at) {
  auto skip_space = [&] {
    while (at < text_.size() && IsAsciiSpace(text_[at])) ++at;
  };
  skip_space();
  size_t begin = at;
  while (at < text_.size() && !EndsName(text_[at])) ++at;
  std::string_view name = text_.substr(begin, at - begin);
  skip_space();
  if (at < text_.size() && (text_[at] == '"' || text_[at] == '\'')) {
    char quote = text_[at];
    size_t end = FindOnce(quote == '"' ? "\"" : "'", at + 1, quote == '"' ? no_double_quote_ : no_single_quote_);
    if (end != std::string_view::npos) {
      if (!name.empty() && document_.entities_.size() < 1'000) {
        document_.entities_.try_emplace(name, Document::Entity{text_.substr(at + 1, end - at - 1), false});
      }
      at = end + 1;
    }
  }
  size_t end = text_.find('>', at);
  return end == std::string_view::npos ? text_.size() : end + 1;
}

void DocumentReader::AddText(size_t begin, size_t end, Document::Kind kind) {
  if (begin >= end || open_.size() == 1) return;  // text outside every element is no part of the document
  uint32_t node = AddNode(kind);
  if (node == Document::kNone) return;
  document_.nodes_[node].begin = static_cast<uint32_t>(begin);
  document_.nodes_[node].size = static_cast<uint32_t>(end - begin);
}

uint32_t DocumentReader::AddNode(Document::Kind kind) {
  auto& nodes = document_.nodes_;
  if (nodes.size() >= limits::kTreeNodes) {
    if (!full_) Warn("The document has too many elements; the rest was left out.");
    full_ = true;
    return Document::kNone;
  }
  auto index = static_cast<uint32_t>(nodes.size());
  uint32_t parent = open_.back().node;
  nodes.push_back({});
  nodes[index].kind = kind;
  nodes[index].parent = parent;
  if (nodes[parent].last_child == Document::kNone) {
    nodes[parent].first_child = index;
  } else {
    nodes[nodes[parent].last_child].next = index;
  }
  nodes[parent].last_child = index;
  return index;
}

void DocumentReader::Pop() {
  Open top = open_.back();
  open_.pop_back();
  --open_count_[FoldedName(top.node)];
  Unbind(top.bindings);
}

void DocumentReader::Unbind(size_t bindings) {
  while (bindings_.size() > bindings) {
    current_ns_[bindings_.back().prefix_id] = bindings_.back().ns;
    bindings_.pop_back();
  }
}

void DocumentReader::Bind(std::string_view prefix, std::string_view address) {
  uint16_t id = PrefixId(prefix);
  bindings_.push_back({id, current_ns_[id]});
  current_ns_[id] = NamespaceId(address);
}

uint16_t DocumentReader::NameId(std::string_view raw) {
  auto found = name_ids_.find(raw);
  if (found != name_ids_.end()) return found->second;
  if (document_.names_.size() >= kNames) return 0;
  auto id = static_cast<uint16_t>(document_.names_.size());
  Document::Name name;
  name.raw = raw;
  size_t colon = raw.find(':');
  bool prefixed = colon != std::string_view::npos && colon > 0 && colon + 1 < raw.size();
  name.prefix = prefixed ? raw.substr(0, colon) : std::string_view();
  name.local = Lowered(prefixed ? raw.substr(colon + 1) : raw);
  name.prefix_id = PrefixId(name.prefix);
  name.folded = id;
  document_.names_.push_back(name);
  open_count_.push_back(0);
  never_nested_.push_back(std::find(options_.never_nested.begin(), options_.never_nested.end(), name.local) !=
                          options_.never_nested.end());
  name_ids_.emplace(raw, id);
  std::string_view lower = Lowered(raw);
  if (lower != raw) document_.names_[id].folded = NameId(lower);
  return id;
}

uint16_t DocumentReader::PrefixId(std::string_view prefix) {
  auto found = prefix_ids_.find(prefix);
  if (found != prefix_ids_.end()) return found->second;
  if (current_ns_.size() >= kNames) return 0;
  auto id = static_cast<uint16_t>(current_ns_.size());
  current_ns_.push_back(0);
  prefix_ids_.emplace(prefix, id);
  return id;
}

uint16_t DocumentReader::NamespaceId(std::string_view address) {
  auto found = ns_ids_.find(address);
  if (found != ns_ids_.end()) return found->second;
  if (document_.namespaces_.size() >= kNames) return 0;
  auto id = static_cast<uint16_t>(document_.namespaces_.size());
  document_.namespaces_.emplace_back(address);
  ns_ids_.emplace(std::string(address), id);
  return id;
}

std::string_view DocumentReader::Lowered(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return text;
  return document_.lowered_.emplace_back(AsciiLower(text));
}

void DocumentReader::Warn(std::string_view sentence) {
  auto& warnings = document_.warnings_;
  if (std::find(warnings.begin(), warnings.end(), sentence) == warnings.end()) warnings.emplace_back(sentence);
}

size_t DocumentReader::FindOnce(std::string_view wanted, size_t from, size_t& none_from) const {
  if (from >= none_from) return std::string_view::npos;
  size_t found = text_.find(wanted, from);
  if (found == std::string_view::npos) none_from = from;
  return found;
}

}  // namespace newsstand::xml
