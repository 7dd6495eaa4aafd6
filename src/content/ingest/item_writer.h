// The items of one feed document to the store: which are known, which are new, what changed, what was taken back. Runs
// on the store's writer.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "content/ingest/build_article.h"
#include "content/ingest/feed_habits.h"
#include "content/ingest/ingest_feed.h"
#include "store/database.h"

namespace newsstand::ingest {

// An item with what it is recognised by and the article it would be.
struct Candidate {
  std::vector<std::string> keys;
  Article article;
  Withdrawal withdrawal = Withdrawal::kNone;  // taken back, or held back
};

class ItemWriter {
 public:
  // `feed` as it was before the fetch: its habits decide what is believed of the document.
  ItemWriter(store::Transaction& transaction, const Feed& feed, Timestamp now, FeedOutcome& outcome)
      : transaction_(transaction), feed_(feed), now_(now), outcome_(outcome) {}

  // 1. Recognise all. 2. Judge the document as a whole. 3. Store each.
  Status Write(const std::vector<Candidate>& candidates);
  const DocumentFacts& facts() const { return facts_; }
  // What the document tells of the feed's delay: seconds from date to arrival of each new item.
  const std::vector<int64_t>& delays() const { return delays_; }

  // Articles that a document in order of time reaches past and does not list any more: their pages are looked at. Only
  // for whole documents. At most a few at a time.
  Status CheckMissing(const std::vector<Candidate>& candidates);

 private:
  struct Known {
    std::optional<ArticleId> article;
    bool by_new_id = false;  // it has an id, which was never seen with this article
  };
  Result<std::optional<ArticleId>> Owner(const std::string& key);
  Result<Known> RecogniseStrongly(const Candidate& candidate);
  Status RecogniseWeakly(const std::vector<Candidate>& candidates, std::vector<Known>& known);
  Status RecogniseByHeads(const std::vector<Candidate>& candidates, std::vector<Known>& known);
  Result<std::optional<Article>> ReadKnown(const Candidate& candidate, const Known& known);
  void Judge(const Article& stored, const Candidate& candidate, bool by_new_id);
  Status WriteOne(const Candidate& candidate, Known known, std::optional<Article> stored);
  Status Insert(const Candidate& candidate);
  Status Update(const Article& stored, const Article& offered);
  Status Claim(ArticleId id, const std::vector<std::string>& keys, bool is_new);

  store::Transaction& transaction_;
  const Feed& feed_;
  const Timestamp now_;
  FeedOutcome& outcome_;
  DocumentFacts facts_;
  std::vector<int64_t> delays_;
  std::unordered_set<int64_t> seen_;     // articles that items of this document are
  std::unordered_set<int64_t> written_;  // … and that have been stored: what was read before is stale
  OfferTrust trust_;
  bool drops_ids_ = false;
};

}  // namespace newsstand::ingest
