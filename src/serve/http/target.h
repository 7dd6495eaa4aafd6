// The request target: splitting and decoding it, refusing what is ambiguous.
#pragma once

#include <string_view>

#include "serve/http/request.h"

namespace newsstand::http {

// Fills path and query from request.target. False for a target that must be answered with 400: not starting with "/",
// a fragment, "." or ".." as a segment, broken percent coding, NUL, control characters, or bytes that are not UTF-8.
bool ParseTarget(Request& request);

// "a=b&c=d%20e", as query strings and form bodies are written; "+" is a space. At most 1,000 pairs.
std::vector<std::pair<std::string, std::string>> ParseForm(std::string_view text);

}  // namespace newsstand::http
