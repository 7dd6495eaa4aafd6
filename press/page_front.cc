#include <fmt/format.h>

#include "press/page.h"
#include "press/page_parts.h"

namespace newsstand::press {
namespace {

using parts::E;

constexpr std::string_view kCss =
    "main{max-width:76rem}.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1.8rem}."
    "grid article:first-child{grid-column:1/-1}"
    ".grid h2{font-size:1.2rem;line-height:1.25;margin:.5rem 0}.grid article:first-child h2{font-size:2rem}.grid "
    "p{margin:.2rem 0;font-size:1rem;color:#444}"
    ".grid a{text-decoration:none}.grid time{font:13px system-ui,sans-serif;color:#777}";

std::string SiteTop(const TitleSite& site, const Words& words) {
  return fmt::format(
      "<header class=\"site-head\"><p class=\"site-name\"><a href=\"{}/\">{}</a></p><p "
      "class=\"tagline\">{}</p></header>\n"
      "<nav aria-label=\"{}\"><ul class=\"menu\">{}</ul></nav>\n",
      site.base, E(site.title.name), E(site.title.tagline), E(words["menu"]), parts::SectionMenu(site, words));
}

}  // namespace

std::string WriteFrontPage(const FrontPage& page) {
  const TitleSite& site = page.site;
  std::string heading = page.section.empty() ? site.title.tagline : page.section_name;
  std::string out = parts::Head(site, heading, site.title.tagline, std::string(kCss), "");
  out += "<body>\n" + SiteTop(site, page.words) + "<main>\n<h1>" + E(heading) + "</h1>\n<div class=\"grid\">\n";
  for (size_t i = 0; i < page.articles.size(); ++i) {
    const PressArticle& a = *page.articles[i];
    std::string address = E(site.base + a.path);
    out += "<article>";
    if (!a.picture.scene.empty() && i < 13) {
      out += fmt::format("<a href=\"{}\"><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"\"{}></a>", address,
                         E(PictureUrl(site, a, i == 0 ? 1200 : 800, i == 0 ? 675 : 533)), i == 0 ? 1200 : 800,
                         i == 0 ? 675 : 533, i > 3 ? " loading=\"lazy\"" : "");
    }
    if (!a.kicker.empty()) out += "<p class=\"kicker\">" + E(a.kicker) + "</p>";
    out += "<h2><a href=\"" + address + "\">" + E(a.headline_at(page.now)) + "</a></h2><p>" + E(Summary(a, page.now)) +
           "</p>";
    if (a.dated)
      out += fmt::format("<time datetime=\"{}\">{}</time>", FormatRfc3339(a.published),
                         E(LocalTime(site.title.language, a.published)));
    out += "</article>\n";
  }
  return out + "</div>\n</main>\n" + parts::Footer(site, page.words) + "</body>\n</html>\n";
}

std::string WritePlainPage(const TitleSite& site, const Words& words, const std::string& heading,
                           const std::string& sentence) {
  return parts::Head(site, heading, sentence, "", "") + "<body>\n" + SiteTop(site, words) + "<main>\n<h1>" +
         E(heading) + "</h1>\n<p>" + E(sentence) + "</p>\n</main>\n" + parts::Footer(site, words) +
         "</body>\n</html>\n";
}

}  // namespace newsstand::press
