// For tests and benches alone: where the real test data lies, and a small reader for the JSON it comes in. The standard suites hold
// lone surrogates and raw control characters, which a strict JSON library refuses; here they become U+FFFD.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsstand::test_data {

// $NEWSSTAND_DATA, else ~/.cache/newsstand-data; whether it is there or not.
inline std::filesystem::path Folder() {
  const char* root = std::getenv("NEWSSTAND_DATA");
  const char* home = std::getenv("HOME");
  if (root != nullptr && *root != '\0') return root;
  return std::filesystem::path(home != nullptr ? home : "") / ".cache/newsstand-data";
}

// The file below Folder(); nullopt when it is not there.
inline std::optional<std::string> Read(const std::string& path) {
  std::ifstream file(Folder() / path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Missing data is a skip on a user's machine and a failure where CI=true.
inline bool MissingIsFailure() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

struct Json {
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject } kind = Kind::kNull;
  bool boolean = false;
  double number = 0;
  std::string text;
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> members;

  // A null value when there is no such member.
  const Json& operator[](std::string_view name) const {
    static const Json kNone;
    for (const auto& [key, value] : members) {
      if (key == name) return value;
    }
    return kNone;
  }
  bool has(std::string_view name) const {
    for (const auto& member : members) {
      if (member.first == name) return true;
    }
    return false;
  }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_string() const { return kind == Kind::kString; }
  bool is_null() const { return kind == Kind::kNull; }
};

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}
  // A null value for anything that is not JSON: the tests count their rows.
  Json ReadValue() {
    SkipSpace();
    Json value;
    if (at_ >= text_.size()) return value;
    switch (text_[at_]) {
      case '{': return ReadObject();
      case '[': return ReadArray();
      case '"':
        value.kind = Json::Kind::kString;
        value.text = ReadString();
        return value;
      case 't':
      case 'f':
        value.kind = Json::Kind::kBool;
        value.boolean = text_[at_] == 't';
        at_ += value.boolean ? 4 : 5;
        return value;
      case 'n': at_ += 4; return value;
      default: return ReadNumber();
    }
  }

 private:
  void SkipSpace() {
    while (at_ < text_.size() && std::string_view(" \t\r\n,:").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  Json ReadNumber() {
    Json value;
    value.kind = Json::Kind::kNumber;
    char* end = nullptr;
    const std::string digits(text_.substr(at_, 32));
    value.number = std::strtod(digits.c_str(), &end);
    at_ += end == digits.c_str() ? 1 : static_cast<size_t>(end - digits.c_str());
    return value;
  }
  Json ReadArray() {
    Json value;
    value.kind = Json::Kind::kArray;
    ++at_;
    for (SkipSpace(); at_ < text_.size() && text_[at_] != ']'; SkipSpace()) value.items.push_back(ReadValue());
    ++at_;
    return value;
  }
  Json ReadObject() {
    Json value;
    value.kind = Json::Kind::kObject;
    ++at_;
    for (SkipSpace(); at_ < text_.size() && text_[at_] == '"'; SkipSpace()) {
      std::string name = ReadString();
      value.members.emplace_back(std::move(name), ReadValue());
    }
    ++at_;
    return value;
  }
  unsigned ReadHex4() {
    unsigned code = 0;
    for (int i = 0; i < 4 && at_ < text_.size(); ++i) {
      code =
          code * 16 + static_cast<unsigned>(std::string_view("0123456789abcdef")
                                                .find(static_cast<char>(text_[at_] | (text_[at_] >= 'A' ? 0x20 : 0))));
      ++at_;
    }
    return code;
  }
  static void Append(std::string& out, unsigned code) {
    if (code >= 0xD800 && code < 0xE000) code = 0xFFFD;
    auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0 | code >> 6), put(0x80 | (code & 63));
    } else if (code < 0x10000) {
      put(0xE0 | code >> 12), put(0x80 | (code >> 6 & 63)), put(0x80 | (code & 63));
    } else {
      put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 63)), put(0x80 | (code >> 6 & 63)), put(0x80 | (code & 63));
    }
  }
  std::string ReadString() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      if (text_[at_] != '\\') {
        out += text_[at_++];
        continue;
      }
      const char escape = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      at_ += 2;
      switch (escape) {
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'n': out += '\n'; break;
        case 'r': out += '\r'; break;
        case 't': out += '\t'; break;
        case 'u': {
          unsigned code = ReadHex4();
          if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
            const size_t back = at_;
            at_ += 2;
            const unsigned low = ReadHex4();
            if (low >= 0xDC00 && low < 0xE000) {
              code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            } else {
              at_ = back;
            }
          }
          Append(out, code);
          break;
        }
        default: out += escape;
      }
    }
    ++at_;
    return out;
  }

  std::string_view text_;
  size_t at_ = 0;
};

inline Json ParseJson(std::string_view text) { return JsonReader(text).ReadValue(); }

// One value a line.
inline std::vector<Json> ParseJsonLines(std::string_view text) {
  std::vector<Json> rows;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end != 0) rows.push_back(ParseJson(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

}  // namespace newsstand::test_data
