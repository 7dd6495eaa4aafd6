#include "content/sanitize/emitter.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"

namespace newsstand::sanitize {
namespace {

using html::Tag;
using html::TagName;

constexpr size_t kMaxDepth = 64;          // blocks in blocks; with the inline elements far below limits::kTreeDepth
constexpr size_t kMaxPreSpace = 4 << 10;  // bytes of white space kept in one place of a pre
constexpr size_t kMaxSkipped = 64 << 10;  // bytes of empty cells kept for one row or table

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool IsNoBreakSpace(std::string_view text, size_t i) {
  return text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
}

// Bytes that may end a word: white space, controls, and the first one of a no-break space.
constexpr std::array<bool, 256> MakeWordStops() {
  std::array<bool, 256> stops{};
  for (size_t c = 0; c <= 0x20; ++c) stops[c] = true;
  stops[0x7F] = stops[0xC2] = true;
  return stops;
}
constexpr std::array<bool, 256> kWordStops = MakeWordStops();

// Where the word that begins at `from` ends.
size_t EndOfWord(std::string_view text, size_t from) {
  for (size_t i = from; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (kWordStops[byte] && (byte != 0xC2 || IsNoBreakSpace(text, i))) return i;
  }
  return text.size();
}

constexpr size_t kLongestReference = 5;  // &amp;

}  // namespace

Emitter::Emitter(bool paragraphs) : paragraphs_(paragraphs) {}

Emitter::Kind Emitter::KindOf(Tag tag) {
  switch (tag) {
    case Tag::kUl:
    case Tag::kOl: return Kind::kList;
    case Tag::kDl: return Kind::kDescriptions;
    case Tag::kTable: return Kind::kTable;
    case Tag::kThead:
    case Tag::kTbody:
    case Tag::kTfoot: return Kind::kRows;
    case Tag::kTr: return Kind::kRow;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kBlockquote:
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kFigure: return Kind::kContainer;
    default: return Kind::kInlineOnly;  // headings, pre, dt, caption, figcaption, p
  }
}

const Emitter::Block* Emitter::EffectiveParent() const {
  for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
    if (block->kind != Kind::kFlow) return &*block;
  }
  return nullptr;
}

bool Emitter::Fits(Tag tag) const {
  const Block* parent = EffectiveParent();
  const bool top = parent == nullptr;
  switch (tag) {
    case Tag::kLi: return !top && parent->kind == Kind::kList;
    case Tag::kDt:
    case Tag::kDd: return !top && parent->kind == Kind::kDescriptions;
    case Tag::kCaption:
    case Tag::kThead:
    case Tag::kTbody:
    case Tag::kTfoot: return !top && parent->kind == Kind::kTable;
    case Tag::kTr: return !top && parent->kind == Kind::kRows;
    case Tag::kTd:
    case Tag::kTh: return !top && parent->kind == Kind::kRow;
    case Tag::kFigcaption: return !top && parent->tag == Tag::kFigure;
    default: return top || !IsTablePart(parent->kind);
  }
}

bool Emitter::InInlineOnly() const {
  return !blocks_.empty() && blocks_.back().kind == Kind::kInlineOnly && !blocks_.back().implicit;
}

bool Emitter::InPre() const { return !blocks_.empty() && blocks_.back().tag == Tag::kPre; }

void Emitter::SoftBreak() {
  if (InPre()) {
    if (!at_start_ && pre_space_.find('\n') == std::string::npos) pre_space_ += '\n';
  } else {
    space_ = true;
  }
}

void Emitter::Push(Tag tag, Kind kind, bool implicit, std::string attributes) {
  Block block;
  block.tag = tag;
  block.kind = kind;
  block.implicit = implicit;
  block.attributes = std::move(attributes);
  blocks_.push_back(std::move(block));
  settled_ = false;
  if (kind != Kind::kFlow) ++written_depth_;
  space_ = hard_space_ = false;
  pre_space_.clear();
  breaks_ = 0;
  at_start_ = true;
}

void Emitter::CloseImplicit() {
  while (!blocks_.empty() && blocks_.back().implicit) PopBlock();
}

Emitter::Entered Emitter::EnterBlock(Tag tag, std::string attributes) {
  if (InInlineOnly()) {
    SoftBreak();
    return Entered::kSoftBreak;
  }
  // An implicit <li> stays open for the blocks of the item, but not for the next item.
  if (!blocks_.empty() && blocks_.back().implicit && blocks_.back().tag == Tag::kP) PopBlock();
  if (tag == Tag::kLi) CloseImplicit();
  if (!Fits(tag) || written_depth_ >= kMaxDepth) return EnterFlow({});
  CloseInlines();
  const Block* parent = EffectiveParent();
  if (parent && parent->kind == Kind::kList && KindOf(tag) != Kind::kList && tag != Tag::kLi) {
    Push(Tag::kLi, Kind::kContainer, true, {});
  }
  Push(tag, KindOf(tag), false, std::move(attributes));
  return Entered::kBlock;
}

Emitter::Entered Emitter::EnterFlow(std::string attributes) {
  if (InInlineOnly()) {
    SoftBreak();
    return Entered::kSoftBreak;
  }
  if (!blocks_.empty() && blocks_.back().implicit && blocks_.back().tag == Tag::kP) PopBlock();
  CloseInlines();
  Push(Tag::kP, Kind::kFlow, false, std::move(attributes));
  return Entered::kBlock;
}

Emitter::Entered Emitter::EnterInline(Tag tag, std::string attributes) {
  const bool ruby_part = tag == Tag::kRt || tag == Tag::kRp;
  bool in_ruby = false;
  for (const Inline& open : inlines_) {
    if (open.tag == tag) return Entered::kNothing;
    if (ruby_part && (open.tag == Tag::kRt || open.tag == Tag::kRp)) return Entered::kNothing;
    in_ruby |= open.tag == Tag::kRuby;
  }
  if (ruby_part && !in_ruby) return Entered::kNothing;
  inlines_.push_back({tag, false, std::move(attributes)});
  settled_ = false;
  return Entered::kInline;
}

void Emitter::Leave(Entered entered) {
  switch (entered) {
    case Entered::kNothing: return;
    case Entered::kSoftBreak: return SoftBreak();
    case Entered::kBlock: CloseImplicit(); return PopBlock();
    case Entered::kInline: {
      if (inlines_.back().written) {
        out_ += "</";
        out_ += TagName(inlines_.back().tag);
        out_ += '>';
      }
      inlines_.pop_back();
      return;
    }
  }
}

void Emitter::PopBlock() {
  CloseInlines();
  Block block = std::move(blocks_.back());
  blocks_.pop_back();
  settled_ = false;
  space_ = hard_space_ = false;
  pre_space_.clear();
  breaks_ = 0;
  at_start_ = true;
  if (block.kind == Kind::kFlow) return;
  --written_depth_;
  const std::string_view name = TagName(block.tag);
  const bool table_part =
      block.kind == Kind::kRows || block.kind == Kind::kRow || block.tag == Tag::kTd || block.tag == Tag::kTh;
  if (block.written) {
    out_ += block.skipped;
  } else if (table_part && !full_) {
    // Empty, but its place counts when the table has something in it.
    for (auto parent = blocks_.rbegin(); parent != blocks_.rend(); ++parent) {
      if (parent->kind == Kind::kFlow) continue;
      std::string& skipped = parent->skipped;
      if (skipped.size() + block.skipped.size() + block.attributes.size() > kMaxSkipped) break;
      skipped += '<';
      skipped += name;
      skipped += block.attributes;
      skipped += '>';
      skipped += block.skipped;
      skipped += "</";
      skipped += name;
      skipped += '>';
      break;
    }
    return;
  } else {
    return;
  }
  out_ += "</";
  out_ += name;
  out_ += '>';
}

void Emitter::CloseInlines() {
  settled_ = false;
  for (auto open = inlines_.rbegin(); open != inlines_.rend(); ++open) {
    if (!open->written) continue;
    out_ += "</";
    out_ += TagName(open->tag);
    out_ += '>';
    open->written = false;
  }
}

void Emitter::WriteBlocks() {
  Block* parent = nullptr;
  for (Block& block : blocks_) {
    if (block.kind == Kind::kFlow) continue;
    if (!block.written) {
      if (parent) {
        out_ += parent->skipped;
        parent->skipped.clear();
      }
      out_ += '<';
      out_ += TagName(block.tag);
      out_ += block.attributes;
      out_ += '>';
      block.written = true;
    }
    parent = &block;
  }
}

// Opens all that has to be open before a character or picture. False when it cannot be written: no room, or no place.
bool Emitter::BeforeInline() {
  if (full_ || out_.size() > limits::kBodyBytes) {
    full_ = true;
    return false;
  }
  if (settled_) {
    WriteSpace();
    wrote_ = true;
    return true;
  }
  const bool in_flow = blocks_.empty() ? paragraphs_ : blocks_.back().kind == Kind::kFlow;
  const Block* parent = EffectiveParent();
  if (parent && IsTablePart(parent->kind)) return false;
  if (parent && parent->kind == Kind::kList) {
    Push(Tag::kLi, Kind::kContainer, true, {});
  } else if (in_flow) {
    std::string attributes;
    if (!blocks_.empty()) attributes.swap(blocks_.back().attributes);
    Push(Tag::kP, Kind::kInlineOnly, true, std::move(attributes));
  }
  WritePending();
  for (Inline& open : inlines_) {
    if (open.written) continue;
    out_ += '<';
    out_ += TagName(open.tag);
    out_ += open.attributes;
    out_ += '>';
    open.written = true;
  }
  at_start_ = false;
  wrote_ = true;
  settled_ = true;
  return true;
}

// Writes the blocks, breaks and white space that were waiting for something to follow them.
void Emitter::WritePending() {
  const bool in_paragraph = !blocks_.empty() && blocks_.back().implicit && blocks_.back().tag == Tag::kP;
  if (breaks_ >= 2 && in_paragraph && !at_start_) {
    PopBlock();
    Push(Tag::kP, Kind::kInlineOnly, true, {});
  }
  WriteBlocks();
  if (at_start_) {
    breaks_ = 0;
    space_ = hard_space_ = false;
    pre_space_.clear();
    return;
  }
  const bool bare = blocks_.empty();
  for (int i = 0; i < std::min(breaks_, bare ? 1 : 2); ++i) out_ += "<br>";
  if (breaks_ == 0) WriteSpace();
  pre_space_.clear();
  breaks_ = 0;
  space_ = hard_space_ = false;
}

// What is pending in a pre is in pre_space_, elsewhere in the two flags.
void Emitter::WriteSpace() {
  if (space_ || hard_space_) out_ += space_ ? " " : "\xC2\xA0";
  out_ += pre_space_;
  pre_space_.clear();
  space_ = hard_space_ = false;
}

void Emitter::Character(char c) {
  switch (c) {
    case '&': out_ += "&amp;"; break;
    case '<': out_ += "&lt;"; break;
    case '>': out_ += "&gt;"; break;
    default: out_ += c;
  }
}

// As much of it as there is room for: whole characters, and at least one.
void Emitter::WriteWord(std::string_view word) {
  if (out_.size() + word.size() * kLongestReference > limits::kBodyBytes) {
    for (size_t i = 0; i < word.size(); ++i) {
      const bool starts_character = (word[i] & 0xC0) != 0x80;
      full_ = full_ || (starts_character && i > 0 && out_.size() > limits::kBodyBytes);
      if (full_) return;
      Character(word[i]);
    }
    return;
  }
  size_t done = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    if (word[i] != '&' && word[i] != '<' && word[i] != '>') continue;
    out_.append(word, done, i - done);
    Character(word[i]);
    done = i + 1;
  }
  out_.append(word, done);
}

void Emitter::Text(std::string_view text) {
  if (InPre()) return PreText(text);
  size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (IsAsciiSpace(c)) {
      space_ = true;
      ++i;
    } else if (IsNoBreakSpace(text, i)) {
      hard_space_ = true;
      i += 2;
    } else if (IsControl(c)) {
      ++i;
    } else {
      if (!BeforeInline()) return;
      const size_t end = EndOfWord(text, i);
      WriteWord(text.substr(i, end - i));
      i = end;
    }
  }
}

void Emitter::PreText(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
      if (at_start_) pre_space_.clear();  // a parser drops the first line break of a pre: there is none to drop
      if (!at_start_ && pre_space_.size() < kMaxPreSpace) pre_space_ += '\n';
    } else if (c == ' ' || c == '\t') {
      if (pre_space_.size() < kMaxPreSpace) pre_space_ += c;
    } else if (!IsControl(c)) {
      const std::string indent = at_start_ ? pre_space_ : std::string();  // BeforeInline drops it at the start
      if (!BeforeInline()) return;
      out_ += indent;
      size_t end = i + 1;
      while (end < text.size() && text[end] != ' ' && !IsControl(text[end])) ++end;
      WriteWord(text.substr(i, end - i));
      i = end - 1;
    }
  }
}

void Emitter::InlineVoid(std::string_view markup) {
  if (BeforeInline()) out_ += markup;
}

void Emitter::LineBreak() {
  if (InPre()) {
    if (!at_start_ && pre_space_.size() < kMaxPreSpace) pre_space_ += '\n';
    return;
  }
  ++breaks_;
  settled_ = false;
}

void Emitter::Rule() {
  if (InInlineOnly()) return SoftBreak();
  CloseImplicit();
  const Block* parent = EffectiveParent();
  if (parent && (IsTablePart(parent->kind) || parent->kind == Kind::kList || parent->kind == Kind::kDescriptions))
    return;
  if (full_ || out_.size() > limits::kBodyBytes) return;
  CloseInlines();
  WriteBlocks();
  out_ += "<hr>";
  space_ = hard_space_ = false;
  breaks_ = 0;
  at_start_ = true;
}

bool Emitter::TakeWrote() {
  const bool wrote = wrote_;
  wrote_ = false;
  return wrote;
}

std::string Emitter::Finish() {
  CloseInlines();
  while (!blocks_.empty()) PopBlock();
  return std::move(out_);
}

}  // namespace newsstand::sanitize
