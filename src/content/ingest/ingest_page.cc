#include <algorithm>

#include "base/log.h"
#include "base/text.h"
#include "content/extract/extract.h"
#include "content/html/text.h"
#include "content/ingest/build_article.h"
#include "content/ingest/identity.h"
#include "content/ingest/ingest_feed.h"
#include "store/articles.h"
#include "store/titles.h"

namespace newsstand::ingest {
namespace {

using std::chrono::minutes;

constexpr minutes kFirstRetry{5};
constexpr minutes kLongestRetry{24 * 60};

// When a page that failed is tried again: later each time, and not before its host says so.
Timestamp NextTry(const Article& article, const fetch::FetchedPage& fetched, Timestamp now) {
  const auto wait = std::min(kFirstRetry * (1 << std::min(article.page_attempts, 10)), kLongestRetry);
  return now + std::max<std::chrono::milliseconds>(wait, fetched.retry_after.value_or(std::chrono::seconds(0)));
}

// Whether two articles that share a canonical address are one: a wrong canonical link is common, so the words decide.
bool SamePiece(const Article& a, const Article& b) {
  if (AsciiLower(CollapseSpace(a.headline)) == AsciiLower(CollapseSpace(b.headline))) return true;
  return a.word_count > 50 && a.word_count == b.word_count && html::TextOf(a.body_html) == html::TextOf(b.body_html);
}

// The page's canonical address becomes one more key of the article; if it is another article's already and they are the
// same piece, the two become one: the older stays.
Status JoinByCanonical(store::Transaction& transaction, const Article& article, const std::string& key) {
  if (key.empty()) return {};
  auto owners = store::FindArticlesByKeys(transaction, article.title, {key});
  if (!owners) return Fail(owners.error());
  if (owners->empty()) return store::AddArticleKeys(transaction, article.title, article.id, {key});
  if (owners->front() == article.id) return {};
  auto other = store::FindArticle(transaction, owners->front());
  if (!other) return Fail(other.error());
  if (!*other || !SamePiece(article, **other)) return {};
  const bool other_is_older = (*other)->id < article.id;
  return store::MergeArticles(transaction, other_is_older ? article.id : (*other)->id,
                              other_is_older ? (*other)->id : article.id);
}

Status StorePage(store::Transaction& transaction, const IngestContext& context, ArticleId id,
                 const ExtractedArticle& extracted) {
  auto stored = store::FindArticle(transaction, id);
  if (!stored) return Fail(stored.error());
  if (!*stored) return {};  // merged into another meanwhile
  const Change change = ApplyPage(**stored, extracted, context.clock.Now());
  if (change.new_version) {
    const Article& old = **stored;
    const Status kept = store::SaveVersion(
        transaction, {old.id, old.version, old.updated.value_or(old.first_seen), old.headline, old.standfirst, old.body_html});
    if (!kept) return kept;
  }
  if (Status updated = store::UpdateArticle(transaction, change.article); !updated) return updated;
  auto title = store::FindTitle(transaction, change.article.title);
  if (!title) return Fail(title.error());
  const std::string home = *title ? (*title)->home : "";
  return JoinByCanonical(transaction, change.article, CanonicalKey(extracted.canonical_url, home));
}

}  // namespace

Result<PageOutcome> IngestPage(const IngestContext& context, const Article& article, fetch::FetchedPage fetched) {
  PageOutcome outcome;
  const Timestamp now = context.clock.Now();
  if (!fetched.ok) {
    outcome.failed = true;
    const bool for_good = fetched.disallowed || fetched.gone;
    const Status stored = context.database.Write([&](store::Transaction& transaction) -> Status {
      if (fetched.status != 410) {
        return store::PageFailed(transaction, article.id, NextTry(article, fetched, now), for_good ? 0 : context.page_attempts);
      }
      auto current = store::FindArticle(transaction, article.id);
      if (!current) return Fail(current.error());
      if (!*current) return {};
      Article withdrawn = std::move(**current);
      withdrawn.page_state = PageState::kFailed;
      withdrawn.state = ArticleState::kWithdrawn;
      return store::UpdateArticle(transaction, withdrawn);
    });
    if (!stored) return Fail(stored.error());
    return outcome;
  }
  auto extracted = [&] {
    Timed timed(context.times, Stage::kExtract);
    return extract::Extract({fetched.body, fetched.content_type, fetched.url});
  }();
  outcome.extracted = extracted.ok();
  outcome.failed = !outcome.extracted;
  Timed timed(context.times, Stage::kStorePage);
  const Status stored = context.database.Write([&](store::Transaction& transaction) -> Status {
    if (!extracted) {
      return store::PageFailed(transaction, article.id, NextTry(article, fetched, now), context.page_attempts);
    }
    return StorePage(transaction, context, article.id, *extracted);
  });
  if (!stored) return Fail(stored.error());
  return outcome;
}

}  // namespace newsstand::ingest
