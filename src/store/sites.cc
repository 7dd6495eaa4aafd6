#include "store/sites.h"

#include "store/record.h"
#include "store/transaction.h"

namespace newsstand::store {
namespace {

template <class Visitor, class AnyTerms>
void VisitTerms(Visitor&& visit, AnyTerms& terms) {
  visit("kind", terms.kind);
  visit("scope", terms.scope);
  visit("reserved", terms.reserved);
  visit("words", terms.words);
  visit("policy_url", terms.policy_url);
  visit("seen", terms.seen);
}

const FieldNames& TermsColumns() {
  static const FieldNames kNames = [] {
    FieldNames names;
    const Terms none;
    VisitTerms(names, none);
    return names;
  }();
  return kNames;
}

}  // namespace

Status SaveTerms(Transaction& transaction, TitleId title, std::string_view source, const std::vector<Terms>& terms) {
  return Guarded(transaction, "keeping a publisher's terms", [&]() -> Status {
    transaction.RequireWritable();
    transaction.Prepare("DELETE FROM terms WHERE title_id = :title AND source = :source")
        .BindInt(title.value).BindText(source).Run();
    static const std::string kSql = "INSERT INTO terms (title_id, source, place, " + TermsColumns().List() +
                                    ") VALUES (:title, :source, :place, " + TermsColumns().Placeholders() + ")";
    int64_t place = 0;
    for (const Terms& one : terms) {
      Statement& statement = transaction.Prepare(kSql);
      statement.BindInt(title.value).BindText(source).BindInt(place++);
      VisitTerms(FieldBinder(statement), one);
      statement.Run();
    }
    return {};
  });
}

Result<std::vector<Terms>> TermsOf(Transaction& transaction, TitleId title) {
  return Guarded(transaction, "reading a publisher's terms", [&]() -> Result<std::vector<Terms>> {
    static const std::string kSql =
        "SELECT source, " + TermsColumns().List() + " FROM terms WHERE title_id = :title ORDER BY source, place";
    static const std::string kKinds = "t" + TermsColumns().kinds();
    Statement& statement = transaction.Prepare(kSql, kKinds).BindInt(title.value);
    std::vector<Terms> terms;
    while (statement.Step()) {
      Terms& one = terms.emplace_back();
      one.source = statement.Text(0);
      VisitTerms(FieldReader(statement, 1), one);
    }
    return terms;
  });
}

Result<std::string> FindSiteMemory(Transaction& transaction, std::string_view host) {
  return Guarded(transaction, "reading what is known of a site", [&]() -> Result<std::string> {
    Statement& statement = transaction.Prepare("SELECT facts FROM site_memory WHERE host = :host", "t").BindText(host);
    return statement.Step() ? statement.Text(0) : std::string();
  });
}

Status SaveSiteMemory(Transaction& transaction, std::string_view host, std::string_view facts, Timestamp now) {
  if (host.empty() || host.size() > 255) return Fail(ErrorCode::kInvalid, "a host's name has 1 to 255 bytes");
  return Guarded(transaction, "keeping what was learned of a site", [&]() -> Status {
    transaction.RequireWritable();
    transaction.Prepare("INSERT INTO site_memory (host, facts, learned_at) VALUES (:host, :facts, :now) "
                        "ON CONFLICT (host) DO UPDATE SET facts = excluded.facts, learned_at = excluded.learned_at")
        .BindText(host).BindText(facts).BindInt(ToUnixMillis(now)).Run();
    return {};
  });
}

Result<int> ReportCase(Transaction& transaction, ArticleId article, int version, Timestamp now) {
  return Guarded(transaction, "filing a case", [&]() -> Result<int> {
    transaction.RequireWritable();
    Statement& known = transaction.Prepare("SELECT COUNT(*) FROM articles WHERE id = :id", "i").BindInt(article.value);
    known.Step();
    if (known.Int(0) == 0) return Fail(ErrorCode::kNotFound, "there is no article number " + std::to_string(article.value));
    // Asked first: a partial index cannot be named in ON CONFLICT the same way on both engines.
    const int64_t counted = transaction.Prepare(
        "UPDATE cases SET reports = reports + 1, last_reported = :now WHERE article_id = :article AND closed_at IS NULL")
        .BindInt(ToUnixMillis(now)).BindInt(article.value).Run();
    if (counted == 0) {
      transaction.Prepare("INSERT INTO cases (article_id, version, reports, first_reported, last_reported) "
                          "VALUES (:article, :version, 1, :first, :last)")
          .BindInt(article.value).BindInt(int64_t{version}).BindInt(ToUnixMillis(now)).BindInt(ToUnixMillis(now)).Run();
      return 1;
    }
    Statement& reports = transaction.Prepare(
        "SELECT reports FROM cases WHERE article_id = :article AND closed_at IS NULL", "i").BindInt(article.value);
    reports.Step();
    return static_cast<int>(reports.Int(0));
  });
}

Result<std::vector<Case>> OpenCases(Transaction& transaction, int limit) {
  return Guarded(transaction, "reading the open cases", [&]() -> Result<std::vector<Case>> {
    Statement& statement = transaction.Prepare(
        "SELECT id, article_id, version, reports, first_reported, last_reported FROM cases WHERE closed_at IS NULL "
        "ORDER BY last_reported DESC, id DESC LIMIT :limit", "iiiiii").BindInt(int64_t{limit});
    std::vector<Case> cases;
    while (statement.Step()) {
      cases.push_back({statement.Int(0), ArticleId{statement.Int(1)}, static_cast<int>(statement.Int(2)),
                       static_cast<int>(statement.Int(3)), FromUnixMillis(statement.Int(4)),
                       FromUnixMillis(statement.Int(5))});
    }
    return cases;
  });
}

Result<int64_t> CountOpenCases(Transaction& transaction) {
  return Guarded(transaction, "counting the open cases", [&]() -> Result<int64_t> {
    Statement& statement = transaction.Prepare("SELECT COUNT(*) FROM cases WHERE closed_at IS NULL", "i");
    statement.Step();
    return statement.Int(0);
  });
}

Status CloseCase(Transaction& transaction, int64_t id, Timestamp now) {
  return Guarded(transaction, "closing a case", [&]() -> Status {
    transaction.RequireWritable();
    const int64_t closed = transaction.Prepare("UPDATE cases SET closed_at = :now WHERE id = :id AND closed_at IS NULL")
        .BindInt(ToUnixMillis(now)).BindInt(id).Run();
    if (closed == 0) return Fail(ErrorCode::kNotFound, "there is no open case number " + std::to_string(id));
    return {};
  });
}

}  // namespace newsstand::store
