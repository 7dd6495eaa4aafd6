// What all titles of a running press have published by now, and where it is found. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "press/article.h"
#include "press/world.h"

namespace newsstand::press {

// One feed of a title.
struct FeedSpec {
  std::string path;     // "/feed.xml"
  std::string format;   // "rss-2.0-summary", …
  std::string section;  // only this section; "" all
  int page = -1;        // the n-th hundred of the title's articles, oldest first; -1: the latest
};

struct TitleSite {
  PressTitle title;
  std::vector<FeedSpec> feeds;
  std::string base;                // "http://127.0.1.7:8123": no slash at the end
  bool text_in_feed_only = false;  // the page stops at a wall, the feed has the text
};

// The feeds a title of the demo has, from its `feeds` and `section_feeds`.
std::vector<FeedSpec> FeedsOf(const PressTitle& title);

class Newsroom {
 public:
  // Writes the piece of slot `index`; an empty headline means nothing is written in that slot.
  using RoutineWriter = std::function<PressArticle(int64_t index, Timestamp at)>;

  Newsroom(World world, std::vector<TitleSite> sites, std::vector<PressArticle> articles, const Clock& clock,
           Timestamp start);
  void SetRoutine(RoutineWriter writer);

  const World& world() const { return world_; }
  const std::vector<TitleSite>& sites() const { return sites_; }
  void SetBase(size_t title, std::string base) { sites_[title].base = std::move(base); }  // before serving only
  Timestamp Now() const { return clock_.Now(); }
  Timestamp start() const { return start_; }

  // Newest first, published by `now`, of one section or of all (""), `skip` left out, at most `limit`.
  std::vector<ArticlePtr> Latest(size_t title, std::string_view section, Timestamp now, size_t limit, size_t skip = 0);
  // The `page`-th run of `size` articles, oldest first, published by `now`.
  std::vector<ArticlePtr> Page(size_t title, size_t page, size_t size, Timestamp now);
  // nullptr when there is none, or not yet.
  ArticlePtr Find(size_t title, const std::string& path, Timestamp now);
  ArticlePtr FindById(size_t title, const std::string& id, Timestamp now);
  // The address of this title's latest article on an event, "" when it has none.
  std::string EventAddress(size_t title, std::string_view event_id, Timestamp now);
  // Other articles of the title, the event's own first.
  std::vector<ArticlePtr> Related(const PressArticle& article, Timestamp now, size_t limit);

  size_t CountPublished(Timestamp now);
  size_t CountAll();

 private:
  struct Shelf {
    std::vector<ArticlePtr> by_time;
    std::unordered_map<std::string, ArticlePtr> by_path, by_id;
  };
  void Add(PressArticle article);  // mutex_ held
  void CatchUp(Timestamp now);     // mutex_ held: routine pieces that are due
  std::vector<ArticlePtr>::const_iterator End(const Shelf& shelf, Timestamp now) const;

  World world_;
  std::vector<TitleSite> sites_;
  const Clock& clock_;
  Timestamp start_;
  std::mutex mutex_;
  std::vector<Shelf> shelves_;
  RoutineWriter routine_;
  int64_t next_slot_ = 0;
};

// When the routine piece of a slot appears: before the start three an hour, after it one in about 50 seconds. Slots
// count from four days before the start.
Timestamp RoutineTime(int64_t slot, Timestamp start);

}  // namespace newsstand::press
