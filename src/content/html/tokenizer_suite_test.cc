// The html5lib-tests suite of the tokenizer.
#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"
#include "content/html/arena.h"
#include "content/html/tokenizer.h"

namespace newsstand::html {
namespace {

namespace fs = std::filesystem;

fs::path SuiteFolder() {
  const char* data = std::getenv("NEWSSTAND_DATA");
  const char* home = std::getenv("HOME");
  const fs::path root = data ? fs::path(data) : fs::path(home ? home : "") / ".cache" / "newsstand-data";
  return root / "html" / "html5lib" / "tokenizer";
}

// As much of JSON as the suite needs.
struct Json {
  enum class Kind { kNull, kBool, kString, kArray, kObject } kind = Kind::kNull;
  bool flag = false;
  std::string text;  // of a string; a lone surrogate \uD800 stands as itself, three bytes
  std::vector<Json> items;
  std::map<std::string, Json> members;

  const Json& at(const std::string& key) const {
    static const Json kNothing;
    const auto found = members.find(key);
    return found == members.end() ? kNothing : found->second;
  }
};

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Json Read() {
    Space();
    Json value;
    switch (text_[at_]) {
      case '{': ReadObject(value); break;
      case '[': ReadArray(value); break;
      case '"':
        value.kind = Json::Kind::kString;
        value.text = ReadString();
        break;
      default:
        value.kind = text_[at_] == 't' || text_[at_] == 'f' ? Json::Kind::kBool : Json::Kind::kNull;
        value.flag = text_[at_] == 't';
        while (at_ < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '-' || text_[at_] == '.'))
          ++at_;
    }
    Space();
    return value;
  }

 private:
  void ReadObject(Json& value) {
    value.kind = Json::Kind::kObject;
    ++at_;
    for (Space(); text_[at_] != '}'; Space()) {
      const std::string key = ReadString();
      Space();
      ++at_;  // the colon
      value.members[key] = Read();
      if (text_[at_] == ',') ++at_;
    }
    ++at_;
  }

  void ReadArray(Json& value) {
    value.kind = Json::Kind::kArray;
    ++at_;
    for (Space(); text_[at_] != ']'; Space()) {
      value.items.push_back(Read());
      if (text_[at_] == ',') ++at_;
    }
    ++at_;
  }

  std::string ReadString() {
    std::string out;
    for (++at_; text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') {
        out += text_[at_];
        continue;
      }
      const char escape = text_[++at_];
      const char* plain = std::strchr("b\bf\fn\nr\rt\t", escape);
      if (escape == 'u') {
        AppendUnit(out, std::stoi(std::string(text_.substr(at_ + 1, 4)), nullptr, 16));
        at_ += 4;
      } else {
        out += plain && std::isalpha(static_cast<unsigned char>(escape)) ? plain[1] : escape;
      }
    }
    ++at_;
    return out;
  }

  // Joins the two halves of a pair.
  void AppendUnit(std::string& out, int unit) {
    if (high_ != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
      out.resize(out.size() - 3);
      AppendUtf8(out, static_cast<char32_t>(0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00)));
      high_ = 0;
      return;
    }
    high_ = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    if (unit < 0xD800 || unit > 0xDFFF) return AppendUtf8(out, static_cast<char32_t>(unit));
    out += static_cast<char>(0xE0 | (unit >> 12));
    out += static_cast<char>(0x80 | ((unit >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (unit & 0x3F));
  }

  void Space() {
    while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
  }

  std::string_view text_;
  size_t at_ = 0;
  int high_ = 0;
};

// The suite's second round of escapes.
std::string Unescape(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return JsonReader(quoted + "\"").Read().text;
}

bool HasSurrogate(const std::string& text) { return !IsValidUtf8(text); }

// One line a token, characters joined.
struct Output {
  std::string lines, characters;

  void Flush() {
    if (!characters.empty()) lines += "characters " + characters + "\n";
    characters.clear();
  }
  void Line(const std::string& line) {
    Flush();
    lines += line + "\n";
  }
};

std::string Expected(const Json& tokens, bool escaped) {
  const auto text = [&](const Json& value) { return escaped ? Unescape(value.text) : value.text; };
  Output out;
  for (const Json& token : tokens.items) {
    const std::string& kind = token.items[0].text;
    if (kind == "Character") {
      out.characters += text(token.items[1]);
    } else if (kind == "Comment") {
      out.Line("comment " + text(token.items[1]));
    } else if (kind == "EndTag") {
      out.Line("end " + text(token.items[1]));
    } else if (kind == "StartTag") {
      std::string line = "start " + text(token.items[1]);
      for (const auto& [name, value] : token.items[2].members)
        line += " [" + (escaped ? Unescape(name) : name) + "=" + text(value) + "]";
      if (token.items.size() > 3) line += " /";
      out.Line(line);
    } else {
      const auto id = [&](const Json& value) {
        return value.kind == Json::Kind::kNull ? std::string("-") : "'" + text(value) + "'";
      };
      const std::string name = token.items[1].kind == Json::Kind::kNull ? "" : text(token.items[1]);
      out.Line("doctype " + name + " " + id(token.items[2]) + " " + id(token.items[3]) +
               (token.items[4].flag ? "" : " quirks"));
    }
  }
  out.Flush();
  return out.lines;
}

std::string Tokenize(const std::string& input, const std::string& state, const std::string& last_start_tag) {
  std::string lines;  // line ends as the parser's own preprocessing leaves them
  for (size_t i = 0; i < input.size(); ++i) {
    if (input[i] == '\r') {
      lines += '\n';
      if (i + 1 < input.size() && input[i + 1] == '\n') ++i;
    } else {
      lines += input[i];
    }
  }
  std::vector<char> buffer(lines.begin(), lines.end());
  buffer.resize(lines.size() + 8, '\0');
  Arena arena;
  Tokenizer tokenizer(buffer.data(), buffer.data() + lines.size(), arena);
  tokenizer.set_last_start_tag(last_start_tag);
  const std::map<std::string, Tokenizer::State> states = {{"Data state", Tokenizer::State::kData},
                                                          {"PLAINTEXT state", Tokenizer::State::kPlaintext},
                                                          {"RCDATA state", Tokenizer::State::kRcdata},
                                                          {"RAWTEXT state", Tokenizer::State::kRawtext},
                                                          {"Script data state", Tokenizer::State::kScriptData},
                                                          {"CDATA section state", Tokenizer::State::kCdata}};
  tokenizer.set_state(states.at(state));
  Output out;
  while (true) {
    const Token& token = tokenizer.Next();
    const std::string text(token.text);
    switch (token.type) {
      case TokenType::kEnd: out.Flush(); return out.lines;
      case TokenType::kCharacters: out.characters += text; break;
      case TokenType::kNull: out.characters += '\0'; break;
      case TokenType::kComment: out.Line("comment " + text); break;
      case TokenType::kEndTag: out.Line("end " + text); break;
      case TokenType::kDoctype: {
        const auto id = [](bool has, std::string_view value) {
          return has ? "'" + std::string(value) + "'" : std::string("-");
        };
        out.Line("doctype " + text + " " + id(token.has_public, token.public_id) + " " +
                 id(token.has_system, token.system_id) + (token.force_quirks ? " quirks" : ""));
        break;
      }
      case TokenType::kStartTag: {
        std::map<std::string, std::string> attributes;
        for (const Attribute& attribute : tokenizer.attributes()) attributes.emplace(attribute.name, attribute.value);
        std::string line = "start " + text;
        for (const auto& [name, value] : attributes) line += " [" + name + "=" + value + "]";
        out.Line(line + (token.self_closing ? " /" : ""));
        break;
      }
    }
  }
}

}  // namespace

TEST_CASE("html5lib: text is told apart into tokens as the standard says") {
  const fs::path folder = SuiteFolder();
  if (!fs::exists(folder)) {
    const char* ci = std::getenv("CI");
    if (ci && std::string_view(ci) == "true") FAIL("no test data in " << folder.string());
    MESSAGE("skipped: no test data in " << folder.string());
    return;
  }
  int passed = 0, total = 0, surrogates = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    // xmlViolation.test is about another mode, for making XML of the result.
    if (entry.path().extension() != ".test" || entry.path().filename() == "xmlViolation.test") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    const std::string json = content.str();
    const Json suite = JsonReader(json).Read();
    for (const Json& test : suite.at("tests").items) {
      const bool escaped = test.at("doubleEscaped").flag;
      const std::string input = escaped ? Unescape(test.at("input").text) : test.at("input").text;
      std::vector<Json> states = test.at("initialStates").items;
      if (states.empty()) {
        states.emplace_back();
        states.back().text = "Data state";
      }
      for (const Json& state : states) {
        if (HasSurrogate(input)) {  // half a pair: UTF-8 cannot hold it, so it never reaches the tokenizer
          ++surrogates;
          continue;
        }
        ++total;
        const std::string expected = Expected(test.at("output"), escaped);
        const std::string got = Tokenize(input, state.text, test.at("lastStartTag").text);
        if (got == expected) {
          ++passed;
          continue;
        }
        MESSAGE(entry.path().filename().string() << ", " << state.text << ": " << test.at("description").text << "\n"
                                                 << input << "\nexpected\n"
                                                 << expected << "got\n"
                                                 << got);
      }
    }
  }
  MESSAGE("tokenizer: " << passed << " of " << total << ", " << surrogates << " not expressible in UTF-8");
  CHECK(total > 6'900);
  CHECK(passed == total);
}

}  // namespace newsstand::html
