// NITF as it stands inside other formats.
#pragma once

#include "content/parse/elements.h"

namespace newsstand::parse {

// What a nitf element says of one article.
void ReadNitfArticle(Reading& reading, const xml::Element& nitf, RawItem& item);

}  // namespace newsstand::parse
