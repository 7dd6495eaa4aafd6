// Patterns of paths as robots.txt writes them (RFC 9309 2.2.3). Pure.
#pragma once

#include <string_view>

namespace newsstand::terms {

// "*" stands for any bytes, "$" at the end for the end; else the pattern is a beginning of the path. Linear in the
// pattern's pieces.
bool MatchesPath(std::string_view path, std::string_view pattern);

// Path and query of an address; a path stays what it is.
std::string_view PathOf(std::string_view url);

}  // namespace newsstand::terms
