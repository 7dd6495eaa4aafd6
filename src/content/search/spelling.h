// What a reader may have meant: words of the index that are spelled nearly like those nobody has written.
#pragma once

#include <optional>
#include <string>

#include "content/search/search.h"

namespace newsstand::search {

// The query with its rare or unknown words replaced by near and much more frequent ones; nullopt when there is nothing
// better. Near is one change of a letter (two in words of eight letters or more): another, one more, one less, two that
// changed places. Reads the words of the largest segments: a few milliseconds, so ask when there are few hits.
std::optional<std::string> SuggestQuery(const View& view, const Query& query);

}  // namespace newsstand::search
