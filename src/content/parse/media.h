// Media RSS: pictures and recordings of an item, in groups or not.
#pragma once

#include "content/parse/elements.h"

namespace newsstand::parse {

// Whether a media:content is a picture, by its medium, its type or its address.
bool IsMediaPicture(const xml::Element& element);
// Reads one child of an item that is in the media namespace.
void ReadMedia(Reading& reading, const xml::Element& element, RawItem& item);

}  // namespace newsstand::parse
