// Media RSS: pictures and recordings of an item, in groups or not.
#pragma once

#include "content/parse/elements.h"

namespace newsstand::parse {

// Reads one child of an item that is in the media namespace.
void ReadMedia(Reading& reading, const xml::Element& element, RawItem& item);

}  // namespace newsstand::parse
