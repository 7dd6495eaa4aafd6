// The vocabularies feeds are written in.
#pragma once

#include <vector>

#include "content/xml/document.h"

namespace newsstand::parse {

enum class Ns : unsigned char {
  kNone,  // RSS itself, in all its versions, also where it was given a namespace
  kAtom,  // 0.3 and 1.0
  kRdf,
  kDc,  // Dublin Core elements
  kDcTerms,
  kContent,
  kMedia,
  kItunes,
  kGooglePlay,
  kXhtml,
  kThread,
  kFeedburner,
  kSyndication,
  kAdmin,
  kNews,   // sitemap news
  kImage,  // sitemap image
  kSitemap,
  kCreativeCommons,
  kYandex,
  kGeoRss,
  kGml,
  kGeo,    // W3C basic geo
  kSlash,
  kWfw,    // comments and their feeds
  kMsn,    // what partner feeds add
  kSmartNews,
  kRsl,
  kOther,
};

// What the namespaces of one document mean to us; a prefix that was never declared means what it usually does.
class Namespaces {
 public:
  explicit Namespaces(const xml::Document& document);
  Ns Of(const xml::Element& element) const { return by_id_[element.ns_id()]; }
  // A document whose root is in an unknown namespace, or in none, still is what its root's name says.
  void Adopt(const xml::Element& root, Ns ns) { by_id_[root.ns_id()] = ns; }

 private:
  std::vector<Ns> by_id_;
};

}  // namespace newsstand::parse
