#include "content/parse/namespaces.h"

#include <string>
#include <string_view>

#include "base/text.h"

namespace newsstand::parse {
namespace {

struct Known {
  std::string_view address;  // lower case, without scheme, "www." and a last "/" or "#"
  Ns ns;
};

// Many feeds misspell the address of a module: what is compared is only the part people get right.
constexpr Known kKnown[] = {
    {"w3.org/2005/atom", Ns::kAtom},
    {"purl.org/atom/ns", Ns::kAtom},
    {"example.com/newformat", Ns::kAtom},
    {"example.com/necho", Ns::kAtom},
    {"purl.org/echo", Ns::kAtom},
    {"uri/of/echo/namespace", Ns::kAtom},
    {"purl.org/pie", Ns::kAtom},
    {"w3.org/1999/02/22-rdf-syntax-ns", Ns::kRdf},
    {"purl.org/dc/elements/1.0", Ns::kDc},
    {"purl.org/dc/elements/1.1", Ns::kDc},
    {"purl.org/dc/terms", Ns::kDcTerms},
    {"purl.org/rss/1.0/modules/content", Ns::kContent},
    {"search.yahoo.com/mrss", Ns::kMedia},
    {"video.search.yahoo.com/mrss", Ns::kMedia},
    {"tools.search.yahoo.com/mrss", Ns::kMedia},
    {"search.yahoo.com/rss", Ns::kMedia},
    {"itunes.com/dtds/podcast-1.0.dtd", Ns::kItunes},
    {"itunes.com/dtds/podcast-2.0.dtd", Ns::kItunes},
    {"itunes.apple.com/dtds/podcast-1.0.dtd", Ns::kItunes},
    {"example.com/dtds/podcast-1.0.dtd", Ns::kItunes},
    {"google.com/schemas/play-podcasts/1.0", Ns::kGooglePlay},
    {"w3.org/1999/xhtml", Ns::kXhtml},
    {"purl.org/syndication/thread/1.0", Ns::kThread},
    {"rssnamespace.org/feedburner/ext/1.0", Ns::kFeedburner},
    {"purl.org/rss/1.0/modules/syndication", Ns::kSyndication},
    {"webns.net/mvcb", Ns::kAdmin},
    {"google.com/schemas/sitemap-news/0.9", Ns::kNews},
    {"google.com/schemas/sitemap-image/1.1", Ns::kImage},
    {"sitemaps.org/schemas/sitemap/0.9", Ns::kSitemap},
    {"sitemaps.org/schemas/sitemap/0.84", Ns::kSitemap},
    {"google.com/schemas/sitemap/0.84", Ns::kSitemap},
    {"backend.userland.com/creativecommonsrssmodule", Ns::kCreativeCommons},
    {"cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", Ns::kCreativeCommons},
    {"web.resource.org/cc", Ns::kCreativeCommons},
    {"news.yandex.ru", Ns::kYandex},
    {"georss.org/georss", Ns::kGeoRss},
    {"georss.org/georss/10", Ns::kGeoRss},
    {"opengis.net/gml", Ns::kGml},
    {"w3.org/2003/01/geo/wgs84_pos", Ns::kGeo},
    {"purl.org/rss/1.0/modules/slash", Ns::kSlash},
    {"wellformedweb.org/commentapi", Ns::kWfw},
    {"msn.com/rss/mi", Ns::kMsn},
    {"schemas.ingestion.microsoft.com/common", Ns::kMsn},
    {"rslstandard.org/rsl", Ns::kRsl},
    {"smartnews.com/snf", Ns::kSmartNews},
    {"smartnews.be/snf", Ns::kSmartNews},
    // RSS itself
    {"backend.userland.com/rss", Ns::kNone},
    {"backend.userland.com/rss2", Ns::kNone},
    {"backend.userland.com/rss091", Ns::kNone},
    {"backend.userland.com/rss092", Ns::kNone},
    {"blogs.law.harvard.edu/tech/rss", Ns::kNone},
    {"cyber.law.harvard.edu/rss", Ns::kNone},
    {"purl.org/rss/1.0", Ns::kNone},
    {"my.netscape.com/rdf/simple/0.9", Ns::kNone},
    {"channel.netscape.com/rdf/simple/0.9", Ns::kNone},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Ns::kNone},
    {"purl.org/net/rss1.1", Ns::kNone},
    {"example.com/rss", Ns::kNone},
};

constexpr Known kPrefixes[] = {
    {"atom", Ns::kAtom},
    {"a10", Ns::kAtom},
    {"atom10", Ns::kAtom},
    {"atom03", Ns::kAtom},
    {"rdf", Ns::kRdf},
    {"dc", Ns::kDc},
    {"dcterms", Ns::kDcTerms},
    {"content", Ns::kContent},
    {"media", Ns::kMedia},
    {"itunes", Ns::kItunes},
    {"googleplay", Ns::kGooglePlay},
    {"xhtml", Ns::kXhtml},
    {"thr", Ns::kThread},
    {"feedburner", Ns::kFeedburner},
    {"sy", Ns::kSyndication},
    {"admin", Ns::kAdmin},
    {"news", Ns::kNews},
    {"image", Ns::kImage},
    {"rss", Ns::kNone},
    {"yandex", Ns::kYandex},
    {"georss", Ns::kGeoRss},
    {"gml", Ns::kGml},
    {"geo", Ns::kGeo},
    {"slash", Ns::kSlash},
    {"wfw", Ns::kWfw},
    {"mi", Ns::kMsn},
    {"snf", Ns::kSmartNews},
    {"rsl", Ns::kRsl},
    {"creativecommons", Ns::kCreativeCommons},
    {"cc", Ns::kCreativeCommons},
};

Ns Meaning(std::string_view address) {
  if (address.empty()) return Ns::kNone;
  constexpr std::string_view kUndeclared = "undeclared:";
  if (address.starts_with(kUndeclared)) {
    for (const Known& known : kPrefixes) {
      if (known.address == address.substr(kUndeclared.size())) return known.ns;
    }
    return Ns::kOther;
  }
  std::string lower = AsciiLower(address);
  std::string_view view = lower;
  for (std::string_view scheme : {"http://", "https://", "www."}) {
    if (view.starts_with(scheme)) view.remove_prefix(scheme.size());
  }
  while (!view.empty() && (view.back() == '/' || view.back() == '#')) view.remove_suffix(1);
  for (const Known& known : kKnown) {
    if (known.address == view) return known.ns;
  }
  return Ns::kOther;
}

}  // namespace

Namespaces::Namespaces(const xml::Document& document) {
  by_id_.reserve(document.namespaces().size());
  for (const std::string& address : document.namespaces()) by_id_.push_back(Meaning(address));
}

}  // namespace newsstand::parse
