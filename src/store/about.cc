#include "store/about.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "store/article_record.h"
#include "store/record.h"
#include "store/stretches.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

using std::chrono::hours;

constexpr hours kSurnameSpan{7 * 24};      // in so many days a surname says whom it means
constexpr std::string_view kEntityColumns = "id, slug, kind, name, known, change_seq";
constexpr std::string_view kEntityKinds = "itttii";

// Days are enough to know what is still in the news, and keep an entity's row from being written with every article.
int64_t DayOf(Timestamp time) {
  const int64_t day = ToUnixMillis(std::chrono::floor<std::chrono::days>(time));
  return day;
}

EntityKind KindFrom(const std::string& name) {
  const auto kind = ParseEntityKind(name);
  if (!kind) throw FaultError(ErrorCode::kCorrupt, "the column kind of entities holds an unknown name");
  return *kind;
}

// "(:a0, :b0, …), (:a1, …)": many rows are one statement, because each is a way to the server and back.
std::string Rows(size_t count, size_t columns) {
  std::string rows;
  for (size_t row = 0; row < count; ++row) {
    rows += row == 0 ? "(" : ", (";
    for (size_t column = 0; column < columns; ++column) {
      rows += (column == 0 ? ":" : ", :") + std::string(1, static_cast<char>('a' + column)) + std::to_string(row);
    }
    rows += ")";
  }
  return rows;
}

// The last part of a person's slug, when it has several: what the person is called by alone.
std::string SurnameOf(const Entity& entity) {
  if (entity.kind != EntityKind::kPerson) return "";
  const size_t dash = entity.slug.rfind('-');
  return dash == std::string::npos ? "" : entity.slug.substr(dash + 1);
}

struct Row {
  int64_t id = 0;
  int64_t last_seen = 0;
};

std::unordered_map<std::string, Row> FindRows(Transaction& transaction, const std::vector<Entity>& entities) {
  Statement& statement = transaction.Prepare(
      "SELECT slug, id, last_seen FROM entities WHERE slug IN (" + Marks(entities.size()) + ")", "tii");
  for (const Entity& entity : entities) statement.BindText(entity.slug);
  std::unordered_map<std::string, Row> rows;
  while (statement.Step()) rows[statement.Text(0)] = {statement.Int(1), statement.Int(2)};
  return rows;
}

// The one person of that surname in the news around `seen`; nullopt when there is none, or more than one.
std::optional<Row> FindBySurname(Transaction& transaction, const std::string& surname, Timestamp seen) {
  Statement& statement = transaction.Prepare(
      "SELECT id, last_seen FROM entities WHERE surname = :surname AND surname <> '' AND last_seen >= :since "
      "ORDER BY id LIMIT 2", "ii");
  statement.BindText(surname).BindInt(DayOf(seen - kSurnameSpan));
  std::optional<Row> found;
  bool several = false;
  while (statement.Step()) {
    several = found.has_value();
    if (!several) found = {statement.Int(0), statement.Int(1)};
  }
  return several ? std::nullopt : found;
}

Row InsertEntity(Transaction& transaction, const Entity& entity, int64_t day) {
  Statement& statement = transaction.Prepare(
      "INSERT INTO entities (slug, kind, name, known, surname, last_seen, change_seq) "
      "VALUES (:slug, :kind, :name, :known, :surname, :last_seen, :change_seq) RETURNING id", "i");
  const int64_t change_seq = transaction.NextChangeSeq();
  statement.BindText(entity.slug).BindText(EntityKindName(entity.kind)).BindText(entity.name)
      .BindInt(int64_t{entity.known}).BindText(SurnameOf(entity)).BindInt(day).BindInt(change_seq).Step();
  const Row row{statement.Int(0), day};
  while (statement.Step()) {
  }
  return row;
}

// Whether it is a form that was not known.
bool AddForm(Transaction& transaction, int64_t entity, const std::string& form) {
  return transaction
             .Prepare("INSERT INTO entity_forms (entity_id, form) SELECT :entity, :form WHERE "
                      "(SELECT COUNT(*) FROM entity_forms WHERE entity_id = :same) < :most "
                      "ON CONFLICT (entity_id, form) DO NOTHING")
             .BindInt(entity).BindText(form).BindInt(entity).BindInt(int64_t{kMostForms}).Run() > 0;
}

// The row of each entity, made where there is none.
std::vector<int64_t> Resolve(Transaction& transaction, const std::vector<Entity>& entities, Timestamp seen) {
  const int64_t day = DayOf(seen);
  std::unordered_map<std::string, Row> rows = FindRows(transaction, entities);
  std::vector<int64_t> ids;
  for (const Entity& entity : entities) {
    std::optional<Row> row;
    const bool lone = !entity.known && entity.kind == EntityKind::kPerson && SurnameOf(entity).empty();
    if (lone) row = FindBySurname(transaction, entity.slug, seen);
    const bool as_surname = row.has_value();
    if (const auto found = rows.find(entity.slug); !row && found != rows.end()) row = found->second;
    if (!row) row = rows[entity.slug] = InsertEntity(transaction, entity, day);
    const std::string& form = as_surname ? entity.name : entity.form;
    const bool new_form = !form.empty() && AddForm(transaction, row->id, form);
    if (new_form || row->last_seen < day) {
      transaction.Prepare("UPDATE entities SET last_seen = :day, change_seq = :change_seq WHERE id = :id")
          .BindInt(std::max(day, row->last_seen)).BindInt(transaction.NextChangeSeq()).BindInt(row->id).Run();
    }
    ids.push_back(row->id);
  }
  return ids;
}

// Entities whose slugs are not empty, each row once.
void SaveEntities(Transaction& transaction, ArticleId id, const Article& article) {
  std::vector<Entity> entities;
  for (const Entity& entity : article.entities) {
    if (!entity.slug.empty()) entities.push_back(entity);
  }
  if (entities.empty()) return;
  const std::vector<int64_t> ids = Resolve(transaction, entities, article.published);
  struct Mention {
    int64_t entity = 0;
    double salience = 0;
    int mentions = 0;
  };
  std::vector<Mention> mentions;
  for (size_t i = 0; i < entities.size(); ++i) {
    const auto same = std::find_if(mentions.begin(), mentions.end(), [&](const Mention& one) { return one.entity == ids[i]; });
    if (same == mentions.end()) {
      mentions.push_back({ids[i], entities[i].salience, entities[i].mentions});
    } else {
      same->salience += entities[i].salience;
      same->mentions += entities[i].mentions;
    }
  }
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.salience > b.salience; });
  Statement& statement = transaction.Prepare(
      "INSERT INTO article_entities (article_id, place, entity_id, salience, mentions) VALUES " + Rows(mentions.size(), 5));
  for (size_t i = 0; i < mentions.size(); ++i) {
    statement.BindInt(id.value).BindInt(static_cast<int64_t>(i)).BindInt(mentions[i].entity)
        .BindDouble(mentions[i].salience).BindInt(int64_t{mentions[i].mentions});
  }
  statement.Run();
}

void SaveTopics(Transaction& transaction, ArticleId id, const std::vector<TopicScore>& topics) {
  if (topics.empty()) return;
  Statement& statement = transaction.Prepare(
      "INSERT INTO article_topics (article_id, place, topic, score, implied) VALUES " + Rows(topics.size(), 5));
  for (size_t i = 0; i < topics.size(); ++i) {
    statement.BindInt(id.value).BindInt(static_cast<int64_t>(i)).BindText(topics[i].slug)
        .BindDouble(topics[i].score).BindInt(int64_t{topics[i].implied});
  }
  statement.Run();
}

std::vector<NamedEntity> ReadEntities(Statement& statement) {
  std::vector<NamedEntity> entities;
  while (statement.Step()) {
    entities.push_back({EntityId{statement.Int(0)}, statement.Text(1), KindFrom(statement.Text(2)), statement.Text(3),
                        statement.Int(4) != 0, {}, statement.Int(5)});
  }
  return entities;
}

// Fills in the forms of entities, which are in the order of the query that `where` ends.
void AddForms(std::vector<NamedEntity>& entities, Statement& forms) {
  std::unordered_map<int64_t, NamedEntity*> by_id;
  for (NamedEntity& entity : entities) by_id[entity.id.value] = &entity;
  while (forms.Step()) {
    if (const auto found = by_id.find(forms.Int(0)); found != by_id.end()) found->second->forms.push_back(forms.Text(1));
  }
}

// `where` has one parameter, a number.
std::vector<NamedEntity> EntitiesWhere(Transaction& transaction, const std::string& where, int64_t number) {
  auto entities = ReadEntities(
      transaction.Prepare("SELECT " + std::string(kEntityColumns) + " FROM entities WHERE " + where + " ORDER BY change_seq, id", kEntityKinds)
          .BindInt(number));
  if (entities.empty()) return entities;
  AddForms(entities, transaction.Prepare("SELECT entity_id, form FROM entity_forms WHERE entity_id IN (SELECT id FROM entities WHERE " +
                                             where + ") ORDER BY entity_id, form", "it").BindInt(number));
  return entities;
}

}  // namespace

Status SaveAbout(Transaction& transaction, ArticleId id, const Article& article) {
  return Guarded(transaction, "keeping what an article is about", [&]() -> Status {
    transaction.RequireWritable();
    transaction.Prepare("DELETE FROM article_entities WHERE article_id = :article").BindInt(id.value).Run();
    transaction.Prepare("DELETE FROM article_topics WHERE article_id = :article").BindInt(id.value).Run();
    SaveTopics(transaction, id, article.topics);
    SaveEntities(transaction, id, article);
    return {};
  });
}

Status ReadAbout(Transaction& transaction, std::vector<Article>& articles) {
  return Guarded(transaction, "reading what articles are about", [&]() -> Status {
    std::unordered_map<int64_t, Article*> by_id;
    std::vector<ArticleId> ids;
    for (Article& article : articles) {
      article.topics.clear();
      article.entities.clear();
      by_id[article.id.value] = &article;
      ids.push_back(article.id);
    }
    InStretches(transaction, ids, "SELECT article_id, topic, score, implied FROM article_topics WHERE article_id", "ORDER BY article_id, place", "itdi",
                [&](Statement& row) {
                  while (row.Step()) by_id.at(row.Int(0))->topics.push_back({row.Text(1), row.Double(2), row.Int(3) != 0});
                });
    InStretches(transaction, ids,
                "SELECT article_id, slug, kind, name, salience, mentions, known FROM article_entities "
                "JOIN entities ON entities.id = entity_id WHERE article_id", "ORDER BY article_id, place", "itttdii", [&](Statement& row) {
                  while (row.Step()) {
                    by_id.at(row.Int(0))->entities.push_back({row.Text(1), KindFrom(row.Text(2)), row.Text(3), row.Double(4),
                                                              static_cast<int>(row.Int(5)), row.Int(6) != 0, ""});
                  }
                });
    return {};
  });
}

Result<std::vector<EntityMention>> MentionsOf(Transaction& transaction, const std::vector<ArticleId>& articles, int most) {
  return Guarded(transaction, "reading which entities articles mention", [&]() -> Result<std::vector<EntityMention>> {
    std::vector<EntityMention> mentions;
    InStretches(transaction, articles, "SELECT article_id, entity_id, salience FROM article_entities WHERE article_id",
                "AND place < " + std::to_string(most) + " ORDER BY article_id, place", "iid", [&](Statement& row) {
                  while (row.Step()) mentions.push_back({ArticleId{row.Int(0)}, EntityId{row.Int(1)}, row.Double(2)});
                });
    return mentions;
  });
}

Result<std::vector<TopicMark>> TopicMarksOf(Transaction& transaction, const std::vector<ArticleId>& articles) {
  return Guarded(transaction, "reading the topics of articles", [&]() -> Result<std::vector<TopicMark>> {
    std::vector<TopicMark> marks;
    InStretches(transaction, articles, "SELECT article_id, topic FROM article_topics WHERE article_id", "ORDER BY article_id, place", "it",
                [&](Statement& row) {
                  while (row.Step()) marks.push_back({ArticleId{row.Int(0)}, row.Text(1)});
                });
    return marks;
  });
}

Result<std::vector<NamedEntity>> EntitiesSeenSince(Transaction& transaction, Timestamp since) {
  return Guarded(transaction, "reading the entities of the live news", [&]() -> Result<std::vector<NamedEntity>> {
    return EntitiesWhere(transaction, "last_seen >= :since", DayOf(since));
  });
}

Result<std::vector<NamedEntity>> EntitiesChangedAfter(Transaction& transaction, int64_t seq) {
  return Guarded(transaction, "reading changed entities", [&]() -> Result<std::vector<NamedEntity>> {
    return EntitiesWhere(transaction, "change_seq > :seq", seq);
  });
}

Result<int64_t> LatestEntitySeq(Transaction& transaction) {
  return Guarded(transaction, "reading the latest change of an entity", [&]() -> Result<int64_t> {
    Statement& statement = transaction.Prepare("SELECT COALESCE(MAX(change_seq), 0) FROM entities", "i");
    statement.Step();
    return statement.Int(0);
  });
}

Result<std::vector<Article>> ListArticlesAbout(Transaction& transaction, EntityId entity, int limit) {
  return Guarded(transaction, "listing the articles about an entity", [&]() -> Result<std::vector<Article>> {
    // By number first, which is nearly by time: an entity may have been in the news for years.
    return ReadCards(PrepareCards(transaction, "WHERE state = 'live' AND id IN (SELECT article_id FROM article_entities "
                                               "WHERE entity_id = :entity ORDER BY article_id DESC LIMIT :limit) "
                                               "ORDER BY published DESC, id DESC")
                         .BindInt(entity.value).BindInt(int64_t{limit}));
  });
}

Result<std::optional<NamedEntity>> FindEntity(Transaction& transaction, std::string_view slug) {
  return Guarded(transaction, "reading an entity", [&]() -> Result<std::optional<NamedEntity>> {
    auto found = ReadEntities(
        transaction.Prepare("SELECT " + std::string(kEntityColumns) + " FROM entities WHERE slug = :slug", kEntityKinds).BindText(slug));
    if (found.empty()) return std::optional<NamedEntity>();
    AddForms(found, transaction.Prepare("SELECT entity_id, form FROM entity_forms WHERE entity_id = :id ORDER BY form", "it")
                        .BindInt(found.front().id.value));
    return std::optional<NamedEntity>(std::move(found.front()));
  });
}

}  // namespace newsstand::store
