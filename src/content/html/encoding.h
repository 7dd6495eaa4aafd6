// From the bytes of a page to UTF-8 text, as the WHATWG Encoding and HTML standards say.
#pragma once

#include <string>
#include <string_view>

namespace newsstand::html {

// The encoding of a page: byte order mark, then `charset=` of the Content-Type header, then <meta> in the first 1024
// bytes, then UTF-8 if it is that, then a later <meta>, then what the bytes themselves look like. The standard's
// lower-case name: "utf-8", "windows-1252", "big5", …
std::string SniffEncoding(std::string_view bytes, std::string_view content_type = {});

// The encoding a label means ("latin1" → "windows-1252"), "" for none.
std::string_view EncodingForLabel(std::string_view label);

// Valid UTF-8 without a byte order mark; what cannot be decoded becomes U+FFFD. `encoding` as SniffEncoding names it.
std::string DecodeBytes(std::string_view bytes, std::string_view encoding);

// Both at once.
std::string DecodeHtml(std::string_view bytes, std::string_view content_type = {});

}  // namespace newsstand::html
