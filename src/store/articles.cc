#include "store/articles.h"

#include <limits>

#include "store/about.h"
#include "store/article_record.h"
#include "store/stretches.h"

namespace newsstand::store {
namespace {

void SaveBody(Transaction& transaction, ArticleId id, const Article& article) {
  Statement& statement = transaction.Prepare(
      "INSERT INTO article_bodies (article_id, summary_html, body_html) VALUES (:article_id, :summary_html, :body_html) "
      "ON CONFLICT (article_id) DO UPDATE SET summary_html = excluded.summary_html, body_html = excluded.body_html");
  statement.BindInt(id.value);
  VisitArticleBody(FieldBinder(statement), article);
  statement.Run();
}

std::string InsertText() {
  FieldNames names;
  const Article none;
  VisitArticleIdentity(names, none);
  VisitArticleFields(names, none);
  return "INSERT INTO articles (" + names.List() +
         ", durable_key, primary_language, change_seq, country) VALUES (" + names.Placeholders() +
         ", :durable_key, :primary_language, :change_seq, "
         "COALESCE((SELECT country FROM titles WHERE titles.id = :country_of), '')) "
         "ON CONFLICT (title_id, durable_key) DO NOTHING RETURNING id";
}

std::string UpdateText() {
  FieldNames names;
  const Article none;
  VisitArticleFields(names, none);
  return "UPDATE articles SET " + names.Assignments() +
         ", primary_language = :primary_language, change_seq = :change_seq WHERE id = :id";
}

// The article of this number itself, merged or not.
struct FoundArticle {
  Article article;
  ArticleId merged_into;
};
std::optional<FoundArticle> FindExactly(Transaction& transaction, ArticleId id) {
  static const std::string kSql = "SELECT " + ArticleCardColumns().List() +
                                  ", merged_into, COALESCE(summary_html, ''), COALESCE(body_html, '') "
                                  "FROM articles LEFT JOIN article_bodies ON article_id = id WHERE id = :id";
  static const std::string kKinds = ArticleCardColumns().kinds() + "itt";
  Statement& statement = transaction.Prepare(kSql, kKinds).BindInt(id.value);
  if (!statement.Step()) return std::nullopt;
  FoundArticle found;
  const int next = ReadArticleCard(statement, found.article);
  found.merged_into.value = statement.Int(next);
  VisitArticleBody(FieldReader(statement, next + 1), found.article);
  return found;
}

// Nothing older than the first article published at or after `since` can matter: everything a follower wants changed
// after it was published. Asked for when a follower starts, so that it does not walk through the archive.
std::optional<int64_t> FirstSeqSince(Transaction& transaction, Timestamp since) {
  // "+ 0": else an engine may look for the smallest number by walking through all of them.
  Statement& statement = transaction.Prepare("SELECT MIN(change_seq + 0) FROM articles WHERE published >= :since", "i");
  statement.BindInt(ToUnixMillis(since)).Step();
  return statement.IsNull(0) ? std::nullopt : std::optional<int64_t>(statement.Int(0));
}

// One text for each set of filters. Exactly one index shall serve a text; the filters it does not cover are written so
// that no engine takes another index for them ("section || ''").
std::string ListText(const ArticleFilter& filter) {
  const bool title = filter.title.has_value();
  const bool section = !filter.section.empty();
  const bool language = !filter.language.empty();
  const bool country = !filter.country.empty();
  const bool by_country = country && !title;
  const bool by_language = language && !title && !country;
  const bool by_section = section && !title;
  std::string text = "WHERE state = 'live'";
  if (title) text += " AND title_id = :title";
  if (country) text += by_country ? " AND country = :country" : " AND country || '' = :country";
  if (language) text += by_language ? " AND primary_language = :language" : " AND primary_language || '' = :language";
  if (section) text += by_section ? " AND section = :section" : " AND section || '' = :section";
  return text + " AND (published, id) < (:published, :id) ORDER BY published DESC, id DESC LIMIT :limit";
}

}  // namespace

Result<ArticleId> InsertArticle(Transaction& transaction, const Article& article) {
  return Guarded(transaction, "storing an article", [&]() -> Result<ArticleId> {
    transaction.RequireWritable();
    static const std::string kSql = InsertText();
    const int64_t change_seq = transaction.NextChangeSeq();
    Statement& statement = transaction.Prepare(kSql, "i");
    FieldBinder binder(statement);
    VisitArticleIdentity(binder, article);
    VisitArticleFields(binder, article);
    statement.BindText(IndexedKey(article.durable_id)).BindText(PrimaryLanguage(article.language)).BindInt(change_seq);
    statement.BindInt(article.title.value);
    if (!statement.Step()) {
      return Fail(ErrorCode::kConflict, "the title has an article with the id '" + article.durable_id + "' already");
    }
    const ArticleId id{statement.Int(0)};
    while (statement.Step()) {
    }
    SaveBody(transaction, id, article);
    if (Status kept = SaveAbout(transaction, id, article); !kept) return Fail(kept.error());
    transaction.AddToArticleCount(1);
    return id;
  });
}

Status UpdateArticle(Transaction& transaction, const Article& article) {
  return Guarded(transaction, "changing an article", [&]() -> Status {
    transaction.RequireWritable();
    Statement& current = transaction.Prepare("SELECT merged_into FROM articles WHERE id = :id", "i");
    if (!current.BindInt(article.id.value).Step()) {
      return Fail(ErrorCode::kNotFound, "there is no article number " + std::to_string(article.id.value));
    }
    if (!current.IsNull(0)) {
      return Fail(ErrorCode::kConflict, "article number " + std::to_string(article.id.value) +
                                            " has become number " + std::to_string(current.Int(0)));
    }
    static const std::string kSql = UpdateText();
    const int64_t change_seq = transaction.NextChangeSeq();
    Statement& statement = transaction.Prepare(kSql);
    VisitArticleFields(FieldBinder(statement), article);
    statement.BindText(PrimaryLanguage(article.language)).BindInt(change_seq).BindInt(article.id.value).Run();
    SaveBody(transaction, article.id, article);
    return SaveAbout(transaction, article.id, article);
  });
}

Result<std::optional<Article>> FindArticle(Transaction& transaction, ArticleId id) {
  return Guarded(transaction, "reading an article", [&]() -> Result<std::optional<Article>> {
    auto found = FindExactly(transaction, id);
    if (found && found->merged_into) found = FindExactly(transaction, found->merged_into);
    if (!found) return std::optional<Article>();
    std::vector<Article> whole;
    whole.push_back(std::move(found->article));
    if (Status read = ReadAbout(transaction, whole); !read) return Fail(read.error());
    return std::optional<Article>(std::move(whole.front()));
  });
}

Result<std::vector<Article>> FindArticles(Transaction& transaction, const std::vector<ArticleId>& ids) {
  return Guarded(transaction, "reading articles", [&]() -> Result<std::vector<Article>> {
    static const std::string kSelect = "SELECT " + ArticleCardColumns().List() + " FROM articles WHERE id";
    std::vector<Article> articles;
    articles.reserve(ids.size());
    InStretches(transaction, ids, kSelect, "AND merged_into IS NULL", ArticleCardColumns().kinds(), [&](Statement& row) {
      while (row.Step()) ReadArticleCard(row, articles.emplace_back());
    });
    return articles;
  });
}

Result<std::unordered_map<int64_t, int64_t>> ChangeSeqsOf(Transaction& transaction, const std::vector<ArticleId>& ids) {
  return Guarded(transaction, "reading when articles changed", [&]() -> Result<std::unordered_map<int64_t, int64_t>> {
    std::unordered_map<int64_t, int64_t> seqs;
    InStretches(transaction, ids, "SELECT id, change_seq FROM articles WHERE state = 'live' AND merged_into IS NULL AND id", "", "ii", [&](Statement& row) {
      while (row.Step()) seqs[row.Int(0)] = row.Int(1);
    });
    return seqs;
  });
}

Status ReadBodies(Transaction& transaction, std::vector<Article>& articles) {
  return Guarded(transaction, "reading the texts of articles", [&]() -> Status {
    std::unordered_map<int64_t, Article*> by_id;
    std::vector<ArticleId> ids;
    for (Article& article : articles) {
      by_id[article.id.value] = &article;
      ids.push_back(article.id);
    }
    InStretches(transaction, ids, "SELECT article_id, COALESCE(summary_html, ''), COALESCE(body_html, '') FROM article_bodies WHERE article_id", "",
                "itt", [&](Statement& row) {
                  while (row.Step()) VisitArticleBody(FieldReader(row, 1), *by_id.at(row.Int(0)));
                });
    return {};
  });
}

Result<int64_t> CountArticles(Transaction& transaction) {
  return Guarded(transaction, "counting the articles",
                 [&]() -> Result<int64_t> { return transaction.ArticleCount(); });
}

Result<std::vector<Article>> ArticlesChangedAfter(Transaction& transaction, int64_t seq, Timestamp since, int limit) {
  return Guarded(transaction, "reading changed articles", [&]() -> Result<std::vector<Article>> {
    if (seq <= 0) {
      const auto first = FirstSeqSince(transaction, since);
      if (!first) return std::vector<Article>();
      seq = *first - 1;
    }
    return ReadCards(PrepareCards(transaction, "WHERE change_seq > :seq AND published >= :since "
                                               "ORDER BY change_seq LIMIT :limit")
                         .BindInt(seq).BindInt(ToUnixMillis(since)).BindInt(int64_t{limit}));
  });
}

Result<int64_t> LatestChangeSeq(Transaction& transaction) {
  return Guarded(transaction, "reading the latest change", [&]() -> Result<int64_t> {
    Statement& statement = transaction.Prepare("SELECT COALESCE(MAX(change_seq), 0) FROM articles", "i");
    statement.Step();
    return statement.Int(0);
  });
}

Result<std::vector<Article>> ListArticles(Transaction& transaction, const ArticleFilter& filter,
                                          const std::optional<ArticleCursor>& before, int limit) {
  return Guarded(transaction, "listing articles", [&]() -> Result<std::vector<Article>> {
    Statement& statement = PrepareCards(transaction, ListText(filter));
    if (filter.title) statement.BindInt(filter.title->value);
    if (!filter.country.empty()) statement.BindText(filter.country);
    if (!filter.language.empty()) statement.BindText(PrimaryLanguage(filter.language));
    if (!filter.section.empty()) statement.BindText(filter.section);
    constexpr int64_t kEndOfTime = std::numeric_limits<int64_t>::max();
    statement.BindInt(before ? ToUnixMillis(before->published) : kEndOfTime);
    statement.BindInt(before ? before->id.value : kEndOfTime);
    return ReadCards(statement.BindInt(int64_t{limit}));
  });
}

}  // namespace newsstand::store
