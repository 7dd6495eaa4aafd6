// Rows of many articles, in few statements with few texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/article.h"
#include "store/transaction.h"

namespace newsstand::store {

inline constexpr size_t kAtOnce = 64;  // articles that one statement reads of

// ":p0, :p1, …"
std::string Marks(size_t count);

// Calls `read` with a statement for each stretch of ids. `select` ends in the column that holds them: "… WHERE article_id".
template <class Read>
void InStretches(Transaction& transaction, const std::vector<ArticleId>& ids, const std::string& select,
                 const std::string& rest, std::string_view kinds, Read read) {
  for (size_t first = 0; first < ids.size(); first += kAtOnce) {
    const size_t count = ids.size() == 1 ? 1 : kAtOnce;
    Statement& statement = transaction.Prepare(select + " IN (" + Marks(count) + ") " + rest, kinds);
    for (size_t i = 0; i < count; ++i) statement.BindInt(first + i < ids.size() ? ids[first + i].value : 0);
    read(statement);
  }
}

}  // namespace newsstand::store
