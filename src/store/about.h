// What articles are about: their topics, and the entities they mention. An entity is one row however many articles name
// it: the gazetteer's have one slug in every language; names that come to the same slug are one; and a surname alone is
// the person of that surname when the news of the last days knows exactly one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/about.h"
#include "model/article.h"
#include "store/database.h"

namespace newsstand::store {

// Replaces what is kept of the article's topics and entities. InsertArticle and UpdateArticle call it: it is part of
// storing an article. Entities that come to the same row are one, with what both had.
Status SaveAbout(Transaction& transaction, ArticleId id, const Article& article);

// Fills in the topics and entities of these articles, names and kinds as the store has them.
Status ReadAbout(Transaction& transaction, std::vector<Article>& articles);

// For followers, which keep numbers instead of names.
struct EntityMention {
  ArticleId article;
  EntityId entity;
  double salience = 0;
};
struct TopicMark {
  ArticleId article;
  std::string topic;  // slug
};
// Of each article the first `most`, the most salient first; in no order of articles.
Result<std::vector<EntityMention>> MentionsOf(Transaction& transaction, const std::vector<ArticleId>& articles, int most);
Result<std::vector<TopicMark>> TopicMarksOf(Transaction& transaction, const std::vector<ArticleId>& articles);

// Those that an article published on that day or later names.
Result<std::vector<NamedEntity>> EntitiesSeenSince(Transaction& transaction, Timestamp since);
// New ones, and those seen under a new form or for the first time in a while; by change_seq.
Result<std::vector<NamedEntity>> EntitiesChangedAfter(Transaction& transaction, int64_t seq);
Result<int64_t> LatestEntitySeq(Transaction& transaction);
// The entity's latest live articles, newest first; cards.
Result<std::vector<Article>> ListArticlesAbout(Transaction& transaction, EntityId entity, int limit);
Result<std::optional<NamedEntity>> FindEntity(Transaction& transaction, std::string_view slug);

}  // namespace newsstand::store
