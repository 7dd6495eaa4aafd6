// One article as a title of the press prints it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "press/markup.h"
#include "press/world.h"

namespace newsstand::press {

// What an article's picture shows; drawn on demand (press/picture).
struct PictureWish {
  std::string scene;  // one of kScenes; "" no picture
  uint64_t seed = 0;
  std::string caption, credit;
  Figures figures;  // for "chart"
  std::string chart_title;
  std::string place;  // for "map"
  int hour = 12;      // local time of day, for the light
  bool snow = false;  // whether it may snow there
};

// What changes when an article is corrected.
struct CorrectedArticle {
  Timestamp at;
  std::string headline, standfirst, note;
  Blocks body;
};

// Immutable once published.
struct PressArticle {
  size_t title = 0;    // index into the titles
  int event = -1;      // index into World::events; -1 for routine pieces and replayed articles
  std::string report;  // its key in the event
  bool agency_copy = false;
  std::string id;    // 12 hex digits; the same in every run
  std::string path;  // of its page, absolute within the title's site
  std::string headline, kicker, standfirst, byline;
  std::vector<std::string> authors;
  std::string section;  // one of kSections
  std::string topic;    // the title's own word for it, printed as a category
  Timestamp published;
  bool dated = true;  // false: neither feed nor page says when
  Blocks body;
  std::optional<CorrectedArticle> correction;
  PictureWish picture;

  // What stands there at `now`.
  bool corrected_by(Timestamp now) const { return correction && correction->at <= now; }
  const std::string& headline_at(Timestamp now) const { return corrected_by(now) ? correction->headline : headline; }
  const std::string& standfirst_at(Timestamp now) const {
    return corrected_by(now) ? correction->standfirst : standfirst;
  }
  const Blocks& body_at(Timestamp now) const { return corrected_by(now) ? correction->body : body; }
  Timestamp updated_at(Timestamp now) const { return corrected_by(now) ? correction->at : published; }
};
using ArticlePtr = std::shared_ptr<const PressArticle>;

}  // namespace newsstand::press
