// From bytes to UTF-8, as far as XML documents and feeds need it. Stateless and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsstand::xml {

// The `charset` of a Content-Type header value, lower case; "" when it names none.
std::string CharsetOf(std::string_view content_type);

// The document as valid UTF-8 without byte order mark and without control characters. What the bytes are is told by,
// in this order: a byte order mark, the pattern of a UTF-16, UTF-32 or EBCDIC document, the header's charset, the XML
// declaration, the bytes themselves. A name that the bytes contradict is not believed, and `warnings` says so. The
// result points into `bytes` when nothing had to be changed, else into `storage`: both must outlive it. Linear in time.
std::string_view DecodeDocument(std::string_view bytes, std::string_view content_type, std::string& storage,
                                std::vector<std::string>& warnings);

}  // namespace newsstand::xml
