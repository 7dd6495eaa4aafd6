// One reader a format: what a document says → RawFeed. To add a format, add a reader here and a line in parse_feed.cc.
#pragma once

#include <boost/json/fwd.hpp>

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
// NITF, one article; `root` is nitf.
void ReadNitf(const xml::Document& document, const xml::Element& root, RawFeed& feed);
// NewsML-G2: a newsItem, a packageItem, or a newsMessage of several.
void ReadNewsMl(const xml::Document& document, const xml::Element& root, RawFeed& feed);

// JSON Feed 1.0 and 1.1; kInvalid when it is JSON of another kind.
Status ReadJsonFeed(const boost::json::value& document, RawFeed& feed);
// ninjs 1 to 3: one item or a list of them. IsNinjs tells by the members that only ninjs has.
bool IsNinjs(const boost::json::value& document);
void ReadNinjs(const boost::json::value& document, RawFeed& feed);
// Apple News Format: one article.
bool IsAppleNews(const boost::json::value& document);
void ReadAppleNews(const boost::json::value& document, RawFeed& feed);

}  // namespace newsstand::parse
