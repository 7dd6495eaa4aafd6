// How a feed is, judged from its row: for the title's page, for `feeds list`, for whoever runs this.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "model/title.h"

namespace newsstand {

enum class FeedCondition {
  kNew,      // not fetched yet
  kWell,
  kTrouble,  // the last attempts failed; it is tried again by itself
  kBroken,   // it has failed for days: somebody should look
  kSilent,   // it answers, and has had nothing new for much longer than it used to
  kStopped,  // the publisher took it away
  kPaused,   // by an operator
};

FeedCondition ConditionOf(const Feed& feed, Timestamp now);
std::string_view ConditionName(FeedCondition condition);  // "well", "trouble", …

// For an operator, in English: what is wrong and what to do, a sentence or two each; "" when nothing is.
std::string ConditionInWords(const Feed& feed, FeedCondition condition);
std::string AdviceFor(const Feed& feed, FeedCondition condition);

}  // namespace newsstand
