#include "press/newsroom.h"

#include <algorithm>

namespace newsstand::press {
namespace {

constexpr int64_t kSlotsBefore = 4 * 24 * 3;  // one in twenty minutes
constexpr int64_t kSlotsAtOnce = 400;         // when the clock jumps: only the latest so many are written
constexpr auto kSlotBefore = std::chrono::minutes(20);
constexpr auto kSlotAfter = std::chrono::seconds(50);

std::string FeedPath(std::string_view format, size_t index) {
  if (format == "news-sitemap") return "/news-sitemap.xml";
  if (format.starts_with("json")) return "/feed.json";
  if (format.starts_with("atom")) return index == 0 ? "/atom.xml" : "/more/atom.xml";
  if (format == "rss-2.0-itunes") return "/listen.xml";
  if (format == "rss-1.0") return "/index.rdf";
  return index == 0 ? "/feed.xml" : "/feed/rss.xml";
}

std::string_view Ending(std::string_view format) { return format.starts_with("json") ? "feed.json" : "feed.xml"; }

}  // namespace

std::vector<FeedSpec> FeedsOf(const PressTitle& title) {
  std::vector<FeedSpec> feeds;
  for (size_t i = 0; i < title.feeds.size(); ++i)
    feeds.push_back({FeedPath(title.feeds[i], i), title.feeds[i], "", -1});
  if (!title.section_feeds.empty()) {
    for (const std::string& section : title.sections) {
      feeds.push_back(
          {"/section/" + section + "/" + std::string(Ending(title.section_feeds)), title.section_feeds, section, -1});
    }
  }
  return feeds;
}

Timestamp RoutineTime(int64_t slot, Timestamp start) {
  if (slot < kSlotsBefore) return start - kSlotBefore * (kSlotsBefore - slot) + std::chrono::seconds(slot * 37 % 500);
  return start + kSlotAfter * (slot - kSlotsBefore + 1);
}

Newsroom::Newsroom(World world, std::vector<TitleSite> sites, std::vector<PressArticle> articles, const Clock& clock,
                   Timestamp start)
    : world_(std::move(world)), sites_(std::move(sites)), clock_(clock), start_(start), shelves_(sites_.size()) {
  for (PressArticle& article : articles) Add(std::move(article));
}

void Newsroom::SetRoutine(RoutineWriter writer) {
  std::lock_guard lock(mutex_);
  routine_ = std::move(writer);
}

void Newsroom::Add(PressArticle article) {
  Shelf& shelf = shelves_[article.title];
  auto kept = std::make_shared<const PressArticle>(std::move(article));
  auto place = std::upper_bound(shelf.by_time.begin(), shelf.by_time.end(), kept->published,
                                [](Timestamp at, const ArticlePtr& other) { return at < other->published; });
  shelf.by_time.insert(place, kept);
  shelf.by_path[kept->path] = kept;
  shelf.by_id[kept->id] = kept;
}

void Newsroom::CatchUp(Timestamp now) {
  if (!routine_) return;
  int64_t due = next_slot_;
  while (RoutineTime(due, start_) <= now) ++due;
  // A clock that was moved by days does not make the press write for days.
  if (due - next_slot_ > kSlotsAtOnce + kSlotsBefore) next_slot_ = due - kSlotsAtOnce;
  for (; next_slot_ < due; ++next_slot_) {
    PressArticle piece = routine_(next_slot_, RoutineTime(next_slot_, start_));
    if (!piece.headline.empty()) Add(std::move(piece));
  }
}

std::vector<ArticlePtr>::const_iterator Newsroom::End(const Shelf& shelf, Timestamp now) const {
  return std::upper_bound(shelf.by_time.begin(), shelf.by_time.end(), now,
                          [](Timestamp at, const ArticlePtr& other) { return at < other->published; });
}

std::vector<ArticlePtr> Newsroom::Latest(size_t title, std::string_view section, Timestamp now, size_t limit,
                                         size_t skip) {
  std::lock_guard lock(mutex_);
  CatchUp(now);
  std::vector<ArticlePtr> out;
  const Shelf& shelf = shelves_[title];
  for (auto it = End(shelf, now); it != shelf.by_time.begin() && out.size() < limit;) {
    --it;
    if (!section.empty() && (*it)->section != section) continue;
    if (skip > 0) {
      --skip;
      continue;
    }
    out.push_back(*it);
  }
  return out;
}

std::vector<ArticlePtr> Newsroom::Page(size_t title, size_t page, size_t size, Timestamp now) {
  std::lock_guard lock(mutex_);
  const Shelf& shelf = shelves_[title];
  size_t visible = static_cast<size_t>(End(shelf, now) - shelf.by_time.begin());
  size_t begin = std::min(page * size, visible), end = std::min(begin + size, visible);
  return {shelf.by_time.begin() + static_cast<std::ptrdiff_t>(begin),
          shelf.by_time.begin() + static_cast<std::ptrdiff_t>(end)};
}

ArticlePtr Newsroom::Find(size_t title, const std::string& path, Timestamp now) {
  std::lock_guard lock(mutex_);
  auto found = shelves_[title].by_path.find(path);
  return found == shelves_[title].by_path.end() || found->second->published > now ? nullptr : found->second;
}

ArticlePtr Newsroom::FindById(size_t title, const std::string& id, Timestamp now) {
  std::lock_guard lock(mutex_);
  auto found = shelves_[title].by_id.find(id);
  return found == shelves_[title].by_id.end() || found->second->published > now ? nullptr : found->second;
}

std::string Newsroom::EventAddress(size_t title, std::string_view event_id, Timestamp now) {
  std::lock_guard lock(mutex_);
  const Shelf& shelf = shelves_[title];
  for (auto it = End(shelf, now); it != shelf.by_time.begin();) {
    --it;
    if ((*it)->event >= 0 && world_.events[static_cast<size_t>((*it)->event)].id == event_id)
      return sites_[title].base + (*it)->path;
  }
  return {};
}

std::vector<ArticlePtr> Newsroom::Related(const PressArticle& article, Timestamp now, size_t limit) {
  std::lock_guard lock(mutex_);
  std::vector<ArticlePtr> same_event, others;
  const Shelf& shelf = shelves_[article.title];
  for (auto it = End(shelf, now); it != shelf.by_time.begin() && others.size() < limit * 4;) {
    --it;
    if ((*it)->id == article.id) continue;
    if (article.event >= 0 && (*it)->event == article.event) {
      same_event.push_back(*it);
    } else if ((*it)->section == article.section) {
      others.push_back(*it);
    }
  }
  for (const ArticlePtr& other : others) same_event.push_back(other);
  if (same_event.size() > limit) same_event.resize(limit);
  return same_event;
}

size_t Newsroom::CountPublished(Timestamp now) {
  std::lock_guard lock(mutex_);
  CatchUp(now);
  size_t count = 0;
  for (const Shelf& shelf : shelves_) count += static_cast<size_t>(End(shelf, now) - shelf.by_time.begin());
  return count;
}

size_t Newsroom::CountAll() {
  std::lock_guard lock(mutex_);
  size_t count = 0;
  for (const Shelf& shelf : shelves_) count += shelf.by_time.size();
  return count;
}

}  // namespace newsstand::press
