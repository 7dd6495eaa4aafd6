// The modules that stand in feeds of every XML format: Dublin Core, content, iTunes, media, threads and the like.
#pragma once

#include "content/parse/elements.h"

namespace newsstand::parse {

// Ranks of what several elements may say, best first. The format's own element is 0.
inline constexpr int kOwn = 0;
inline constexpr int kAtomInRss = 10;
inline constexpr int kDublinCore = 20;
inline constexpr int kPodcast = 30;

// Offers the element as the item's text, and its language as the item's, unless it says nothing.
void OfferBody(Reading& reading, const xml::Element& element, RawItem& item, int rank);

// Both read one child and return false when it is in none of the modules' namespaces.
bool ReadItemModule(Reading& reading, const xml::Element& element, RawItem& item);
bool ReadFeedModule(Reading& reading, const xml::Element& element);

}  // namespace newsstand::parse
