#include "content/ingest/ingest_feed.h"

#include <unordered_set>

#include "base/hash.h"
#include "content/fetch/schedule.h"
#include "content/ingest/build_article.h"
#include "content/ingest/identity.h"
#include "content/parse/parse_feed.h"
#include "store/articles.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::ingest {
namespace {

// An item with what it is recognised by and the article it would be.
struct Candidate {
  std::vector<std::string> keys;
  Article article;
  ItemStatus status = ItemStatus::kUsable;
};

Result<std::optional<Title>> ReadTitle(const IngestContext& context, TitleId id) {
  std::optional<Title> title;
  const Status read = context.database.Read([&](store::Transaction& transaction) -> Status {
    auto found = store::FindTitle(transaction, id);
    if (!found) return Fail(found.error());
    title = std::move(*found);
    return {};
  });
  if (!read) return Fail(read.error());
  if (title) title->rights = EffectiveRights(title->rights, context.mode);
  return title;
}

std::vector<Candidate> MakeCandidates(const ParsedFeed& parsed, const Feed& feed, const Title& title, Timestamp now,
                                      StageTimes& times) {
  std::vector<std::vector<std::string>> keys;
  {
    Timed timed(times, Stage::kIdentify);
    keys = ArticleKeys(parsed, title.home);
  }
  Timed timed(times, Stage::kEnrich);
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < parsed.items.size(); ++i) {
    const ParsedItem& item = parsed.items[i];
    // Held back by the publisher: it will be listed again when it may be shown.
    if (item.status == ItemStatus::kWithheld || (item.embargoed_until && *item.embargoed_until > now)) continue;
    const ItemContext context{feed, title, parsed.language, now, static_cast<int>(i), keys[i].front()};
    candidates.push_back({std::move(keys[i]), MakeArticle(item, context), item.status});
  }
  return candidates;
}

// Stores the items of one document. Runs on the store's writer.
class ItemWriter {
 public:
  ItemWriter(store::Transaction& transaction, TitleId title, Timestamp now, FeedOutcome& outcome)
      : transaction_(transaction), title_(title), now_(now), outcome_(outcome) {}

  Status Write(const std::vector<Candidate>& candidates) {
    for (const Candidate& candidate : candidates) {
      if (Status status = WriteOne(candidate); !status) return status;
    }
    return {};
  }

 private:
  Status WriteOne(const Candidate& candidate) {
    auto known = Recognise(candidate.keys);
    if (!known) return Fail(known.error());
    if (!*known) {
      if (candidate.status == ItemStatus::kCanceled) return {};
      auto id = store::InsertArticle(transaction_, candidate.article);
      if (!id) return Fail(id.error());
      ++outcome_.articles_new;
      return Claim(*id, candidate.keys);
    }
    if (Status claimed = Claim(**known, candidate.keys); !claimed) return claimed;
    auto stored = store::FindArticle(transaction_, **known);
    if (!stored) return Fail(stored.error());
    if (!*stored) return {};
    return candidate.status == ItemStatus::kCanceled ? Withdraw(**stored) : Update(**stored, candidate.article);
  }

  // The article one of the keys belongs to. A weak key never joins what stands twice in one document.
  Result<std::optional<ArticleId>> Recognise(const std::vector<std::string>& keys) {
    std::vector<std::string> strong, weak;
    for (const std::string& key : keys) (IsWeakKey(key) ? weak : strong).push_back(key);
    for (const auto* some : {&strong, &weak}) {
      if (some->empty()) continue;
      auto found = store::FindArticlesByKeys(transaction_, title_, *some);
      if (!found) return Fail(found.error());
      for (const ArticleId id : *found) {
        if (some == &strong || !seen_.contains(id.value)) return std::optional(id);
      }
    }
    return std::optional<ArticleId>();
  }

  Status Claim(ArticleId id, const std::vector<std::string>& keys) {
    seen_.insert(id.value);
    return store::AddArticleKeys(transaction_, title_, id, keys);
  }

  Status Update(const Article& stored, const Article& offered) {
    const Change change = ApplyItem(stored, offered, now_);
    if (!change.changed) return {};
    ++outcome_.articles_changed;
    if (change.new_version) {
      const Status kept = store::SaveVersion(transaction_, {stored.id, stored.version, stored.updated.value_or(stored.first_seen),
                                                            stored.headline, stored.standfirst, stored.body_html});
      if (!kept) return kept;
    }
    return store::UpdateArticle(transaction_, change.article);
  }

  Status Withdraw(Article stored) {
    if (stored.state == ArticleState::kWithdrawn) return {};
    stored.state = ArticleState::kWithdrawn;
    ++outcome_.articles_withdrawn;
    return store::UpdateArticle(transaction_, stored);
  }

  store::Transaction& transaction_;
  const TitleId title_;
  const Timestamp now_;
  FeedOutcome& outcome_;
  std::unordered_set<int64_t> seen_;  // articles that items of this document are
};

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

}  // namespace

Result<FeedOutcome> IngestFeed(const IngestContext& context, const Feed& before, fetch::FetchedFeed fetched) {
  const Timestamp now = context.clock.Now();
  FeedOutcome outcome;
  auto title = ReadTitle(context, before.title);
  if (!title) return Fail(title.error());
  if (!*title) return outcome;  // removed meanwhile

  // 1. What the fetch says about the feed.
  Feed feed = before;
  fetch::RecordFetch(feed, fetched, now);
  fetch::FetchFacts facts{fetched.outcome, fetched.retry_after, fetched.max_age, 0, {}, {}, false};
  std::vector<Candidate> candidates;

  // 2. The same bytes as last time are not parsed again.
  const bool is_new = fetched.outcome == fetch::FetchedFeed::Outcome::kNew;
  const std::string body_hash = is_new ? Hash64Hex(fetched.body) : "";
  outcome.unchanged = fetched.outcome == fetch::FetchedFeed::Outcome::kNotModified || (is_new && body_hash == before.body_hash);
  outcome.gone = fetched.outcome == fetch::FetchedFeed::Outcome::kGone;
  if (is_new && outcome.unchanged) facts.outcome = fetch::FetchedFeed::Outcome::kNotModified;

  if (is_new && !outcome.unchanged) {
    // 3. Parse.
    auto parsed = [&] {
      Timed timed(context.times, Stage::kParse);
      return parse::ParseFeed({fetched.body, fetched.content_type, fetched.url});
    }();
    if (parsed) {
      // 4. Identify and enrich.
      if ((*title)->rights != Rights::kNone) candidates = MakeCandidates(*parsed, feed, **title, now, context.times);
      outcome.items = static_cast<int>(parsed->items.size());
      facts.ttl_minutes = parsed->ttl_minutes;
      facts.skip_hours = parsed->skip_hours;
      for (const ParsedItem& item : parsed->items) {
        if (item.published) facts.item_times.push_back(*item.published);
      }
      feed.body_hash = body_hash;
      if (!parsed->hubs.empty()) feed.hub = parsed->hubs.front();
    } else {
      // An answer that is no feed: as a failed fetch, without validators, so that it is looked at again.
      facts.outcome = fetch::FetchedFeed::Outcome::kFailed;
      feed.last_error = parsed.error().message;
      feed.failures = before.failures + 1;
      feed.last_success = before.last_success;
      feed.etag.clear();
      feed.last_modified.clear();
      feed.url = before.url;
    }
  }
  outcome.failed = facts.outcome == fetch::FetchedFeed::Outcome::kFailed;

  // 5. Store: articles and the feed's row together.
  Timed timed(context.times, Stage::kStore);
  const Status stored = context.database.Write([&](store::Transaction& transaction) -> Status {
    FeedOutcome attempt = outcome;  // the engine may run this twice
    Feed row = feed;
    fetch::FetchFacts row_facts = facts;
    if (Status status = ItemWriter(transaction, before.title, now, attempt).Write(candidates); !status) return status;
    row_facts.has_new_items = attempt.articles_new > 0;
    if (row_facts.has_new_items) row.last_new_item = now;
    ApplySchedule(row, row_facts, now, context.longest_interval);
    if (Status status = SaveFeedRow(transaction, before, std::move(row)); !status) return status;
    outcome = attempt;
    return {};
  });
  if (!stored) return Fail(stored.error());
  return outcome;
}

}  // namespace newsstand::ingest
