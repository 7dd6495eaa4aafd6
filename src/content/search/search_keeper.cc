#include "content/search/search_keeper.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "content/html/text.h"
#include "store/articles.h"
#include "store/titles.h"

namespace newsstand::search {
namespace {

constexpr std::string_view kIdentity = "search_index_of";  // tells one store from another
constexpr std::chrono::seconds kLookAnyway{2};             // at another process's articles
constexpr std::chrono::seconds kAfterError{5};
constexpr std::chrono::seconds kWriteLater{15};            // another process writes: asked again
constexpr size_t kTextBytes = 300'000;                     // of a body
constexpr size_t kBatchBytes = 24u << 20;                  // of texts read at once
// Before anything was printed.
constexpr int64_t kLongAgo = -20'000'000'000'000;

}  // namespace

Document DocumentOf(const Article& article, const Title& title) {
  Document document;
  document.article = article.id.value;
  document.published = ToUnixMillis(article.published);
  document.title = static_cast<uint32_t>(title.id.value);
  document.source = title.slug;
  document.language = article.language;
  document.country = title.country;
  document.section = article.section;
  document.headline = article.headline;
  document.lede = article.standfirst;
  const std::vector<std::string> paragraphs =
      html::ParagraphsOf(article.body_html.empty() ? article.summary_html : article.body_html);
  size_t first = 0;
  if (document.lede.empty() && !paragraphs.empty()) document.lede = paragraphs[first++];
  for (size_t i = first; i < paragraphs.size() && document.body.size() < kTextBytes; ++i) {
    document.body += paragraphs[i];
    document.body += '\n';
  }
  if (document.body.size() > kTextBytes) document.body.resize(TruncateUtf8(document.body, kTextBytes).size());
  document.authors = article.authors;
  if (document.authors.empty() && !article.byline.empty()) document.authors.push_back(article.byline);
  for (const TopicScore& topic : article.topics) document.topics.push_back(topic.slug);
  for (const Entity& entity : article.entities) document.entities.push_back(entity.slug);
  return document;
}

struct SearchKeeper::Impl {
  Impl(store::Database& given, const Clock& given_clock, SearchKeeperOptions given_options)
      : database(given), clock(given_clock), options(std::move(given_options)) {}

  Status Open();
  Result<std::string> Identity();
  Status ReadTitles();
  // How many articles were read; 0 when there is nothing new.
  Result<int64_t> FollowOnce();
  Status FlushIfDue(bool now);
  void Run();
  void Publish();

  using Steady = std::chrono::steady_clock;
  store::Database& database;
  const Clock& clock;
  const SearchKeeperOptions options;

  // Of the keeper's thread alone.
  std::unique_ptr<Index> index;
  Steady::time_point opened, flushed;
  std::unordered_map<int64_t, Title> titles;

  mutable std::mutex mutex;
  std::condition_variable wake;
  bool notified = false, stopping = false;
  ViewPtr view = std::make_shared<const View>();
  SearchCounters counters;
  std::thread thread;
};

Result<std::string> SearchKeeper::Impl::Identity() {
  std::string identity;
  const Status done = database.Write([&](store::Transaction& transaction) -> Status {
    auto found = store::FindSetting(transaction, kIdentity);
    if (!found) return Fail(found.error());
    identity = found->value_or(Base64Url(RandomBytes(12)));
    return *found ? Status{} : store::SaveSetting(transaction, kIdentity, identity);
  });
  if (!done) return Fail(done.error());
  return identity;
}

Status SearchKeeper::Impl::Open() {
  auto identity = Identity();
  if (!identity) return Fail(identity.error());
  index.reset();
  IndexOptions index_options;
  index_options.folder = options.folder;
  index_options.identity = *identity;
  index_options.keep_months = options.keep_months;
  auto made = Index::Open(std::move(index_options), clock);
  if (!made) return Fail(made.error());
  index = std::move(*made);
  opened = flushed = Steady::now();
  int64_t latest = 0;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    auto seq = store::LatestChangeSeq(transaction);
    if (!seq) return Fail(seq.error());
    latest = *seq;
    return {};
  });
  if (!read) return read;
  if (index->followed_to() > latest) {
    log::Warn("the search index knows more than the store, which was restored then: the index is made anew");
    if (Status cleared = index->Clear(); !cleared) return cleared;
  }
  Publish();
  return {};
}

Status SearchKeeper::Impl::ReadTitles() {
  return database.Read([&](store::Transaction& transaction) -> Status {
    titles.clear();
    auto all = store::AllTitles(transaction);
    if (!all) return Fail(all.error());
    for (Title& title : *all) titles[title.id.value] = std::move(title);
    return {};
  });
}

Result<int64_t> SearchKeeper::Impl::FollowOnce() {
  std::vector<Article> changed;
  std::vector<int64_t> gone;
  int64_t reached = index->followed_to(), count = 0;
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    changed.clear();
    gone.clear();
    count = 0;
    size_t bytes = 0;
    auto cards = store::ArticlesChangedAfter(transaction, index->followed_to(), FromUnixMillis(kLongAgo), options.batch);
    if (!cards) return Fail(cards.error());
    for (const Article& card : *cards) {
      reached = card.change_seq;
      ++count;
      std::optional<Article> whole;
      if (card.state == ArticleState::kLive) {
        auto found = store::FindArticle(transaction, card.id);
        if (!found) return Fail(found.error());
        whole = std::move(*found);
      }
      // Merged into another: that one changed, too. This one leaves.
      if (whole && whole->id == card.id && whole->state == ArticleState::kLive) {
        bytes += whole->body_html.size() + whole->summary_html.size();
        changed.push_back(std::move(*whole));
      } else {
        gone.push_back(card.id.value);
      }
      if (bytes > kBatchBytes) break;
    }
    return {};
  });
  if (!read) return Fail(read.error());
  if (count == 0) return 0;
  std::vector<Document> documents;
  for (const Article& article : changed) {
    if (!titles.contains(article.title.value)) {
      if (Status titles_read = ReadTitles(); !titles_read) return Fail(titles_read.error());
    }
    documents.push_back(DocumentOf(article, titles[article.title.value]));
  }
  if (Status applied = index->Apply(documents, gone, reached); !applied) return Fail(applied.error());
  {
    const std::scoped_lock lock(mutex);
    counters.indexed += static_cast<int64_t>(documents.size());
    counters.removed += static_cast<int64_t>(gone.size());
  }
  Publish();
  return count;
}

Status SearchKeeper::Impl::FlushIfDue(bool now) {
  if (!now && Steady::now() - flushed < options.flush_every) return {};
  flushed = Steady::now();
  const Status done = index->Flush();
  Publish();
  return done;
}

void SearchKeeper::Impl::Publish() {
  const Index::Counters of_index = index->counters();
  const std::scoped_lock lock(mutex);
  // An index that was opened again counts from one: pages tell views apart by their numbers.
  auto next = std::make_shared<View>(*index->Current());
  next->generation = view->generation + (next->parts.empty() && view->parts.empty() && next->ready == view->ready ? 0 : 1);
  counters.articles = next->articles;
  counters.followed_to = next->followed_to;
  counters.segments = of_index.segments;
  counters.bytes = of_index.bytes;
  counters.merges = of_index.merges;
  counters.flushes = of_index.flushes;
  view = std::move(next);
}

void SearchKeeper::Impl::Run() {
  bool failed = false;
  while (true) {
    Status status;
    bool more = false;
    if (!index || (!index->writes() && Steady::now() - opened > kWriteLater)) {
      status = Open();
      more = status.ok();
      if (!status) index.reset();
    } else {
      auto followed = FollowOnce();
      if (!followed) {
        status = Fail(followed.error());
      } else {
        more = *followed > 0;
        if (!more && !index->Current()->ready) {
          index->SetReady();
          Publish();
        }
        if (!more) status = FlushIfDue(false);
      }
    }
    if (!status && !failed)
      log::Warn("the search index could not be kept up to date and will be tried again: {}", status.error().message);
    failed = !status.ok();
    std::unique_lock lock(mutex);
    if (!stopping && !more) {
      wake.wait_for(lock, failed ? kAfterError : kLookAnyway, [&] { return stopping || (notified && !failed); });
      notified = false;
    }
    if (!stopping) continue;
    lock.unlock();
    if (index) {
      if (Status written = FlushIfDue(true); !written)
        log::Warn("the newest articles of the search index were not written: {}", written.error().message);
      index.reset();  // whoever comes next may write it
    }
    return;
  }
}

SearchKeeper::SearchKeeper(store::Database& database, const Clock& clock, SearchKeeperOptions options)
    : impl_(std::make_unique<Impl>(database, clock, std::move(options))) {}

SearchKeeper::~SearchKeeper() { Stop(); }

void SearchKeeper::Start() {
  impl_->thread = std::thread([this] { impl_->Run(); });
}

void SearchKeeper::Stop() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
}

void SearchKeeper::Notify() {
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->notified = true;
  }
  impl_->wake.notify_one();
}

Status SearchKeeper::CatchUp(bool anew, const std::function<void(int64_t, int64_t)>& progress) {
  Impl& impl = *impl_;
  if (Status opened = impl.Open(); !opened) return opened;
  if (anew) {
    if (!impl.index->writes())
      return Fail(ErrorCode::kUnavailable, "another Newsstand keeps the search index of this folder; stop it first");
    if (Status cleared = impl.index->Clear(); !cleared) return cleared;
  }
  int64_t of = 0, done = 0;
  const Status counted = impl.database.Read([&](store::Transaction& transaction) -> Status {
    auto count = store::CountArticles(transaction);
    if (!count) return Fail(count.error());
    of = *count;
    return {};
  });
  if (!counted) return counted;
  while (true) {
    auto followed = impl.FollowOnce();
    if (!followed) return Fail(followed.error());
    if (*followed == 0) break;
    done += *followed;
    if (progress) progress(done, of);
  }
  impl.index->SetReady();
  const Status settled = anew ? impl.index->Settle() : impl.index->Flush();
  impl.Publish();
  return settled;
}

ViewPtr SearchKeeper::Current() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->view;
}

SearchCounters SearchKeeper::counters() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->counters;
}

}  // namespace newsstand::search
