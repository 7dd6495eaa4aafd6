// Titles and what identifies them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::store {

// Inserts when `title.id` is 0 (kConflict if the slug is taken), else replaces all fields. Returns the id.
Result<TitleId> SaveTitle(Transaction& transaction, const Title& title);
Result<std::optional<Title>> FindTitle(Transaction& transaction, TitleId id);
Result<std::optional<Title>> FindTitleBySlug(Transaction& transaction, std::string_view slug);
Result<std::vector<Title>> AllTitles(Transaction& transaction);  // by name
Result<int64_t> CountTitles(Transaction& transaction);

// Small named values of the program itself (secrets, cursors, when the catalogue was last read).
Result<std::optional<std::string>> FindSetting(Transaction& transaction, std::string_view name);
Status SaveSetting(Transaction& transaction, std::string_view name, std::string_view value);

}  // namespace newsstand::store
