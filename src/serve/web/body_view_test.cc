#include "serve/web/body_view.h"

#include <doctest/doctest.h>

using namespace newsstand;
using namespace newsstand::web;

namespace {

std::string Body(std::string_view html, std::string_view lead = "") {
  BodyOptions options;
  options.picture_address = [](const std::string& url, int width, picture::Shape) {
    return url.starts_with("https://") ? "/picture/" + std::to_string(width) + "/" + url.substr(8) : std::string();
  };
  options.above.picture_url = lead;
  options.table_label = "Table";
  return MakeBody(html, options).html.text();
}

bool Has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a picture in the body comes from our own address, in sizes, and later than the text") {
  const std::string body = Body(
      "<p>a</p><figure><img src=\"https://p.example/a.jpg\" alt=\"A &quot;coast&quot;\" width=\"1200\" "
      "height=\"800\"></figure>");
  CHECK(Has(body, "src=\"/picture/800/p.example/a.jpg\""));
  CHECK(Has(body, "/picture/1200/p.example/a.jpg 1200w"));
  CHECK(Has(body, "width=\"1200\" height=\"800\""));
  CHECK(Has(body, "alt=\"A &quot;coast&quot;\""));
  CHECK(Has(body, "loading=\"lazy\""));
  CHECK_FALSE(Has(body, "\"https://p.example"));
}

TEST_CASE("room is kept for a picture in the body: its own when it is known, the usual shape else") {
  const std::string html = "<p><img src=\"https://p.example/a.jpg\" alt=\"\"></p>";
  CHECK(Has(Body(html), "class=\"cut\""));
  BodyOptions options;
  options.picture_address = [](const std::string&, int width, picture::Shape) { return "/p/" + std::to_string(width); };
  options.picture_facts = [](const std::string& url) -> std::optional<image::Facts> {
    if (url != "https://p.example/a.jpg") return std::nullopt;
    return image::Facts{640, 360, 0xFF8000};
  };
  const std::string known = MakeBody(html, options).html.text();
  CHECK(Has(known, "class=\"q320\" width=\"640\" height=\"360\""));
}

TEST_CASE("the lead picture is not shown a second time, in whatever size the body has it") {
  const std::string body = Body(
      "<figure><img src=\"https://p.example/a.jpg?w=300\" alt=\"\"><figcaption>Once "
      "more</figcaption></figure><p>Text</p>",
      "http://p.example/a.jpg?w=1200");
  CHECK(body == "<p>Text</p>");
}

TEST_CASE("headline and byline stand above the text: not once more in its first lines") {
  BodyOptions options;
  options.above.headline = "Whale freed from rope";
  options.above.byline = "Ann Bo";
  const auto body = [&](std::string_view html) { return MakeBody(html, options).html.text(); };
  CHECK(body("<h1>Whale freed from rope</h1><p>Text</p>") == "<p>Text</p>");
  CHECK(body("<div><p>Whale Freed  from Rope</p><p>Text</p></div>") == "<p>Text</p>");
  CHECK(body("<p><b>Whale freed from rope</b><br>It swam away.</p><p>Text</p>") == "<p>It swam away.</p><p>Text</p>");
  CHECK(body("<p><i>Ann Bo, 29 November 2026 at 12:40</i></p><p>Text</p>") == "<p>Text</p>");
  CHECK(body("<p>By Ann Bo</p><p>Text</p>") == "<p>Text</p>");
  options.picture_address = [](const std::string&, int width, picture::Shape) { return "/p/" + std::to_string(width); };
  CHECK(Has(body("<p>By Ann Bo<img src=\"https://p.example/a.jpg\" alt=\"\"></p>"), "/p/800"));
  // What says more stays, and so does what stands further down.
  CHECK(Has(body("<p>Ann Bo saw the whale in 2025.</p>"), "2025"));
  CHECK(Has(body("<p>Ann Bo was on the boat when the whale came up, and again when it swam away in the morning of 29 November 2026.</p>"), "boat"));
  CHECK(Has(body("<p>Whale freed from rope, say rescuers</p>"), "say rescuers"));
  CHECK(Has(body("<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p><p>By Ann Bo</p>"), "Ann Bo"));
  options.above = {};
  CHECK(body("<p></p><p>Text</p><p><br> </p><p>&nbsp;</p><p id=\"user-content-note\"></p>") == "<p>Text</p><p id=\"user-content-note\"></p>");
}

TEST_CASE("a standfirst that is a paragraph of the text stands above it, and only there") {
  BodyOptions options;
  options.above.standfirst = "The rope came away at dusk.";
  const BodyView view = MakeBody("<p>The rope came away at dusk.</p><p>Text</p>", options);
  CHECK(view.html.text() == "<p>Text</p>");
  CHECK(view.standfirst_left_out);
  options.above.headline = "Whale freed";
  CHECK(MakeBody("<p><b>Whale freed</b><br>The rope came away at dusk.</p><p>Text</p>", options).html.text() == "<p>Text</p>");
  const BodyView alone = MakeBody("<p>The rope came away at dusk.</p>", options);
  CHECK(alone.html.text() == "<p>The rope came away at dusk.</p>");
  CHECK_FALSE(alone.standfirst_left_out);
  CHECK_FALSE(MakeBody("<p>The rope came away at dusk. It swam away.</p><p>Text</p>", options).standfirst_left_out);
  // A feed's summary is often the first paragraph itself.
  const std::string lede(121, 'a');
  options.above.standfirst = lede;
  CHECK_FALSE(MakeBody("<p>" + lede + "</p><p>Text</p>", options).standfirst_left_out);
}

TEST_CASE("the lead picture's caption goes up with it, however the text has it") {
  BodyOptions options;
  options.above.picture_url = "https://p.example/whale/1200x675.jpg";
  const auto body = [&](std::string_view html) { return MakeBody(html, options); };
  const BodyView figure = body("<figure><img src=\"https://p.example/whale/1600x1067.jpg\"><figcaption>The cove</figcaption></figure><p>Text</p>");
  CHECK(figure.html.text() == "<p>Text</p>");
  CHECK(figure.lead_caption == "The cove");
  const BodyView credited = body("<figure><img src=\"https://p.example/whale/1600x1067.jpg\"><figcaption>The cove <small>Photo: Ann Bo</small> </figcaption></figure><p>Text</p>");
  CHECK(credited.lead_caption == "The cove");
  CHECK(credited.lead_credit == "Photo: Ann Bo");
  const BodyView old = body("<p>a.</p><p><img src=\"https://p.example/whale/800x533.jpg\"></p><p>The cove Illustration: Ann Bo</p><p>Text.</p>");
  CHECK(old.html.text() == "<p>a.</p><p>Text.</p>");
  CHECK(old.lead_caption == "The cove Illustration: Ann Bo");
  const BodyView prose = body("<p><img src=\"https://p.example/whale/800x533.jpg\"></p><p>It swam away.</p>");
  CHECK(prose.html.text() == "<p>It swam away.</p>");
  CHECK(prose.lead_caption.empty());
  options.above.caption = "The cove";
  options.above.credit = "Ann Bo";
  CHECK(body("<p>The cove</p><p>The cove Ann Bo</p><p>The cove is wide.</p>").html.text() == "<p>The cove is wide.</p>");
  CHECK(Has(body("<p><img src=\"https://p.example/whale/800x533.jpg\"></p><p>A crosshead</p><p>Text.</p>").html.text(), "A crosshead"));
  CHECK(body("<figure><img src=\"https://p.example/whale/1600x1067.jpg\"><figcaption>Other</figcaption></figure>").lead_caption.empty());
}

TEST_CASE("a figure whose picture cannot be had goes with its caption; counters and ornaments go too") {
  CHECK(Body("<figure><img src=\"data:image/png;base64,x\"><figcaption>Gone</figcaption></figure>") == "");
  CHECK(Body("<p>a<img src=\"https://p.example/pixel.gif\" width=\"1\" height=\"1\" alt=\"\"></p>") == "<p>a</p>");
}

TEST_CASE("headings begin below the page's own") {
  CHECK(Body("<h1>A</h1><h2>B</h2><h4>C</h4>") == "<h2>A</h2><h3>B</h3><h4>C</h4>");
  CHECK(Body("<h4>A</h4><h6>B</h6>") == "<h2>A</h2><h4>B</h4>");
}

TEST_CASE("tables can be scrolled with the keyboard") {
  CHECK(Body("<table><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>") ==
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><tbody><tr><td "
        "colspan=\"2\">1</td></tr></tbody></table></div>");
}

TEST_CASE("links keep where they lead and say that it is elsewhere") {
  CHECK(Body("<p><a href=\"https://x.example/?a=1&amp;b=2\">x</a></p>") ==
        "<p><a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer ugc\">x</a></p>");
  CHECK(Body("<p><a href=\"javascript:alert(1)\">x</a><a href=\"/own\">y</a></p>") == "<p><a>x</a><a>y</a></p>");
}

TEST_CASE("a footnote is led to and back, one that is not there is not") {
  const std::string notes =
      "<p>Text<sup id=\"user-content-r1\"><a href=\"#user-content-n1\">1</a></sup></p>"
      "<ol><li id=\"user-content-n1\">Note <a href=\"#user-content-r1\">back</a></li></ol>";
  CHECK(Body(notes) == notes);
  CHECK(Body("<p><a href=\"#user-content-n2\">2</a> <a href=\"#main\">3</a></p>") == "<p><a>2</a> <a>3</a></p>");
}

TEST_CASE("what reached the store unsanitised still cannot run") {
  CHECK(Body("<p onclick=\"x()\" style=\"position:fixed\" id=\"main\" "
             "class=\"card\">a</p><script>alert(1)</script><style>p{}</style>") == "<p>a</p>");
  CHECK(Body("<iframe src=\"https://x.example\"></iframe><svg><script>1</script></svg><form "
             "action=\"/theme\"><p>b</p></form>") == "<p>b</p>");
  CHECK(Body("<p>&lt;script&gt; 1 &amp; 2</p>") == "<p>&lt;script&gt; 1 &amp; 2</p>");
  CHECK(Body("<p title=\"&quot;&gt;&lt;script&gt;\">a</p>") == "<p title=\"&quot;&gt;&lt;script&gt;\">a</p>");
}

TEST_CASE("a body of nothing but pictures becomes no bomb, however its figures are nested") {
  std::string html;
  for (int i = 0; i < 60; ++i) html += "<figure>";
  for (int i = 0; i < 5'000; ++i) html += "<img src=\"https://p.example/" + std::to_string(i) + ".jpg\" alt=\"\">";
  int signed_addresses = 0;
  BodyOptions options;
  options.picture_address = [&](const std::string&, int width, picture::Shape) {
    ++signed_addresses;
    return "/p/" + std::to_string(width);
  };
  const std::string body = MakeBody(html, options).html.text();
  CHECK(Has(body, "<figure><figure><img src=\"/p/800\""));
  CHECK(body.size() < 200'000);
  CHECK(signed_addresses <= 500 * 5);
}
