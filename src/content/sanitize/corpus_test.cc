// The hostile inputs of the test data, judged by our own parser. tests/sanitize judges them by another one.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/text.h"
#include "base/url_test_data.h"
#include "content/sanitize/sanitize.h"
#include "content/sanitize/test_policy.h"

namespace newsstand::sanitize {
namespace {

namespace fs = std::filesystem;

// The string member `name` of a JSON object on one line; lone surrogates become U+FFFD.
std::string StringMember(const std::string& line, const std::string& name) {
  size_t at = line.find("\"" + name + "\": \"");
  if (at == std::string::npos) return {};
  std::string out;
  char32_t high = 0;
  for (at += name.size() + 5; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\') {
      out += line[at];
      continue;
    }
    const char escape = line[++at];
    if (escape != 'u') {
      const std::string_view from = "nrtbf", to = "\n\r\t\b\f";
      const size_t known = from.find(escape);
      out += known == std::string_view::npos ? escape : to[known];
      continue;
    }
    const auto unit = static_cast<char32_t>(std::stoul(line.substr(at + 1, 4), nullptr, 16));
    at += 4;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
      AppendUtf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      high = 0;
    } else {
      AppendUtf8(out, unit);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("nothing hostile comes through, and sanitising again changes nothing") {
  const fs::path folder = test_data::Folder() / "security";
  if (!fs::exists(folder / "hostile_html.jsonl")) {
    if (test_data::MissingIsFailure()) FAIL("no test data in " << folder.string());
    MESSAGE("skipped: no test data in " << folder.string());
    return;
  }
  const Options options{.base_url = "https://paper.test/a/story.html"};
  int inputs = 0;
  for (const auto& [name, member] :
       {std::pair{"hostile_html.jsonl", "input"}, std::pair{"feed_sanitize.jsonl", "xml"}}) {
    std::ifstream file(folder / name);
    std::string line;
    while (std::getline(file, line)) {
      const std::string input = StringMember(line, member);
      ++inputs;
      CAPTURE(input);
      const std::string clean = SanitizeHtml(input, options);
      CHECK(FaultOf(clean) == "");
      CHECK(SanitizeHtml(clean, options) == clean);
    }
  }
  CHECK(inputs == 18'652 + 745);
}

}  // namespace newsstand::sanitize
