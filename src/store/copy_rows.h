// Backups are always SQLite files of the current schema; these move rows between such a file and PostgreSQL.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/connection.h"

namespace newsstand::store {

struct TableShape {
  std::string name;
  std::vector<std::string> columns;
  std::string kinds;    // as in Statement
  std::string List() const;
};

// All tables of ours, in an order in which each refers only to earlier ones. Read from the schema itself, so that no
// table or column can be forgotten.
std::vector<TableShape> ReadTableShapes(Connection& sqlite);

// Appends one row of `statement` in the text form of PostgreSQL's COPY.
void AppendCopyLine(const Statement& statement, const TableShape& table, std::string& out);

}  // namespace newsstand::store
