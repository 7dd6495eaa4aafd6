#include "content/stories/story_keeper.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

#include "base/log.h"
#include "base/text.h"
#include "content/cluster/stories.h"
#include "content/html/text.h"
#include "content/stories/event_book.h"
#include "store/articles.h"
#include "store/stories.h"
#include "store/titles.h"

namespace newsstand::stories {
namespace {

constexpr std::string_view kCursor = "stories_followed_to";  // the change_seq of articles up to which all are placed
constexpr std::chrono::seconds kLookAnyway{3};               // at another process's articles
constexpr std::chrono::seconds kAfterError{2};
constexpr size_t kMuchIsNew = 50;      // articles, and a quarter of all
constexpr size_t kTextBytes = 24'000;  // of a body: the beginning tells what it is about

int64_t ParseCursor(const std::optional<std::string>& text) {
  int64_t seq = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), seq);
  return seq;
}

std::string TextOf(const Article& article) {
  std::string text = html::TextOf(article.body_html.empty() ? article.summary_html : article.body_html);
  if (text.empty()) text = article.standfirst;
  if (text.size() > kTextBytes) text.resize(TruncateUtf8(text, kTextBytes).size());
  return text;
}

}  // namespace

struct StoryKeeper::Impl {
  Impl(store::Database& given, const Clock& given_clock, StoryKeeperOptions given_options)
      : database(given), clock(given_clock), options(given_options) {}

  // What one write has to say.
  struct Piece {
    int64_t expected = 0, reached = 0;  // the cursor before and after
    std::vector<Placement> placements;  // `story` holds the cluster's number until it is written
    std::vector<std::pair<uint64_t, uint64_t>> merges;
    std::unordered_map<uint64_t, std::string> languages;  // of stories that may have to be made
  };

  Status Load();
  Result<bool> FollowOnce();
  Status RepairIfDue();
  Status RelinkIfDue(bool at_once = false);
  void PlaceOne(const Article& article, Piece& piece);
  void Apply(const cluster::Changes& changes, Piece& piece);
  Status Write(Piece& piece);
  void Count();
  void Run();

  store::Database& database;
  const Clock& clock;
  const StoryKeeperOptions options;
  std::function<void()> on_placed;

  // Of the keeper's thread alone. The cluster numbers new stories itself; `stored` says which row each is.
  std::unique_ptr<cluster::Stories> stories;
  std::unordered_map<uint64_t, StoryId> stored;
  std::unordered_map<int64_t, std::pair<ArticleId, double>> origins;  // by article
  std::unordered_map<int64_t, bool> had_text;  // live articles, and whether they were placed with a text
  int64_t seq = 0;
  std::optional<Timestamp> repaired;
  EventBook events;
  bool placed_since_relink = true;
  std::chrono::steady_clock::time_point next_relink{};
  size_t placed_since_repair = 0;
  bool another_went_on = false;

  mutable std::mutex mutex;
  std::condition_variable wake;
  bool notified = false, stopping = false;
  StoryCounters counters;
  std::thread thread;
};

// The live news as it was placed, and the editors' word on it.
Status StoryKeeper::Impl::Load() {
  const Timestamp since = clock.Now() - options.span;
  std::vector<Placement> placements;
  std::vector<StoryEdit> edits;
  std::vector<Story> rows;
  int64_t cursor = 0, next_story = 1;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto setting = store::FindSetting(transaction, kCursor);
    if (!setting) return Fail(setting.error());
    cursor = ParseCursor(*setting);
    auto found = store::PlacementsSince(transaction, since);
    if (!found) return Fail(found.error());
    placements = std::move(*found);
    auto decided = store::AllStoryEdits(transaction);
    if (!decided) return Fail(decided.error());
    edits = std::move(*decided);
    auto live = store::StoriesSince(transaction, since);
    if (!live) return Fail(live.error());
    rows = std::move(*live);
    return {};
  });
  if (!read) return read;
  for (const Placement& placement : placements) next_story = std::max(next_story, placement.story.value + 1);
  stories = std::make_unique<cluster::Stories>(static_cast<uint64_t>(next_story));
  stored.clear();
  origins.clear();
  had_text.clear();
  events = EventBook();
  placed_since_relink = true;
  for (const Story& row : rows) events.SetEvent(row.id, row.event);
  for (const StoryEdit& edit : edits) {
    const auto one = static_cast<uint64_t>(edit.one.value), other = static_cast<uint64_t>(edit.other.value);
    edit.kind == StoryEditKind::kTogether ? stories->Together(one, other) : stories->Apart(one, other);
  }
  for (const Placement& placement : placements) {
    std::optional<Article> article;
    const Status one = database.Read([&](store::Transaction& transaction) -> Status {
      auto found = store::FindArticle(transaction, placement.article);
      if (!found) return Fail(found.error());
      article = std::move(*found);
      return {};
    });
    if (!one) return one;
    if (!article || article->id != placement.article || article->state != ArticleState::kLive) continue;
    const std::string text = TextOf(*article);
    const auto story = static_cast<uint64_t>(placement.story.value);
    stories->Restore(
        {static_cast<uint64_t>(article->id.value), article->headline, text, article->language, article->published},
        story);
    stored[story] = placement.story;
    if (article->published >= clock.Now() - EventBook::kSpan) events.Learn(*article, text);
    had_text[article->id.value] = !article->body_html.empty();
    if (placement.origin) origins[article->id.value] = {placement.origin, placement.containment};
    const std::scoped_lock lock(mutex);
    if (stopping) return {};
  }
  seq = cursor;
  another_went_on = false;
  repaired = clock.Now();
  return {};
}

void StoryKeeper::Impl::Apply(const cluster::Changes& changes, Piece& piece) {
  for (const auto& move : changes.moves) {
    const auto origin = origins.find(static_cast<int64_t>(move.article));
    Placement placement{
        ArticleId{static_cast<int64_t>(move.article)}, StoryId{static_cast<int64_t>(move.story)}, {}, 0};
    if (origin != origins.end()) std::tie(placement.origin, placement.containment) = origin->second;
    piece.placements.push_back(placement);
  }
  for (const auto& redirect : changes.redirects) piece.merges.emplace_back(redirect.from, redirect.to);
}

void StoryKeeper::Impl::PlaceOne(const Article& article, Piece& piece) {
  const auto id = static_cast<uint64_t>(article.id.value);
  const auto known = had_text.find(article.id.value);
  const bool live = article.state == ArticleState::kLive && article.published >= clock.Now() - options.span;
  if (!live) {
    if (known == had_text.end()) return;
    stories->Remove(id);
    events.Forget(article.id);
    had_text.erase(known);
    origins.erase(article.id.value);
    return;
  }
  // A correction does not change the event. A text that came after its summary says more: it is placed once more.
  const bool has_text = !article.body_html.empty();
  if (known != had_text.end() && (known->second || !has_text)) return;
  if (known != had_text.end()) stories->Remove(id);
  const auto begun = std::chrono::steady_clock::now();
  const std::string text = TextOf(article);
  const cluster::Placed placed = stories->Add({id, article.headline, text, article.language, article.published});
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  had_text[article.id.value] = has_text;
  if (article.published >= clock.Now() - EventBook::kSpan) events.Learn(article, text);
  Placement placement{article.id, StoryId{static_cast<int64_t>(placed.story)}, {}, 0};
  origins.erase(article.id.value);
  if (placed.copy && placed.copy->origin != id) {  // its own summary was the beginning of its text
    placement.origin = ArticleId{static_cast<int64_t>(placed.copy->origin)};
    placement.containment = placed.copy->containment;
    origins[article.id.value] = {placement.origin, placement.containment};
  }
  ++placed_since_repair;
  piece.placements.push_back(placement);
  piece.languages.try_emplace(placed.story, article.language.substr(0, article.language.find('-')));
  const std::scoped_lock lock(mutex);
  ++counters.placed;
  counters.stories_started += placed.started ? 1 : 0;
  counters.copies += placed.copy ? 1 : 0;
  counters.longest = std::max(counters.longest, took);
}

// Steps: 1. whether another process went on meanwhile; 2. rows for new stories; 3. placements; 4. merges; 5. the
// cursor.
Status StoryKeeper::Impl::Write(Piece& piece) {
  std::unordered_map<uint64_t, StoryId> made;
  bool overtaken = false;
  const Status written = database.Write([&](store::Transaction& transaction) -> Status {
    made.clear();
    auto setting = store::FindSetting(transaction, kCursor);
    if (!setting) return Fail(setting.error());
    overtaken = ParseCursor(*setting) != piece.expected;
    if (overtaken) return {};
    const auto row_of = [&](uint64_t number) -> Result<StoryId> {
      if (const auto known = stored.find(number); known != stored.end()) return known->second;
      if (const auto fresh = made.find(number); fresh != made.end()) return fresh->second;
      const auto language = piece.languages.find(number);
      auto row =
          store::InsertStory(transaction, language == piece.languages.end() ? "" : language->second, clock.Now());
      if (row) made[number] = *row;
      return row;
    };
    for (Placement placement : piece.placements) {
      auto row = row_of(static_cast<uint64_t>(placement.story.value));
      if (!row) return Fail(row.error());
      placement.story = *row;
      if (Status placed = store::PlaceArticle(transaction, placement); !placed) return placed;
    }
    for (const auto& [from, to] : piece.merges) {
      if (!stored.contains(from) && !made.contains(from)) continue;  // it was never written
      auto one = row_of(from);
      auto other = row_of(to);
      if (!one || !other) return Fail((!one ? one : other).error());
      if (Status merged = store::MergeStories(transaction, *one, *other); !merged) return merged;
    }
    return store::SaveSetting(transaction, kCursor, std::to_string(piece.reached));
  });
  if (!written) return written;
  if (overtaken) {
    another_went_on = true;
    return {};
  }
  for (const auto& [number, row] : made) stored[number] = row;
  for (const auto& [from, to] : piece.merges) stored.erase(from);
  seq = piece.reached;
  placed_since_relink = placed_since_relink || !piece.placements.empty();
  if (on_placed && !(piece.placements.empty() && piece.merges.empty())) on_placed();
  return {};
}

// Whether there was anything.
Result<bool> StoryKeeper::Impl::FollowOnce() {
  std::vector<Article> changed;
  Piece piece;
  piece.expected = piece.reached = seq;
  const Timestamp since = clock.Now() - options.span;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    changed.clear();
    auto cards = store::ArticlesChangedAfter(transaction, seq, since, options.batch);
    if (!cards) return Fail(cards.error());
    for (const Article& card : *cards) {
      piece.reached = card.change_seq;
      auto whole = store::FindArticle(transaction, card.id);
      if (!whole) return Fail(whole.error());
      // Merged into another: that one changed, too. This one leaves.
      if (*whole && (*whole)->id == card.id)
        changed.push_back(std::move(**whole));
      else
        changed.push_back(card);
    }
    return {};
  });
  if (!read) return Fail(read.error());
  if (piece.reached == piece.expected) return false;
  for (const Article& article : changed) PlaceOne(article, piece);
  if (Status written = Write(piece); !written) return Fail(written.error());
  return true;
}

Status StoryKeeper::Impl::RepairIfDue() {
  const Timestamp now = clock.Now();
  // Sooner when much has arrived since: at a start, or after a pause, early placements were made with little known.
  const bool much_is_new = placed_since_repair >= kMuchIsNew && placed_since_repair * 4 >= stories->articles();
  const bool due = !repaired || now - *repaired >= options.repair_every || now < *repaired;
  if ((!due && !much_is_new) || placed_since_repair == 0) return {};
  repaired = now;
  placed_since_repair = 0;
  Piece piece;
  piece.expected = piece.reached = seq;
  Apply(stories->Repair(now), piece);
  if (piece.placements.empty() && piece.merges.empty()) return {};
  {
    const std::scoped_lock lock(mutex);
    counters.moved += static_cast<int64_t>(piece.placements.size());
    counters.merged += static_cast<int64_t>(piece.merges.size());
  }
  return Write(piece);
}

// Stories of different languages on one event. Looked at as a whole, because one story's best may be another's now.
Status StoryKeeper::Impl::RelinkIfDue(bool at_once) {
  const auto begun = std::chrono::steady_clock::now();
  if (!placed_since_relink || (begun < next_relink && !at_once)) return {};
  const auto row_of = [&](ArticleId article) {
    const auto row = stored.find(stories->StoryOf(static_cast<uint64_t>(article.value)));
    return row == stored.end() ? StoryId{} : row->second;
  };
  const auto changes = events.Relink(row_of, clock.Now());
  bool overtaken = false;
  if (!changes.empty()) {
    const Status written = database.Write([&](store::Transaction& transaction) -> Status {
      auto setting = store::FindSetting(transaction, kCursor);
      if (!setting) return Fail(setting.error());
      overtaken = ParseCursor(*setting) != seq;
      if (overtaken) return {};
      for (const auto& [story, event] : changes) {
        if (Status set = store::SetStoryEvent(transaction, story, event); !set) return set;
      }
      return {};
    });
    if (!written) return written;
  }
  if (overtaken) {
    another_went_on = true;
    return {};
  }
  for (const auto& [story, event] : changes) events.SetEvent(story, event);
  placed_since_relink = false;
  const auto took = std::chrono::steady_clock::now() - begun;
  next_relink = begun + std::max<std::chrono::steady_clock::duration>(options.relink_every, took * 50);
  if (!changes.empty()) {
    const std::scoped_lock lock(mutex);
    counters.linked += static_cast<int64_t>(changes.size());
  }
  if (on_placed && !changes.empty()) on_placed();
  return {};
}

void StoryKeeper::Impl::Count() {
  const std::scoped_lock lock(mutex);
  counters.articles_live = static_cast<int64_t>(stories->articles());
  counters.stories_live = static_cast<int64_t>(stories->stories());
  counters.bytes = static_cast<int64_t>(stories->bytes());
}

void StoryKeeper::Impl::Run() {
  bool loaded = false, failed = false;
  while (true) {
    Status status;
    bool more = false;
    if (!loaded || another_went_on) {
      status = Load();
      loaded = status.ok();
      more = loaded;
    } else {
      auto followed = FollowOnce();
      if (followed) {
        more = *followed;
        if (!more) status = RepairIfDue();
        if (!more && status.ok()) status = RelinkIfDue();
      } else {
        status = Fail(followed.error());
      }
      // What was placed in memory and not written has to be placed again from what the store knows.
      if (!status) loaded = false;
    }
    if (loaded) Count();
    if (!status && !failed)
      log::Warn("stories could not be kept up to date and will be tried again: {}", status.error().message);
    failed = !status.ok();
    std::unique_lock lock(mutex);
    if (stopping) return;
    if (more) continue;
    wake.wait_for(lock, failed ? kAfterError : kLookAnyway, [&] { return stopping || (notified && !failed); });
    notified = false;
    if (stopping) return;
  }
}

StoryKeeper::StoryKeeper(store::Database& database, const Clock& clock, StoryKeeperOptions options)
    : impl_(std::make_unique<Impl>(database, clock, options)) {}

StoryKeeper::~StoryKeeper() { Stop(); }

void StoryKeeper::Start() {
  impl_->thread = std::thread([this] { impl_->Run(); });
}

void StoryKeeper::Stop() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

void StoryKeeper::Notify() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->notified = true;
  }
  impl_->wake.notify_one();
}

void StoryKeeper::OnPlaced(std::function<void()> callback) { impl_->on_placed = std::move(callback); }

Status StoryKeeper::CatchUp() {
  if (Status loaded = impl_->Load(); !loaded) return loaded;
  while (true) {
    auto more = impl_->FollowOnce();
    if (!more) return Fail(more.error());
    if (impl_->another_went_on) {
      if (Status loaded = impl_->Load(); !loaded) return loaded;
      continue;
    }
    if (!*more) break;
  }
  if (Status linked = impl_->RelinkIfDue(true); !linked) return linked;
  impl_->Count();
  return {};
}

StoryCounters StoryKeeper::counters() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->counters;
}

}  // namespace newsstand::stories
