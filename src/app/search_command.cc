// search: what the store holds, from a terminal or a script.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <iostream>
#include <map>

#include "app/commands.h"
#include "app/progress.h"
#include "app/storage.h"
#include "content/html/text.h"
#include "content/search/finding.h"
#include "content/search/search_keeper.h"
#include "content/search/snippet.h"
#include "store/articles.h"
#include "store/titles.h"

namespace newsstand::app {
namespace {

namespace json = boost::json;

constexpr size_t kSnippetWords = 30;

struct Row {
  search::Found found;
  Article article;
  Title title;
  std::string snippet;
};

std::string SnippetOf(search::Marker& marker, const Article& article) {
  const std::string text =
      article.standfirst + "\n" + html::ProseTextOf(article.body_html.empty() ? article.summary_html : article.body_html);
  std::string out;
  for (const search::Piece& piece : marker.Snippet(text, article.language, kSnippetWords)) out += piece.text;
  return out;
}

Result<std::vector<Row>> ReadRows(store::Database& database, const search::Query& query, std::vector<search::Found> found) {
  std::vector<Row> rows;
  search::Marker marker(query);
  const Status read = database.Read([&](store::Transaction& transaction) -> Status {
    rows.clear();
    for (const search::Found& one : found) {
      auto article = store::FindArticle(transaction, one.article);
      if (!article) return Fail(article.error());
      if (!*article || (*article)->state != ArticleState::kLive) continue;
      auto title = store::FindTitle(transaction, (*article)->title);
      if (!title) return Fail(title.error());
      Row row{one, std::move(**article), title->value_or(Title{}), ""};
      row.snippet = SnippetOf(marker, row.article);
      rows.push_back(std::move(row));
    }
    return {};
  });
  if (!read) return Fail(read.error());
  return rows;
}

void PrintJson(const std::vector<Row>& rows) {
  json::array list;
  for (const Row& row : rows) {
    json::array others;
    for (const ArticleId id : row.found.others) others.push_back(id.value);
    list.push_back(json::object{{"id", row.article.id.value},
                                {"story", row.found.story ? json::value(row.found.story.value) : json::value(nullptr)},
                                {"headline", row.article.headline},
                                {"title", row.title.name},
                                {"slug", row.title.slug},
                                {"url", row.article.url},
                                {"language", row.article.language},
                                {"published", FormatRfc3339(row.article.published)},
                                {"score", row.found.score},
                                {"snippet", row.snippet},
                                {"others", std::move(others)}});
  }
  std::cout << json::serialize(list) << "\n";
}

void PrintText(const std::vector<Row>& rows, const search::FoundPage& page) {
  for (const Row& row : rows) {
    std::cout << row.article.headline << "\n    " << row.title.name << ", " << FormatRfc3339(row.article.published);
    if (!row.found.others.empty()) std::cout << fmt::format(", {} more on this", row.found.others.size());
    std::cout << "\n    " << row.article.url << "\n";
    if (!row.snippet.empty()) std::cout << "    " << row.snippet << "\n";
  }
  if (rows.empty()) std::cout << "Nothing was found.\n";
  if (page.partial) std::cout << "No article has all of this; the last of these have most of it.\n";
  if (page.suggestion) std::cout << "Did you mean: " << *page.suggestion << "\n";
}

}  // namespace

int RunSearch(const Global& global, const SearchOptions& options) {
  auto database = OpenStore(global);
  if (!database) return FailWith(database.error().message);
  search::SearchKeeperOptions keeper_options;
  keeper_options.folder = SearchFolder(global);
  keeper_options.keep_months = static_cast<int>(global.config.search_keep_months);
  search::SearchKeeper keeper(**database, SystemClock(), keeper_options);
  {
    Progress progress("Indexing");
    const Status done = keeper.CatchUp(options.rebuild, [&](int64_t read, int64_t of) {
      progress.Show(of > 0 ? std::min(1.0, static_cast<double>(read) / static_cast<double>(of)) : -1, fmt::format("{} articles", read));
    });
    if (!done) return FailWith(done.error().message);
  }
  if (options.rebuild && options.query.empty()) {
    const search::SearchCounters counters = keeper.counters();
    std::cout << fmt::format("The index is made anew: {} articles in {} segments, {:.1f} MB.\n", counters.articles, counters.segments,
                             static_cast<double>(counters.bytes) / 1e6);
    return 0;
  }
  const search::Query query = search::ParseQuery(options.query);
  search::FindRequest request;
  request.order = options.newest ? search::Order::kNewest : search::Order::kRelevance;
  request.per_page = static_cast<size_t>(options.limit);
  request.folded = !options.every;
  auto page = search::FindPage(**database, *keeper.Current(), query, request, SystemClock().Now());
  if (!page) return FailWith(page.error().message);
  auto rows = ReadRows(**database, query, std::move(page->found));
  if (!rows) return FailWith(rows.error().message);
  options.json ? PrintJson(*rows) : PrintText(*rows, *page);
  for (const search::QueryNote note : query.notes) {
    std::cerr << (note == search::QueryNote::kTooLong ? "newsstand: the query was too long: its end was left out\n"
                                                      : "newsstand: before: and after: take a date such as 2026-11-22, 2026-11 or 2026\n");
  }
  return 0;
}

}  // namespace newsstand::app
