// titles import, export, add.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands.h"
#include "app/outbound.h"
#include "app/storage.h"
#include "content/ingest/import.h"
#include "content/source/catalogue.h"
#include "content/source/opml.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

Result<std::string> ReadWhole(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(ErrorCode::kNotFound, file + " cannot be read");
  std::stringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

int PrintReport(const Result<ingest::ImportReport>& report) {
  if (!report) return FailWith(report.error().message);
  std::cout << fmt::format("{} titles and {} feeds added; {} feeds were there already.\n", report->titles_new, report->feeds_new, report->feeds_known);
  return 0;
}

int ImportOpmlText(store::Database& database, const std::string& text) {
  auto document = source::ReadOpml(text);
  if (!document) return FailWith(document.error().message);
  for (const std::string& warning : document->warnings) std::cerr << "  " << warning << "\n";
  for (const source::OpmlReport& skipped : document->skipped) std::cerr << fmt::format("  line {}: {}\n", skipped.line, skipped.sentence);
  return PrintReport(ingest::ImportOpml(database, *document, SystemClock().Now()));
}

}  // namespace

int RunTitlesImport(const Global& global, const std::string& file) {
  auto text = ReadWhole(file);
  if (!text) return FailWith(text.error().message);
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  if (!file.ends_with(".toml")) return ImportOpmlText(**database, *text);
  auto catalogue = source::ReadCatalogueText(*text, file);
  if (!catalogue) return FailWith(catalogue.error().message);
  return PrintReport(ingest::ImportCatalogue(**database, *catalogue, SystemClock().Now()));
}

int RunTitlesExport(const Global& global, const std::string& file) {
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  std::vector<source::TitleFeeds> titles;
  const Status read = (*database)->Read([&](store::Transaction& transaction) -> Status {
    auto all = store::AllTitles(transaction);
    if (!all) return Fail(all.error());
    for (Title& title : *all) {
      auto feeds = store::FeedsOfTitle(transaction, title.id);
      if (!feeds) return Fail(feeds.error());
      titles.push_back({std::move(title), std::move(*feeds)});
    }
    return {};
  });
  if (!read) return FailWith(read.error().message);
  const std::string opml = source::WriteOpml(global.config.site_name, titles);
  if (file.empty()) {
    std::cout << opml;
    return std::cout ? 0 : 1;
  }
  std::ofstream out(file, std::ios::binary);
  out << opml;
  out.close();
  if (!out) return FailWith(file + " cannot be written");
  std::cout << fmt::format("{} titles are in {}.\n", titles.size(), file);
  return 0;
}

int RunTitlesAdd(const Global& global, const std::string& url) {
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  auto outbound = MakeOutbound(global.config, SystemClock());
  if (!outbound) return FailWith(outbound.error().message);
  auto added = ingest::AddTitle(**database, *outbound->client, url, SystemClock().Now());
  if (!added) return FailWith(added.error().message);
  if (added->known) {
    std::cout << fmt::format("{} is followed already: {}\n", added->title.name, added->feed.url);
    return 0;
  }
  std::cout << fmt::format("{} was added: {} with {} items.\n", added->title.name, added->feed.url, added->items);
  return 0;
}

}  // namespace newsstand::app
