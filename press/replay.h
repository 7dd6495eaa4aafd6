// Real articles from a file of JSON lines, as the titles that wrote them. The file is read at run time and stays where
// it is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "press/newsroom.h"

namespace newsstand::press {

struct Replay {
  std::vector<TitleSite> sites;        // without base
  std::vector<PressArticle> articles;  // in the order they were published; the last is published at `now`
  std::vector<std::string> warnings;   // one sentence a line that had something missing
};

// Rows: {"id","title","text","published","source","url","author","topic"}. Every row becomes exactly one article: an
// empty or repeated id is replaced, a missing headline taken from the text, a missing text from the headline; a missing
// date leaves the article undated in feeds and pages, and somewhere in the order. Lines that are no JSON objects are
// left out with a warning.
Result<Replay> ReadReplay(const std::filesystem::path& file, Timestamp now);

// Says what time it is in a replay: the moment up to which articles have appeared.
class ReplayClock : public Clock {
 public:
  // `moments`: the times of publication in order. `articles_per_second` 0: all at once.
  ReplayClock(std::vector<Timestamp> moments, double articles_per_second, const Clock& real);
  Timestamp Now() const override;

 private:
  std::vector<Timestamp> moments_;
  double rate_;
  const Clock& real_;
  Timestamp start_;
};

}  // namespace newsstand::press
