// What sites state about their rights, in the store. Runs on the store's writer.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/terms.h"
#include "model/title.h"
#include "store/database.h"

namespace newsstand::ingest {

// Keeps what `source` states now in place of what it stated before. Writes only when that differs, or was last seen a day
// ago: every page of a site says the same.
Status KeepTerms(store::Transaction& transaction, TitleId title, const std::string& source, const std::vector<Terms>& terms);

// The statements a page came with: those of documents under the documents' addresses; what the page said of itself under
// the site's, for people to see, about no other page.
Status KeepPageTerms(store::Transaction& transaction, TitleId title, const std::string& page_url, const std::vector<Terms>& terms);

}  // namespace newsstand::ingest
