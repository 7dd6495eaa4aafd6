#include "content/xml/document.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "content/xml/reader.h"

namespace newsstand::xml {
namespace {

constexpr size_t kEntityBytes = 1u << 20;  // written by a document's own entities, all together
constexpr int kEntityDepth = 16;

constexpr std::array<std::string_view, 14> kVoidElements = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                            "input", "link", "meta", "param", "source", "track", "wbr"};

// windows-1252 in references: "&#146;" is an apostrophe in the mind of whoever wrote it.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

struct Reference {
  size_t end = 0;  // 0: it is none
  char32_t code_point = 0;
};

// "#8217;" or "#x2019;" at `at`; the semicolon may be missing.
Reference NumericReference(std::string_view raw, size_t at) {
  size_t i = at + 1;
  bool hex = i < raw.size() && (raw[i] == 'x' || raw[i] == 'X');
  if (hex) ++i;
  char32_t value = 0;
  size_t digits = i;
  for (; i < raw.size(); ++i) {
    char c = raw[i];
    int digit = -1;
    if (c >= '0' && c <= '9') digit = c - '0';
    if (hex && c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (hex && c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    if (digit < 0) break;
    if (value < 0x110000) value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (i == digits) return {};
  if (i < raw.size() && raw[i] == ';') ++i;
  return {i, value};
}

// The five that XML itself knows: nearly all references in feeds are one of them. 0 for any other.
char XmlEntity(std::string_view name) {
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "amp") return '&';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  return 0;
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || static_cast<uint8_t>(c) >= 0x80;
}

}  // namespace

Document::Document(std::string_view text, const ReadOptions& options) : text_(text) {
  if (text_.size() > kNone - 1) text_ = text_.substr(0, kNone - 1);
  DocumentReader(*this, options).Read();
}

Element Document::first_root() const { return At(NextElement(nodes_[0].first_child)); }

Element Document::Find(std::string_view local_name, int depth) const {
  // Breadth first would need memory; a document has few roots, and depth is small.
  Element element = first_root();
  int level = 1;
  while (element) {
    if (element.local_name() == local_name) return element;
    if (Element child = element.first_child(); child && level < depth) {
      element = child;
      ++level;
      continue;
    }
    while (element && !element.next_sibling()) {
      element = element.parent();
      --level;
    }
    if (element) element = element.next_sibling();
  }
  return {};
}

uint32_t Document::NextElement(uint32_t index) const {
  while (index != kNone && nodes_[index].kind != Kind::kElement) index = nodes_[index].next;
  return index;
}

const Document::AttributeNode* Document::FindAttribute(uint32_t index, std::string_view prefix,
                                                       std::string_view name) const {
  const Node& node = nodes_[index];
  for (uint32_t i = 0; i < node.attributes; ++i) {
    const AttributeNode& attribute = attributes_[node.size + i];
    const Name& entry = names_[attribute.name];
    if (entry.local == name && (prefix.data() == nullptr || entry.prefix == prefix)) return &attribute;
  }
  return nullptr;
}

void Document::AppendText(uint32_t index, std::string& out) const {
  uint32_t at = nodes_[index].first_child;
  while (at != kNone) {
    const Node& node = nodes_[at];
    if (node.kind == Kind::kCdata) {
      out.append(RawText(node));
    } else if (node.kind == Kind::kText) {
      AppendResolved(out, RawText(node));
    } else if (node.first_child != kNone) {
      at = node.first_child;
      continue;
    }
    while (at != index && nodes_[at].next == kNone) at = nodes_[at].parent;
    if (at == index) break;
    at = nodes_[at].next;
  }
}

void Document::AppendResolved(std::string& out, std::string_view raw) const {
  size_t at = 0;
  while (at < raw.size()) {
    const void* found = std::memchr(raw.data() + at, '&', raw.size() - at);
    if (found == nullptr) break;
    size_t ampersand = static_cast<size_t>(static_cast<const char*>(found) - raw.data());
    out.append(raw.substr(at, ampersand - at));
    at = AppendReference(out, raw, ampersand);
  }
  out.append(raw.substr(at));
}

// Writes what the reference at `at` stands for and returns where it ends; what is none stays as it is.
size_t Document::AppendReference(std::string& out, std::string_view raw, size_t at) const {
  if (at + 1 < raw.size() && raw[at + 1] == '#') {
    Reference reference = NumericReference(raw, at + 1);
    if (reference.end == 0) {
      out += '&';
      return at + 1;
    }
    char32_t value = reference.code_point;
    if (value >= 0xD800 && value <= 0xDBFF && raw.substr(reference.end).starts_with("&#")) {
      Reference low = NumericReference(raw, reference.end + 1);  // two halves of a pair, one by one
      if (low.end != 0 && low.code_point >= 0xDC00 && low.code_point <= 0xDFFF) {
        value = 0x10000 + ((value - 0xD800) << 10) + (low.code_point - 0xDC00);
        reference.end = low.end;
      }
    }
    if (value >= 0x80 && value <= 0x9F) value = kWindows1252[value - 0x80];
    if (value >= 0x20 || value == '\n' || value == '\t' || value == '\r') AppendUtf8(out, value);
    return reference.end;
  }
  size_t end = at + 1;
  while (end < raw.size() && end - at < 64 && IsNameCharacter(raw[end])) ++end;
  if (end == at + 1 || end >= raw.size() || raw[end] != ';' || !AppendEntity(out, raw.substr(at + 1, end - at - 1))) {
    out += '&';
    return at + 1;
  }
  return end + 1;
}

bool Document::AppendEntity(std::string& out, std::string_view name) const {
  if (char known = XmlEntity(name); known != 0) {
    out += known;
    return true;
  }
  auto own = entities_.find(name);
  if (own == entities_.end()) {
    std::string_view text = NamedEntity(name);
    out.append(text);
    return !text.empty();
  }
  Entity& entity = own->second;
  if (entity.open || entity_depth_ >= kEntityDepth) return true;
  // The budget counts what is read as well as what is written: empty entities cost time, too.
  entity_budget_ += entity.raw.size() + 16;
  if (entity_budget_ > kEntityBytes) return true;
  entity.open = true;
  ++entity_depth_;
  AppendResolved(out, entity.raw);
  --entity_depth_;
  entity.open = false;
  return true;
}

size_t Document::LineOf(uint32_t offset) const {
  if (line_starts_.empty()) {
    line_starts_.push_back(0);
    for (size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) {
      line_starts_.push_back(static_cast<uint32_t>(at + 1));
    }
  }
  return static_cast<size_t>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) - line_starts_.begin());
}

std::string_view Element::local_name() const { return document_->names_[document_->nodes_[index_].name].local; }
std::string_view Element::raw_name() const { return document_->names_[document_->nodes_[index_].name].raw; }
std::string_view Element::ns() const { return document_->namespaces_[ns_id()]; }
uint16_t Element::ns_id() const { return document_->nodes_[index_].ns; }
uint32_t Element::scope() const { return document_->nodes_[index_].scope; }
size_t Element::line() const { return document_->LineOf(document_->nodes_[index_].begin); }

std::string Element::Attribute(std::string_view name) const {
  return PrefixedAttribute(std::string_view(nullptr, 0), name);
}

bool Element::HasAttribute(std::string_view name) const {
  return document_->FindAttribute(index_, std::string_view(nullptr, 0), name) != nullptr;
}

std::string Element::PrefixedAttribute(std::string_view prefix, std::string_view name) const {
  std::string out;
  if (const auto* found = document_->FindAttribute(index_, prefix, name)) {
    document_->AppendResolved(out, document_->text_.substr(found->begin, found->size));
  }
  return out;
}

std::vector<std::pair<std::string_view, std::string>> Element::Attributes() const {
  std::vector<std::pair<std::string_view, std::string>> all;
  const auto& node = document_->nodes_[index_];
  for (uint32_t i = 0; i < node.attributes; ++i) {
    const auto& attribute = document_->attributes_[node.size + i];
    std::string value;
    document_->AppendResolved(value, document_->text_.substr(attribute.begin, attribute.size));
    all.emplace_back(document_->names_[attribute.name].local, std::move(value));
  }
  return all;
}

Element Element::first_child() const {
  return document_->At(document_->NextElement(document_->nodes_[index_].first_child));
}

Element Element::next_sibling() const { return document_->At(document_->NextElement(document_->nodes_[index_].next)); }

Element Element::parent() const {
  uint32_t parent = document_->nodes_[index_].parent;
  return parent == 0 ? Element() : document_->At(parent);
}

std::string Element::Text() const {
  std::string out;
  document_->AppendText(index_, out);
  return out;
}

void Document::AppendStartTag(uint32_t index, std::string_view name, std::string& out) const {
  const Node& node = nodes_[index];
  out += '<';
  out += name;
  for (uint32_t i = 0; i < node.attributes; ++i) {
    const AttributeNode& attribute = attributes_[node.size + i];
    const Name& attribute_name = names_[attribute.name];
    if (!attribute_name.prefix.empty()) continue;
    std::string value;
    AppendResolved(value, text_.substr(attribute.begin, attribute.size));
    out += ' ';
    out += attribute_name.local;
    out += "=\"";
    out += EscapeHtml(value);
    out += '"';
  }
  out += '>';
}

std::string Element::InnerHtml(std::span<const Renamed> renamed) const {
  const Document& d = *document_;
  auto name_of = [&](uint32_t at) {
    std::string_view local = d.names_[d.nodes_[at].name].local;
    for (const auto& [from, to] : renamed) {
      if (from == local) return to;
    }
    return local;
  };
  std::string out;
  uint32_t at = d.nodes_[index_].first_child;
  while (at != Document::kNone) {
    const Document::Node& node = d.nodes_[at];
    if (node.kind == Document::Kind::kElement) {
      std::string_view name = name_of(at);
      if (!name.empty()) d.AppendStartTag(at, name, out);
      if (!name.empty() && node.first_child != Document::kNone) {
        at = node.first_child;
        continue;
      }
    } else if (node.kind == Document::Kind::kCdata) {
      out += EscapeHtml(d.RawText(node));
    } else {
      std::string text;
      d.AppendResolved(text, d.RawText(node));
      out += EscapeHtml(text);
    }
    while (at != index_) {
      const Document::Node& done = d.nodes_[at];
      std::string_view name = done.kind == Document::Kind::kElement ? name_of(at) : std::string_view();
      if (!name.empty() && std::find(kVoidElements.begin(), kVoidElements.end(), name) == kVoidElements.end()) {
        out += "</";
        out += name;
        out += '>';
      }
      if (done.next != Document::kNone) break;
      at = done.parent;
    }
    if (at == index_) break;
    at = d.nodes_[at].next;
  }
  return out;
}

}  // namespace newsstand::xml
