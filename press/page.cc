// The article pages. What each template is there for is said above it.
#include "press/page.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/hash.h"
#include "press/page_parts.h"

namespace newsstand::press {
namespace {

using parts::E;

std::string SiteHead(const ArticlePage& page) {
  const PressTitle& t = page.site.title;
  return fmt::format(
      "<header class=\"site-head\"><p class=\"site-name\"><a href=\"{}/\">{}</a></p><p "
      "class=\"tagline\">{}</p></header>\n"
      "<nav aria-label=\"{}\"><ul class=\"menu\">{}</ul></nav>\n",
      page.site.base, E(t.name), E(t.tagline), E(page.words["menu"]), parts::SectionMenu(page.site, page.words));
}

std::string Head(const ArticlePage& page, const std::string& css, const std::string& more) {
  const PressArticle& a = *page.article;
  std::string canonical = "<link rel=\"canonical\" href=\"" + E(page.site.base + a.path) + "\">\n";
  return parts::Head(page.site, a.headline_at(page.now), Summary(a, page.now), css, canonical + more);
}

std::string Kicker(const ArticlePage& page) {
  return page.article->kicker.empty() ? "" : "<p class=\"kicker\">" + E(page.article->kicker) + "</p>\n";
}
std::string Standfirst(const ArticlePage& page) {
  const std::string& text = page.article->standfirst_at(page.now);
  return text.empty() ? "" : "<p class=\"standfirst\">" + E(text) + "</p>\n";
}

// clean: one article element, everything marked as what it is. What every page should be.
std::string Clean(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  std::string out = Head(page, ".related{font:16px/1.5 system-ui,sans-serif}",
                         parts::OpenGraph(page) + parts::JsonLd(page, false, false));
  out += "<body>\n" + SiteHead(page) + "<main>\n<article>\n<header>\n" + Kicker(page);
  out += "<h1>" + E(a.headline_at(page.now)) + "</h1>\n" + Standfirst(page);
  out += "<p class=\"byline\"><span rel=\"author\">" + E(a.byline) + "</span> · " + parts::TimeTag(page) +
         "</p>\n</header>\n";
  out += parts::Figure(page, 1600, 1067) + BlocksHtml(a.body_at(page.now), page.resolve) + parts::CorrectionNote(page);
  out += "</article>\n<aside class=\"related\"><h2>" + E(page.words["related"]) + "</h2>\n<ul>" +
         parts::LinkList(page, page.related, 5) + "</ul></aside>\n";
  return out + "</main>\n" + parts::Footer(page.site, page.words) + "</body>\n</html>\n";
}

// soup: divs in divs; consent text first, a menu of everything, boxes between the paragraphs, comments and
// advertisements.
constexpr std::string_view kSoupCss =
    ".cc-wrap{background:#222;color:#eee;padding:1rem 1.5rem;font:15px/1.5 system-ui,sans-serif}.cc-wrap "
    "button{margin:.5rem .5rem 0 0}"
    ".row{display:flex;flex-wrap:wrap;max-width:72rem;margin:0 auto;padding:1rem}.col-8{flex:1 1 "
    "34rem;padding:1rem}.col-4{flex:1 1 16rem;padding:1rem;font:15px/1.5 system-ui,sans-serif}"
    ".share span{display:inline-block;background:var(--pale);padding:.2rem .7rem;margin:.2rem;font:13px "
    "system-ui,sans-serif}"
    ".box{background:var(--pale);padding:1rem;margin:1.5rem 0;font:15px/1.5 "
    "system-ui,sans-serif}.ad{background:#eee;color:#999;text-align:center;padding:2rem;margin:1.5rem 0;font:12px "
    "system-ui,sans-serif}"
    ".hl{font-size:2.1rem;line-height:1.2;font-weight:700;margin:.4rem 0}.crumbs{font:13px "
    "system-ui,sans-serif;color:#777}";

std::string ShareBar(const ArticlePage& page) {
  return "<div class=\"share social-bar\"><span>" + E(page.words["share"]) +
         "</span><span>E-mail</span><span>Pigeon</span><span>" + E(page.words["copy_link"]) + "</span></div>\n";
}

std::string SoupBody(const ArticlePage& page) {
  const Words& w = page.words;
  std::string out;
  int paragraphs = 0;
  for (const Block& block : page.article->body_at(page.now)) {
    std::string html = BlockHtml(block, page.resolve);
    if (block.kind == Block::Kind::kParagraph) html.insert(2, " class=\"txt\"");
    out += html;
    if (block.kind != Block::Kind::kParagraph) continue;
    ++paragraphs;
    if (paragraphs == 2) {
      out += "<div class=\"box nl-box\"><div class=\"nl-title\"><b>" + E(w["newsletter_title"]) + "</b></div><div>" +
             E(w["newsletter_text"]) + "</div><input type=\"email\" aria-label=\"e-mail\"><button type=\"button\">" +
             E(w["newsletter_button"]) + "</button></div>\n";
    }
    if (paragraphs == 3 && !page.related.empty()) {
      out += "<div class=\"box inline-rel\">" + E(w["read_more"]) + ": <a href=\"" +
             E(parts::Link(page, *page.related.front())) + "\">" + E(page.related.front()->headline_at(page.now)) +
             "</a></div>\n";
    }
    if (paragraphs == 4) out += "<div class=\"ad ad-slot-3\">" + E(w["advertisement"]) + "</div>\n";
  }
  return out;
}

std::string Soup(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  const Words& w = page.words;
  std::string out = Head(page, std::string(kSoupCss), parts::OpenGraph(page));
  out +=
      "<body class=\"tpl-article no-js\">\n<div class=\"cc-wrap\" id=\"cookie-layer\"><div class=\"cc-inner\"><div>" +
      E(w["consent_text"]) + "</div><button type=\"button\">" + E(w["consent_accept"]) +
      "</button><button type=\"button\">" + E(w["consent_reject"]) + "</button></div></div>\n";
  out += "<div class=\"site-head\"><div class=\"site-name\"><a href=\"" + page.site.base + "/\">" +
         E(page.site.title.name) + "</a></div></div>\n";
  out += "<div class=\"nav-outer\"><ul class=\"menu\"><li><a href=\"" + page.site.base + "/\">" + E(w["home"]) +
         "</a></li>" + parts::SectionMenu(page.site, w) + "<li>" + E(w["search"]) + "</li><li>" + E(w["sign_in"]) +
         "</li><li>" + E(w["subscribe"]) + "</li></ul></div>\n";
  out += "<div class=\"ad ad-top\">" + E(w["advertisement"]) +
         "</div>\n<div class=\"row\">\n<div class=\"col-8\"><div class=\"content-wrap\"><div class=\"inner\">\n";
  out += "<div class=\"crumbs\">" + E(w["home"]) + " › " + E(a.topic) + "</div>\n" + Kicker(page);
  out += "<h1 class=\"hl\">" + E(a.headline_at(page.now)) + "</h1>\n<div class=\"dek standfirst\">" +
         E(a.standfirst_at(page.now)) + "</div>\n";
  out += "<div class=\"meta byline\"><span class=\"author-name\">" + E(a.byline) +
         "</span> <span class=\"sep\">|</span> " + parts::TimeTag(page) + "</div>\n";
  out += ShareBar(page) + parts::Figure(page, 1200, 675);
  out += "<div class=\"article-text\"><div>\n" + SoupBody(page) + parts::CorrectionNote(page) + "</div></div>\n" +
         ShareBar(page);
  out += "<div class=\"tags\"><span>" + E(a.topic) + "</span></div>\n";
  out += "<div class=\"box comments\"><div><b>" + E(w["comments"]) + " (" + std::to_string(Hash64(a.id) % 90) +
         ")</b></div><div>" + E(w["comments_text"]) + "</div></div>\n";
  out += "</div></div></div>\n<div class=\"col-4 sidebar\"><div class=\"box\"><b>" + E(w["most_read"]) + "</b><ol>" +
         parts::LinkList(page, page.latest, 6) + "</ol></div><div class=\"ad\">" + E(w["advertisement"]) +
         "</div><div class=\"box\"><b>" + E(w["related"]) + "</b><ul>" + parts::LinkList(page, page.related, 6) +
         "</ul></div></div>\n</div>\n";
  return out + parts::Footer(page.site, w) + "</body>\n</html>\n";
}

// jsonld: the text in schema.org data, the visible page plain; a title whose feed has the text stops here at a wall.
std::string WithJsonLd(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  bool walled = page.site.text_in_feed_only;
  std::string out = Head(page,
                         ".behind-wall{color:#777}.wall{background:var(--deep);color:#fff;padding:2rem;text-align:"
                         "center;border-radius:12px}.wall a{color:#fff}",
                         parts::OpenGraph(page) + parts::JsonLd(page, !walled, walled));
  out += "<body>\n" + SiteHead(page) + "<div class=\"page\" id=\"content\">\n" + Kicker(page) + "<h1>" +
         E(a.headline_at(page.now)) + "</h1>\n" + Standfirst(page);
  out += "<div class=\"byline\">" + E(a.byline) + " · " + parts::TimeTag(page) + "</div>\n" +
         parts::Figure(page, 1600, 1067);
  out += "<div class=\"story-body\">\n";
  Blocks blocks = a.body_at(page.now);
  if (walled && blocks.size() > 2) blocks.resize(2);
  out += BlocksHtml(blocks, page.resolve);
  if (walled) {
    out += "<div class=\"behind-wall\"><p>…</p></div><div class=\"wall\"><p><b>" + E(page.words["subscribe"]) +
           "</b></p><p>" + E(page.words["newsletter_text"]) + "</p><p><a href=\"" + page.site.base + "/subscribe\">" +
           E(page.words["sign_in"]) + "</a></p></div>\n";
  } else {
    out += parts::CorrectionNote(page);
  }
  out += "</div>\n<div class=\"more\"><h2>" + E(page.words["more_from"]) + "</h2><ul>" +
         parts::LinkList(page, page.latest, 6) + "</ul></div>\n</div>\n";
  return out + parts::Footer(page.site, page.words) + "</body>\n</html>\n";
}

// table: a page of 1999 that nobody dared to touch: tables for columns, font tags, <br><br> between paragraphs.
std::string OldTable(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  const PressTitle& t = page.site.title;
  std::string text;
  for (const Block& block : a.body_at(page.now)) {
    if (block.kind == Block::Kind::kParagraph || block.kind == Block::Kind::kNote) {
      text += InlineHtml(block.text, page.resolve) + "<br><br>\n";
    } else if (block.kind == Block::Kind::kHeading) {
      text += "<b><font size=\"4\">" + E(block.text) + "</font></b><br><br>\n";
    } else {
      text += BlockHtml(block, page.resolve) + "<br>\n";
    }
  }
  std::string menu;
  for (const std::string& section : t.sections) {
    for (size_t i = 0; i < kSections.size(); ++i) {
      if (kSections[i] == section)
        menu +=
            "<a href=\"" + page.site.base + "/section/" + section + "\">" + E(page.words.sections[i]) + "</a><br>\n";
    }
  }
  std::string out = Head(page, "td{border:0;vertical-align:top}", "");
  out += "<body bgcolor=\"" + t.palette[4] +
         "\">\n<table width=\"100%\" cellpadding=\"8\" cellspacing=\"0\" border=\"0\">\n<tr bgcolor=\"" + t.palette[0] +
         "\"><td colspan=\"3\"><font size=\"6\" color=\"#ffffff\"><b>" + E(t.name) +
         "</b></font><br><font color=\"#ffffff\" size=\"2\">" + E(t.tagline) + "</font></td></tr>\n";
  out += "<tr><td width=\"140\" bgcolor=\"" + t.palette[2] + "\"><font size=\"2\">" + menu + "<br>" +
         E(page.words["search"]) + "<br>" + E(page.words["contact"]) + "</font></td>\n<td>\n";
  out += "<font size=\"6\"><b>" + E(a.headline_at(page.now)) + "</b></font><br>\n<font size=\"4\" color=\"#555555\">" +
         E(a.standfirst_at(page.now)) + "</font><br><br>\n";
  out += "<font size=\"2\"><i>" + E(a.byline) + ", " + E(a.dated ? LocalTime(t.language, a.published) : "") +
         "</i></font><br><br>\n";
  if (!a.picture.scene.empty()) {
    out += "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><img src=\"" +
           E(PictureUrl(page.site, a, 800, 533)) +
           "\" width=\"800\" height=\"533\" alt=\"\"></td></tr><tr><td><font size=\"1\">" + E(a.picture.caption) + " " +
           E(a.picture.credit) + "</font></td></tr></table><br>\n";
  }
  out += text + parts::CorrectionNote(page) + "</td>\n<td width=\"180\" bgcolor=\"" + t.palette[2] +
         "\"><font size=\"2\"><b>" + E(page.words["most_read"]) + "</b><ul>" + parts::LinkList(page, page.latest, 5) +
         "</ul></font></td></tr>\n</table>\n";
  return out + "<center><font size=\"1\">© " + E(t.owner) + "</font></center>\n</body>\n</html>\n";
}

// lazy: nothing is where it seems: pictures wait in data attributes and noscript, text lies in blocks of components.
std::string Lazy(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  std::string out = Head(page, ".cmp{max-width:44rem;margin:0 auto;padding:0 1.5rem}.cmp-hero{max-width:72rem}",
                         parts::OpenGraph(page) + parts::JsonLd(page, false, false));
  out += "<body>\n" + SiteHead(page) +
         "<article data-component=\"article\">\n<div class=\"cmp\" data-component=\"headline\">" + Kicker(page) +
         "<h1>" + E(a.headline_at(page.now)) + "</h1>" + Standfirst(page) + "</div>\n";
  if (!a.picture.scene.empty()) {
    std::string wide = E(PictureUrl(page.site, a, 1600, 1067)), small = E(PictureUrl(page.site, a, 800, 533));
    out +=
        "<figure class=\"cmp cmp-hero\" data-component=\"image\"><picture><source media=\"(min-width:800px)\" "
        "data-srcset=\"" +
        wide +
        " 1600w\"><img class=\"lazyload\" "
        "src=\"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==\" data-src=\"" +
        small + "\" data-srcset=\"" + small + " 800w, " + wide + " 1600w\" alt=\"" + E(a.picture.caption) +
        "\"></picture><noscript><img src=\"" + wide + "\" width=\"1600\" height=\"1067\" alt=\"" +
        E(a.picture.caption) + "\"></noscript><figcaption>" + E(a.picture.caption) + " <span class=\"credit\">" +
        E(a.picture.credit) + "</span></figcaption></figure>\n";
  }
  out += "<div class=\"cmp byline\" data-component=\"byline\"><div>" + E(a.byline) + "</div><div>" +
         parts::TimeTag(page) + "</div></div>\n";
  const Blocks& blocks = a.body_at(page.now);
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind == Block::Kind::kHeading) {
      out += "<div class=\"cmp\" data-component=\"subheadline\">" + BlockHtml(blocks[i], page.resolve) + "</div>\n";
    } else {
      out +=
          "<section class=\"cmp\" data-component=\"text-block\">" + BlockHtml(blocks[i], page.resolve) + "</section>\n";
    }
    if (i == 3)
      out +=
          "<div class=\"cmp\" data-component=\"ad-slot\"><small>" + E(page.words["advertisement"]) + "</small></div>\n";
  }
  out += "<div class=\"cmp\">" + parts::CorrectionNote(page) +
         "</div>\n</article>\n<section class=\"cmp\" data-component=\"links-block\"><h2>" + E(page.words["related"]) +
         "</h2><ul>" + parts::LinkList(page, page.related, 5) + "</ul></section>\n";
  out +=
      "<script>for(const i of "
      "document.querySelectorAll('img[data-src]')){i.srcset=i.dataset.srcset;i.src=i.dataset.src}</script>\n";
  return out + parts::Footer(page.site, page.words) + "</body>\n</html>\n";
}

// The sentence of a body that makes the best pull quote: the first quotation of a fair length.
std::string PullQuote(const Blocks& blocks) {
  for (const Block& block : blocks) {
    if (block.kind != Block::Kind::kParagraph) continue;
    std::string text = InlineText(block.text);
    for (auto [open, close] : {std::pair{"“", "”"}, {"‘", "’ "}, {"„", "“"}, {"«", "»"}, {"「", "」"}}) {
      size_t begin = text.find(open);
      size_t end = begin == std::string::npos ? begin : text.find(close, begin + 3);
      if (end == std::string::npos || end - begin < 50 || end - begin > 220) continue;
      return text.substr(begin, end - begin) + close;
    }
  }
  return {};
}

// column: a magazine in columns, with a drop cap that cuts the first word in two, a repeated quotation and a video.
std::string Column(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  std::string out = Head(
      page,
      "main{max-width:64rem}.cols{columns:2 22rem;column-gap:2.5rem}.cols p{margin:0 0 "
      "1rem}.dropcap{float:inline-start;font-size:3.6rem;line-height:.85;padding-inline-end:.5rem;color:var(--brand)}"
      "aside.pull{break-inside:avoid;font-size:1.5rem;line-height:1.3;color:var(--brand);border-block:3px solid "
      "var(--accent);padding:1rem 0;margin:1.5rem 0}.video{background:var(--deep);color:#fff;padding:3rem "
      "1rem;text-align:center;column-span:all}",
      parts::OpenGraph(page));
  out += "<body>\n" + SiteHead(page) + "<main>\n<div class=\"head\">" + Kicker(page) + "<h1>" +
         E(a.headline_at(page.now)) + "</h1>" + Standfirst(page) + "<p class=\"byline\">" + E(a.byline) + "<br>" +
         parts::TimeTag(page) + "</p></div>\n";
  out += parts::Figure(page, 1600, 1067) + "<div class=\"cols\">\n";
  const Blocks& blocks = a.body_at(page.now);
  std::string quote = PullQuote(blocks);
  bool video = Hash64(a.id) % 3 == 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    std::string html = BlockHtml(blocks[i], page.resolve);
    bool plain_start = i == 0 && html.starts_with("<p>") && html.size() > 4 && ((html[3] >= 'A' && html[3] <= 'Z'));
    if (plain_start) html = "<p><span class=\"dropcap\">" + html.substr(3, 1) + "</span>" + html.substr(4);
    out += html;
    if (i == 2 && !quote.empty()) out += "<aside class=\"pull\">" + E(quote) + "</aside>\n";
    if (i == 3 && video)
      out += "<div class=\"video\"><iframe title=\"video\" src=\"" + page.site.base + "/video/" + a.id +
             "\" width=\"560\" height=\"60\" style=\"border:0\"></iframe><p>" + E(page.words["video"]) + "</p></div>\n";
  }
  out += parts::CorrectionNote(page) + "</div>\n<nav><h2>" + E(page.words["more_from"]) + "</h2><ul>" +
         parts::LinkList(page, page.related, 4) + "</ul></nav>\n</main>\n";
  return out + parts::Footer(page.site, page.words) + "</body>\n</html>\n";
}

// app: what a script made: divs with meaningless class names, paragraphs that are no paragraphs, state in a script
// element.
std::string App(const ArticlePage& page) {
  namespace json = boost::json;
  const PressArticle& a = *page.article;
  std::string out = Head(page,
                         ".x1a{max-width:44rem;margin:0 "
                         "auto;padding:1.5rem}.x2b{font-size:2.1rem;line-height:1.2;font-weight:700}.x3c{margin:0 0 "
                         "1.1rem}.x4d{color:#666;font:15px system-ui,sans-serif;margin:.6rem "
                         "0}.x5e{font-weight:700;font-size:1.25rem;margin:1.6rem 0 .5rem}",
                         parts::OpenGraph(page));
  out += "<body>\n<div id=\"root\"><div class=\"site-head\"><a href=\"" + page.site.base +
         "/\"><div class=\"site-name\">" + E(page.site.title.name) +
         "</div></a></div><div class=\"x0z\"><ul class=\"menu\">" + parts::SectionMenu(page.site, page.words) +
         "</ul></div>\n<div class=\"x1a\"><div class=\"x9q\">";
  out += "<div class=\"x2b\" role=\"heading\" aria-level=\"1\">" + E(a.headline_at(page.now)) +
         "</div><div class=\"x4d\">" + E(a.standfirst_at(page.now)) + "</div>" + "<div class=\"x4d\"><span>" +
         E(a.byline) + "</span><span> · </span>" + parts::TimeTag(page) + "</div>\n";
  out += parts::Figure(page, 1200, 675);
  for (const Block& block : a.body_at(page.now)) {
    if (block.kind == Block::Kind::kParagraph || block.kind == Block::Kind::kNote) {
      out += "<div class=\"x3c\">" + InlineHtml(block.text, page.resolve) + "</div>\n";
    } else if (block.kind == Block::Kind::kHeading) {
      out += "<div class=\"x5e\">" + E(block.text) + "</div>\n";
    } else {
      out += "<div class=\"x3c\">" + BlockHtml(block, page.resolve) + "</div>\n";
    }
  }
  out += parts::CorrectionNote(page) + "</div><div class=\"x7f\"><div class=\"x5e\">" + E(page.words["most_read"]) +
         "</div><ul>" + parts::LinkList(page, page.latest, 6) + "</ul></div></div>\n" +
         parts::Footer(page.site, page.words) + "</div>\n";
  std::string state = json::serialize(
      json::object{{"route", a.path}, {"id", a.id}, {"experiments", json::array{"blue-button", "longer-kettle"}}});
  return out + "<script id=\"state\" type=\"application/json\">" + state + "</script>\n</body>\n</html>\n";
}

}  // namespace

std::string WriteArticlePage(const ArticlePage& page) {
  const std::string& name = page.site.title.page_template;
  if (name == "soup") return Soup(page);
  if (name == "jsonld") return WithJsonLd(page);
  if (name == "table") return OldTable(page);
  if (name == "lazy") return Lazy(page);
  if (name == "column") return Column(page);
  if (name == "app") return App(page);
  return Clean(page);
}

}  // namespace newsstand::press
