// Where a report was written, as agencies print it before its first words.
#pragma once

#include <string_view>

namespace newsstand {

// "WASHINGTON (Reuters) - Text", "LONDON, March 3 (AP) — Text" → "Text". A line without one comes back as it is.
std::string_view WithoutDateline(std::string_view line);

}  // namespace newsstand
