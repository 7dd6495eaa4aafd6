#include "content/xml/document.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace newsstand::xml {
namespace {

std::string FirstText(std::string_view text) {
  Document document(text);
  return document.first_root() ? document.first_root().Text() : "no root";
}

TEST_CASE("a well-formed document is what it says") {
  std::string text =
      "<?xml version='1.0'?><!-- a --><r xmlns='urn:one' xmlns:p='urn:two' a='1 &lt; 2'>\n<p:B "
      "p:c=\"d\">x<![CDATA[<y>]]>z</p:B><e/></r>";
  Document document(text);
  Element root = document.first_root();
  REQUIRE(root);
  CHECK(root.local_name() == "r");
  CHECK(root.ns() == "urn:one");
  CHECK(root.Attribute("a") == "1 < 2");
  Element child = root.first_child();
  CHECK(child.local_name() == "b");
  CHECK(child.raw_name() == "p:B");
  CHECK(child.ns() == "urn:two");
  CHECK(child.PrefixedAttribute("p", "c") == "d");
  CHECK(child.Text() == "x<y>z");
  CHECK(child.line() == 2);
  CHECK(child.next_sibling().local_name() == "e");
  CHECK(!child.next_sibling().next_sibling());
  CHECK(child.parent().local_name() == "r");
  CHECK(!root.parent());
  CHECK(document.warnings().empty());
}

TEST_CASE("references are resolved, and what is none stays") {
  CHECK(FirstText("<a>&amp;&lt;&gt;&quot;&apos;</a>") == "&<>\"'");
  CHECK(FirstText("<a>&#233;&#xE9;&eacute;&#128512;</a>") == "ééé😀");
  CHECK(FirstText("<a>&#55357;&#56832;</a>") == "😀");
  CHECK(FirstText("<a>&#146;&#x80;</a>") == "’€");
  CHECK(FirstText("<a>AT&T, a&b; &unknown; &#; &</a>") == "AT&T, a&b; &unknown; &#; &");
  CHECK(FirstText("<a>x&#0;y&#11;z</a>") == "xyz");
}

TEST_CASE("a document's own entities are expanded, but not into themselves") {
  CHECK(FirstText("<!DOCTYPE a [<!ENTITY n \"v &amp; w\"><!ENTITY m '&n;!'>]><a>&m;</a>") == "v & w!");
  CHECK(FirstText("<!DOCTYPE a [<!ENTITY x \"1&y;\"><!ENTITY y \"2&x;\">]><a>&x;</a>") == "12");
  CHECK(FirstText("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>") == "&x;");
}

TEST_CASE("elements that overlap or are left open are closed where their parents are") {
  std::string text = "<r><i><b>one<u>two</i>three</b><c>four</r>";
  Document document(text);
  Element root = document.first_root();
  CHECK(root.Text() == "onetwothreefour");
  CHECK(root.first_child().Text() == "onetwo");
  CHECK(root.first_child().next_sibling().local_name() == "c");
  CHECK(!document.warnings().empty());
}

TEST_CASE("names differing in case close each other") {
  std::string text = "<r><pubDate>x</pubdate><y/></R><z/>";
  Document document(text);
  CHECK(document.first_root().first_child().next_sibling().local_name() == "y");
  CHECK(document.first_root().next_sibling().local_name() == "z");
}

TEST_CASE("an element that never nests is closed by the next of its kind") {
  constexpr std::array<std::string_view, 1> kItem = {"item"};
  std::string text = "<r><item><t>1<item><t>2</t></item></r>";
  Document document(text, {.never_nested = kItem});
  Element first = document.first_root().first_child();
  CHECK(first.Text() == "1");
  CHECK(first.next_sibling().Text() == "2");
}

TEST_CASE("angle brackets that begin no tag are text") {
  CHECK(FirstText("<a>1 < 2, x <3, <></a>") == "1 < 2, x <3, <>");
  CHECK(FirstText("<a>i <b and <c>d</c></a>") == "i <b and d");
}

TEST_CASE("attributes are read without quotes, without values and with quotes left open") {
  std::string text = "<a b=c d e='f' g=\"h i\" j=k/><l m='n></l>";
  Document document(text);
  Element root = document.first_root();
  CHECK(root.Attribute("b") == "c");
  CHECK(!root.HasAttribute("d"));
  CHECK(root.Attribute("e") == "f");
  CHECK(root.Attribute("g") == "h i");
  CHECK(root.Attribute("j") == "k");
  CHECK(root.next_sibling().Attribute("m") == "n");
}

TEST_CASE("markup inside an attribute does not end it") {
  std::string text = "<a b=\"By <a href=\"x\">her</a>, 1 < 2\" c=\"d\" e=\"<f\" g=\"h\"/>";
  Document document(text);
  Element root = document.first_root();
  CHECK(root.Attribute("b") == "By <a href=\"x\">her</a>, 1 < 2");
  CHECK(root.Attribute("c") == "d");
  CHECK(root.Attribute("e") == "<f");
  CHECK(root.Attribute("g") == "h");
}

TEST_CASE("a prefix that was never declared is named after itself") {
  std::string text = "<r xmlns:a='urn:a'><a:x/><media:y/><b><c xmlns:media='urn:m'><media:z/></c><media:w/></b></r>";
  Document document(text);
  Element x = document.first_root().first_child();
  CHECK(x.ns() == "urn:a");
  CHECK(x.next_sibling().ns() == "undeclared:media");
  Element b = x.next_sibling().next_sibling();
  CHECK(b.first_child().first_child().ns() == "urn:m");
  CHECK(b.first_child().next_sibling().ns() == "undeclared:media");
}

TEST_CASE("bases and languages hold for all below, and an empty language takes it back") {
  std::string text = "<r xml:lang='en' xml:base='http://a.example/'><x xml:lang=''><y/></x><z xml:base='b/'/></r>";
  Document document(text);
  Element x = document.first_root().first_child();
  const auto& scopes = document.scopes();
  CHECK(scopes[document.first_root().scope()].language == "en");
  CHECK(scopes[x.first_child().scope()].language.empty());
  CHECK(scopes[x.next_sibling().scope()].language == "en");
  CHECK(scopes[x.next_sibling().scope()].base == "b/");
  CHECK(scopes[scopes[x.next_sibling().scope()].outer].base == "http://a.example/");
}

TEST_CASE("what is inside an element is written as HTML") {
  std::string text =
      "<d><h:p xmlns:h='x' class='a&quot;b'>1 &lt; 2<br/><img src=\"i.png\"/>&amp;</h:p><![CDATA[<b>]]><i/></d>";
  Document document(text);
  CHECK(document.first_root().InnerHtml() ==
        "<p class=\"a&quot;b\">1 &lt; 2<br><img src=\"i.png\">&amp;</p>&lt;b&gt;<i></i>");
}

TEST_CASE("a document that ends in the middle is read to where it ends") {
  CHECK(FirstText("<a><b>text") == "text");
  CHECK(FirstText("<a><b>text</") == "text");
  CHECK(FirstText("<a>text<b c='d") == "text");
  CHECK(FirstText("<a><![CDATA[text") == "text");
  CHECK(FirstText("<a><![CDATA[text</a>") == "text");
  CHECK(FirstText("<a>text<!-- x") == "text");
  CHECK(FirstText("") == "no root");
  CHECK(FirstText("<") == "no root");
}

TEST_CASE("deeper than the limit, elements stand beside each other") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "<a>";
  text += "x";
  for (int i = 0; i < 1000; ++i) text += "</a>";
  text += "<b>y</b>";
  Document document(text);
  int depth = 0;
  for (Element at = document.first_root(); at; at = at.first_child()) ++depth;
  CHECK(depth < 300);
  CHECK(document.first_root().Text() == "x");
  CHECK(document.first_root().next_sibling().Text() == "y");
}

TEST_CASE("entities of XHTML are known by name") {
  CHECK(NamedEntity("eacute") == "é");
  CHECK(NamedEntity("hellip") == "…");
  CHECK(NamedEntity("apos") == "'");
  CHECK(NamedEntity("nosuch").empty());
  CHECK(NamedEntity("").empty());
}

}  // namespace
}  // namespace newsstand::xml
