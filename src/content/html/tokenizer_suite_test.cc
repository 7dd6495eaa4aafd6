// The html5lib-tests suite of the tokenizer.
#include <doctest/doctest.h>

#include <map>

#include "base/url_test_data.h"
#include "content/html/arena.h"
#include "content/html/html5lib_test_data.h"
#include "content/html/tokenizer.h"

namespace newsstand::html {
namespace {

using test_data::Json;

// The suite's second round of escapes.
std::string Unescape(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return test_data::ParseJson(quoted + "\"").text;
}

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
      std::map<std::string, std::string> attributes;
      for (const auto& [name, value] : token.items[2].members) attributes.emplace(name, value.text);
      for (const auto& [name, value] : attributes)
        line += " [" + (escaped ? Unescape(name) : name) + "=" + (escaped ? Unescape(value) : value) + "]";
      if (token.items.size() > 3) line += " /";
      out.Line(line);
    } else {
      const auto id = [&](const Json& value) {
        return value.kind == Json::Kind::kNull ? std::string("-") : "'" + text(value) + "'";
      };
      const std::string name = token.items[1].kind == Json::Kind::kNull ? "" : text(token.items[1]);
      out.Line("doctype " + name + " " + id(token.items[2]) + " " + id(token.items[3]) +
               (token.items[4].boolean ? "" : " quirks"));
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
  const auto folder = html5lib::Folder("tokenizer");
  if (html5lib::Missing(folder)) return;
  int passed = 0, total = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    // xmlViolation.test is about another mode, for making XML of the result.
    if (entry.path().extension() != ".test" || entry.path().filename() == "xmlViolation.test") continue;
    const Json suite = test_data::ParseJson(html5lib::ReadFile(entry.path()));
    for (const Json& test : suite["tests"].items) {
      const bool escaped = test["doubleEscaped"].boolean;
      const std::string input = escaped ? Unescape(test["input"].text) : test["input"].text;
      std::vector<Json> states = test["initialStates"].items;
      if (states.empty()) {
        states.emplace_back();
        states.back().text = "Data state";
      }
      for (const Json& state : states) {
        ++total;
        const std::string expected = Expected(test["output"], escaped);
        const std::string got = Tokenize(input, state.text, test["lastStartTag"].text);
        if (got == expected) {
          ++passed;
          continue;
        }
        MESSAGE(entry.path().filename().string() << ", " << state.text << ": " << test["description"].text << "\n"
                                                 << input << "\nexpected\n"
                                                 << expected << "got\n"
                                                 << got);
      }
    }
  }
  // Four of them hold half a surrogate pair, which UTF-8 cannot: U+FFFD stands for it, in what goes in and comes out.
  MESSAGE("tokenizer: " << passed << " of " << total);
  CHECK(total >= 7'032);
  CHECK(passed == total);
}

}  // namespace newsstand::html
