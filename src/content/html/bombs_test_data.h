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

// As Repeat, with every "#" of the unit another number: addresses, names and words that are all different.
inline std::string Number(std::string_view unit, size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  for (size_t number = 0; text.size() + unit.size() + 20 <= bytes; ++number) {
    for (const char c : unit) {
      if (c == '#')
        text += std::to_string(number);
      else
        text += c;
    }
  }
  return text;
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
          {deep, "</li>"},
          {deep, "</h1>"},
          {Repeat("<unknown>", 9 * 240), "</other>"},
          {"<other><div>" + Repeat("<unknown>", 9 * 240), "</other>"},
          {"<other><div><svg>" + Repeat("<g>", 3 * 240), "</other>"},
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

// Pages that are dear to search for an article: a text that is one, and in, around and after it what is repeated, with
// numbers for "#".
struct PageBomb {
  std::string before;
  std::string_view unit;
  std::string after;
};
inline std::vector<PageBomb> PageBombs() {
  const std::string paragraph = "<p>" + Repeat("The ferry came back to the harbour on Sunday after a week of repairs, and the town "
                                               "was glad of it. ", 500) + "</p>";
  const std::string text = Repeat(paragraph, 5 * paragraph.size());
  const std::string lead = "<meta property=og:image content=https://paper.test/lead.jpg>";
  const auto nested = [](const std::string& tag, int levels) { return Repeat(tag, tag.size() * static_cast<size_t>(levels)); };
  const std::string long_class = "<div class='" + Repeat("Some-Words-of-a-Class ", 390) + "'>";
  static const std::string kByline = "<p>by the river of the many ways # to the old town 7 and back again by way of it</p>";
  return {{nested("<div class=author>", 240), "<span class=author>Ana Sol</span>", ""},
          {nested("<div class=author>", 240), "<div class=author>By Ana Sol # and Ben Ray</div>", ""},
          {nested("<div class=author>", 240), "<p>By Ana Sol #", ""},
          {nested("<div class=author>", 240), "<p>x</p>", text},
          {nested("<div class='author date title' itemprop=author>", 240), "<a rel=author href=/author/#>Ana #</a>", ""},
          {nested("<h1 class=title>", 240), "<h2 class=title>A headline #</h2>", text},
          {nested("<div class=date>", 240), "<time class=date>#. 5. 2020</time>", text},
          {"", kByline, ""},
          {text, "<p>By Ana # Sol</p>", text},
          {text, "<p>Ana Sol | # | Ben Ray</p>", text},
          {"<figure>" + text, "<img src=#.jpg>", text},
          {text + "<figure>", "<img src=/pictures/#.jpg>", "</figure>" + text},
          {text + "<figure><figcaption>x</figcaption>", "<img src=/pictures/#.jpg>", "</figure>" + text},
          {text, "<figure><img src=/pictures/#.jpg><figcaption>A caption # Photo: Ana Sol</figcaption></figure>", text},
          {lead + text, "<figure><img src=/lead.jpg></figure>", text},
          {lead + text + "<figure>", "<img src=/lead.jpg>", "</figure>" + text},
          {lead + "<figure>" + nested("<div>", 200), "<img src=/lead.jpg><p>The words of a block.", text},
          {text + nested(long_class, 200), "<img src=/pictures/#.jpg>", text},
          {nested(long_class, 200) + text, "<img src=/pictures/#.jpg>", text},
          {text, "<iframe src=https://video.test/#></iframe>", text},
          {text, "<p>The same words stand here again and again, and nobody knows why they do.</p>", text},
          {text, "<p>These words # stand here # again and again, and nobody knows why # they do.</p>", text},
          {text, "<a href=/#>A link # of many words that leads elsewhere</a><br><br>", text},
          {text, "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A # b\"}</script>", ""},
          {text, "<meta name=author content='Ana Sol #'>", ""},
          {text, "<meta property=article:published_time content=2020-01-01T00:00:#Z>", ""},
          {text, "<div itemprop=author><span itemprop=name>Ana #</span></div>", ""},
          {text, "<p>On 3 May 2020 at 12:00, # and on 4 June 2021</p>", ""},
          {text, "<table><tr><td>#<td>x</table>", text},
          {"<p>", "1.1.20", text},
          {"<div class=date title='" + Repeat("1.1.", 2'000) + "'>", "<div class=date title='1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.'>", text},
          {"<h1>", "<b>#</b> ", text},
          {text, "<blockquote><p>aaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaa aaaaaaaaaaaaaaab</p></blockquote>", text},
          {text + "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[", "\"<b>\",", "\"\"]}</script>"},
          {text + "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":[", "\"\",", "\"\"]}</script>"},
          {text + "<script type=application/ld+json>[", "[],", "0]</script>"},
          {text + "<script>", "\"datePublished\":\"# ", "</script>"}};
}

}  // namespace newsstand::html::bombs
