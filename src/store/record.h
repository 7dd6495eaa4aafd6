// Records and rows. Each stored struct has one function that visits its fields in the order of their columns; names,
// binding and reading all follow it, so that no field is copied by hand and none can be forgotten.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/article.h"
#include "model/subscription.h"
#include "model/terms.h"
#include "model/title.h"
#include "store/fault.h"
#include "store/statement.h"

namespace newsstand::store {

// A list of texts in one column: each ends with a newline; newlines and backslashes within are escaped.
std::string JoinTexts(const std::vector<std::string>& texts);
std::vector<std::string> SplitTexts(std::string_view joined);

inline std::string_view NameOf(Rights value) { return RightsName(value); }
inline std::string_view NameOf(WallPolicy value) { return WallPolicyName(value); }
inline std::string_view NameOf(IndexPolicy value) { return IndexPolicyName(value); }
inline std::string_view NameOf(FeedState value) { return FeedStateName(value); }
inline std::string_view NameOf(BodySource value) { return BodySourceName(value); }
inline std::string_view NameOf(ArticleState value) { return ArticleStateName(value); }
inline std::string_view NameOf(PageState value) { return PageStateName(value); }
inline std::string_view NameOf(Withdrawal value) { return WithdrawalName(value); }
inline std::string_view NameOf(TermsKind value) { return TermsKindName(value); }
inline std::string_view NameOf(SubscriptionState value) { return SubscriptionStateName(value); }

inline std::optional<Rights> ParseAs(std::string_view name, Rights) { return ParseRights(name); }
inline std::optional<WallPolicy> ParseAs(std::string_view name, WallPolicy) { return ParseWallPolicy(name); }
inline std::optional<IndexPolicy> ParseAs(std::string_view name, IndexPolicy) { return ParseIndexPolicy(name); }
inline std::optional<FeedState> ParseAs(std::string_view name, FeedState) { return ParseFeedState(name); }
inline std::optional<BodySource> ParseAs(std::string_view name, BodySource) { return ParseBodySource(name); }
inline std::optional<ArticleState> ParseAs(std::string_view name, ArticleState) { return ParseArticleState(name); }
inline std::optional<PageState> ParseAs(std::string_view name, PageState) { return ParsePageState(name); }
inline std::optional<Withdrawal> ParseAs(std::string_view name, Withdrawal) { return ParseWithdrawal(name); }
inline std::optional<TermsKind> ParseAs(std::string_view name, TermsKind) { return ParseTermsKind(name); }
inline std::optional<SubscriptionState> ParseAs(std::string_view name, SubscriptionState) {
  return ParseSubscriptionState(name);
}

template <class T>
concept NamedEnum = requires(T value) { NameOf(value); };

// Collects the columns: their names, and their kinds for Statement.
class FieldNames {
 public:
  void operator()(const char* name, const std::string&) { Add(name, 't'); }
  void operator()(const char* name, const std::vector<std::string>&) { Add(name, 't'); }
  void operator()(const char* name, NamedEnum auto) { Add(name, 't'); }
  void operator()(const char* name, double) { Add(name, 'd'); }
  void operator()(const char* name, int) { Add(name, 'i'); }
  void operator()(const char* name, int64_t) { Add(name, 'i'); }
  void operator()(const char* name, bool) { Add(name, 'i'); }
  void operator()(const char* name, Timestamp) { Add(name, 'i'); }
  void operator()(const char* name, const std::optional<Timestamp>&) { Add(name, 'i'); }
  template <class Tag>
  void operator()(const char* name, Id<Tag>) {
    Add(name, 'i');
  }

  std::string List() const;          // a, b
  std::string Placeholders() const;  // :a, :b
  std::string Assignments() const;   // a = :a, b = :b
  const std::string& kinds() const { return kinds_; }

 private:
  void Add(const char* name, char kind) {
    names_.push_back(name);
    kinds_ += kind;
  }
  std::vector<std::string> names_;
  std::string kinds_;
};

class FieldBinder {
 public:
  explicit FieldBinder(Statement& statement) : statement_(statement) {}
  void operator()(const char*, const std::string& value) { statement_.BindText(value); }
  void operator()(const char*, const std::vector<std::string>& value) { statement_.BindText(JoinTexts(value)); }
  void operator()(const char*, NamedEnum auto value) { statement_.BindText(NameOf(value)); }
  void operator()(const char*, double value) { statement_.BindDouble(value); }
  void operator()(const char*, int value) { statement_.BindInt(int64_t{value}); }
  void operator()(const char*, int64_t value) { statement_.BindInt(value); }
  void operator()(const char*, bool value) { statement_.BindInt(int64_t{value}); }
  void operator()(const char*, Timestamp value) { statement_.BindInt(ToUnixMillis(value)); }
  void operator()(const char*, const std::optional<Timestamp>& value) {
    statement_.BindInt(value ? std::optional<int64_t>(ToUnixMillis(*value)) : std::nullopt);
  }
  // 0, "none", is NULL, so that references can be checked by the engine.
  template <class Tag>
  void operator()(const char*, Id<Tag> value) {
    statement_.BindInt(value ? std::optional<int64_t>(value.value) : std::nullopt);
  }

 private:
  Statement& statement_;
};

class FieldReader {
 public:
  explicit FieldReader(const Statement& statement, int first_column = 0)
      : statement_(statement), column_(first_column) {}
  void operator()(const char*, std::string& value) { value = statement_.Text(column_++); }
  void operator()(const char*, std::vector<std::string>& value) { value = SplitTexts(statement_.Text(column_++)); }
  template <NamedEnum E>
  void operator()(const char* name, E& value) {
    const std::string& text = statement_.Text(column_++);
    auto parsed = ParseAs(text, value);
    if (!parsed) throw FaultError(ErrorCode::kCorrupt, "the column " + std::string(name) + " holds an unknown name");
    value = *parsed;
  }
  void operator()(const char*, double& value) { value = statement_.Double(column_++); }
  void operator()(const char*, int& value) { value = static_cast<int>(statement_.Int(column_++)); }
  void operator()(const char*, int64_t& value) { value = statement_.Int(column_++); }
  void operator()(const char*, bool& value) { value = statement_.Int(column_++) != 0; }
  void operator()(const char*, Timestamp& value) { value = FromUnixMillis(statement_.Int(column_++)); }
  void operator()(const char*, std::optional<Timestamp>& value) {
    value.reset();
    if (!statement_.IsNull(column_)) value = FromUnixMillis(statement_.Int(column_));
    ++column_;
  }
  template <class Tag>
  void operator()(const char*, Id<Tag>& value) {
    value.value = statement_.Int(column_++);
  }
  int next_column() const { return column_; }

 private:
  const Statement& statement_;
  int column_;
};

}  // namespace newsstand::store
