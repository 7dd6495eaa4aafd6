// Comments and doctypes.
#include <cstring>

#include "base/text.h"
#include "content/html/tokenizer.h"
#include "content/html/tokenizer_characters.h"

namespace newsstand::html {
// `at_` is at "<!".
bool Tokenizer::MarkupDeclaration() {
  const std::string_view rest = View(at_ + 2, end_);
  if (rest.starts_with("--")) {
    at_ += 4;
    return Comment();
  }
  if (StartsWithIgnoringCase(rest, "doctype")) {
    at_ += 9;
    return Doctype();
  }
  if (foreign_ && rest.starts_with("[CDATA[")) {
    at_ += 9;
    state_ = State::kCdata;
    return false;
  }
  return BogusComment(at_ + 2);
}

// `at_` is behind "<!--".
bool Tokenizer::Comment() {
  const std::string_view rest = View(at_, end_);
  token_.type = TokenType::kComment;
  token_.text = {};
  if (rest.starts_with('>') || rest.starts_with("->")) {
    at_ += rest[0] == '>' ? 1 : 2;
    return true;
  }
  size_t at = 0;
  while (true) {
    at = rest.find("--", at);
    if (at == std::string_view::npos) break;
    const size_t behind = at + 2;
    if (behind < rest.size() && rest[behind] == '>') {
      token_.text = WithReplacements(rest.substr(0, at));
      at_ += behind + 1;
      return true;
    }
    if (behind + 1 < rest.size() && rest[behind] == '!' && rest[behind + 1] == '>') {
      token_.text = WithReplacements(rest.substr(0, at));
      at_ += behind + 2;
      return true;
    }
    ++at;
  }
  std::string_view text = rest;
  if (text.ends_with("--!")) {
    text.remove_suffix(3);
  } else if (text.ends_with("--")) {
    text.remove_suffix(2);
  } else if (text.ends_with('-')) {
    text.remove_suffix(1);
  }
  token_.text = WithReplacements(text);
  at_ = end_;
  return true;
}

bool Tokenizer::BogusComment(char* from) {
  auto* close = static_cast<char*>(std::memchr(from, '>', static_cast<size_t>(end_ - from)));
  token_.type = TokenType::kComment;
  token_.text = WithReplacements(View(from, close ? close : end_));
  at_ = close ? close + 1 : end_;
  return true;
}

// `at_` is behind "<!DOCTYPE".
bool Tokenizer::Doctype() {
  token_.type = TokenType::kDoctype;
  token_.text = token_.public_id = token_.system_id = {};
  token_.force_quirks = token_.has_public = token_.has_system = false;
  while (Is(*at_, kSpace)) ++at_;
  if (at_ == end_) {
    token_.force_quirks = true;
    return true;
  }
  if (*at_ == '>') {
    ++at_;
    token_.force_quirks = true;
    return true;
  }
  char* const name = at_;
  while (at_ < end_ && !Is(*at_, kSpace) && *at_ != '>') {
    if (Is(*at_, kUpper)) *at_ = static_cast<char>(*at_ + 32);
    ++at_;
  }
  token_.text = WithReplacements(View(name, at_));
  while (Is(*at_, kSpace)) ++at_;
  if (at_ == end_) {
    token_.force_quirks = true;
    return true;
  }
  if (*at_ == '>') {
    ++at_;
    return true;
  }
  DoctypeIds();
  return true;
}

// What follows the name, up to and with the ">".
void Tokenizer::DoctypeIds() {
  const std::string_view rest = View(at_, end_);
  const bool is_public = StartsWithIgnoringCase(rest, "public");
  if (!is_public && !StartsWithIgnoringCase(rest, "system")) {
    token_.force_quirks = true;
    return SkipDoctype();
  }
  at_ += 6;
  if (is_public) {
    if (!DoctypeQuote(true) || !QuotedId(token_.public_id, token_.has_public)) return;
    if (!DoctypeQuote(false)) return;
  } else if (!DoctypeQuote(true)) {
    return;
  }
  if (!QuotedId(token_.system_id, token_.has_system)) return;
  while (Is(*at_, kSpace)) ++at_;
  token_.force_quirks |= at_ == end_;
  SkipDoctype();
}

// True at the quote that begins an identifier. False when there is none: the doctype has then been read to its end.
bool Tokenizer::DoctypeQuote(bool required) {
  while (Is(*at_, kSpace)) ++at_;
  if (*at_ == '"' || *at_ == '\'') return true;
  if (required || *at_ != '>') token_.force_quirks = true;
  SkipDoctype();
  return false;
}

void Tokenizer::SkipDoctype() {
  auto* close = static_cast<char*>(std::memchr(at_, '>', static_cast<size_t>(end_ - at_)));
  at_ = close ? close + 1 : end_;
}

// `at_` is at a quote. False when the doctype ends inside the identifier.
bool Tokenizer::QuotedId(std::string_view& id, bool& present) {
  const char quote = *at_++;
  char* const from = at_;
  present = true;
  while (at_ < end_ && *at_ != quote && *at_ != '>') ++at_;
  id = WithReplacements(View(from, at_));
  const bool closed = at_ < end_ && *at_ == quote;
  if (at_ < end_) ++at_;
  token_.force_quirks |= !closed;
  return closed;
}

}  // namespace newsstand::html
