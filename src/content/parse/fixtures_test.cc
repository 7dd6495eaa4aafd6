// Feeds written for these tests, and what they mean: tests/data/parse/NAME and NAME.expected. UPDATE_EXPECTED=1 writes
// the expected files anew; read the difference before keeping it.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "content/parse/feed_json.h"
#include "content/parse/parse_feed.h"

namespace newsstand::parse {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// JSON over many lines, so that a difference is one line.
void Print(const json::value& value, const std::string& indent, std::string& out) {
  if (value.is_object() && !value.get_object().empty()) {
    out += "{\n";
    size_t left = value.get_object().size();
    for (const auto& member : value.get_object()) {
      out += indent + "  " + json::serialize(json::value(member.key())) + ": ";
      Print(member.value(), indent + "  ", out);
      out += --left > 0 ? ",\n" : "\n";
    }
    out += indent + "}";
  } else if (value.is_array() && !value.get_array().empty()) {
    out += "[\n";
    size_t left = value.get_array().size();
    for (const json::value& entry : value.get_array()) {
      out += indent + "  ";
      Print(entry, indent + "  ", out);
      out += --left > 0 ? ",\n" : "\n";
    }
    out += indent + "]";
  } else {
    out += json::serialize(value);
  }
}

void Check(const fs::path& file) {
  CAPTURE(file.string());
  std::string bytes = ReadFile(file);
  auto feed = ParseFeed({bytes, "", "https://fetched.example/feed"});
  std::string given;
  if (feed.ok()) {
    Print(json::parse(FeedToJson(*feed)), "", given);
  } else {
    given = std::string(ErrorCodeName(feed.error().code)) + ": " + feed.error().message;
  }
  given += "\n";
  fs::path expected = file.string() + ".expected";
  if (std::getenv("UPDATE_EXPECTED") != nullptr) std::ofstream(expected, std::ios::binary) << given;
  CHECK(given == ReadFile(expected));
}

TEST_CASE("feeds of every format, and broken ones, mean what their expected files say") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/data/parse")) {
    if (entry.path().extension() != ".expected") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  CHECK(files.size() >= 15);
  for (const fs::path& file : files) Check(file);
}

}  // namespace
}  // namespace newsstand::parse
