// One reader a format: what a document says → RawFeed. To add a format, add a reader here and a line in parse_feed.cc.
#pragma once

#include <string_view>

#include "base/result.h"
#include "content/parse/raw.h"
#include "content/xml/document.h"

namespace newsstand::parse {

// RSS 0.90 to 2.0, in and out of RDF; `root` is rss, rdf:RDF or a bare channel.
void ReadRss(const xml::Document& document, const xml::Element& root, RawFeed& feed);
// Atom 0.3 and 1.0; `root` is feed, or an entry that stands alone.
void ReadAtom(const xml::Document& document, const xml::Element& root, RawFeed& feed);
// Google's news sitemaps; `root` is urlset.
void ReadNewsSitemap(const xml::Document& document, const xml::Element& root, RawFeed& feed);
// JSON Feed 1.0 and 1.1; kInvalid when the JSON is no feed.
Status ReadJsonFeed(std::string_view text, RawFeed& feed);

}  // namespace newsstand::parse
