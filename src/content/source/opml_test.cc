#include "content/source/opml.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/limits.h"
#include "base/url_test_data.h"

namespace newsstand::source {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kList = R"x(<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>My papers &amp; more</title></head>
  <body>
    <outline text="News" title="News">
      <outline text="The Courier" xmlUrl="https://courier.example/feed" htmlUrl="https://courier.example/" type="rss"/>
      <outline text="Deportes">
        <outline title="El Balón" text="x" xmlURL="feed://balon.example/rss"/>
      </outline>
      <outline text="Nowhere"/>
    </outline>
    <outline text="Odd &amp;amp; ends" xmlUrl="https://odd.example/atom.xml" category="/Tech/Phones,/Local"/>
    <outline text="Again" xmlUrl="https://courier.example/feed"/>
    <outline text="Script" xmlUrl="javascript:alert(1)"/>
  </body>
</opml>)x";

TEST_CASE("a list of feeds is read with its folders, and what is left out is told line by line") {
  auto opml = ReadOpml(kList);
  REQUIRE(opml.ok());
  CHECK(opml->title == "My papers & more");
  REQUIRE(opml->feeds.size() == 3);
  CHECK(opml->feeds[0].title == "The Courier");
  CHECK(opml->feeds[0].xml_url == "https://courier.example/feed");
  CHECK(opml->feeds[0].html_url == "https://courier.example/");
  CHECK(opml->feeds[0].folders == std::vector<std::string>{"News"});
  CHECK(opml->feeds[0].line == 6);
  CHECK(opml->feeds[1].title == "El Balón");
  CHECK(opml->feeds[1].xml_url == "http://balon.example/rss");
  CHECK(opml->feeds[1].folders == std::vector<std::string>{"News", "Deportes"});
  CHECK(opml->feeds[1].section == "sport");
  CHECK(opml->feeds[2].title == "Odd & ends");
  CHECK(opml->feeds[2].section == "tech");
  REQUIRE(opml->skipped.size() == 3);
  CHECK(opml->skipped[0].line == 10);
  CHECK(opml->skipped[0].sentence == "“Nowhere” has no address of a feed.");
  CHECK(opml->skipped[1].line == 13);
  CHECK(opml->skipped[1].sentence == "“Again” has the same address as line 6.");
  CHECK(opml->skipped[2].sentence == "“Script” has no address that can be fetched: “javascript:alert(1)”.");
  CHECK(opml->warnings.empty());
}

TEST_CASE("a broken list is read as far as it goes") {
  auto opml = ReadOpml(
      "<opml><body><outline text=\"A & B\" xmlUrl=\"https://a.example/feed?x=1&y=2\">\n"
      "<outline text=\"He said \"hi\" there\" xmlUrl=\"https://b.example/feed\" />\n"
      "<outline text='Cut off' xmlUrl='https://c.example/feed'");
  REQUIRE(opml.ok());
  REQUIRE(opml->feeds.size() == 2);
  CHECK(opml->feeds[0].title == "A & B");
  CHECK(opml->feeds[0].xml_url == "https://a.example/feed?x=1&y=2");
  CHECK(opml->feeds[1].xml_url == "https://b.example/feed");
  CHECK(!opml->warnings.empty());
}

TEST_CASE("a list without head, body or root still lists its feeds") {
  CHECK(ReadOpml("<opml><outline xmlUrl='https://a.example/f'/></opml>")->feeds.size() == 1);
  auto bare = ReadOpml("<body><outline xmlUrl='https://a.example/f'/><outline xmlUrl='https://b.example/f'/></body>");
  REQUIRE(bare.ok());
  CHECK(bare->feeds.size() == 2);
  CHECK(bare->feeds[0].title == "a.example");
}

TEST_CASE("what is no list is called by its name") {
  CHECK(ReadOpml("").error().message == "The file is empty.");
  CHECK(ReadOpml("words").error().message == "This is text, not an OPML list of feeds.");
  CHECK(ReadOpml("<rss/>").error().message == "This is a document of another kind (“rss”), not an OPML list of feeds.");
  CHECK(ReadOpml(std::string(limits::kOpmlBytes + 1, ' ')).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("of too many outlines the rest is left out, and told") {
  std::string list = "<opml><body>\n";
  for (size_t i = 0; i < limits::kOpmlOutlines + 10; ++i) {
    list += "<outline xmlUrl='https://a.example/" + std::to_string(i) + "'/>\n";
  }
  auto opml = ReadOpml(list + "</body></opml>");
  REQUIRE(opml.ok());
  CHECK(opml->feeds.size() == limits::kOpmlOutlines);
  REQUIRE(opml->skipped.size() == 1);
  CHECK(opml->skipped[0].line == limits::kOpmlOutlines + 2);
}

TEST_CASE("a list that was written is read as what it was") {
  TitleFeeds courier;
  courier.title.name = "The \"Courier\" & <Co>";
  courier.title.home = "https://courier.example/";
  courier.title.language = "en";
  courier.feeds.resize(2);
  courier.feeds[0].url = "https://courier.example/feed?a=1&b=2";
  courier.feeds[1].url = "https://courier.example/sport";
  courier.feeds[1].section = "sport";
  TitleFeeds other;
  other.title.name = "Other";
  other.feeds.resize(1);
  other.feeds[0].url = "https://other.example/feed";
  other.feeds[0].section = "world";
  const TitleFeeds titles[] = {courier, other};
  std::string text = WriteOpml("Mine", titles);
  auto opml = ReadOpml(text);
  REQUIRE(opml.ok());
  CHECK(opml->title == "Mine");
  CHECK(opml->skipped.empty());
  CHECK(opml->warnings.empty());
  REQUIRE(opml->feeds.size() == 3);
  CHECK(opml->feeds[0].xml_url == "https://other.example/feed");
  CHECK(opml->feeds[0].section == "world");
  CHECK(opml->feeds[1].section == "sport");
  CHECK(opml->feeds[1].title == courier.title.name);
  CHECK(opml->feeds[1].html_url == "https://courier.example/");
  CHECK(opml->feeds[2].xml_url == "https://courier.example/feed?a=1&b=2");
  CHECK(opml->feeds[2].section == "");
}

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("every list of a large collection is read whole, the malformed ones, too") {
  const std::filesystem::path root = test_data::Folder();
  if (!fs::exists(root)) {
    REQUIRE_MESSAGE(!test_data::MissingIsFailure(), "the test data is missing");
    MESSAGE("skipped: no test data");
    return;
  }
  size_t files = 0;
  size_t feeds = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "lists" / "plenary")) {
    if (entry.path().extension() != ".opml") continue;
    CAPTURE(entry.path().string());
    std::ifstream file(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto opml = ReadOpml(bytes);
    REQUIRE(opml.ok());
    ++files;
    feeds += opml->feeds.size();
    CHECK(opml->feeds.size() + opml->skipped.size() == CountOf(bytes, "xmlUrl="));
  }
  CHECK(files == 118);
  CHECK(feeds == 1'572);
  for (const char* name : {"opml_100k.opml", "opml_deep.opml", "opml_schemes.opml"}) {
    std::ifstream file(root / "security" / "bombs" / name, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto opml = ReadOpml(bytes);
    if (!opml.ok()) CHECK(opml.error().code == ErrorCode::kTooLarge);
    if (opml.ok()) CHECK(opml->feeds.size() <= limits::kOpmlOutlines);
  }
}

}  // namespace
}  // namespace newsstand::source
