// What the press says about itself on its main address: catalogue, OPML, list of feeds, a page for people.
#include <fmt/format.h>

#include "base/text.h"
#include "press/site.h"

namespace newsstand::press {
namespace {

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

}  // namespace

std::string WriteCatalogue(const Newsroom& newsroom) {
  std::string out = "# The titles of the demo press, in the form of the program's catalogue.\n";
  for (const TitleSite& site : newsroom.sites()) {
    const PressTitle& t = site.title;
    out += fmt::format(
        "\n[[title]]\nname = {}\nslug = {}\nhome = {}\ncountry = {}\nlanguage = {}\nowner = {}\nbrand_colour = "
        "{}\nicon = {}\n",
        Quoted(t.name), Quoted(t.slug), Quoted(site.base + "/"), Quoted(t.country), Quoted(t.language), Quoted(t.owner),
        Quoted(t.palette[1]), Quoted(site.base + "/icon-180.png"));
    out += "sections = [";
    for (size_t i = 0; i < t.sections.size(); ++i) out += (i ? ", " : "") + Quoted(t.sections[i]);
    out += fmt::format("]\nrights = {}\npolicy = {}\nindex_policy = {}\n", Quoted(t.rights), Quoted(t.wall),
                       Quoted(t.index));
    if (t.wall == "metered") out += "metered_per_month = 5\n";
    out += "feeds = [\n";
    for (const FeedSpec& feed : site.feeds) {
      out += "  { url = " + Quoted(site.base + feed.path);
      // A title of one section only: its one feed is of that section.
      std::string section = !feed.section.empty() ? feed.section : t.sections.size() == 1 ? t.sections.front() : "";
      if (!section.empty()) out += ", section = " + Quoted(section);
      out += " },\n";
    }
    out += "]\n";
  }
  return out;
}

std::string WriteOpml(const Newsroom& newsroom) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>The "
      "press</title></head>\n<body>\n";
  for (const TitleSite& site : newsroom.sites()) {
    out += fmt::format("<outline text=\"{}\">\n", EscapeHtml(site.title.name));
    for (const FeedSpec& feed : site.feeds) {
      out += fmt::format("<outline type=\"rss\" text=\"{}{}\" xmlUrl=\"{}\" htmlUrl=\"{}/\" language=\"{}\"/>\n",
                         EscapeHtml(site.title.name), feed.section.empty() ? "" : " – " + feed.section,
                         EscapeHtml(site.base + feed.path), EscapeHtml(site.base), site.title.language);
    }
    out += "</outline>\n";
  }
  return out + "</body>\n</opml>\n";
}

std::string WriteUrls(const Newsroom& newsroom) {
  std::string out;
  for (const TitleSite& site : newsroom.sites()) {
    for (const FeedSpec& feed : site.feeds) out += site.base + feed.path + "\n";
  }
  return out;
}

std::string WriteHubPage(Newsroom& newsroom) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>The press</title>\n"
      "<style>body{font:17px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem}li{margin:.3rem "
      "0}img{vertical-align:middle;border-radius:4px}"
      "ul{columns:3 16rem;list-style:none;padding:0}small{color:#666}</style>\n<h1>The press</h1>\n";
  out += fmt::format(
      "<p>{} titles, {} articles published so far. <a href=\"/catalogue.toml\">Catalogue</a>, <a "
      "href=\"/opml\">OPML</a>, "
      "<a href=\"/urls\">feed addresses</a>, <a href=\"/fault/\">faults on request</a>.</p>\n<ul>\n",
      newsroom.sites().size(), newsroom.CountPublished(newsroom.Now()));
  for (const TitleSite& site : newsroom.sites()) {
    out += fmt::format(
        "<li><img src=\"{0}/icon-64.png\" width=\"32\" height=\"32\" alt=\"\"> <a href=\"{0}/\" lang=\"{1}\">{2}</a> "
        "<small>{3}</small></li>\n",
        EscapeHtml(site.base), site.title.language, EscapeHtml(site.title.name), site.title.country);
  }
  return out + "</ul>\n</html>\n";
}

}  // namespace newsstand::press
