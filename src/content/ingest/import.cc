#include "content/ingest/import.h"

#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::ingest {
namespace {

Status ImportEntry(store::Transaction& transaction, const source::CatalogueEntry& entry, Timestamp now, ImportReport& report) {
  auto known = store::FindTitleBySlug(transaction, entry.title.slug);
  if (!known) return Fail(known.error());
  TitleId id;
  if (*known) {
    ++report.titles_known;
    id = (*known)->id;
  } else {
    auto saved = store::SaveTitle(transaction, entry.title);
    if (!saved) return Fail(saved.error());
    ++report.titles_new;
    id = *saved;
  }
  for (const Feed& given : entry.feeds) {
    auto feed = store::FindFeedByUrl(transaction, given.url);
    if (!feed) return Fail(feed.error());
    if (*feed) {
      ++report.feeds_known;
      continue;
    }
    Feed added = given;
    added.title = id;
    added.next_fetch = now;
    auto saved = store::SaveFeed(transaction, added);
    if (!saved) return Fail(saved.error());
    ++report.feeds_new;
  }
  return {};
}

}  // namespace

Result<ImportReport> ImportCatalogue(store::Database& database, const source::Catalogue& catalogue, Timestamp now) {
  ImportReport report;
  const Status written = database.Write([&](store::Transaction& transaction) -> Status {
    report = {};
    for (const source::CatalogueEntry& entry : catalogue) {
      if (Status status = ImportEntry(transaction, entry, now, report); !status) return status;
    }
    return {};
  });
  if (!written) return Fail(written.error());
  return report;
}

}  // namespace newsstand::ingest
