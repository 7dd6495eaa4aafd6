// Snapshots of real feeds: as many entries, and the same first ones, as another reader found in them.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <string>

#include "base/text.h"
#include "base/url.h"
#include "base/url_test_data.h"
#include "content/html/text.h"
#include "content/parse/dates.h"
#include "content/parse/parse_feed.h"

namespace newsstand::parse {
namespace {

// The absolute form of an address; one that is none stays as it is.
std::string Absolute(const std::string& text, const std::string& base) {
  std::string url = ResolveHttpUrl(text, base);
  return url.empty() ? text : url;
}

std::string TextIn(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

TEST_CASE("every live feed has the entries another reader found") {
  auto lines = test_data::Read("feeds/live.jsonl");
  if (!lines) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  int feeds = 0;
  for (std::string_view line : Split(*lines, '\n')) {
    if (Trim(line).empty()) continue;
    boost::json::object row = boost::json::parse(line).as_object();
    std::string file = TextIn(row, "file");
    CAPTURE(file);
    auto bytes = test_data::Read(file);
    REQUIRE(bytes);
    ++feeds;
    auto feed = ParseFeed({*bytes, "", TextIn(row, "link")});
    CHECK_MESSAGE(feed.ok(), (feed.ok() ? "" : feed.error().message));
    if (!feed.ok()) continue;
    CHECK(feed->items.size() == static_cast<size_t>(row["entries"].to_number<int64_t>()));
    CHECK(feed->title == html::TextOf(TextIn(row, "title")));
    CHECK(feed->url == Absolute(TextIn(row, "link"), ""));
    size_t index = 0;
    for (const boost::json::value& value : row["first"].as_array()) {
      const boost::json::object& first = value.as_object();
      CAPTURE(index);
      if (index >= feed->items.size()) break;
      const ParsedItem& item = feed->items[index++];
      CHECK(item.title == html::TextOf(TextIn(first, "title")));
      CHECK(item.url == Absolute(TextIn(first, "link"), feed->url));
      if (auto published = ReadDate(TextIn(first, "published"))) CHECK(item.published == published);
    }
  }
  CHECK(feeds == 88);
}

}  // namespace
}  // namespace newsstand::parse
