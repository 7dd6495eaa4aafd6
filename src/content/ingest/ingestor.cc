#include "content/ingest/ingestor.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "base/guarded.h"
#include "base/log.h"
#include "content/ingest/ingest_feed.h"
#include "content/ingest/work_pool.h"
#include "content/terms/terms.h"
#include "store/articles.h"
#include "store/feeds.h"

namespace newsstand::ingest {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestSleep{5'000};   // another process may have added something
constexpr milliseconds kAfterStoreError{2'000};
constexpr milliseconds kProgressEvery{200};
// Pages of one title under way at a time: its host answers one after another anyway, and the places belong to all.
constexpr int kPagesOfOneTitle = 4;
constexpr int kLookedThrough = 8;              // times the free places: pending pages of other titles are found among them
constexpr int kWorthLooking = 4;               // a quarter of the places free: the store is not asked for every single one

int ThreadsOr(int wanted) {
  return wanted > 0 ? wanted : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

}  // namespace

struct Ingestor::Impl {
  Impl(store::Database& given, fetch::FeedFetcher& given_fetcher, const Clock& given_clock, IngestOptions given_options)
      : database(given),
        fetcher(given_fetcher),
        clock(given_clock),
        options(given_options),
        sites(given),
        pool(std::make_unique<WorkPool>(ThreadsOr(given_options.threads))) {}

  IngestContext Context() { return {database, clock, times, sites, options.mode, options.page_attempts, options.longest_interval}; }
  Result<milliseconds> Dispatch();
  Result<int> DispatchFeeds(Timestamp now);
  Result<int> DispatchPages(Timestamp now);
  void FeedArrived(const Feed& feed, fetch::FetchedFeed fetched);
  void CheckLicenses(const Article& article, const std::shared_ptr<fetch::FetchedPage>& fetched);
  void PageArrived(const Article& article, fetch::FetchedPage fetched);
  void Delivered(FeedId id, fetch::FetchedFeed delivered);
  void Finished();
  void Announce();
  void Run();

  store::Database& database;
  fetch::FeedFetcher& fetcher;
  const Clock& clock;
  const IngestOptions options;
  SiteBook sites;
  StageTimes times;

  std::mutex mutex;
  std::condition_variable wake;
  bool woken = false, stopping = false;
  std::unordered_set<int64_t> feeds_under_way, pages_under_way;
  std::unordered_map<int64_t, int> pages_of_title;  // under way
  std::function<void()> on_stored;
  std::thread thread;

  std::atomic<int64_t> feeds_fetched{0}, feeds_unchanged{0}, feeds_failed{0}, feeds_gone{0}, items{0}, articles_new{0},
      articles_changed{0}, articles_withdrawn{0}, pages_fetched{0}, pages_extracted{0}, pages_failed{0}, wire_bytes{0}, deliveries{0};
  std::unique_ptr<WorkPool> pool;  // last: its threads end before anything they use
};

Result<int> Ingestor::Impl::DispatchFeeds(Timestamp now) {
  size_t under_way = 0;
  {
    const std::scoped_lock lock(mutex);
    under_way = feeds_under_way.size();
  }
  const int room = options.feeds_under_way - static_cast<int>(under_way);
  if (under_way > 0 && room * kWorthLooking < options.feeds_under_way) return 0;
  std::vector<Feed> due;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    // Those under way are still due in the store: ask for as many more.
    auto found = store::DueFeeds(transaction, now, room + static_cast<int>(under_way));
    if (!found) return Fail(found.error());
    due = std::move(*found);
    return {};
  });
  if (!read) return Fail(read.error());
  int started = 0;
  for (Feed& feed : due) {
    {
      const std::scoped_lock lock(mutex);
      if (started >= room || !feeds_under_way.insert(feed.id.value).second) continue;
    }
    ++started;
    const auto begun = std::chrono::steady_clock::now();
    fetcher.FetchFeedLater(feed, now, [this, feed, begun](fetch::FetchedFeed fetched) {
      times.Add(Stage::kFetchFeed, std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
      auto shared = std::make_shared<fetch::FetchedFeed>(std::move(fetched));
      pool->Run([this, feed, shared] { FeedArrived(feed, std::move(*shared)); });
    });
  }
  return started;
}

Result<int> Ingestor::Impl::DispatchPages(Timestamp now) {
  size_t under_way = 0;
  {
    const std::scoped_lock lock(mutex);
    under_way = pages_under_way.size();
  }
  const int room = options.pages_under_way - static_cast<int>(under_way);
  if (under_way > 0 && room * kWorthLooking < options.pages_under_way) return 0;
  std::vector<Article> pending;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto found = store::PendingPages(transaction, now, (room + static_cast<int>(under_way)) * kLookedThrough);
    if (!found) return Fail(found.error());
    pending = std::move(*found);
    return {};
  });
  if (!read) return Fail(read.error());
  int started = 0;
  for (Article& article : pending) {
    {
      const std::scoped_lock lock(mutex);
      if (started >= room) break;
      int& of_title = pages_of_title[article.title.value];
      if (of_title >= kPagesOfOneTitle || !pages_under_way.insert(article.id.value).second) continue;
      ++of_title;
    }
    ++started;
    const auto begun = std::chrono::steady_clock::now();
    fetcher.FetchPageLater(article.url, [this, article, begun](fetch::FetchedPage fetched) {
      times.Add(Stage::kFetchPage, std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
      auto shared = std::make_shared<fetch::FetchedPage>(std::move(fetched));
      pool->Run([this, article, shared] { CheckLicenses(article, shared); });
    });
  }
  return started;
}

// Starts what is due and answers how long nothing else will be.
Result<milliseconds> Ingestor::Impl::Dispatch() {
  const Timestamp now = clock.Now();
  auto feeds = DispatchFeeds(now);
  if (!feeds) return Fail(feeds.error());
  auto pages = DispatchPages(now);
  if (!pages) return Fail(pages.error());
  std::optional<Timestamp> next;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto feed = store::NextFeedDue(transaction);
    if (!feed) return Fail(feed.error());
    auto page = store::NextPageDue(transaction);
    if (!page) return Fail(page.error());
    next = *feed && *page ? std::min(*feed, *page) : *feed ? *feed : *page;
    return {};
  });
  if (!read) return Fail(read.error());
  if (!next || *next > now + kLongestSleep) return kLongestSleep;
  // What is due but already under way wakes the loop when it has finished.
  return *next > now ? std::chrono::duration_cast<milliseconds>(*next - now) : kLongestSleep;
}

void Ingestor::Impl::FeedArrived(const Feed& feed, fetch::FetchedFeed fetched) {
  wire_bytes += fetched.wire_bytes;
  auto outcome = GuardedJob("taking in " + feed.url, [&] { return IngestFeed(Context(), feed, std::move(fetched)); });
  if (outcome) {
    ++feeds_fetched;
    feeds_unchanged += outcome->unchanged;
    feeds_failed += outcome->failed;
    feeds_gone += outcome->gone;
    items += outcome->items;
    articles_new += outcome->articles_new;
    articles_changed += outcome->articles_changed;
    articles_withdrawn += outcome->articles_withdrawn;
    Announce();
  } else {
    log::Error("what {} delivered could not be stored and will be fetched again: {}", feed.url, outcome.error().message);
    std::this_thread::sleep_for(kAfterStoreError);  // the store needs a rest, not a storm
  }
  {
    const std::scoped_lock lock(mutex);
    feeds_under_way.erase(feed.id.value);
  }
  Finished();
}

// Licences that the page itself names are read before anything is taken from it.
void Ingestor::Impl::CheckLicenses(const Article& article, const std::shared_ptr<fetch::FetchedPage>& fetched) {
  if (fetched->ok && terms::MayStateTerms(fetched->body)) {
    auto named = terms::ReadPageTerms(fetched->body, fetched->url, options.mode).licenses;
    fetched->licenses.insert(fetched->licenses.end(), std::make_move_iterator(named.begin()), std::make_move_iterator(named.end()));
  }
  if (!fetched->ok || fetched->licenses.empty()) return PageArrived(article, std::move(*fetched));
  fetcher.CheckLicensesLater(fetched->url, fetched->licenses, [this, article, fetched](fetch::TermsVerdict verdict) {
    for (Terms& one : verdict.terms) fetched->terms.push_back(std::move(one));
    if (verdict.unreachable) {
      fetched->ok = false;
      fetched->error = verdict.reason;
    }
    pool->Run([this, article, fetched] { PageArrived(article, std::move(*fetched)); });
  });
}

void Ingestor::Impl::PageArrived(const Article& article, fetch::FetchedPage fetched) {
  auto outcome = GuardedJob("taking in " + article.url, [&] { return IngestPage(Context(), article, std::move(fetched)); });
  if (outcome) {
    ++pages_fetched;
    pages_extracted += outcome->extracted;
    pages_failed += outcome->failed;
    articles_withdrawn += outcome->withdrawn;
    Announce();
  } else {
    log::Error("the page {} could not be stored and will be fetched again: {}", article.url, outcome.error().message);
    std::this_thread::sleep_for(kAfterStoreError);
  }
  {
    const std::scoped_lock lock(mutex);
    pages_under_way.erase(article.id.value);
    if (const auto of_title = pages_of_title.find(article.title.value); --of_title->second == 0) pages_of_title.erase(of_title);
  }
  Finished();
}

void Ingestor::Impl::Delivered(FeedId id, fetch::FetchedFeed delivered) {
  std::optional<Feed> feed;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto found = store::FindFeed(transaction, id);
    if (!found) return Fail(found.error());
    feed = std::move(*found);
    return {};
  });
  if (read && !feed) return;  // removed meanwhile
  auto outcome = read ? IngestFeed(Context(), *feed, std::move(delivered)) : Result<FeedOutcome>(Fail(read.error()));
  if (!outcome) {
    // Nothing is lost: the feed is still polled.
    log::Warn("what a hub delivered could not be taken over: {}", outcome.error().message);
    return;
  }
  ++deliveries;
  items += outcome->items;
  articles_new += outcome->articles_new;
  articles_changed += outcome->articles_changed;
  articles_withdrawn += outcome->articles_withdrawn;
  Announce();
  Finished();  // pages may have become due
}

void Ingestor::Impl::Announce() {
  std::function<void()> callback;
  {
    const std::scoped_lock lock(mutex);
    callback = on_stored;
  }
  if (callback) callback();
}

void Ingestor::Impl::Finished() {
  {
    const std::scoped_lock lock(mutex);
    woken = true;
  }
  wake.notify_all();
}

void Ingestor::Impl::Run() {
  bool failed = false;
  while (true) {
    auto sleep = Dispatch();
    if (!sleep && !failed) log::Warn("the store could not say what is due: {}", sleep.error().message);
    failed = !sleep;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, sleep ? *sleep : kAfterStoreError, [this] { return woken || stopping; });
    woken = false;
    if (stopping) return;
  }
}

Ingestor::Ingestor(store::Database& database, fetch::FeedFetcher& fetcher, const Clock& clock, IngestOptions options)
    : impl_(std::make_unique<Impl>(database, fetcher, clock, options)) {}

Ingestor::~Ingestor() { Stop(); }

void Ingestor::OnStored(std::function<void()> callback) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->on_stored = std::move(callback);
}

void Ingestor::Start() {
  impl_->thread = std::thread([this] { impl_->Run(); });
}

void Ingestor::Stop() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

void Ingestor::Wake() { impl_->Finished(); }

void Ingestor::Deliver(FeedId feed, fetch::FetchedFeed delivered) {
  delivered.pushed = true;
  delivered.outcome = fetch::FetchedFeed::Outcome::kNew;
  auto shared = std::make_shared<fetch::FetchedFeed>(std::move(delivered));
  impl_->pool->Run([impl = impl_.get(), feed, shared] { impl->Delivered(feed, std::move(*shared)); });
}

Status Ingestor::RunOnce(const std::function<void(const IngestCounters&)>& progress) {
  while (true) {
    auto sleep = impl_->Dispatch();
    if (!sleep) return Fail(sleep.error());
    if (progress) progress(counters());
    std::unique_lock lock(impl_->mutex);
    if (impl_->stopping || (impl_->feeds_under_way.empty() && impl_->pages_under_way.empty())) return {};
    impl_->wake.wait_for(lock, kProgressEvery, [this] { return impl_->woken || impl_->stopping; });
    impl_->woken = false;
  }
}

IngestCounters Ingestor::counters() const {
  IngestCounters counters{impl_->feeds_fetched,    impl_->feeds_unchanged, impl_->feeds_failed,
                          impl_->feeds_gone,       impl_->items,           impl_->articles_new,
                          impl_->articles_changed, impl_->articles_withdrawn, impl_->pages_fetched,
                          impl_->pages_extracted,  impl_->pages_failed,    impl_->wire_bytes,
                          impl_->deliveries};
  const std::scoped_lock lock(impl_->mutex);
  counters.feeds_under_way = static_cast<int>(impl_->feeds_under_way.size());
  counters.pages_under_way = static_cast<int>(impl_->pages_under_way.size());
  return counters;
}

const StageTimes& Ingestor::stage_times() const { return impl_->times; }

}  // namespace newsstand::ingest
