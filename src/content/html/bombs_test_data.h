// Inputs made to be slow or large for whoever reads HTML: for tests and for bench/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::html::bombs {

inline std::string Repeat(std::string_view unit, size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  while (text.size() + unit.size() <= bytes) text += unit;
  return text;
}

// What is repeated to the end of the input.
inline const std::vector<std::string_view>& Units() {
  static const std::vector<std::string_view> kUnits = {
      // nothing is ever closed
      "<b>", "<a><div>", "<nobr><div>", "<table>x", "<table><td>", "<table><b>x", "<svg><foreignObject>", "<template>",
      "<button><p>", "<select><option>", "<ul><li>", "<dl><dt>", "<ruby><rt>", "<font size=1>", "<frameset>",
      "<p><b><i><u><s><tt><em><a href=x>",
      // closed in the wrong order, or never opened
      "<b><i><p></b></i>", "<b><div></b></div>", "<a><p></a>", "<form><div></form>", "</p>", "</b>", "</x>", "x</x>",
      "x</b>", "</br>", "<a>x<table><a>", "<b><table>x",
      // one token after the other
      "<br>", "<p>x", "<i>x</i>", "x<b></b>", "<li>", "<tr><td>", "<h1>", "<svg/>", "<!--->", "&", "&#", "&notit;", "<",
      "</", "\r\n", "\xFF", "\xE4\xB8\xAD", "a\xC2\xA0", " ", "<p a b c d>", "<body a=b>", "<p hidden>",
      // never ends
      "<!--", "<!-- -- ", "<![CDATA[", "<a ", "<a b='", "<a b=", "<?", "<!DOCTYPE x PUBLIC '", "<script><!--<script>",
      "<title></titl", "<textarea>\n", "<plaintext>", "<pre>\n",
      // what readers of articles look for
      "<img src=x srcset='a 1w, b 2w'>", "<a href=//x/>y</a>", "<iframe src=//x>", "<picture><source srcset=a>",
      "<object><param name=movie value=x>", "<meta name=author content=x>",
      "<script type=application/ld+json>{}</script>", "<time datetime=2020-01-01>x</time>", "<p>2020-01-01 12:00 May",
      "<h1>title</h1>", "<span class=author>x</span>", "<figure><img src=a.jpg><figcaption>x</figcaption></figure>"};
  return kUnits;
}

// What stands before the repeated unit makes it dear: many elements open, many formatting elements to open again.
struct Laid {
  std::string before;
  std::string_view unit;
};
inline std::vector<Laid> LaidBombs() {
  const std::string deep = Repeat("<div>", 5 * 250);
  std::string formatting, names;
  for (int i = 0; i < 64; ++i) formatting += "<b a=" + std::to_string(i) + ">";
  for (int i = 0; i < 250; ++i) names += " a" + std::to_string(100 + i) + "b";
  static const std::string kManyNames = "<p" + names + ">";
  return {{deep, "x</x>"},
          {deep, "</p>"},
          {deep, "<b></b>"},
          {deep, "<table>x</table>"},
          {formatting, "<p>x</p>"},
          {formatting, "x</x>"},
          {deep + formatting, "x<x>"},
          {"<p>" + formatting + "</p>", "</x>x"},
          {formatting + "<table>", "x<tr>x"},
          {"<svg>" + Repeat("<g>", 3 * 240), "x</x>"},
          {"<svg>", "<p>"},
          {"<a>" + deep, "<a>"},
          {"<table><tr>" + Repeat("<td><table><tr>", 15 * 60), "<td>x"},
          {Repeat("<a><div>", 8 * 120), "</a>"},
          {Repeat("<object>", 8 * 245), "<br>"},
          {Repeat("<picture>", 9 * 245), "<br>"},
          {"<figure>", "<img src=a.jpg>"},
          {"<p ", " a"},
          {"", kManyNames},
          {"<a b='", "&nGt;"},
          {"<title>", "&notin"},
          {"<!--", "--!"},
          {"<script><!--", "-"},
          {"<p>", "word "},
          {"<pre>", " \n"}};
}

}  // namespace newsstand::html::bombs
