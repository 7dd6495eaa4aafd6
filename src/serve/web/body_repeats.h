// What the beginning of a body says once more: its page shows headline, standfirst, byline and the lead picture above it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "content/html/document.h"

namespace newsstand::web {

// What stands above the text, plain; any may be "".
struct AboveBody {
  std::string_view headline, byline, standfirst;
  std::string_view picture_url, caption, credit;  // of the lead picture
};

// Text of nothing but space, of whatever kind.
bool IsBlank(const html::Node& node);

struct BodyRepeats {
  // Nodes to be left out: the headline, alone in a block or at the head of the first ones; a line that is no more than the byline
  // with a date; the standfirst as a block of its own; the lead picture's caption.
  std::unordered_set<const html::Node*> nodes;
  bool standfirst = false;      // it is among them
  std::string caption, credit;  // what stands with the lead picture, where neither was known above
};
// Looks at the first few blocks alone.
BodyRepeats FindRepeats(const html::Node& root, const AboveBody& above);

}  // namespace newsstand::web
