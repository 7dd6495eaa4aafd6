// Articles, the keys by which they are recognised, and their versions.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/article.h"
#include "store/database.h"

namespace newsstand::store {

// --- identity ---
// A key says "this is that article" within one title: "guid:…", "url:…". Many keys, one article.
// The articles the keys belong to, each once, in the order of the first key that named it.
Result<std::vector<ArticleId>> FindArticlesByKeys(Transaction& transaction, TitleId title,
                                                  const std::vector<std::string>& keys);
// Keys that already belong to another article of the title stay where they are.
Status AddArticleKeys(Transaction& transaction, TitleId title, ArticleId article, const std::vector<std::string>& keys);

Result<int64_t> CountArticleKeys(Transaction& transaction, TitleId title);

// --- articles ---
// Gives id and change_seq. kConflict if (title, durable_id) exists. What the article is about is stored with it; see about.h.
Result<ArticleId> InsertArticle(Transaction& transaction, const Article& article);
// Replaces all fields but id, title, first_seen, durable_id; gives a new change_seq.
Status UpdateArticle(Transaction& transaction, const Article& article);
Result<std::optional<Article>> FindArticle(Transaction& transaction, ArticleId id);
Result<int64_t> CountArticles(Transaction& transaction);

// What a card needs: the article with empty body_html and summary_html, and without topics and entities (about.h has
// those of many articles at once).
// Changed after `seq`, in order of change, live or withdrawn, published at or after `since`; for following changes.
Result<std::vector<Article>> ArticlesChangedAfter(Transaction& transaction, int64_t seq, Timestamp since, int limit);
Result<int64_t> LatestChangeSeq(Transaction& transaction);

// Those of `ids` that are there, in no order; without those that became another article. Cards.
Result<std::vector<Article>> FindArticles(Transaction& transaction, const std::vector<ArticleId>& ids);
// The change_seq of those of `ids` that are there and live, by id.
Result<std::unordered_map<int64_t, int64_t>> ChangeSeqsOf(Transaction& transaction, const std::vector<ArticleId>& ids);
// Fills in the summary_html and body_html of these.
Status ReadBodies(Transaction& transaction, std::vector<Article>& articles);

// Live cards, newest first by (published, id), before the cursor. Any filter may be absent. For pages older than the
// edition.
struct ArticleCursor {
  Timestamp published;
  ArticleId id;
};
struct ArticleFilter {
  std::optional<TitleId> title;
  std::string section, language, country;
};
Result<std::vector<Article>> ListArticles(Transaction& transaction, const ArticleFilter& filter,
                                          const std::optional<ArticleCursor>& before, int limit);

// --- the article's page ---
// Pending pages that may be tried now, newest article first. `now` is compared with page_next_try.
Result<std::vector<Article>> PendingPages(Transaction& transaction, Timestamp now, int limit);
Result<std::optional<Timestamp>> NextPageDue(Transaction& transaction);
// Counts an attempt that failed and says when the next may be; after `give_up_after` attempts the state is kFailed.
Status PageFailed(Transaction& transaction, ArticleId article, Timestamp next_try, int give_up_after);
// Live articles that `feed` had first, published from `from` to `until`, newest first: what a document that reaches back
// to `from` should list. Cards.
Result<std::vector<Article>> ArticlesOfFeed(Transaction& transaction, FeedId feed, Timestamp from, Timestamp until,
                                            int limit);
// Makes the article's page pending at `now`, to see whether it is still there. At most three times an article, each
// at least `apart` after the one before; false when it is not (or no longer) to be looked at.
Result<bool> CheckPage(Transaction& transaction, ArticleId article, Timestamp now, std::chrono::milliseconds apart);

// --- versions ---
Status SaveVersion(Transaction& transaction, const ArticleVersion& version);
Result<std::vector<ArticleVersion>> VersionsOf(Transaction& transaction, ArticleId article);  // oldest first
// How many are kept, and when the latest of them was first seen.
struct VersionCount {
  int count = 0;
  std::optional<Timestamp> latest;
};
Result<VersionCount> CountVersions(Transaction& transaction, ArticleId article);

// Whether two articles turned out to be one (a page's canonical address says so): everything of `from` goes to `into`,
// and `from` answers as `into` for ever.
Status MergeArticles(Transaction& transaction, ArticleId from, ArticleId into);
Result<std::optional<ArticleId>> FindMergedInto(Transaction& transaction, ArticleId article);

}  // namespace newsstand::store
