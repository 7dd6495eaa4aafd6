// Atom's elements where they stand in other formats, and its links.
#pragma once

#include "content/parse/elements.h"

namespace newsstand::parse {

// An Atom link of an entry: the page, an enclosure, comments.
void ReadItemLink(Reading& reading, const xml::Element& element, RawItem& item, int rank);
// An Atom link of a feed: the page, the feed itself, hubs.
void ReadFeedLink(Reading& reading, const xml::Element& element, int rank);
// One child of an RSS item or channel in Atom's namespace.
void ReadAtomInItem(Reading& reading, const xml::Element& element, RawItem& item);
void ReadAtomInChannel(Reading& reading, const xml::Element& element);

}  // namespace newsstand::parse
