// Keys, versions and merging: what keeps one article one.
#include <algorithm>

#include "store/article_record.h"
#include "store/articles.h"

namespace newsstand::store {
namespace {

std::optional<ArticleId> MergedInto(Transaction& transaction, ArticleId article) {
  Statement& statement = transaction.Prepare("SELECT merged_into FROM articles WHERE id = :id", "i");
  if (!statement.BindInt(article.value).Step() || statement.IsNull(0)) return std::nullopt;
  return ArticleId{statement.Int(0)};
}

// What `from` knows and `into` does not. The earlier of the times: the piece was there since then.
Article Combine(const Article& from, Article into) {
  into.first_seen = std::min(into.first_seen, from.first_seen);
  into.published = std::min({into.published, from.published, into.first_seen});
  auto fill = [](std::string& mine, const std::string& other) {
    if (mine.empty()) mine = other;
  };
  fill(into.url, from.url);
  fill(into.headline, from.headline);
  fill(into.standfirst, from.standfirst);
  fill(into.byline, from.byline);
  fill(into.section, from.section);
  fill(into.language, from.language);
  fill(into.summary_html, from.summary_html);
  fill(into.comments_url, from.comments_url);
  if (into.authors.empty()) into.authors = from.authors;
  if (into.categories.empty()) into.categories = from.categories;
  if (into.topics.empty()) into.topics = from.topics;
  if (into.entities.empty()) into.entities = from.entities;
  if (into.image.url.empty()) into.image = from.image;
  if (into.body_html.empty() && !from.body_html.empty()) {
    into.body_html = from.body_html;
    into.body_source = from.body_source;
    into.confidence = from.confidence;
    into.paywalled = from.paywalled;
    into.word_count = from.word_count;
  }
  return into;
}

// The versions of `from` follow those of `into`, under new numbers; `into` itself stays the newest.
void MoveVersions(Transaction& transaction, const Article& from, Article& into) {
  Statement& highest = transaction.Prepare(
      "SELECT COALESCE(MAX(version), 0) FROM article_versions WHERE article_id = :article", "i");
  highest.BindInt(into.id.value).Step();
  const int64_t base = std::max<int64_t>(highest.Int(0), into.version);
  Statement& lowest = transaction.Prepare(
      "SELECT COUNT(*), COALESCE(MIN(version), 1), COALESCE(MAX(version), 0) FROM article_versions "
      "WHERE article_id = :article", "iii");
  lowest.BindInt(from.id.value).Step();
  if (lowest.Int(0) == 0) return;
  const int64_t shift = base - lowest.Int(1) + 1;
  into.version = static_cast<int>(lowest.Int(2) + shift + 1);
  transaction.Prepare("UPDATE article_versions SET article_id = :into, version = version + :shift "
                      "WHERE article_id = :from")
      .BindInt(into.id.value).BindInt(shift).BindInt(from.id.value).Run();
}

Status MergeExisting(Transaction& transaction, const Article& from, const Article& old_into) {
  Article into = Combine(from, old_into);
  MoveVersions(transaction, from, into);
  transaction.Prepare("UPDATE article_keys SET article_id = :into WHERE article_id = :from")
      .BindInt(into.id.value).BindInt(from.id.value).Run();
  transaction.Prepare("UPDATE articles SET merged_into = :into WHERE merged_into = :from")
      .BindInt(into.id.value).BindInt(from.id.value).Run();
  // Its place in a story is told by `into`, which changed and will be placed anew; what was copied from it was copied from `into`.
  transaction.Prepare("DELETE FROM story_articles WHERE article_id = :from").BindInt(from.id.value).Run();
  transaction.Prepare("UPDATE story_articles SET origin_id = :into WHERE origin_id = :from AND article_id <> :itself")
      .BindInt(into.id.value).BindInt(from.id.value).BindInt(into.id.value).Run();
  // `from` keeps its row and text, out of sight, so that followers see it go and its number is never given again.
  transaction.Prepare("UPDATE articles SET merged_into = :into, state = 'withdrawn', page_state = 'not_wanted', "
                      "change_seq = :change_seq WHERE id = :from")
      .BindInt(into.id.value).BindInt(transaction.NextChangeSeq()).BindInt(from.id.value).Run();
  transaction.Prepare("UPDATE articles SET first_seen = :first_seen WHERE id = :into")
      .BindInt(ToUnixMillis(into.first_seen)).BindInt(into.id.value).Run();
  transaction.AddToArticleCount(-1);
  return UpdateArticle(transaction, into);
}

}  // namespace

Result<std::vector<ArticleId>> FindArticlesByKeys(Transaction& transaction, TitleId title,
                                                  const std::vector<std::string>& keys) {
  return Guarded(transaction, "looking an article up by its keys", [&]() -> Result<std::vector<ArticleId>> {
    std::vector<ArticleId> articles;
    for (const std::string& key : keys) {
      Statement& statement = transaction.Prepare(
          "SELECT article_id FROM article_keys WHERE title_id = :title AND key = :key", "i");
      if (!statement.BindInt(title.value).BindText(IndexedKey(key)).Step()) continue;
      const ArticleId article{statement.Int(0)};
      if (std::find(articles.begin(), articles.end(), article) == articles.end()) articles.push_back(article);
    }
    return articles;
  });
}

Status AddArticleKeys(Transaction& transaction, TitleId title, ArticleId article,
                      const std::vector<std::string>& keys) {
  return Guarded(transaction, "storing the keys of an article", [&]() -> Status {
    transaction.RequireWritable();
    const ArticleId owner = MergedInto(transaction, article).value_or(article);
    for (const std::string& key : keys) {
      transaction.Prepare("INSERT INTO article_keys (title_id, key, article_id) VALUES (:title, :key, :article) "
                          "ON CONFLICT (title_id, key) DO NOTHING")
          .BindInt(title.value).BindText(IndexedKey(key)).BindInt(owner.value).Run();
    }
    return {};
  });
}

Result<int64_t> CountArticleKeys(Transaction& transaction, TitleId title) {
  return Guarded(transaction, "counting the keys of a title's articles", [&]() -> Result<int64_t> {
    Statement& statement = transaction.Prepare("SELECT COUNT(*) FROM article_keys WHERE title_id = :title", "i");
    statement.BindInt(title.value).Step();
    return statement.Int(0);
  });
}

Status SaveVersion(Transaction& transaction, const ArticleVersion& version) {
  return Guarded(transaction, "keeping a version of an article", [&]() -> Status {
    transaction.RequireWritable();
    const int64_t stored = transaction.Prepare(
        "INSERT INTO article_versions (article_id, version, seen, headline, standfirst, body_html) "
        "VALUES (:article, :version, :seen, :headline, :standfirst, :body) ON CONFLICT (article_id, version) DO NOTHING")
        .BindInt(version.article.value).BindInt(int64_t{version.version}).BindInt(ToUnixMillis(version.seen))
        .BindText(version.headline).BindText(version.standfirst).BindText(version.body_html).Run();
    if (stored == 0) {
      return Fail(ErrorCode::kConflict, "version " + std::to_string(version.version) + " of article number " +
                                            std::to_string(version.article.value) + " is kept already");
    }
    return {};
  });
}

Result<std::vector<ArticleVersion>> VersionsOf(Transaction& transaction, ArticleId article) {
  return Guarded(transaction, "reading the versions of an article", [&]() -> Result<std::vector<ArticleVersion>> {
    const ArticleId owner = MergedInto(transaction, article).value_or(article);
    Statement& statement = transaction.Prepare(
        "SELECT version, seen, headline, standfirst, body_html FROM article_versions WHERE article_id = :article "
        "ORDER BY seen, version", "iittt").BindInt(owner.value);
    std::vector<ArticleVersion> versions;
    while (statement.Step()) {
      versions.push_back({owner, static_cast<int>(statement.Int(0)), FromUnixMillis(statement.Int(1)),
                          statement.Text(2), statement.Text(3), statement.Text(4)});
    }
    return versions;
  });
}

Result<VersionCount> CountVersions(Transaction& transaction, ArticleId article) {
  return Guarded(transaction, "counting the versions of an article", [&]() -> Result<VersionCount> {
    Statement& statement = transaction.Prepare(
        "SELECT COUNT(*), MAX(seen) FROM article_versions WHERE article_id = :article", "ii");
    statement.BindInt(article.value).Step();
    VersionCount versions{static_cast<int>(statement.Int(0)), std::nullopt};
    if (!statement.IsNull(1)) versions.latest = FromUnixMillis(statement.Int(1));
    return versions;
  });
}

Status MergeArticles(Transaction& transaction, ArticleId from, ArticleId into) {
  return Guarded(transaction, "merging two articles", [&]() -> Status {
    transaction.RequireWritable();
    // FindArticle follows earlier merges.
    auto one = FindArticle(transaction, from);
    if (!one) return Fail(one.error());
    auto other = FindArticle(transaction, into);
    if (!other) return Fail(other.error());
    if (!*one || !*other) {
      return Fail(ErrorCode::kNotFound, "there is no article number " + std::to_string((!*one ? from : into).value));
    }
    if ((*one)->id == (*other)->id) return {};
    if ((*one)->title != (*other)->title) {
      return Fail(ErrorCode::kInvalid, "articles of two titles are never one article: number " +
                                           std::to_string(from.value) + " and number " + std::to_string(into.value));
    }
    return MergeExisting(transaction, **one, **other);
  });
}

Result<std::optional<ArticleId>> FindMergedInto(Transaction& transaction, ArticleId article) {
  return Guarded(transaction, "reading what an article was merged into", [&]() -> Result<std::optional<ArticleId>> {
    return MergedInto(transaction, article);
  });
}

}  // namespace newsstand::store
