#include "store/article_record.h"

#include "base/hash.h"
#include "base/text.h"

namespace newsstand::store {
namespace {

constexpr size_t kLongestPlainKey = 500;
constexpr size_t kKeptOfLongKey = 400;

template <class Visitor, class AnyArticle>
void VisitArticleCard(Visitor&& visit, AnyArticle& article) {
  visit("id", article.id);
  visit("change_seq", article.change_seq);
  VisitArticleIdentity(visit, article);
  VisitArticleFields(visit, article);
}

}  // namespace

const FieldNames& ArticleCardColumns() {
  static const FieldNames kNames = [] {
    FieldNames names;
    const Article none;
    VisitArticleCard(names, none);
    return names;
  }();
  return kNames;
}

int ReadArticleCard(const Statement& statement, Article& article) {
  FieldReader reader(statement);
  VisitArticleCard(reader, article);
  return reader.next_column();
}

Statement& PrepareCards(Transaction& transaction, const std::string& rest) {
  static const std::string kSelect = "SELECT " + ArticleCardColumns().List() + " FROM articles ";
  return transaction.Prepare(kSelect + rest, ArticleCardColumns().kinds());
}

std::vector<Article> ReadCards(Statement& statement) {
  std::vector<Article> articles;
  while (statement.Step()) ReadArticleCard(statement, articles.emplace_back());
  return articles;
}

std::string PrimaryLanguage(std::string_view language) {
  return AsciiLower(language.substr(0, language.find('-')));
}

std::string IndexedKey(std::string_view key) {
  if (key.size() <= kLongestPlainKey) return std::string(key);
  return std::string(TruncateUtf8(key, kKeptOfLongKey)) + "#sha256:" + Sha256Hex(key);
}

}  // namespace newsstand::store
