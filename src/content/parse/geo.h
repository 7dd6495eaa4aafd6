// Where an item is: GeoRSS in its simple form and with GML, GML alone, and the W3C's basic geo.
#pragma once

#include "content/parse/elements.h"

namespace newsstand::parse {

// Reads one child of an item that is in one of these vocabularies. What has too few numbers, or numbers that are no
// place, is left out.
void ReadPlace(Reading& reading, const xml::Element& element, RawItem& item);

}  // namespace newsstand::parse
