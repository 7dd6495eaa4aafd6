#include "press/feed_writer.h"

#include <fmt/format.h>
#include <iconv.h>

#include <boost/json.hpp>

#include "base/text.h"

namespace newsstand::press {
namespace {

namespace json = boost::json;

std::string X(std::string_view text) { return EscapeHtml(text); }

std::string Cdata(std::string_view html) {
  std::string out = "<![CDATA[";
  for (size_t at = 0; at < html.size();) {
    size_t end = html.find("]]>", at);
    if (end == std::string_view::npos) {
      out += html.substr(at);
      break;
    }
    out += html.substr(at, end + 2 - at);
    out += "]]><![CDATA[";
    at = end + 2;
  }
  return out + "]]>";
}

std::string Rfc822(Timestamp time) {
  std::string http = FormatHttpDate(time);  // "Sun, 22 Nov 2026 14:05:00 GMT"
  return http.substr(0, http.size() - 3) + "+0000";
}
std::string W3c(Timestamp time) { return FormatRfc3339(std::chrono::floor<std::chrono::seconds>(time)); }

// One document being written.
class Writer {
 public:
  explicit Writer(const FeedContext& context)
      : c_(context),
        title_(context.site.title),
        home_(context.site.base + "/"),
        self_(context.site.base + context.spec.path) {
    name_ = title_.name + (c_.section_name.empty() ? "" : " – " + c_.section_name);
    changed_ = Timestamp{};
    for (const ArticlePtr& article : c_.articles) changed_ = std::max(changed_, article->updated_at(c_.now));
    if (c_.articles.empty()) changed_ = Timestamp{std::chrono::hours(24 * 365 * 50)};
  }

  Timestamp changed() const { return changed_; }
  std::string Rss09(bool newer);
  std::string Rss10();
  std::string Rss20();
  std::string Atom(bool old);
  std::string Json(bool newer);
  std::string NewsSitemap();

 private:
  std::string Declaration() const { return fmt::format("<?xml version=\"1.0\" encoding=\"{}\"?>\n", title_.encoding); }
  std::string Headline(const PressArticle& a) const { return a.headline_at(c_.now); }
  std::string Link(const PressArticle& a) const { return c_.site.base + a.path; }
  std::string Full(const PressArticle& a) const { return FullHtml(c_.site, c_.words, a, c_.now, c_.resolve); }
  std::string Guid(const PressArticle& a) const { return fmt::format("tag:{}.example,2026:{}", title_.slug, a.id); }
  std::string Rights() const { return "© " + title_.owner + ". " + c_.words["rights"]; }
  bool Is(std::string_view ending) const { return c_.spec.format.ends_with(ending); }
  std::string RssItem(const PressArticle& a) const;
  std::string AtomEntry(const PressArticle& a, bool old) const;

  const FeedContext& c_;
  const PressTitle& title_;
  std::string home_, self_, name_;
  Timestamp changed_;
};

std::string Writer::Rss09(bool newer) {
  std::string out = Declaration();
  if (!newer) {
    out +=
        "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" "
        "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\">\n";
  }
  out += fmt::format(
      "<rss version=\"{}\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n"
      "<language>{}</language>\n<image>\n<title>{}</title>\n<url>{}/icon-64.png</url>\n<link>{}</link>\n</image>\n",
      newer ? "0.92" : "0.91", X(name_), X(home_), X(title_.tagline), title_.language, X(name_), X(c_.site.base),
      X(home_));
  for (const ArticlePtr& a : c_.articles) {
    out += fmt::format("<item>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n", X(Headline(*a)),
                       X(Link(*a)), X(Summary(*a, c_.now)));
    if (newer) out += fmt::format("<category>{}</category>\n", X(a->topic));
    out += "</item>\n";
  }
  return out + "</channel>\n</rss>\n";
}

std::string Writer::Rss10() {
  std::string out =
      Declaration() +
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n";
  out += fmt::format(
      "<channel rdf:about=\"{}\">\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n"
      "<dc:language>{}</dc:language>\n<dc:rights>{}</dc:rights>\n<dc:date>{}</dc:date>\n<items>\n<rdf:Seq>\n",
      X(self_), X(name_), X(home_), X(title_.tagline), title_.language, X(Rights()), W3c(changed_));
  for (const ArticlePtr& a : c_.articles) out += fmt::format("<rdf:li rdf:resource=\"{}\"/>\n", X(Link(*a)));
  out += "</rdf:Seq>\n</items>\n</channel>\n";
  for (const ArticlePtr& a : c_.articles) {
    out += fmt::format(
        "<item rdf:about=\"{}\">\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n"
        "<content:encoded>{}</content:encoded>\n<dc:creator>{}</dc:creator>\n<dc:subject>{}</dc:subject>\n",
        X(Link(*a)), X(Headline(*a)), X(Link(*a)), X(Summary(*a, c_.now)), Cdata(Full(*a)), X(a->byline), X(a->topic));
    if (a->dated) out += "<dc:date>" + W3c(a->updated_at(c_.now)) + "</dc:date>\n";
    out += "</item>\n";
  }
  return out + "</rdf:RDF>\n";
}

std::string Writer::RssItem(const PressArticle& a) const {
  std::string out = "<item>\n<title>" + X(Headline(a)) + "</title>\n<link>" + X(Link(a)) + "</link>\n";
  out += "<guid isPermaLink=\"false\">" + X(Guid(a)) + "</guid>\n";
  if (a.dated) out += "<pubDate>" + Rfc822(a.published) + "</pubDate>\n";
  if (a.dated && a.corrected_by(c_.now)) out += "<atom:updated>" + W3c(a.updated_at(c_.now)) + "</atom:updated>\n";
  for (const std::string& author : a.authors) out += "<dc:creator>" + Cdata(author) + "</dc:creator>\n";
  if (!a.topic.empty()) out += "<category>" + Cdata(a.topic) + "</category>\n";
  bool picture = !a.picture.scene.empty();
  bool full = c_.spec.format == "rss-2.0";
  std::string summary = X(Summary(a, c_.now));
  if (picture && Is("summary") && title_.slug.size() % 2 == 0) {  // some put the picture into the description
    summary =
        X(fmt::format("<img src=\"{}\" width=\"400\" alt=\"\"> {}", X(PictureUrl(c_.site, a, 800, 533)), summary));
  }
  out += "<description>" + summary + "</description>\n";
  if (full) out += "<content:encoded>" + Cdata(Full(a)) + "</content:encoded>\n";
  if (picture && Is("media")) {
    out += fmt::format(
        "<media:group>\n<media:content url=\"{}\" type=\"image/jpeg\" medium=\"image\" width=\"1600\" "
        "height=\"1067\"/>\n"
        "<media:content url=\"{}\" type=\"image/jpeg\" medium=\"image\" width=\"1200\" "
        "height=\"675\"/>\n</media:group>\n"
        "<media:description type=\"plain\">{}</media:description>\n<media:credit>{}</media:credit>\n"
        "<media:thumbnail url=\"{}\" width=\"800\" height=\"533\"/>\n",
        X(PictureUrl(c_.site, a, 1600, 1067)), X(PictureUrl(c_.site, a, 1200, 675)), X(a.picture.caption),
        X(a.picture.credit), X(PictureUrl(c_.site, a, 800, 533)));
  } else if (picture && Is("summary") && title_.slug.size() % 2 == 1) {
    out +=
        fmt::format("<enclosure url=\"{}\" type=\"image/jpeg\" length=\"0\"/>\n", X(PictureUrl(c_.site, a, 1200, 675)));
  }
  if (Is("itunes")) {
    int seconds = AudioSeconds(a, c_.now);
    out += fmt::format(
        "<enclosure url=\"{}/audio/{}.mp3\" type=\"audio/mpeg\" "
        "length=\"{}\"/>\n<itunes:duration>{}:{:02}</itunes:duration>\n"
        "<itunes:author>{}</itunes:author>\n<itunes:image href=\"{}\"/>\n<itunes:explicit>no</itunes:explicit>\n",
        X(c_.site.base), a.id, AudioBytes(seconds), seconds / 60, seconds % 60, X(a.byline),
        X(PictureUrl(c_.site, a, 1600, 1067)));
  }
  return out + "</item>\n";
}

std::string Writer::Rss20() {
  std::string out =
      Declaration() +
      "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">\n";
  out += fmt::format(
      "<channel>\n<title>{}</title>\n<link>{}</link>\n<atom:link href=\"{}\" rel=\"self\" "
      "type=\"application/rss+xml\"/>\n"
      "<description>{}</description>\n<language>{}</language>\n<copyright>{}</copyright>\n<lastBuildDate>{}</"
      "lastBuildDate>\n"
      "<ttl>15</ttl>\n<image>\n<url>{}/icon-180.png</url>\n<title>{}</title>\n<link>{}</link>\n</image>\n",
      X(name_), X(home_), X(self_), X(title_.tagline), title_.language, X(Rights()), Rfc822(changed_), X(c_.site.base),
      X(name_), X(home_));
  if (!c_.older.empty()) out += "<atom:link rel=\"prev-archive\" href=\"" + X(c_.older) + "\"/>\n";
  if (!c_.newer.empty()) out += "<atom:link rel=\"next-archive\" href=\"" + X(c_.newer) + "\"/>\n";
  if (Is("itunes")) {
    out += fmt::format(
        "<itunes:author>{}</itunes:author>\n<itunes:image href=\"{}/icon-180.png\"/>\n<itunes:category "
        "text=\"News\"/>\n",
        X(title_.name), X(c_.site.base));
  }
  for (const ArticlePtr& a : c_.articles) out += RssItem(*a);
  return out + "</channel>\n</rss>\n";
}

std::string Writer::AtomEntry(const PressArticle& a, bool old) const {
  bool full = !Is("summary");
  std::string out =
      "<entry>\n<title" + std::string(old ? " mode=\"escaped\"" : "") + ">" + X(Headline(a)) + "</title>\n";
  out += fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<id>{}</id>\n", X(Link(a)), X(Guid(a)));
  std::string issued = old ? "issued" : "published", changed = old ? "modified" : "updated";
  if (a.dated) {
    out += fmt::format("<{0}>{1}</{0}>\n", issued, W3c(a.published));
    out += fmt::format("<{0}>{1}</{0}>\n", changed, W3c(a.updated_at(c_.now)));
  } else {
    out += fmt::format("<{0}>{1}</{0}>\n", changed, "");  // present, as the format wants it, and empty, as life has it
  }
  for (const std::string& author : a.authors) out += "<author><name>" + X(author) + "</name></author>\n";
  if (!a.topic.empty() && !old) out += fmt::format("<category term=\"{}\" label=\"{}\"/>\n", a.section, X(a.topic));
  if (!a.topic.empty() && old) out += "<dc:subject>" + X(a.topic) + "</dc:subject>\n";
  out += "<summary" + std::string(old ? " type=\"text/plain\"" : "") + ">" + X(Summary(a, c_.now)) + "</summary>\n";
  if (full) {
    out += old ? "<content type=\"text/html\" mode=\"escaped\">" + Cdata(Full(a)) + "</content>\n"
               : "<content type=\"html\">" + X(Full(a)) + "</content>\n";
  }
  if (!old && !a.picture.scene.empty()) {
    out += fmt::format("<link rel=\"enclosure\" type=\"image/jpeg\" href=\"{}\"/>\n",
                       X(PictureUrl(c_.site, a, 1600, 1067)));
  }
  return out + "</entry>\n";
}

std::string Writer::Atom(bool old) {
  std::string out = Declaration();
  out += fmt::format(
      "<feed {} xml:lang=\"{}\">\n",
      old ? "version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
          : "xmlns=\"http://www.w3.org/2005/Atom\"",
      title_.language);
  out += fmt::format(
      "<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<id>tag:{}.example,2026:{}</id>\n",
      X(name_), X(home_), title_.slug, X(c_.spec.path));
  if (old) {
    out += fmt::format("<tagline>{}</tagline>\n<modified>{}</modified>\n<copyright>{}</copyright>\n", X(title_.tagline),
                       W3c(changed_), X(Rights()));
  } else {
    out += fmt::format(
        "<link rel=\"self\" href=\"{}\"/>\n<subtitle>{}</subtitle>\n<updated>{}</updated>\n<rights>{}</rights>\n"
        "<icon>{}/icon-64.png</icon>\n<logo>{}/icon-180.png</logo>\n",
        X(self_), X(title_.tagline), W3c(changed_), X(Rights()), X(c_.site.base), X(c_.site.base));
    if (!c_.older.empty()) out += "<link rel=\"prev-archive\" href=\"" + X(c_.older) + "\"/>\n";
    if (!c_.newer.empty()) out += "<link rel=\"next-archive\" href=\"" + X(c_.newer) + "\"/>\n";
  }
  for (const ArticlePtr& a : c_.articles) out += AtomEntry(*a, old);
  return out + "</feed>\n";
}

std::string Writer::Json(bool newer) {
  json::object feed{{"version", newer ? "https://jsonfeed.org/version/1.1" : "https://jsonfeed.org/version/1"},
                    {"title", name_},
                    {"home_page_url", home_},
                    {"feed_url", self_},
                    {"description", title_.tagline},
                    {"icon", c_.site.base + "/icon-180.png"},
                    {"favicon", c_.site.base + "/icon-64.png"}};
  if (newer) feed["language"] = title_.language;
  json::array items;
  for (const ArticlePtr& a : c_.articles) {
    json::object item{{"id", Guid(*a)},
                      {"url", Link(*a)},
                      {"title", Headline(*a)},
                      {"summary", Summary(*a, c_.now)},
                      {"content_html", Full(*a)}};
    if (!a->picture.scene.empty()) item["image"] = PictureUrl(c_.site, *a, 1600, 1067);
    if (a->dated) {
      item["date_published"] = W3c(a->published);
      if (a->corrected_by(c_.now)) item["date_modified"] = W3c(a->updated_at(c_.now));
    }
    json::array authors;
    for (const std::string& author : a->authors) authors.push_back(json::object{{"name", author}});
    if (newer) {
      item["authors"] = authors;
    } else if (!authors.empty()) {
      item["author"] = authors.front();
    }
    if (!a->topic.empty()) item["tags"] = json::array{a->topic};
    items.push_back(std::move(item));
  }
  feed["items"] = std::move(items);
  return json::serialize(feed) + "\n";
}

std::string Writer::NewsSitemap() {
  std::string out = Declaration() +
                    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                    "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" "
                    "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n";
  for (const ArticlePtr& a : c_.articles) {
    out += fmt::format(
        "<url>\n<loc>{}</loc>\n<news:news>\n<news:publication><news:name>{}</news:name><news:language>{}</"
        "news:language>"
        "</news:publication>\n<news:publication_date>{}</news:publication_date>\n<news:title>{}</news:title>\n</"
        "news:news>\n",
        X(Link(*a)), X(title_.name), title_.primary_language(), W3c(a->published), X(Headline(*a)));
    if (!a->picture.scene.empty())
      out += "<image:image><image:loc>" + X(PictureUrl(c_.site, *a, 1600, 1067)) + "</image:loc></image:image>\n";
    out += "</url>\n";
  }
  return out + "</urlset>\n";
}

}  // namespace

FeedDocument WriteFeed(const FeedContext& context) {
  Writer writer(context);
  const std::string& format = context.spec.format;
  FeedDocument document;
  document.changed = writer.changed();
  const std::string& encoding = context.site.title.encoding;
  if (format.starts_with("json-feed")) {
    document.content_type = "application/feed+json";
    document.bytes = writer.Json(format == "json-feed-1.1");
    return document;
  }
  std::string xml;
  if (format == "rss-0.91" || format == "rss-0.92") {
    xml = writer.Rss09(format == "rss-0.92");
    document.content_type = "text/xml";  // as servers of that time said, without a charset
  } else if (format == "rss-1.0") {
    xml = writer.Rss10();
    document.content_type = "application/rdf+xml; charset=" + encoding;
  } else if (format.starts_with("atom")) {
    xml = writer.Atom(format == "atom-0.3");
    document.content_type = "application/atom+xml; charset=" + encoding;
  } else if (format == "news-sitemap") {
    xml = writer.NewsSitemap();
    document.content_type = "application/xml";
  } else {
    xml = writer.Rss20();
    document.content_type = "application/rss+xml; charset=" + encoding;
  }
  document.bytes = EncodeXml(xml, encoding);
  return document;
}

std::string PictureUrl(const TitleSite& site, const PressArticle& article, int width, int height) {
  return fmt::format("{}/pictures/{}/{}x{}.jpg", site.base, article.id, width, height);
}

std::string FullHtml(const TitleSite& site, const Words& words, const PressArticle& article, Timestamp now,
                     const LinkResolver& resolve) {
  std::string out;
  if (!article.picture.scene.empty()) {
    out += fmt::format(
        "<figure><img src=\"{}\" width=\"1600\" height=\"1067\" alt=\"{}\"><figcaption>{} "
        "<small>{}</small></figcaption></figure>\n",
        EscapeHtml(PictureUrl(site, article, 1600, 1067)), EscapeHtml(article.picture.caption),
        EscapeHtml(article.picture.caption), EscapeHtml(article.picture.credit));
  }
  out += BlocksHtml(article.body_at(now), resolve);
  if (article.corrected_by(now)) {
    out += "<p><strong>" + EscapeHtml(words["correction"]) + ":</strong> " + EscapeHtml(article.correction->note) +
           "</p>\n";
  }
  return out;
}

std::string Summary(const PressArticle& article, Timestamp now) {
  if (const std::string& standfirst = article.standfirst_at(now); !standfirst.empty()) return standfirst;
  for (const Block& block : article.body_at(now)) {
    if (block.kind == Block::Kind::kParagraph) return Ellipsize(InlineText(block.text), 320);
  }
  return {};
}

int AudioSeconds(const PressArticle& article, Timestamp now) {
  return 8 + CountWords(BlocksText(article.body_at(now))) * 2 / 5;
}

namespace {
constexpr size_t kFrameBytes = 104;  // MPEG 1 layer III, 32 kbit/s, 44.1 kHz, mono
size_t Frames(int seconds) { return static_cast<size_t>(seconds) * 44100 / 1152; }
}  // namespace

size_t AudioBytes(int seconds) { return Frames(seconds) * kFrameBytes; }

std::string SilentMp3(int seconds) {
  std::string frame(kFrameBytes, '\0');
  frame.replace(0, 4, "\xff\xfb\x10\xc4", 4);
  std::string out;
  out.reserve(AudioBytes(seconds));
  for (size_t i = 0; i < Frames(seconds); ++i) out += frame;
  return out;
}

std::string EncodeXml(const std::string& utf8, const std::string& encoding) {
  if (AsciiIEquals(encoding, "utf-8")) return utf8;
  iconv_t converter = iconv_open(encoding.c_str(), "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) return utf8;
  std::string out;
  char* in = const_cast<char*>(utf8.data());
  size_t left = utf8.size();
  char buffer[4096];
  while (left > 0) {
    char* to = buffer;
    size_t room = sizeof buffer;
    size_t done = iconv(converter, &in, &left, &to, &room);
    out.append(buffer, static_cast<size_t>(to - buffer));
    if (done != static_cast<size_t>(-1) || errno == E2BIG) continue;
    // A character the encoding has not: write its number.
    auto lead = static_cast<unsigned char>(*in);
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length > left) break;
    char32_t code = length == 4 ? lead & 0x07u : length == 3 ? lead & 0x0Fu : length == 2 ? lead & 0x1Fu : lead;
    for (size_t i = 1; i < length; ++i) code = (code << 6) | (static_cast<unsigned char>(in[i]) & 0x3Fu);
    out += "&#" + std::to_string(static_cast<uint32_t>(code)) + ";";
    in += length;
    left -= length;
  }
  iconv_close(converter);
  return out;
}

}  // namespace newsstand::press
