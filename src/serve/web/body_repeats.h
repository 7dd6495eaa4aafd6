// What the beginning of a body says once more: its page shows headline and byline above it.
#pragma once

#include <string_view>
#include <unordered_set>

#include "content/html/document.h"

namespace newsstand::web {

// Text of nothing but space, of whatever kind.
bool IsBlank(const html::Node& node);

// Nodes to be left out: the headline, alone in a block or at the head of the first ones; a line that is no more than the byline
// with a date. Either may be "". Looks at the first few blocks alone.
std::unordered_set<const html::Node*> FindRepeats(const html::Node& root, std::string_view headline, std::string_view byline);

}  // namespace newsstand::web
