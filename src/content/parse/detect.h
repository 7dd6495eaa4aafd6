// What a document is that is no feed, said in a sentence.
#pragma once

#include <string>
#include <string_view>

#include "content/xml/document.h"

namespace newsstand::parse {

// From the bytes, before anything is decoded: "This is a PDF file, not a feed."; "" when they may be text.
std::string NameBinary(std::string_view bytes);
// From a document without a feed's root.
std::string NameDocument(const xml::Document& document, std::string_view text);

}  // namespace newsstand::parse
