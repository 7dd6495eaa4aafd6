#include "store/titles.h"

#include "store/record.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

constexpr size_t kNameBytes = 200;  // of slugs and setting names: keys of indexes, which PostgreSQL bounds

// All fields but the id, in the order of the columns.
template <class Visitor, class AnyTitle>
void VisitTitle(Visitor&& visit, AnyTitle& title) {
  visit("slug", title.slug);
  visit("name", title.name);
  visit("home", title.home);
  visit("country", title.country);
  visit("language", title.language);
  visit("owner", title.owner);
  visit("brand_colour", title.brand_colour);
  visit("icon_url", title.icon_url);
  visit("logo_url", title.logo_url);
  visit("sections", title.sections);
  visit("rights", title.rights);
  visit("policy", title.policy);
  visit("metered_per_month", title.metered_per_month);
  visit("index_policy", title.index_policy);
}

const FieldNames& TitleColumns() {
  static const FieldNames kNames = [] {
    FieldNames names;
    const Title none;
    VisitTitle(names, none);
    return names;
  }();
  return kNames;
}

const std::string& SelectTitles() {
  static const std::string kSql = "SELECT id, " + TitleColumns().List() + " FROM titles ";
  return kSql;
}

std::vector<Title> ReadTitles(Statement& statement) {
  std::vector<Title> titles;
  while (statement.Step()) {
    Title& title = titles.emplace_back();
    title.id.value = statement.Int(0);
    VisitTitle(FieldReader(statement, 1), title);
  }
  return titles;
}

std::optional<Title> OnlyTitle(Statement& statement) {
  std::vector<Title> titles = ReadTitles(statement);
  if (titles.empty()) return std::nullopt;
  return std::move(titles.front());
}

Statement& PrepareSelect(Transaction& transaction, const std::string& sql) {
  static const std::string kKinds = "i" + TitleColumns().kinds();
  return transaction.Prepare(sql, kKinds);
}

Result<TitleId> InsertTitle(Transaction& transaction, const Title& title) {
  static const std::string kSql = "INSERT INTO titles (" + TitleColumns().List() + ") VALUES (" +
                                  TitleColumns().Placeholders() + ") ON CONFLICT (slug) DO NOTHING RETURNING id";
  Statement& statement = transaction.Prepare(kSql, "i");
  VisitTitle(FieldBinder(statement), title);
  if (!statement.Step()) return Fail(ErrorCode::kConflict, "there is a title '" + title.slug + "' already");
  const TitleId id{statement.Int(0)};
  while (statement.Step()) {
  }
  return id;
}

std::optional<TitleId> SlugOwner(Transaction& transaction, std::string_view slug) {
  Statement& statement = transaction.Prepare("SELECT id FROM titles WHERE slug = :slug", "i").BindText(slug);
  if (!statement.Step()) return std::nullopt;
  return TitleId{statement.Int(0)};
}

Result<TitleId> ReplaceTitle(Transaction& transaction, const Title& title) {
  // Asked before, because on PostgreSQL a violated constraint would undo the whole piece.
  auto owner = SlugOwner(transaction, title.slug);
  if (owner && *owner != title.id) {
    return Fail(ErrorCode::kConflict, "there is another title '" + title.slug + "' already");
  }
  Statement& before = transaction.Prepare("SELECT country FROM titles WHERE id = :id", "t").BindInt(title.id.value);
  if (!before.Step()) {
    return Fail(ErrorCode::kNotFound, "there is no title number " + std::to_string(title.id.value));
  }
  const bool moved = before.Text(0) != title.country;
  static const std::string kSql = "UPDATE titles SET " + TitleColumns().Assignments() + " WHERE id = :id";
  Statement& statement = transaction.Prepare(kSql);
  VisitTitle(FieldBinder(statement), title);
  statement.BindInt(title.id.value).Run();
  if (moved) {
    // Articles carry their title's country, so that a country's page needs no join.
    transaction.Prepare("UPDATE articles SET country = :country WHERE title_id = :title")
        .BindText(title.country).BindInt(title.id.value).Run();
  }
  return title.id;
}

}  // namespace

Result<TitleId> SaveTitle(Transaction& transaction, const Title& title) {
  if (title.slug.empty() || title.slug.size() > kNameBytes) {
    return Fail(ErrorCode::kInvalid, "a title's slug has 1 to 200 bytes, not " + std::to_string(title.slug.size()));
  }
  return Guarded(transaction, "saving the title '" + title.slug + "'", [&]() -> Result<TitleId> {
    transaction.RequireWritable();
    return title.id ? ReplaceTitle(transaction, title) : InsertTitle(transaction, title);
  });
}

Result<std::optional<Title>> FindTitle(Transaction& transaction, TitleId id) {
  return Guarded(transaction, "reading a title", [&]() -> Result<std::optional<Title>> {
    static const std::string kSql = SelectTitles() + "WHERE id = :id";
    return OnlyTitle(PrepareSelect(transaction, kSql).BindInt(id.value));
  });
}

Result<std::optional<Title>> FindTitleBySlug(Transaction& transaction, std::string_view slug) {
  return Guarded(transaction, "reading a title", [&]() -> Result<std::optional<Title>> {
    static const std::string kSql = SelectTitles() + "WHERE slug = :slug";
    return OnlyTitle(PrepareSelect(transaction, kSql).BindText(slug));
  });
}

Result<std::vector<Title>> AllTitles(Transaction& transaction) {
  return Guarded(transaction, "reading all titles", [&]() -> Result<std::vector<Title>> {
    static const std::string kSql = SelectTitles() + "ORDER BY lower(name), id";
    return ReadTitles(PrepareSelect(transaction, kSql));
  });
}

Result<int64_t> CountTitles(Transaction& transaction) {
  return Guarded(transaction, "counting the titles", [&]() -> Result<int64_t> {
    Statement& statement = transaction.Prepare("SELECT COUNT(*) FROM titles", "i");
    statement.Step();
    return statement.Int(0);
  });
}

Result<std::optional<std::string>> FindSetting(Transaction& transaction, std::string_view name) {
  return Guarded(transaction, "reading a setting", [&]() -> Result<std::optional<std::string>> {
    Statement& statement = transaction.Prepare("SELECT value FROM settings WHERE name = :name", "t").BindText(name);
    if (!statement.Step()) return std::optional<std::string>();
    return std::optional<std::string>(statement.Text(0));
  });
}

Status SaveSetting(Transaction& transaction, std::string_view name, std::string_view value) {
  if (name.empty() || name.size() > kNameBytes) {
    return Fail(ErrorCode::kInvalid, "a setting's name has 1 to 200 bytes, not " + std::to_string(name.size()));
  }
  return Guarded(transaction, "saving the setting '" + std::string(name) + "'", [&]() -> Status {
    transaction.RequireWritable();
    transaction.Prepare("INSERT INTO settings (name, value) VALUES (:name, :value) "
                        "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .BindText(name).BindText(value).Run();
    return {};
  });
}

}  // namespace newsstand::store
