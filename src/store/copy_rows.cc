#include "store/copy_rows.h"

#include <fmt/core.h>

namespace newsstand::store {

std::string TableShape::List() const {
  std::string list;
  for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + column;
  return list;
}

std::vector<TableShape> ReadTableShapes(Connection& sqlite) {
  std::vector<TableShape> tables;
  Statement& statement = sqlite.Prepare(
      "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c "
      "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.rowid, c.cid", "ttt");
  while (statement.Step()) {
    if (tables.empty() || tables.back().name != statement.Text(0)) tables.push_back({statement.Text(0), {}, ""});
    tables.back().columns.push_back(statement.Text(1));
    const std::string& type = statement.Text(2);
    tables.back().kinds += type == "TEXT" ? 't' : type == "REAL" ? 'd' : 'i';
  }
  return tables;
}

void AppendCopyLine(const Statement& statement, const TableShape& table, std::string& out) {
  for (int column = 0; column < static_cast<int>(table.kinds.size()); ++column) {
    if (column > 0) out += '\t';
    if (statement.IsNull(column)) {
      out += "\\N";
      continue;
    }
    switch (table.kinds[static_cast<size_t>(column)]) {
      case 'i': out += std::to_string(statement.Int(column)); break;
      case 'd': out += fmt::format("{}", statement.Double(column)); break;  // the shortest text that reads back the same
      default:
        for (char c : statement.Text(column)) {
          switch (c) {
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: out += c;
          }
        }
    }
  }
  out += '\n';
}

}  // namespace newsstand::store
