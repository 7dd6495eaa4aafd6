// The WHATWG HTML tokenizer (section 13.2.5) over one buffer that it owns the contents of: names are lowered and
// references are decoded in place, so that nearly every view it hands out points into the buffer and nothing is copied.
//
// Parse errors are not reported: nobody reads them here. Linear in the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "content/html/arena.h"
#include "content/html/document.h"

namespace newsstand::html {

enum class TokenType : uint8_t { kStartTag, kEndTag, kCharacters, kNull, kComment, kDoctype, kEnd };

struct Token {
  TokenType type = TokenType::kEnd;
  Tag tag = Tag::kUnknown;    // of a tag
  bool self_closing = false;  // of a start tag
  bool force_quirks = false;  // of a doctype
  bool has_public = false, has_system = false;
  std::string_view text;  // tag and doctype: name; characters, comment: the text
  std::string_view public_id, system_id;
};

class Tokenizer {
 public:
  enum class State : uint8_t { kData, kRcdata, kRawtext, kScriptData, kPlaintext, kCdata };

  // `begin` to `end` may be written to; the byte at `end` must be readable and 0. Line ends are already "\n" alone.
  // Both have to outlive every view. What has no room in the buffer goes to `arena`.
  Tokenizer(char* begin, char* end, Arena& arena) : at_(begin), end_(end), arena_(arena) {}

  // The next token; valid until the following call. After kEnd always kEnd.
  const Token& Next();

  // Of the start tag last returned; at most kMaxAttributes, of several with one name the first.
  const std::vector<Attribute>& attributes() const { return attributes_; }

  void set_state(State state) { state_ = state; }
  // The end tag that ends RCDATA, RAWTEXT and script data.
  void set_last_start_tag(std::string_view name) { last_start_tag_ = name; }
  // Whether "<![CDATA[" begins a CDATA section: the adjusted current node is not an HTML element.
  void set_in_foreign_content(bool foreign) { foreign_ = foreign; }

 private:
  bool Data();
  bool Rcdata();
  bool RawText();
  bool ScriptText();
  bool Plaintext();
  bool Cdata();
  bool Markup();
  bool TagToken(bool end_tag);
  bool MarkupDeclaration();
  bool Comment();
  bool BogusComment(char* from);
  bool Doctype();
  void DoctypeIds();
  bool DoctypeQuote(bool required);
  void SkipDoctype();
  bool QuotedId(std::string_view& id, bool& present);
  bool EmitCharacters(const char* from, const char* to);
  bool EmitNull();
  bool EmitReplacement();
  // `at` is a "<" in RCDATA, RAWTEXT or script data: whether the end tag that ends it begins here.
  bool IsAppropriateEndTag(const char* at) const;
  char* SkipScript(char* from) const;

  std::string_view TagNameFrom(char* from);
  bool Attributes();
  std::string_view AttributeName();
  bool AttributeValue(std::string_view& value);
  bool ValueUpTo(char quote, std::string_view& value);
  void AddAttribute(std::string_view name, std::string_view value);
  std::string_view WithReplacements(std::string_view text);
  bool Decode(char*& from, char*& to, bool in_attribute, std::string_view& overflow);

  char* at_;
  char* end_;
  Arena& arena_;
  Token token_;
  State state_ = State::kData;
  bool foreign_ = false;
  std::string_view last_start_tag_;
  std::vector<Attribute> attributes_;
  uint64_t names_seen_ = 0;     // a filter: a clear bit means a new name
  std::vector<uint64_t> name_marks_;  // of attributes_: those of two names differ nearly always when the names do
  char* script_end_ = nullptr;  // where the text of the current script ends, once it was looked for
  std::string_view pending_;    // characters to hand out next: a reference that had no room
};

}  // namespace newsstand::html
