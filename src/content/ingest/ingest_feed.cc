#include "content/ingest/ingest_feed.h"

#include <algorithm>

#include "base/guarded.h"
#include "base/hash.h"
#include "content/fetch/schedule.h"
#include "content/ingest/build_article.h"
#include "content/ingest/feed_habits.h"
#include "content/ingest/identity.h"
#include "content/ingest/item_writer.h"
#include "content/ingest/terms_keeper.h"
#include "content/parse/parse_feed.h"
#include "content/terms/terms.h"
#include "store/feeds.h"
#include "store/subscriptions.h"

namespace newsstand::ingest {
namespace {

// What is held back will be listed again when it may be shown.
Withdrawal WithdrawalOf(const ParsedItem& item, Timestamp now) {
  if (item.status == ItemStatus::kCanceled || (item.expires && *item.expires <= now)) return Withdrawal::kCanceled;
  if (item.status == ItemStatus::kWithheld || (item.embargoed_until && *item.embargoed_until > now)) return Withdrawal::kWithheld;
  return Withdrawal::kNone;
}

std::vector<Candidate> MakeCandidates(const IngestContext& ingest, const ParsedFeed& parsed, const Feed& feed,
                                      const TitleFacts& facts, Timestamp now) {
  const Title& title = facts.title;
  std::vector<std::vector<std::string>> keys;
  {
    Timed timed(ingest.times, Stage::kIdentify);
    keys = ArticleKeys(parsed, title.home);
  }
  Timed timed(ingest.times, Stage::kEnrich);
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < parsed.items.size(); ++i) {
    const ParsedItem& item = parsed.items[i];
    const ItemContext context{feed, title, parsed.language, now, static_cast<int>(i), keys[i].front()};
    Article article = MakeArticle(item, context);
    article.headline.resize(extract::WithoutTail(*ingest.sites.Of(article.url), article.headline).size());
    // Known to be reserved: the page is not even asked for.
    const bool wanted = article.page_state == PageState::kPending;
    if (wanted && terms::ReservationOf(facts.terms, article.url) != nullptr) article.page_state = PageState::kReserved;
    candidates.push_back({std::move(keys[i]), std::move(article), WithdrawalOf(item, now)});
  }
  return candidates;
}

// Whether the feed's row may be overwritten: it may have been changed by an operator, or moved, while it was fetched.
Status SaveFeedRow(store::Transaction& transaction, const Feed& before, Feed after) {
  auto current = store::FindFeed(transaction, before.id);
  if (!current) return Fail(current.error());
  if (!*current) return {};  // removed meanwhile
  if ((*current)->state != before.state) after.state = (*current)->state;
  if (after.url != before.url) {
    auto taken = store::FindFeedByUrl(transaction, after.url);
    if (!taken) return Fail(taken.error());
    // Two feeds that moved to one address: this one has nothing of its own to say any more.
    if (*taken && (*taken)->id != before.id) {
      after.url = before.url;
      after.state = FeedState::kStopped;
      after.last_error = "The feed moved to an address that is already followed.";
    }
  }
  auto saved = store::SaveFeed(transaction, after);
  if (!saved) return Fail(saved.error());
  return {};
}

void ApplySchedule(Feed& feed, const fetch::FetchFacts& facts, Timestamp now, std::chrono::seconds longest_interval) {
  const fetch::Schedule schedule = fetch::NextFetch(feed, facts, now, Hash64(feed.url));
  feed.next_fetch = schedule.next_fetch;
  feed.interval_seconds = schedule.interval_seconds;
  feed.items_per_day = schedule.items_per_day;
  // A feed that failed or asked to be left alone keeps its pause.
  const bool answered = facts.outcome == fetch::FetchedFeed::Outcome::kNew || facts.outcome == fetch::FetchedFeed::Outcome::kNotModified;
  if (answered && !facts.retry_after) feed.next_fetch = std::min<Timestamp>(feed.next_fetch, now + longest_interval);
}

// From date to arrival, smoothed; over a week is an archive that was put up, not a delay.
void CountDelays(Feed& feed, const std::vector<int64_t>& delays) {
  constexpr int64_t kLongest = 7 * 86'400;
  for (const int64_t delay : delays) {
    const auto seconds = static_cast<int>(std::clamp<int64_t>(delay, 0, kLongest));
    feed.delay_seconds = feed.delay_seconds < 0 ? seconds : (feed.delay_seconds * 4 + seconds) / 5;
  }
}

// The hub the publisher names and the address it knows the feed under: in the answer's headers or in the document.
void TakeHub(Feed& feed, const fetch::FetchedFeed& fetched, const ParsedFeed& parsed) {
  feed.hub = !fetched.hub.empty() ? fetched.hub : parsed.hubs.empty() ? "" : parsed.hubs.front();
  const std::string& topic = !fetched.hub.empty() && !fetched.self_url.empty() ? fetched.self_url : parsed.self_url;
  feed.hub_topic = feed.hub.empty() ? "" : topic;
}

// What the document says beside its items.
void TakeDocument(const ParsedFeed& parsed, fetch::FetchFacts& facts) {
  facts.ttl_minutes = parsed.ttl_minutes;
  facts.skip_hours = parsed.skip_hours;
  for (const ParsedItem& item : parsed.items) {
    if (item.published) facts.item_times.push_back(*item.published);
  }
}

// An answer that is no feed: as a failed fetch, without validators, so that it is looked at again.
void CountAsFailed(Feed& feed, const Feed& before, const Error& error) {
  feed.last_error = error.message;
  feed.failures = before.failures + 1;
  feed.last_success = before.last_success;
  feed.etag.clear();
  feed.last_modified.clear();
  feed.url = before.url;
}

// While its hub delivers, polling is only the net under it.
Status RelyOnHub(store::Transaction& transaction, Feed& feed, Timestamp now, std::chrono::seconds longest_interval) {
  constexpr std::chrono::hours kNet{6};
  if (feed.hub.empty() || feed.failures > 0) return {};
  auto subscription = store::FindSubscription(transaction, feed.id);
  if (!subscription) return Fail(subscription.error());
  if (*subscription && Delivers(**subscription, now)) {
    feed.next_fetch = std::max<Timestamp>(feed.next_fetch, now + std::min<std::chrono::seconds>(kNet, longest_interval));
  }
  return {};
}

// What one document brings to the store.
struct Delivery {
  Feed feed;
  std::string url;  // that answered
  fetch::FetchFacts facts;
  std::vector<Candidate> candidates;
  std::optional<std::vector<Terms>> terms;  // that the document states (RSL); nullopt when none was read
  bool whole = false;   // a document was fetched and read: what is not in it is not listed any more
  bool pushed = false;  // by the feed's hub
};

// The document's own terms count at once, beside what is known of the site.
void TakeTerms(const ParsedFeed& parsed, const fetch::FetchedFeed& fetched, Mode mode, Timestamp now, Delivery& delivery,
               TitleFacts& facts) {
  std::vector<Terms> said;
  if (!parsed.rsl.empty()) said = terms::ReadRsl(parsed.rsl, fetched.url, facts.title.home, mode);
  for (Terms& one : said) one.seen = now;
  std::erase_if(facts.terms, [&](const Terms& one) { return one.source == fetched.url; });
  facts.terms.insert(facts.terms.end(), said.begin(), said.end());
  if (!fetched.pushed) delivery.terms = std::move(said);
}

Status StoreDelivery(store::Transaction& transaction, const IngestContext& context, const Feed& before,
                     const Delivery& delivery, FeedOutcome& outcome) {
  const Timestamp now = context.clock.Now();
  Feed row = delivery.feed;
  if (delivery.pushed) {
    // Polling may have written the row meanwhile: a delivery changes only what it knows about.
    auto current = store::FindFeed(transaction, before.id);
    if (!current) return Fail(current.error());
    if (!*current) return {};
    row = std::move(**current);
  }
  fetch::FetchFacts facts = delivery.facts;
  ItemWriter writer(transaction, before, now, outcome);
  if (Status status = writer.Write(delivery.candidates); !status) return status;
  if (delivery.terms) {
    if (Status status = KeepTerms(transaction, before.title, delivery.url, *delivery.terms); !status) return status;
  }
  if (delivery.whole && !delivery.pushed) {
    CountHabits(row, writer.facts());
    if (Status status = writer.CheckMissing(delivery.candidates); !status) return status;
  }
  facts.has_new_items = outcome.articles_new > 0;
  if (facts.has_new_items) row.last_new_item = now;
  if (before.last_success) CountDelays(row, writer.delays());
  if (!delivery.pushed) {
    // A feed that dates everything anew would be asked all day for nothing.
    if (ChangesDates(row)) facts.item_times.clear();
    ApplySchedule(row, facts, now, context.longest_interval);
  }
  if (Status status = RelyOnHub(transaction, row, now, context.longest_interval); !status) return status;
  return SaveFeedRow(transaction, before, std::move(row));
}

}  // namespace

Result<FeedOutcome> IngestFeed(const IngestContext& context, const Feed& before, fetch::FetchedFeed fetched) {
  const Timestamp now = context.clock.Now();
  FeedOutcome outcome;
  auto title = ReadTitleFacts(context, before.title);
  if (!title) return Fail(title.error());
  if (!*title) return outcome;  // removed meanwhile

  // 1. What the fetch says about the feed.
  Delivery delivery;
  Feed& feed = delivery.feed = before;
  delivery.url = fetched.url;
  delivery.pushed = fetched.pushed;
  fetch::RecordFetch(feed, fetched, now);
  fetch::FetchFacts& facts = delivery.facts;
  facts.outcome = fetched.outcome;
  facts.retry_after = fetched.retry_after;
  facts.max_age = fetched.max_age;

  // 2. The same bytes as last time are not parsed again.
  const bool is_new = fetched.outcome == fetch::FetchedFeed::Outcome::kNew;
  const std::string body_hash = is_new ? Hash64Hex(fetched.body) : "";
  const bool same_bytes = is_new && !fetched.pushed && body_hash == before.body_hash;
  outcome.unchanged = fetched.outcome == fetch::FetchedFeed::Outcome::kNotModified || same_bytes;
  outcome.gone = fetched.outcome == fetch::FetchedFeed::Outcome::kGone;
  if (is_new && outcome.unchanged) facts.outcome = fetch::FetchedFeed::Outcome::kNotModified;

  if (is_new && !outcome.unchanged) {
    // 3. Parse.
    auto parsed = GuardedJob("reading " + fetched.url, [&] {
      Timed timed(context.times, Stage::kParse);
      return parse::ParseFeed({fetched.body, fetched.content_type, fetched.url});
    });
    if (parsed) TakeTerms(*parsed, fetched, context.mode, now, delivery, **title);
    if (parsed && (*title)->title.rights != Rights::kNone) {
      // 4. Identify and enrich.
      auto candidates = GuardedJob("taking in " + fetched.url, [&]() -> Result<std::vector<Candidate>> {
        return MakeCandidates(context, *parsed, feed, **title, now);
      });
      if (candidates) {
        delivery.candidates = std::move(*candidates);
      } else {
        parsed = Fail(candidates.error());
      }
    }
    if (parsed) {
      outcome.items = static_cast<int>(parsed->items.size());
      TakeDocument(*parsed, facts);
      delivery.whole = true;
      if (!fetched.pushed) {
        TakeHub(feed, fetched, *parsed);
        feed.body_hash = body_hash;
      }
    } else if (fetched.pushed) {
      return Fail(parsed.error());  // nothing is known of the feed by it
    } else {
      facts.outcome = fetch::FetchedFeed::Outcome::kFailed;
      CountAsFailed(feed, before, parsed.error());
    }
  }
  outcome.failed = facts.outcome == fetch::FetchedFeed::Outcome::kFailed;

  // 5. Store: articles and the feed's row together.
  Timed timed(context.times, Stage::kStore);
  const Status stored = context.database.Write([&](store::Transaction& transaction) -> Status {
    FeedOutcome attempt = outcome;  // the engine may run this twice
    if (Status status = StoreDelivery(transaction, context, before, delivery, attempt); !status) return status;
    outcome = attempt;
    return {};
  });
  if (!stored) return Fail(stored.error());
  return outcome;
}

}  // namespace newsstand::ingest
