#include <algorithm>

#include "base/guarded.h"
#include "base/log.h"
#include "base/text.h"
#include "content/extract/extract.h"
#include "content/html/text.h"
#include "content/ingest/build_article.h"
#include "content/ingest/identity.h"
#include "content/ingest/ingest_feed.h"
#include "content/ingest/store_change.h"
#include "content/ingest/terms_keeper.h"
#include "content/terms/terms.h"
#include "store/articles.h"
#include "store/sites.h"
#include "store/titles.h"

namespace newsstand::ingest {
namespace {

using std::chrono::minutes;

constexpr minutes kFirstRetry{5};
constexpr minutes kLongestRetry{24 * 60};
constexpr std::chrono::hours kTermsCountFor{48};

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

// The feed's own words stay: nothing of the page is taken over.
Status KeepWithoutPage(store::Transaction& transaction, ArticleId id, PageState state) {
  auto stored = store::FindArticle(transaction, id);
  if (!stored) return Fail(stored.error());
  if (!*stored || (*stored)->page_state == state) return {};
  Article article = std::move(**stored);
  article.page_state = state;
  return store::UpdateArticle(transaction, article);
}

Status StorePage(store::Transaction& transaction, const IngestContext& context, const TitleFacts& facts, ArticleId id,
                 const ExtractedArticle& extracted) {
  auto stored = store::FindArticle(transaction, id);
  if (!stored) return Fail(stored.error());
  if (!*stored) return {};  // merged into another meanwhile
  const Timestamp now = context.clock.Now();
  Change change = ApplyPage(**stored, extracted, now);
  const Article after = change.article;
  if (Status kept = StoreChange(transaction, **stored, std::move(change), now); !kept) return kept;
  return JoinByCanonical(transaction, after, CanonicalKey(extracted.canonical_url, facts.title.home));
}

Status StoreFailure(store::Transaction& transaction, const IngestContext& context, const Article& article,
                    const fetch::FetchedPage& fetched, PageOutcome& outcome) {
  if (fetched.status == 410) {
    auto current = store::FindArticle(transaction, article.id);
    if (!current) return Fail(current.error());
    if (!*current) return {};
    (*current)->page_state = PageState::kFailed;
    auto withdrawn = Withdraw(transaction, std::move(**current), Withdrawal::kPageGone);
    if (!withdrawn) return Fail(withdrawn.error());
    outcome.withdrawn = *withdrawn;
    return {};
  }
  if (fetched.reserved) return KeepWithoutPage(transaction, article.id, PageState::kReserved);
  // A page that was read before, and is now merely hard to reach, is still the one that was read.
  if (article.body_source == BodySource::kPage && !fetched.gone && article.page_attempts + 1 >= context.page_attempts) {
    return KeepWithoutPage(transaction, article.id, PageState::kDone);
  }
  const int attempts = fetched.disallowed || fetched.gone ? 0 : context.page_attempts;
  return store::PageFailed(transaction, article.id, NextTry(article, fetched, context.clock.Now()), attempts);
}

}  // namespace

Result<PageOutcome> IngestPage(const IngestContext& context, const Article& article, fetch::FetchedPage fetched) {
  PageOutcome outcome;
  auto facts = ReadTitleFacts(context, article.title);
  if (!facts) return Fail(facts.error());
  if (!*facts) return outcome;  // removed meanwhile
  if (fetched.ok && terms::MayStateTerms(fetched.body)) {
    auto stated = terms::ReadPageTerms(fetched.body, fetched.url, context.mode);
    for (Terms& one : stated.terms) fetched.terms.push_back(std::move(one));
  }
  for (Terms& one : fetched.terms) {
    if (one.seen == Timestamp{}) one.seen = context.clock.Now();
  }
  const bool reserved = fetched.ok && terms::ReservationOf(fetched.terms, fetched.url) != nullptr;
  const bool takes_text = (*facts)->title.rights == Rights::kFull && !reserved;

  std::optional<Result<ExtractedArticle>> extracted;
  if (fetched.ok && takes_text) {
    Timed timed(context.times, Stage::kExtract);
    extracted = GuardedJob("reading " + fetched.url, [&] {
      auto found = extract::Extract({fetched.body, fetched.content_type, fetched.url});
      if (found) extract::ApplyMemory(*context.sites.Of(article.url), *found);
      return found;
    });
    if (!*extracted && extracted->error().code == ErrorCode::kInternal) log::Error("{}", extracted->error().message);
  }
  outcome.extracted = extracted && extracted->ok();
  outcome.failed = !fetched.ok || (takes_text && !outcome.extracted);
  const Status stored = [&] {
    Timed timed(context.times, Stage::kStorePage);
    return context.database.Write([&](store::Transaction& transaction) -> Status {
      const std::string& about = fetched.url.empty() ? article.url : fetched.url;
      if (Status kept = KeepPageTerms(transaction, article.title, about, fetched.terms); !kept) return kept;
      if (!fetched.ok) return StoreFailure(transaction, context, article, fetched, outcome);
      if (reserved) return KeepWithoutPage(transaction, article.id, PageState::kReserved);
      if (!takes_text) return KeepWithoutPage(transaction, article.id, PageState::kNotWanted);
      if (outcome.extracted) return StorePage(transaction, context, **facts, article.id, **extracted);
      return store::PageFailed(transaction, article.id, NextTry(article, fetched, context.clock.Now()), context.page_attempts);
    });
  }();
  if (!stored) return Fail(stored.error());
  if (outcome.extracted) {
    // The page is safe; what it teaches about its site can be learned another time.
    if (const Status learned = context.sites.PageStored(article.title, article.url, context.clock.Now()); !learned) {
      log::Warn("nothing was learned of the site of {}: {}", article.url, learned.error().message);
    }
  }
  return outcome;
}

Result<std::optional<TitleFacts>> ReadTitleFacts(const IngestContext& context, TitleId id) {
  std::optional<TitleFacts> facts;
  const Status read = context.database.Read([&](store::Transaction& transaction) -> Status {
    facts.reset();
    auto title = store::FindTitle(transaction, id);
    if (!title) return Fail(title.error());
    if (!*title) return {};
    auto terms = store::TermsOf(transaction, id);
    if (!terms) return Fail(terms.error());
    facts = TitleFacts{std::move(**title), std::move(*terms)};
    return {};
  });
  if (!read) return Fail(read.error());
  if (!facts) return facts;
  facts->title.rights = EffectiveRights(facts->title.rights, context.mode);
  // What was not heard again for days may have been lifted: the site is asked before it counts again.
  std::erase_if(facts->terms, [now = context.clock.Now()](const Terms& one) { return now - one.seen > kTermsCountFor; });
  return facts;
}

}  // namespace newsstand::ingest
