#include "content/html/meta_prescan.h"

#include "base/text.h"
#include "content/html/encoding.h"

namespace newsstand::html {
namespace {

struct RawAttribute {
  std::string name, value;  // lower case
};

class Prescanner {
 public:
  explicit Prescanner(std::string_view bytes) : bytes_(bytes) {}

  std::string Run() {
    while (at_ < bytes_.size()) {
      if (const std::string label = Step(); !label.empty()) return label;
    }
    return {};
  }

 private:
  std::string Step() {
    const std::string_view rest = bytes_.substr(at_);
    if (rest.starts_with("<!--")) {
      const size_t end = bytes_.find("-->", at_ + 2);
      at_ = end == std::string_view::npos ? bytes_.size() : end + 3;
    } else if (rest.size() > 5 && AsciiIEquals(rest.substr(0, 5), "<meta") &&
               (IsAsciiSpace(rest[5]) || rest[5] == '/')) {
      at_ += 6;
      return Meta();
    } else if (IsTag(rest)) {
      while (at_ < bytes_.size() && !IsAsciiSpace(bytes_[at_]) && bytes_[at_] != '>') ++at_;
      RawAttribute ignored;
      while (Next(ignored)) {
      }
    } else if (rest.starts_with("<!") || rest.starts_with("</") || rest.starts_with("<?")) {
      const size_t end = bytes_.find('>', at_);
      at_ = end == std::string_view::npos ? bytes_.size() : end + 1;
    } else {
      ++at_;
    }
    return {};
  }

  static bool IsTag(std::string_view rest) {
    if (rest[0] != '<') return false;
    const size_t name = rest.size() > 1 && rest[1] == '/' ? 2 : 1;
    if (name >= rest.size()) return false;
    const char c = static_cast<char>(rest[name] | 0x20);
    return c >= 'a' && c <= 'z';
  }

  std::string Meta() {
    bool got_pragma = false, need_pragma = false, seen_charset = false, seen_content = false, seen_equiv = false;
    std::string charset;
    RawAttribute attribute;
    while (Next(attribute)) {
      if (attribute.name == "http-equiv" && !seen_equiv) {
        seen_equiv = true;
        got_pragma = attribute.value == "content-type";
      } else if (attribute.name == "content" && !seen_content) {
        seen_content = true;
        const std::string_view label = CharsetParameter(attribute.value);
        if (charset.empty() && !label.empty()) {
          charset = std::string(label);
          need_pragma = true;
        }
      } else if (attribute.name == "charset" && !seen_charset) {
        seen_charset = true;
        charset = attribute.value;
        need_pragma = false;
      }
    }
    if (charset.empty() || (need_pragma && !got_pragma) || EncodingForLabel(charset).empty()) return {};
    return charset;
  }

  // The standard's "get an attribute"; false at the end of the tag.
  bool Next(RawAttribute& out) {
    out = {};
    while (at_ < bytes_.size() && (IsAsciiSpace(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return false;
    while (at_ < bytes_.size() && !(bytes_[at_] == '=' && !out.name.empty())) {
      const char c = bytes_[at_];
      if (IsAsciiSpace(c)) {
        SkipSpace();
        if (at_ >= bytes_.size() || bytes_[at_] != '=') return at_ < bytes_.size();
        break;
      }
      if (c == '/' || c == '>') return true;
      out.name += Lower(c);
      ++at_;
    }
    if (at_ >= bytes_.size()) return false;
    ++at_;  // the equals sign
    SkipSpace();
    return Value(out.value);
  }

  bool Value(std::string& value) {
    if (at_ >= bytes_.size()) return false;
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      for (++at_; at_ < bytes_.size() && bytes_[at_] != quote; ++at_) value += Lower(bytes_[at_]);
      if (at_ >= bytes_.size()) return false;
      ++at_;
      return true;
    }
    while (at_ < bytes_.size() && !IsAsciiSpace(bytes_[at_]) && bytes_[at_] != '>') value += Lower(bytes_[at_++]);
    return at_ < bytes_.size();
  }

  void SkipSpace() {
    while (at_ < bytes_.size() && IsAsciiSpace(bytes_[at_])) ++at_;
  }
  static char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

  std::string_view bytes_;
  size_t at_ = 0;
};

}  // namespace

std::string PrescanForCharset(std::string_view bytes) { return Prescanner(bytes).Run(); }

std::string_view CharsetParameter(std::string_view value) {
  size_t at = 0;
  while ((at = value.find("charset", at)) != std::string_view::npos) {
    at += 7;
    size_t i = at;
    while (i < value.size() && IsAsciiSpace(value[i])) ++i;
    if (i >= value.size() || value[i] != '=') continue;
    ++i;
    while (i < value.size() && IsAsciiSpace(value[i])) ++i;
    if (i >= value.size()) return {};
    if (value[i] == '"' || value[i] == '\'') {
      const size_t end = value.find(value[i], i + 1);
      return end == std::string_view::npos ? std::string_view{} : value.substr(i + 1, end - i - 1);
    }
    size_t end = i;
    while (end < value.size() && !IsAsciiSpace(value[end]) && value[end] != ';') ++end;
    return value.substr(i, end - i);
  }
  return {};
}

}  // namespace newsstand::html
