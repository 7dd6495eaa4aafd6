#include "content/ingest/item_writer.h"

#include <algorithm>

#include "content/ingest/identity.h"
#include "content/ingest/store_change.h"
#include "store/articles.h"

namespace newsstand::ingest {
namespace {

constexpr int kHeadsThatTell = 3;
constexpr size_t kMissingLookedAt = 200;
constexpr int kMissingChecked = 10;  // at a time: they are fetched from one host, one after another
constexpr std::chrono::hours kChecksApart{6};
constexpr std::chrono::minutes kSettled{30};  // younger articles may be in one feed and not yet in another

bool IsId(std::string_view key) { return key.starts_with("guid:"); }

// The latest date the item gave.
Timestamp DateOf(const Article& offered) {
  const Timestamp published = offered.dated ? offered.published : Timestamp{};
  return std::max(published, offered.source_updated.value_or(Timestamp{}));
}

}  // namespace

Status ItemWriter::Write(const std::vector<Candidate>& candidates) {
  facts_.items = static_cast<int>(candidates.size());
  // 1. Recognise.
  std::vector<Known> known;
  for (const Candidate& candidate : candidates) {
    auto found = RecogniseStrongly(candidate);
    if (!found) return Fail(found.error());
    if (found->article) seen_.insert(found->article->value);
    known.push_back(*found);
  }
  if (Status status = RecogniseWeakly(candidates, known); !status) return status;
  if (Status status = RecogniseByHeads(candidates, known); !status) return status;

  // 2. Judge.
  std::vector<std::optional<Article>> stored(candidates.size());
  for (size_t i = 0; i < candidates.size(); ++i) {
    auto read = ReadKnown(candidates[i], known[i]);
    if (!read) return Fail(read.error());
    if (*read) Judge(**read, candidates[i], known[i].by_new_id);
    stored[i] = std::move(*read);
  }
  trust_.dates = !ChangesDates(feed_) && !Redates(facts_);
  drops_ids_ = ChangesIds(feed_) && Renumbers(facts_);
  trust_.words = !ChangesWords(feed_) && !drops_ids_;

  // 3. Store.
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (Status status = WriteOne(candidates[i], known[i], std::move(stored[i])); !status) return status;
  }
  return {};
}

Result<std::optional<ArticleId>> ItemWriter::Owner(const std::string& key) {
  auto found = store::FindArticlesByKeys(transaction_, feed_.title, {key});
  if (!found) return Fail(found.error());
  return found->empty() ? std::nullopt : std::optional(found->front());
}

Result<ItemWriter::Known> ItemWriter::RecogniseStrongly(const Candidate& candidate) {
  Known known;
  bool id_is_new = false;
  for (const std::string& key : candidate.keys) {
    if (IsWeakKey(key) || IsHeadKey(key)) continue;
    auto owner = Owner(key);
    if (!owner) return Fail(owner.error());
    if (IsId(key)) id_is_new = !*owner;
    if (*owner && !known.article) known.article = **owner;
  }
  known.by_new_id = known.article && id_is_new;
  return known;
}

// By the text, what neither id nor address found; never two items of one document.
Status ItemWriter::RecogniseWeakly(const std::vector<Candidate>& candidates, std::vector<Known>& known) {
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (known[i].article) continue;
    for (const std::string& key : candidates[i].keys) {
      if (!IsWeakKey(key)) continue;
      auto owner = Owner(key);
      if (!owner) return Fail(owner.error());
      if (!*owner || !seen_.insert((*owner)->value).second) continue;
      known[i] = {**owner, true};
      break;
    }
  }
  return {};
}

// Headlines repeat for honest reasons. But when nearly everything in a document has ids and addresses that were never
// seen, under headlines that all were, it is the feed that changed, not the news.
Status ItemWriter::RecogniseByHeads(const std::vector<Candidate>& candidates, std::vector<Known>& known) {
  int unknown = 0;
  std::vector<std::pair<size_t, ArticleId>> heads;
  std::unordered_set<int64_t> taken;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (known[i].article) continue;
    ++unknown;
    for (const std::string& key : candidates[i].keys) {
      if (!IsHeadKey(key)) continue;
      auto owner = Owner(key);
      if (!owner) return Fail(owner.error());
      if (*owner && !seen_.contains((*owner)->value) && taken.insert((*owner)->value).second) heads.emplace_back(i, **owner);
    }
  }
  const auto found = static_cast<int>(heads.size());
  const int recognised = facts_.items - unknown;
  if (found < kHeadsThatTell || found * 10 < unknown * 8 || recognised * 5 > facts_.items) return {};
  for (const auto& [index, article] : heads) {
    known[index] = {article, true};
    seen_.insert(article.value);
  }
  return {};
}

Result<std::optional<Article>> ItemWriter::ReadKnown(const Candidate& candidate, const Known& known) {
  if (!known.article || candidate.withdrawal != Withdrawal::kNone) return std::optional<Article>();
  return store::FindArticle(transaction_, *known.article);
}

void ItemWriter::Judge(const Article& stored, const Candidate& candidate, bool by_new_id) {
  ++facts_.known;
  facts_.renumbered += by_new_id;
  if (!feed_.last_success || stored.first_seen > *feed_.last_success || stored.feed != feed_.id) return;
  ++facts_.settled;
  const bool dated_later = DateOf(candidate.article) > *feed_.last_success;
  const bool same = candidate.article.content_hash == stored.content_hash;
  facts_.redated += same && dated_later;
  facts_.rewritten += !same && !dated_later && !by_new_id;  // another address is not another text
}

Status ItemWriter::WriteOne(const Candidate& candidate, Known known, std::optional<Article> stored) {
  if (!known.article) {
    // An item before this one may have been the same piece.
    auto again = RecogniseStrongly(candidate);
    if (!again) return Fail(again.error());
    known = *again;
  }
  if (!known.article) return candidate.withdrawal == Withdrawal::kNone ? Insert(candidate) : Status{};
  if (Status claimed = Claim(*known.article, candidate.keys, false); !claimed) return claimed;
  if (!written_.insert(known.article->value).second || !stored) {
    auto read = store::FindArticle(transaction_, *known.article);
    if (!read) return Fail(read.error());
    if (!*read) return {};
    stored = std::move(**read);
  }
  if (candidate.withdrawal == Withdrawal::kNone) return Update(*stored, candidate.article);
  auto withdrawn = Withdraw(transaction_, std::move(*stored), candidate.withdrawal);
  if (!withdrawn) return Fail(withdrawn.error());
  outcome_.articles_withdrawn += *withdrawn;
  return {};
}

Status ItemWriter::Insert(const Candidate& candidate) {
  auto id = store::InsertArticle(transaction_, candidate.article);
  if (!id) return Fail(id.error());
  ++outcome_.articles_new;
  if (candidate.article.dated) {
    delays_.push_back(std::chrono::duration_cast<std::chrono::seconds>(now_ - candidate.article.published).count());
  }
  return Claim(*id, candidate.keys, true);
}

Status ItemWriter::Update(const Article& stored, const Article& offered) {
  Change change = ApplyItem(stored, offered, now_, trust_);
  if (!change.changed) return {};
  ++outcome_.articles_changed;
  return StoreChange(transaction_, stored, std::move(change), now_);
}

Status ItemWriter::Claim(ArticleId id, const std::vector<std::string>& keys, bool is_new) {
  seen_.insert(id.value);
  if (!drops_ids_) return store::AddArticleKeys(transaction_, feed_.title, id, keys);
  // Ids that are good for one poll are not kept, nor addresses that were not known with the article: they are made with
  // such ids. Else an article's keys would grow for ever.
  std::vector<std::string> kept;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(kept), [&](const std::string& key) {
    return IsWeakKey(key) || IsHeadKey(key) || (is_new && !IsId(key));
  });
  return store::AddArticleKeys(transaction_, feed_.title, id, kept);
}

Status ItemWriter::CheckMissing(const std::vector<Candidate>& candidates) {
  if (!trust_.dates || ChangesIds(feed_) || candidates.size() < 2) return {};
  std::optional<Timestamp> newest, oldest;
  for (const Candidate& candidate : candidates) {
    if (!candidate.article.dated) return {};
    const Timestamp published = candidate.article.published;
    if (oldest && published > *oldest) return {};  // not in order of time: what is missing may be anything
    if (!newest) newest = published;
    oldest = published;
  }
  auto listed = store::ArticlesOfFeed(transaction_, feed_.id, *oldest, *newest, kMissingLookedAt);
  if (!listed) return Fail(listed.error());
  int checked = 0;
  for (const Article& article : *listed) {
    const bool inside = article.published > *oldest && article.published < *newest;
    if (!inside || seen_.contains(article.id.value) || now_ - article.first_seen < kSettled) continue;
    auto check = store::CheckPage(transaction_, article.id, now_, kChecksApart);
    if (!check) return Fail(check.error());
    if (*check && ++checked == kMissingChecked) break;
  }
  return {};
}

}  // namespace newsstand::ingest
