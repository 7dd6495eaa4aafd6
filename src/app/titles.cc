// titles import, export, add.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/outbound.h"
#include "app/storage.h"
#include "base/limits.h"
#include "content/ingest/import.h"
#include "content/source/catalogue.h"
#include "content/source/opml.h"
#include "store/feeds.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

namespace json = boost::json;

// No more than one byte over what is read of a list: ReadOpml then says that it is too large.
Result<std::string> ReadList(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(limits::kOpmlBytes + 1, '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.gcount() <= 0) return Fail(ErrorCode::kNotFound, file + " cannot be read, or is empty");
  text.resize(static_cast<size_t>(in.gcount()));
  return text;
}

void PrintJson(const ingest::ImportReport& report, const std::vector<std::string>& warnings) {
  json::array lines;
  for (const ingest::ImportLine& line : report.lines) {
    lines.push_back({{"line", line.line}, {"name", line.name}, {"url", line.url},
                     {"outcome", ingest::OutcomeName(line.outcome)}, {"sentence", line.sentence}});
  }
  const json::object object{{"titles_new", report.titles_new}, {"titles_known", report.titles_known},
                            {"feeds_new", report.feeds_new},   {"feeds_known", report.feeds_known},
                            {"warnings", json::array(warnings.begin(), warnings.end())}, {"lines", std::move(lines)}};
  std::cout << json::serialize(object) << "\n";
}

int PrintReport(const Result<ingest::ImportReport>& report, const std::vector<std::string>& warnings, bool as_json) {
  if (!report) return FailWith(report.error().message);
  if (as_json) {
    PrintJson(*report, warnings);
    return 0;
  }
  for (const std::string& warning : warnings) std::cout << "  " << warning << "\n";
  for (const ingest::ImportLine& line : report->lines) {
    std::cout << fmt::format("{:>6}  {:<14}  {}{}{}\n", line.line, ingest::OutcomeName(line.outcome), line.sentence,
                             line.url.empty() ? "" : "  ", line.url);
  }
  const auto left_out = static_cast<int>(report->lines.size()) - report->feeds_new - report->feeds_known;
  std::cout << fmt::format("{} titles and {} feeds added; {} feeds were there already{}.\n", report->titles_new, report->feeds_new,
                           report->feeds_known, left_out > 0 ? fmt::format("; {} lines were left out", left_out) : "");
  return 0;
}

int ImportOpmlText(store::Database& database, const std::string& text, bool as_json) {
  auto document = source::ReadOpml(text);
  if (!document) return FailWith(document.error().message);
  return PrintReport(ingest::ImportOpml(database, *document, SystemClock().Now()), document->warnings, as_json);
}

}  // namespace

int RunTitlesImport(const Global& global, const std::string& file, bool as_json) {
  auto text = ReadList(file);
  if (!text) return FailWith(text.error().message);
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  if (!file.ends_with(".toml")) return ImportOpmlText(**database, *text, as_json);
  auto catalogue = source::ReadCatalogueText(*text, file);
  if (!catalogue) return FailWith(catalogue.error().message);
  return PrintReport(ingest::ImportCatalogue(**database, *catalogue, SystemClock().Now()), {}, as_json);
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
