#include "content/html/tokenizer.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/text.h"
#include "content/html/character_references.h"
#include "content/html/tokenizer_characters.h"

namespace newsstand::html {
namespace {

size_t EncodeUtf8(char32_t code_point, char* to) {
  std::string text;
  AppendUtf8(text, code_point);
  std::memcpy(to, text.data(), text.size());
  return text.size();
}

}  // namespace

const Token& Tokenizer::Next() {
  if (!pending_.empty()) {
    token_.type = TokenType::kCharacters;
    token_.text = pending_;
    pending_ = {};
    return token_;
  }
  bool produced = false;
  while (!produced) {
    switch (state_) {
      case State::kData: produced = Data(); break;
      case State::kRcdata: produced = Rcdata(); break;
      case State::kRawtext: produced = RawText(); break;
      case State::kScriptData: produced = ScriptText(); break;
      case State::kPlaintext: produced = Plaintext(); break;
      case State::kCdata: produced = Cdata(); break;
    }
  }
  return token_;
}

bool Tokenizer::EmitCharacters(const char* from, const char* to) {
  token_.type = TokenType::kCharacters;
  token_.text = View(from, to);
  return true;
}

bool Tokenizer::EmitNull() {
  ++at_;
  token_.type = TokenType::kNull;
  return true;
}

bool Tokenizer::EmitReplacement() {
  ++at_;
  token_.type = TokenType::kCharacters;
  token_.text = kReplacement;
  return true;
}

// Reads the reference at `from` (an ampersand) and writes what it means at `to`, which is never behind `from`. False
// when that has no room there; then it is `overflow`.
bool Tokenizer::Decode(char*& from, char*& to, bool in_attribute, std::string_view& overflow) {
  const Reference reference = MatchReference(View(from + 1, end_), in_attribute);
  if (reference.length == 0) {
    *to++ = '&';
    ++from;
    return true;
  }
  char* after = from + 1 + reference.length;
  if (reference.named.empty()) {
    to += EncodeUtf8(reference.code_point, to);
  } else if (reference.named.size() > static_cast<size_t>(after - to)) {
    from = after;
    overflow = reference.named;
    return false;
  } else {
    std::memcpy(to, reference.named.data(), reference.named.size());
    to += reference.named.size();
  }
  from = after;
  return true;
}

bool Tokenizer::Data() {
  char* const start = at_;
  char* out = at_;
  while (true) {
    char* run = at_;
    while (!Is(*at_, kDataStop)) ++at_;
    if (out != run) std::memmove(out, run, static_cast<size_t>(at_ - run));
    out += at_ - run;
    if (*at_ == '&') {
      if (Decode(at_, out, false, pending_)) continue;
      if (out > start) return EmitCharacters(start, out);
      token_.type = TokenType::kCharacters;
      token_.text = pending_;
      pending_ = {};
      return true;
    }
    if (*at_ == '<') {
      const char next = at_[1];
      const bool markup = Is(next, kLetter) || next == '!' || next == '?' || (next == '/' && at_ + 2 < end_);
      if (!markup) {
        *out++ = *at_++;
        continue;
      }
      return out > start ? EmitCharacters(start, out) : Markup();
    }
    if (out > start) return EmitCharacters(start, out);
    if (at_ < end_) return EmitNull();
    token_.type = TokenType::kEnd;
    return true;
  }
}

// `at_` is at a "<" that begins markup.
bool Tokenizer::Markup() {
  const char next = at_[1];
  if (next == '!') return MarkupDeclaration();
  if (next == '?') return BogusComment(at_ + 1);
  if (next != '/') {
    ++at_;
    return TagToken(false);
  }
  if (Is(at_[2], kLetter)) {
    at_ += 2;
    return TagToken(true);
  }
  if (at_[2] == '>') {
    at_ += 3;
    return false;
  }
  return BogusComment(at_ + 2);
}

bool Tokenizer::IsAppropriateEndTag(const char* at) const {
  if (at[1] != '/' || last_start_tag_.empty()) return false;
  const size_t size = last_start_tag_.size();
  if (static_cast<size_t>(end_ - at) < size + 3) return false;
  return AsciiIEquals({at + 2, size}, last_start_tag_) &&
         (Is(at[2 + size], kSpace) || at[2 + size] == '/' || at[2 + size] == '>');
}

bool Tokenizer::Rcdata() {
  char* const start = at_;
  char* out = at_;
  while (true) {
    char* run = at_;
    while (!Is(*at_, kDataStop)) ++at_;
    if (out != run) std::memmove(out, run, static_cast<size_t>(at_ - run));
    out += at_ - run;
    if (*at_ == '&') {
      if (Decode(at_, out, false, pending_)) continue;
      return EmitCharacters(start, out);  // empty at worst; what has no room follows
    }
    if (*at_ == '<') {
      if (!IsAppropriateEndTag(at_)) {
        *out++ = *at_++;
        continue;
      }
      if (out > start) return EmitCharacters(start, out);
      state_ = State::kData;
      return Markup();
    }
    if (out > start) return EmitCharacters(start, out);
    if (at_ < end_) return EmitReplacement();
    token_.type = TokenType::kEnd;
    return true;
  }
}

bool Tokenizer::RawText() {
  char* const start = at_;
  while (at_ < end_ && *at_ != '\0') {
    auto* next = static_cast<char*>(std::memchr(at_, '<', static_cast<size_t>(end_ - at_)));
    if (!next) next = end_;
    if (auto* null = static_cast<char*>(std::memchr(at_, '\0', static_cast<size_t>(next - at_)))) {
      at_ = null;
      break;
    }
    at_ = next;
    if (at_ < end_ && IsAppropriateEndTag(at_)) {
      if (at_ > start) return EmitCharacters(start, at_);
      state_ = State::kData;
      return Markup();
    }
    if (at_ < end_) ++at_;
  }
  if (at_ > start) return EmitCharacters(start, at_);
  if (at_ < end_) return EmitReplacement();
  token_.type = TokenType::kEnd;
  return true;
}

// Where the text of a script ends: at the "<" of its end tag, or at the end. "<!--" hides end tags that follow a
// "<script" inside it, until "-->".
char* Tokenizer::SkipScript(char* from) const {
  enum { kPlain, kEscaped, kDoubleEscaped } mode = kPlain;
  const auto is_script = [this](const char* name) {
    return end_ - name >= 7 && AsciiIEquals({name, 6}, "script") &&
           (Is(name[6], kSpace) || name[6] == '/' || name[6] == '>');
  };
  for (char* p = from; p < end_; ++p) {
    if (mode == kPlain) {
      p = static_cast<char*>(std::memchr(p, '<', static_cast<size_t>(end_ - p)));
      if (!p) return end_;
    }
    if (*p == '-' && mode != kPlain && end_ - p >= 3 && p[1] == '-' && p[2] == '>') {
      mode = kPlain;
      p += 2;
    } else if (*p == '<') {
      if (mode == kPlain && end_ - p >= 4 && std::memcmp(p, "<!--", 4) == 0) {
        mode = kEscaped;
        p += 1;  // the dashes may also end it: <!-->
      } else if (mode != kDoubleEscaped && IsAppropriateEndTag(p)) {
        return p;
      } else if (mode == kEscaped && is_script(p + 1)) {
        mode = kDoubleEscaped;
      } else if (mode == kDoubleEscaped && p[1] == '/' && is_script(p + 2)) {
        mode = kEscaped;
      }
    }
  }
  return end_;
}

bool Tokenizer::ScriptText() {
  char* const start = at_;
  if (at_ == end_) {
    token_.type = TokenType::kEnd;
    return true;
  }
  // The whole script is looked at once; its parts between NUL characters are handed out one by one.
  if (script_end_ < at_) script_end_ = SkipScript(at_);
  if (at_ == script_end_) {
    state_ = State::kData;
    script_end_ = nullptr;
    return Markup();
  }
  auto* null = static_cast<char*>(std::memchr(at_, '\0', static_cast<size_t>(script_end_ - at_)));
  if (null == at_) return EmitReplacement();
  at_ = null ? null : script_end_;
  return EmitCharacters(start, at_);
}

bool Tokenizer::Plaintext() {
  char* const start = at_;
  if (at_ == end_) {
    token_.type = TokenType::kEnd;
    return true;
  }
  auto* null = static_cast<char*>(std::memchr(at_, '\0', static_cast<size_t>(end_ - at_)));
  if (null == at_) return EmitReplacement();
  at_ = null ? null : end_;
  return EmitCharacters(start, at_);
}

bool Tokenizer::Cdata() {
  char* const start = at_;
  while (at_ < end_) {
    if (*at_ == '\0') break;
    if (*at_ == ']' && end_ - at_ >= 3 && at_[1] == ']' && at_[2] == '>') {
      char* const to = at_;
      at_ += 3;
      state_ = State::kData;
      return to > start ? EmitCharacters(start, to) : false;
    }
    ++at_;
  }
  if (at_ > start) return EmitCharacters(start, at_);
  if (at_ < end_) return EmitNull();
  token_.type = TokenType::kEnd;
  return true;
}

std::string_view Tokenizer::WithReplacements(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return text;
  std::string out;
  for (const char c : text) {
    if (c == '\0') {
      out += kReplacement;
    } else {
      out += c;
    }
  }
  return arena_.Copy(out);
}

// The name that begins at `from`; `at_` is left behind it. Letters are lowered in place.
std::string_view Tokenizer::TagNameFrom(char* from) {
  at_ = from;
  bool null = false;
  while (true) {
    while (!Is(*at_, kNameStop)) {
      if (Is(*at_, kUpper)) *at_ = static_cast<char>(*at_ + 32);
      ++at_;
    }
    if (*at_ != '\0' || at_ == end_) break;
    null = true;
    ++at_;
  }
  const std::string_view name = View(from, at_);
  return null ? WithReplacements(name) : name;
}

// False at the end of the input: the tag is dropped.
bool Tokenizer::TagToken(bool end_tag) {
  token_.type = end_tag ? TokenType::kEndTag : TokenType::kStartTag;
  token_.text = TagNameFrom(at_);
  token_.tag = TagFor(token_.text);
  token_.self_closing = false;
  attributes_.clear();
  names_seen_ = 0;
  name_marks_.clear();
  if (!Attributes()) {
    at_ = end_;
    return false;
  }
  if (!end_tag) last_start_tag_ = token_.text;
  return true;
}

// Up to and with the ">" of the tag.
bool Tokenizer::Attributes() {
  while (true) {
    while (Is(*at_, kSpace)) ++at_;
    if (*at_ == '>') {
      ++at_;
      return true;
    }
    if (*at_ == '/') {
      ++at_;
      if (*at_ == '>') {
        ++at_;
        token_.self_closing = true;
        return true;
      }
      continue;
    }
    if (at_ == end_) return false;
    const std::string_view name = AttributeName();
    while (Is(*at_, kSpace)) ++at_;
    std::string_view value;
    if (*at_ == '=') {
      ++at_;
      if (!AttributeValue(value)) return false;
    }
    AddAttribute(name, value);
  }
}

std::string_view Tokenizer::AttributeName() {
  char* const from = at_;
  bool null = false;
  if (*at_ == '=') ++at_;  // only as the first character of a name
  while (true) {
    while (!Is(*at_, kAttributeStop)) {
      if (Is(*at_, kUpper)) *at_ = static_cast<char>(*at_ + 32);
      ++at_;
    }
    if (*at_ != '\0' || at_ == end_) break;
    null = true;
    ++at_;
  }
  const std::string_view name = View(from, at_);
  return null ? WithReplacements(name) : name;
}

bool Tokenizer::AttributeValue(std::string_view& value) {
  while (Is(*at_, kSpace)) ++at_;
  if (*at_ == '"' || *at_ == '\'') {
    const char quote = *at_++;
    return ValueUpTo(quote, value);
  }
  if (*at_ == '>') return true;  // there is none; the tag ends here
  return ValueUpTo('\0', value);
}

// `quote` is 0 for a value without quotes. False at the end of the input.
bool Tokenizer::ValueUpTo(char quote, std::string_view& value) {
  char* const start = at_;
  char* out = at_;
  std::string slow;  // takes over when a character has no room in the buffer
  bool is_slow = false;
  const auto append = [&](const char* from, size_t size) {
    if (is_slow) {
      slow.append(from, size);
    } else {
      if (out != from) std::memmove(out, from, size);
      out += size;
    }
  };
  const auto go_slow = [&](std::string_view characters) {
    if (!is_slow) slow.assign(start, out);
    is_slow = true;
    slow += characters;
  };
  while (true) {
    char* run = at_;
    if (quote != '\0') {
      while (*at_ != quote && *at_ != '&' && *at_ != '\0') ++at_;
    } else {
      while (!Is(*at_, kUnquotedStop)) ++at_;
    }
    append(run, static_cast<size_t>(at_ - run));
    if (*at_ == '&') {
      if (is_slow) out = at_;  // decoded where it stands, then appended
      char* const before = out;
      std::string_view overflow;
      if (!Decode(at_, out, true, overflow)) {
        go_slow(overflow);
      } else if (is_slow) {
        slow.append(before, out);
      }
    } else if (*at_ == '\0') {
      if (at_ == end_) return false;
      ++at_;
      go_slow(kReplacement);
    } else {
      break;
    }
  }
  if (quote != '\0') ++at_;
  value = is_slow ? arena_.Copy(slow) : View(start, out);
  return true;
}

void Tokenizer::AddAttribute(std::string_view name, std::string_view value) {
  if (attributes_.size() >= kMaxAttributes) return;
  const auto first = static_cast<unsigned char>(name.front()), last = static_cast<unsigned char>(name.back());
  const uint64_t bit = uint64_t{1} << ((first * 7u + last * 3u + name.size()) % 64);
  uint64_t mark = name.size();
  for (size_t i = 0; i < std::min<size_t>(name.size(), 16); ++i) mark = (mark ^ static_cast<unsigned char>(name[i])) * 0x100000001B3u;
  if (names_seen_ & bit) {
    for (size_t i = 0; i < name_marks_.size(); ++i) {
      if (name_marks_[i] == mark && attributes_[i].name == name) return;
    }
  }
  names_seen_ |= bit;
  name_marks_.push_back(mark);
  attributes_.push_back({name, value, AttributeNamespace::kNone});
}

}  // namespace newsstand::html
