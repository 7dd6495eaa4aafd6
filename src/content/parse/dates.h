// Dates as publishers write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace newsstand::parse {

// RFC 822 and its misspellings, every ISO 8601 form, asctime, numbers with points or slashes, seconds since 1970, month
// and day names in some thirty languages. Without a zone it is UTC. nullopt when it is no date, or one that does not
// exist, or outside 1900 … 2199. A wrong weekday is no error.
std::optional<Timestamp> ReadDate(std::string_view text);

}  // namespace newsstand::parse
