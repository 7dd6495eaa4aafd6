// What a feed document says → what it means: the one place where formats' habits are judged.
#pragma once

#include "content/parse/raw.h"
#include "model/feed.h"

namespace newsstand::parse {

ParsedFeed MeaningOf(RawFeed raw);

}  // namespace newsstand::parse
