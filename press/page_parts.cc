#include "press/page_parts.h"

#include <fmt/format.h>
#include <unicode/datefmt.h>

#include <boost/json.hpp>

#include "press/direction.h"

namespace newsstand::press {

std::string LocalTime(std::string_view language, Timestamp time) {
  // Making an ICU formatter costs far more than using one.
  thread_local std::map<std::string, std::unique_ptr<icu::DateFormat>, std::less<>> formats;
  auto& format = formats[std::string(language)];
  if (!format) {
    format.reset(icu::DateFormat::createDateTimeInstance(icu::DateFormat::kLong, icu::DateFormat::kShort,
                                                         icu::Locale::createFromName(std::string(language).c_str())));
    if (!format) return FormatRfc3339(time);
    format->setTimeZone(*icu::TimeZone::getGMT());
  }
  icu::UnicodeString text;
  format->format(static_cast<UDate>(ToUnixMillis(time)), text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

namespace parts {

std::string Head(const TitleSite& site, const std::string& page_title, const std::string& description,
                 const std::string& css, const std::string& more) {
  const PressTitle& t = site.title;
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} | {}</title>\n"
      "<meta name=\"description\" content=\"{}\">\n<meta name=\"generator\" content=\"press\">\n"
      "<link rel=\"icon\" type=\"image/png\" sizes=\"64x64\" href=\"{}/icon-64.png\">\n"
      "<link rel=\"apple-touch-icon\" href=\"{}/icon-180.png\">\n<meta name=\"theme-color\" content=\"{}\">\n",
      t.language, Direction(t.language), E(page_title), E(t.name), E(description), site.base, site.base, t.palette[1]);
  out += Alternates(site) + more;
  out += fmt::format("<style>:root{{--deep:{};--brand:{};--pale:{};--accent:{};--paper:{}}}\n", t.palette[0],
                     t.palette[1], t.palette[2], t.palette[3], t.palette[4]);
  out += std::string(BaseCss()) + css + "</style>\n</head>\n";
  return out;
}

std::string Alternates(const TitleSite& site) {
  std::string out;
  for (const FeedSpec& feed : site.feeds) {
    if (feed.format == "news-sitemap" || feed.page >= 0) continue;
    std::string_view type = feed.format.starts_with("json")   ? "application/feed+json"
                            : feed.format.starts_with("atom") ? "application/atom+xml"
                            : feed.format == "rss-1.0"        ? "application/rdf+xml"
                                                              : "application/rss+xml";
    out += fmt::format("<link rel=\"alternate\" type=\"{}\" title=\"{}{}\" href=\"{}{}\">\n", type, E(site.title.name),
                       feed.section.empty() ? "" : ": " + feed.section, site.base, feed.path);
  }
  return out;
}

std::string OpenGraph(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  std::string out = fmt::format(
      "<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:title\" content=\"{}\">\n"
      "<meta property=\"og:description\" content=\"{}\">\n<meta property=\"og:url\" content=\"{}\">\n"
      "<meta property=\"og:site_name\" content=\"{}\">\n",
      E(a.headline_at(page.now)), E(Summary(a, page.now)), E(page.site.base + a.path), E(page.site.title.name));
  if (a.dated) {
    out += fmt::format(
        "<meta property=\"article:published_time\" content=\"{}\">\n<meta property=\"article:section\" "
        "content=\"{}\">\n",
        FormatRfc3339(a.published), E(a.topic));
    if (a.corrected_by(page.now)) {
      out += fmt::format("<meta property=\"article:modified_time\" content=\"{}\">\n",
                         FormatRfc3339(a.updated_at(page.now)));
    }
  }
  if (!a.picture.scene.empty()) {
    out += fmt::format(
        "<meta property=\"og:image\" content=\"{}\">\n<meta property=\"og:image:width\" content=\"1200\">\n"
        "<meta property=\"og:image:height\" content=\"675\">\n<meta name=\"twitter:card\" "
        "content=\"summary_large_image\">\n",
        E(PictureUrl(page.site, a, 1200, 675)));
  }
  return out;
}

std::string JsonLd(const ArticlePage& page, bool body, bool walled) {
  namespace json = boost::json;
  const PressArticle& a = *page.article;
  json::object data{
      {"@context", "https://schema.org"},
      {"@type", "NewsArticle"},
      {"headline", a.headline_at(page.now)},
      {"description", Summary(a, page.now)},
      {"mainEntityOfPage", page.site.base + a.path},
      {"inLanguage", page.site.title.language},
      {"articleSection", a.topic},
      {"publisher",
       json::object{{"@type", "NewsMediaOrganization"},
                    {"name", page.site.title.name},
                    {"logo", json::object{{"@type", "ImageObject"}, {"url", page.site.base + "/icon-180.png"}}}}}};
  if (a.dated) {
    data["datePublished"] = FormatRfc3339(a.published);
    data["dateModified"] = FormatRfc3339(a.updated_at(page.now));
  }
  json::array authors;
  for (const std::string& name : a.authors) authors.push_back(json::object{{"@type", "Person"}, {"name", name}});
  data["author"] = std::move(authors);
  if (!a.picture.scene.empty()) {
    data["image"] = json::object{{"@type", "ImageObject"},
                                 {"url", PictureUrl(page.site, a, 1600, 1067)},
                                 {"width", 1600},
                                 {"height", 1067},
                                 {"caption", a.picture.caption},
                                 {"creditText", a.picture.credit}};
  }
  if (body) data["articleBody"] = BlocksText(a.body_at(page.now));
  data["isAccessibleForFree"] = !walled;
  if (walled)
    data["hasPart"] =
        json::object{{"@type", "WebPageElement"}, {"isAccessibleForFree", false}, {"cssSelector", ".behind-wall"}};
  std::string text = json::serialize(data);
  for (size_t at = 0; (at = text.find("</", at)) != std::string::npos; at += 3) text.replace(at, 2, "<\\/");
  return "<script type=\"application/ld+json\">" + text + "</script>\n";
}

std::string Link(const ArticlePage& page, const PressArticle& other) { return page.site.base + other.path; }

std::string LinkList(const ArticlePage& page, const std::vector<ArticlePtr>& articles, size_t limit) {
  std::string out;
  for (size_t i = 0; i < articles.size() && i < limit; ++i) {
    out +=
        "<li><a href=\"" + E(Link(page, *articles[i])) + "\">" + E(articles[i]->headline_at(page.now)) + "</a></li>\n";
  }
  return out;
}

std::string SectionMenu(const TitleSite& site, const Words& words) {
  std::string out;
  for (const std::string& section : site.title.sections) {
    for (size_t i = 0; i < kSections.size(); ++i) {
      if (kSections[i] == section) {
        out += fmt::format("<li><a href=\"{}/section/{}\">{}</a></li>\n", site.base, section, E(words.sections[i]));
      }
    }
  }
  return out;
}

std::string Figure(const ArticlePage& page, int width, int height) {
  const PressArticle& a = *page.article;
  if (a.picture.scene.empty()) return {};
  return fmt::format(
      "<figure class=\"lead\"><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"><figcaption>{} "
      "<span class=\"credit\">{}</span></figcaption></figure>\n",
      E(PictureUrl(page.site, a, width, height)), width, height, E(a.picture.caption), E(a.picture.caption),
      E(a.picture.credit));
}

std::string Footer(const TitleSite& site, const Words& words) {
  return fmt::format(
      "<footer class=\"site-footer\"><p>© {} · {} · <a href=\"{}/about\">{}</a> · <a href=\"{}/contact\">{}</a> · "
      "<a href=\"{}/terms\">{}</a></p></footer>\n",
      E(site.title.owner), E(words["rights"]), site.base, E(words["about"]), site.base, E(words["contact"]), site.base,
      E(words["terms"]));
}

std::string TimeTag(const ArticlePage& page) {
  const PressArticle& a = *page.article;
  if (!a.dated) return {};
  std::string out = fmt::format("<time datetime=\"{}\">{}</time>", FormatRfc3339(a.published),
                                E(LocalTime(page.site.title.language, a.published)));
  if (a.corrected_by(page.now)) {
    out += fmt::format(" · {} <time datetime=\"{}\">{}</time>", E(page.words["updated"]),
                       FormatRfc3339(a.updated_at(page.now)),
                       E(LocalTime(page.site.title.language, a.updated_at(page.now))));
  }
  return out;
}

std::string CorrectionNote(const ArticlePage& page) {
  if (!page.article->corrected_by(page.now)) return {};
  return "<p class=\"correction\"><strong>" + E(page.words["correction"]) + ":</strong> " +
         E(page.article->correction->note) + "</p>\n";
}

std::string_view BaseCss() {
  return R"css(
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:#1b1b1b;
font:18px/1.6 Georgia,"Noto Serif","Noto Serif CJK JP",serif}a{color:var(--deep)}
img{max-width:100%;height:auto;display:block}figure{margin:1.5rem 0}
figcaption{font:14px/1.4 system-ui,"Noto Sans",sans-serif;color:#555;padding:.4rem 0}.credit{color:#888}
.site-head{background:var(--deep);color:#fff;padding:1rem 1.5rem;border-bottom:6px solid var(--brand)}
.site-head a{color:#fff;text-decoration:none}.site-name{font-size:1.9rem;font-weight:700;margin:0}
.tagline{margin:0;opacity:.8;font-size:.9rem}
.menu{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;padding:.6rem 1.5rem;margin:0;
background:var(--pale);font:15px/1.4 system-ui,"Noto Sans",sans-serif}.menu a{text-decoration:none}
main,.page{max-width:44rem;margin:0 auto;padding:1.5rem}
h1{font-size:2.1rem;line-height:1.2;margin:.3rem 0 .8rem}h2{font-size:1.3rem;margin:2rem 0 .6rem}
.kicker{color:var(--brand);font:700 14px/1 system-ui,"Noto Sans",sans-serif;text-transform:uppercase;
letter-spacing:.06em;margin:0}.standfirst{font-size:1.2rem;color:#444;margin:0 0 1rem}
.byline{font:15px/1.5 system-ui,"Noto Sans",sans-serif;color:#555}
blockquote{border-inline-start:4px solid var(--accent);margin:1.5rem 0;padding:.2rem 1.2rem;font-size:1.15rem;
font-style:italic}table{border-collapse:collapse;margin:1rem 0}
th,td{border-bottom:1px solid #ccc;padding:.35rem .8rem;text-align:start}
.correction{background:var(--pale);padding:.8rem 1rem;font-size:.95rem}
.site-footer{border-top:1px solid #ccc;margin-top:3rem;padding:1rem 1.5rem;font:14px system-ui,sans-serif;
color:#555}
)css";
}

}  // namespace parts
}  // namespace newsstand::press
