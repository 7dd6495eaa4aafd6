#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "base/limits.h"
#include "content/html/bombs_test_data.h"
#include "content/html/document.h"
#include "content/html/encoding.h"
#include "content/html/serialize.h"
#include "content/html/text.h"

namespace newsstand::html {

TEST_CASE("a document has html, head and body even when the source has none") {
  const Document document = ParseDocument("<p>Hi<p>there");
  REQUIRE(document.body());
  CHECK(InnerHtml(*document.body()) == "<p>Hi</p><p>there</p>");
  CHECK(document.html()->first_child == document.head());
}

TEST_CASE("a fragment holds its nodes under one root") {
  const Document document = ParseFragment("a <b class='x y'>b</b>");
  const Node* bold = document.root()->first_child->next;
  REQUIRE(bold->Is(Tag::kB));
  CHECK(bold->Attr("class") == "x y");
  CHECK(bold->Attr("id").empty());
  CHECK(InnerHtml(*document.root()) == "a <b class=\"x y\">b</b>");
}

TEST_CASE("serialising escapes what would change meaning") {
  const Document document = ParseFragment("<p title='&quot;<&amp;'>a &lt; b &amp; c&nbsp;d</p><br>");
  CHECK(InnerHtml(*document.root()) == "<p title=\"&quot;&lt;&amp;\">a &lt; b &amp; c&nbsp;d</p><br>");
}

TEST_CASE("text of a fragment has decoded references and single spaces") {
  CHECK(TextOf("no tags,  only\n space") == "no tags, only space");
  CHECK(TextOf("Fish &amp; chips &#8211; <b>hot</b>!") == "Fish & chips \xE2\x80\x93 hot!");
  CHECK(TextOf("<p>One</p><p>Two</p>") == "One Two");
  CHECK(TextOf("one<br>two <i> three</i>") == "one two three");
  CHECK(TextOf("a<script>x()</script>b<style>p{}</style>") == "ab");
  CHECK(TextOf("wo<b>rd</b>") == "word");
}

TEST_CASE("paragraphs come one a block") {
  const auto paragraphs =
      ParagraphsOf("<h2>Head</h2>\n<div>loose <p>one <em>two</em></p> tail</div><ul><li>a<li>b</ul>");
  CHECK(paragraphs == std::vector<std::string>{"Head", "loose", "one two", "tail", "a", "b"});
}

TEST_CASE("prose is what is written, not what stands beside it") {
  const auto prose = ProseOf(
      "<h2>Head</h2><p>One.</p><figure><img src=a.jpg alt=x><figcaption>The quay. Illustration: A. Person</figcaption></figure>"
      "<blockquote><p>Two.</p></blockquote>cut<table><tr><td>3</table>short<pre>x = 1</pre><ul><li>Four.</ul>");
  CHECK(prose == std::vector<std::string>{"One.", "Two.", "cut", "short", "Four."});
}

TEST_CASE("the encoding comes from mark, header, meta, then the bytes") {
  CHECK(SniffEncoding("\xEF\xBB\xBFx", "text/html; charset=latin1") == "utf-8");
  CHECK(SniffEncoding("x", "text/html; charset=\"ISO-8859-1\"") == "windows-1252");
  CHECK(SniffEncoding("<!-- <meta charset=big5> --><meta charset='koi8-r'>") == "koi8-r");
  CHECK(SniffEncoding("<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>") == "shift_jis");
  CHECK(SniffEncoding("<meta charset=utf-16>") == "utf-8");
  CHECK(SniffEncoding("caf\xC3\xA9") == "utf-8");
  CHECK(SniffEncoding("caf\xE9") == "windows-1252");
}

TEST_CASE("a declaration further down counts, but not against text that is UTF-8") {
  const std::string far(2'000, 'x');
  CHECK(SniffEncoding("<!--" + far + "--><meta charset=iso-8859-2>\xBF") == "iso-8859-2");
  CHECK(SniffEncoding("<!--" + far + "--><meta http-equiv=content-type content='a; charset=koi8-r'>\xBF") == "koi8-r");
  CHECK(SniffEncoding("<script><!--" + far + "<meta charset=iso-8859-2></script>caf\xE9") == "windows-1252");
  CHECK(SniffEncoding("<!--" + far + "--><meta charset=iso-8859-2>caf\xC3\xA9") == "utf-8");
}

TEST_CASE("bytes in any encoding become UTF-8") {
  CHECK(DecodeHtml("\x93quoted\x94", "text/html; charset=iso-8859-1") == "“quoted”");
  CHECK(DecodeHtml("<meta charset=windows-1251>\xCF\xF0\xE8\xE2\xE5\xF2") == "<meta charset=windows-1251>Привет");
  CHECK(DecodeHtml("\xA4\xA4\xA4\xE5", "text/html; charset=big5") == "中文");
  CHECK(DecodeHtml("\x93\xFA\x96\x7B", "text/html; charset=sjis") == "日本");
  CHECK(DecodeHtml("a\xFF\xE2\x82z", "text/html; charset=utf-8") == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  CHECK(DecodeHtml(std::string("\xFF\xFEh\0i\0", 6)) == "hi");
}

TEST_CASE("depth is bounded and nothing overflows") {
  std::string deep;
  for (int i = 0; i < 3'000; ++i) deep += "<div>";
  deep += "core";
  const Document document = ParseFragment(deep);
  CHECK(document.truncated());
  CHECK(TextOf(*document.root()) == "core");
  size_t deepest = 0;
  for (const Node* node = document.root(); node; node = NextInTree(node, document.root())) {
    size_t depth = 0;
    for (const Node* up = node->parent; up; up = up->parent) ++depth;
    deepest = std::max(deepest, depth);
  }
  CHECK(deepest <= limits::kTreeDepth);
}

TEST_CASE("input made to be slow is read in time that grows with its length alone") {
  constexpr size_t kBytes = 2 << 20;  // quadratic time would be minutes
  const auto seconds = [](const std::string& input) {
    const std::clock_t start = std::clock();  // of the processor: the machine may be busy
    const Document document = ParseDocument(input);
    CHECK(document.node_count() > 0);
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  constexpr double kSeconds = 5;  // what people run needs a tenth; sanitizers are many times slower
  for (const std::string_view unit : bombs::Units()) {
    CAPTURE(unit);
    CHECK(seconds(bombs::Repeat(unit, kBytes)) < kSeconds);
  }
  for (const bombs::Laid& bomb : bombs::LaidBombs()) {
    CAPTURE(bomb.before);
    CAPTURE(bomb.unit);
    CHECK(seconds(bomb.before + bombs::Repeat(bomb.unit, kBytes)) < kSeconds);
  }
}

TEST_CASE("too many nodes and attributes are left out, and it is said") {
  CHECK(!ParseFragment("<br>").truncated());
  std::string input;
  for (size_t i = 0; i < limits::kTreeNodes + 10; ++i) input += "<br>";
  const Document document = ParseFragment(input);
  CHECK(document.truncated());
  CHECK(document.node_count() < limits::kTreeNodes + 1'000);
  std::string attributes = "<p";
  for (size_t i = 0; i < kMaxAttributes + 10; ++i) attributes += " a" + std::to_string(i);
  CHECK(ParseFragment(attributes + ">").root()->first_child->attribute_count == kMaxAttributes);
}

TEST_CASE("line ends, NUL and broken UTF-8 are read as browsers read them") {
  CHECK(InnerHtml(*ParseFragment("<pre>a\r\nb\rc</pre>").root()) == "<pre>a\nb\nc</pre>");
  CHECK(InnerHtml(*ParseFragment(std::string_view("a\0b", 3)).root()) == "ab");
  CHECK(InnerHtml(*ParseFragment("a\xFFz").root()) == "a\xEF\xBF\xBDz");
  CHECK(InnerHtml(*ParseFragment("&nGt;|<p title='&nGt;x&amp;'>").root()) ==
        "\xE2\x89\xAB\xE2\x83\x92|<p title=\"\xE2\x89\xAB\xE2\x83\x92x&amp;\"></p>");
}

}  // namespace newsstand::html
