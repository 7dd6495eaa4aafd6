// Titles and feeds into the store.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "content/source/catalogue.h"
#include "store/database.h"

namespace newsstand::ingest {

struct ImportReport {
  int titles_new = 0, titles_known = 0, feeds_new = 0, feeds_known = 0;
};

// Adds the titles whose slug is not known and the feeds whose address is not; what is there already stays as it is, with
// everything an operator changed. New feeds are due at once. One durable write.
Result<ImportReport> ImportCatalogue(store::Database& database, const source::Catalogue& catalogue, Timestamp now);

}  // namespace newsstand::ingest
