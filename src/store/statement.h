// One prepared SQL statement with its parameters and result columns: prepared once, bound and run many times. SOCI binds
// variables by address, so the variables live here, beside the statement, for as long as it does.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace soci {
class session;
}

namespace newsstand::store {

// Not thread-safe: belongs to one connection. All functions throw what SOCI throws.
class Statement {
 public:
  // `kinds` has one letter for each result column: i integer, d double, t text.
  Statement(soci::session& session, std::string sql, std::string_view kinds);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Begins a new round of Bind… calls, one for each ":name" of the text, from left to right. The kinds of the first round
  // are the kinds of all.
  Statement& Start();
  Statement& BindInt(int64_t value);
  Statement& BindInt(std::optional<int64_t> value);
  Statement& BindDouble(double value);
  // What is not UTF-8, or has a NUL in it, is cleaned: PostgreSQL refuses it, and both engines must keep the same text.
  Statement& BindText(std::string_view value);

  // The next row, executing at the first call; false after the last.
  bool Step();
  // Executes to the end; the number of rows that were changed.
  int64_t Run();

  bool IsNull(int column) const;
  int64_t Int(int column) const;     // 0 for NULL
  double Double(int column) const;   // 0 for NULL
  const std::string& Text(int column) const;  // "" for NULL; valid until the next Step or Start

 private:
  struct Parts;
  void Prepare();

  soci::session& session_;
  const std::string sql_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace newsstand::store
