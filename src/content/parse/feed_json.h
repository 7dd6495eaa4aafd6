// A ParsedFeed as the `parse` command prints it.
#pragma once

#include <string>

#include "model/feed.h"

namespace newsstand::parse {

// One JSON object in one line; every field of the contract is there, absent values are "", null for times, or empty
// lists.
std::string FeedToJson(const ParsedFeed& feed);

}  // namespace newsstand::parse
