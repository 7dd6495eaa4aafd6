// How articles lie in their tables: shared by the files that read and write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/article.h"
#include "store/record.h"
#include "store/transaction.h"

namespace newsstand::store {

// What never changes after the insert.
template <class Visitor, class AnyArticle>
void VisitArticleIdentity(Visitor&& visit, AnyArticle& article) {
  visit("title_id", article.title);
  visit("durable_id", article.durable_id);
  visit("first_seen", article.first_seen);
}

// All other fields of a card, in the order of the columns.
template <class Visitor, class AnyArticle>
void VisitArticleFields(Visitor&& visit, AnyArticle& article) {
  visit("feed_id", article.feed);
  visit("url", article.url);
  visit("headline", article.headline);
  visit("standfirst", article.standfirst);
  visit("byline", article.byline);
  visit("authors", article.authors);
  visit("categories", article.categories);
  visit("section", article.section);
  visit("language", article.language);
  visit("published", article.published);
  visit("updated", article.updated);
  visit("body_source", article.body_source);
  visit("confidence", article.confidence);
  visit("dated", article.dated);
  visit("paywalled", article.paywalled);
  visit("word_count", article.word_count);
  visit("image_url", article.image.url);
  visit("image_width", article.image.width);
  visit("image_height", article.image.height);
  visit("image_caption", article.image.caption);
  visit("image_credit", article.image.credit);
  visit("comments_url", article.comments_url);
  visit("state", article.state);
  visit("version", article.version);
  visit("page_state", article.page_state);
  visit("page_attempts", article.page_attempts);
  visit("page_next_try", article.page_next_try);
  visit("content_hash", article.content_hash);
  visit("withdrawal", article.withdrawal);
  visit("source_updated", article.source_updated);
}

// What lies in article_bodies, so that reading cards does not drag it along.
template <class Visitor, class AnyArticle>
void VisitArticleBody(Visitor&& visit, AnyArticle& article) {
  visit("summary_html", article.summary_html);
  visit("body_html", article.body_html);
}

// id, change_seq, identity, fields.
const FieldNames& ArticleCardColumns();
// The card columns from the row a statement stands on; returns the next column.
int ReadArticleCard(const Statement& statement, Article& article);
// Prepares "SELECT <card columns> FROM articles <rest>".
Statement& PrepareCards(Transaction& transaction, const std::string& rest);
// Reads all rows of what PrepareCards prepared.
std::vector<Article> ReadCards(Statement& statement);

// "en" of "en-GB".
std::string PrimaryLanguage(std::string_view language);
// A key as it stands in an index. PostgreSQL bounds those: what is long keeps its beginning and gets a fingerprint.
std::string IndexedKey(std::string_view key);

}  // namespace newsstand::store
