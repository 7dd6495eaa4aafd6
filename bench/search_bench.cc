// Search, measured: search_bench known|million|engines ARTICLES FOLDER [COUNT].
//   known    how often an article's headline finds its body among all bodies: MRR@10
//   million  COUNT articles (1,000,000): how fast they are indexed, and how long queries take, beside SQLite's FTS5
//   engines  COUNT articles (20,000): the same beside FTS5 and, where it was found when this was built, Xapian
// ARTICLES is a file, or several with ":" between them, of lines {"id","title","text"}. Where COUNT is larger than what
// they hold, their articles come again with other dates and from other titles. FOLDER is emptied. Queries are of one to
// four words out of headlines, common and rare, all words wanted, ten results; one thread, all engines in the same run.
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/resource.h>
#ifdef NEWSSTAND_XAPIAN
#include <xapian.h>
#endif

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "base/text.h"
#include "content/search/index.h"
#include "content/search/search.h"
#include "content/search/words.h"

namespace {

using namespace newsstand;
using Clock_ = std::chrono::steady_clock;

constexpr int64_t kDay = 24 * 3'600'000;
constexpr int64_t kYear = 365 * kDay;
constexpr size_t kQueries = 1'000;
constexpr size_t kBatch = 2'000;

struct Source {
  std::string title, text;
};

double Since(Clock_::time_point begun) { return std::chrono::duration<double>(Clock_::now() - begun).count(); }
// Of this thread: what else the machine does is not in it.
double ThreadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}
double Processor() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::vector<Source> ReadSources(const std::string& files) {
  std::vector<Source> sources;
  for (const std::string_view file : Split(files, ':')) {
    std::ifstream lines{std::string(file)};
    for (std::string line; std::getline(lines, line);) {
      const auto value = boost::json::parse(line);
      const auto text = [&](const char* key) { return std::string(value.at(key).as_string()); };
      sources.push_back({text("title"), text("text")});
    }
  }
  return sources;
}

// The article of this number: its date somewhere in the year that ends now, its title one of 400.
search::Document MakeDocument(const std::vector<Source>& sources, size_t number, int64_t now) {
  const Source& source = sources[number % sources.size()];
  std::mt19937_64 random(number);
  search::Document document;
  document.article = static_cast<int64_t>(number) + 1;
  document.published = now - static_cast<int64_t>(random() % static_cast<uint64_t>(kYear));
  document.title = static_cast<uint32_t>(random() % 400);
  document.source = "title-" + std::to_string(document.title);
  document.language = "en";
  document.country = document.title % 2 == 0 ? "GB" : "US";
  document.headline = source.title;
  const size_t end = std::min(source.text.find("\n\n"), source.text.size());
  document.lede = source.text.substr(0, end);
  document.body = source.text.substr(end);
  return document;
}

std::vector<std::vector<std::string>> MakeQueries(const std::vector<Source>& sources) {
  std::mt19937 random(20261122);
  std::vector<std::vector<std::string>> queries;
  search::Tokens tokens;
  while (queries.size() < kQueries) {
    search::ReadTokens(sources[random() % sources.size()].title, tokens);
    std::vector<std::string> words;
    for (const search::Token& token : tokens.tokens) {
      if (token.length > 2) words.emplace_back(tokens.Text(token));
    }
    const size_t wanted = 1 + queries.size() % 4;
    if (words.size() < wanted) continue;
    std::shuffle(words.begin(), words.end(), random);
    words.resize(wanted);
    queries.push_back(words);
  }
  return queries;
}

// One engine: takes articles, then answers.
struct Engine {
  std::string name;
  std::function<void(const std::vector<search::Document>&)> add;
  std::function<void()> finish;
  std::function<size_t(const std::vector<std::string>&)> ask;  // number of results
};

Engine Ours(const std::string& folder, int64_t now) {
  struct FixedClock : Clock {
    Timestamp time;
    Timestamp Now() const override { return time; }
  };
  auto clock = std::make_shared<FixedClock>();
  clock->time = FromUnixMillis(now);
  search::IndexOptions options;
  options.folder = folder + "/ours";
  options.identity = "bench";
  auto opened = search::Index::Open(options, *clock);
  if (!opened) throw std::runtime_error(opened.error().message);
  std::shared_ptr<search::Index> index = std::move(*opened);
  const auto check = [](const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
  };
  return {"newsstand",
          [=](const std::vector<search::Document>& documents) { check(index->Apply(documents, {}, documents.back().article)); },
          [=] { check(index->Settle()); },
          [=](const std::vector<std::string>& words) {
            std::string text;
            for (const std::string& word : words) text += word + " ";
            return search::Search(*index->Current(), search::ParseQuery(text), search::Order::kRelevance, 10, ToUnixMillis(clock->time)).hits.size();
          }};
}

Engine Fts5(const std::string& folder) {
  sqlite3* database = nullptr;
  sqlite3_open((folder + "/fts5.db").c_str(), &database);
  const auto run = [database](const char* sql) {
    char* message = nullptr;
    if (sqlite3_exec(database, sql, nullptr, nullptr, &message) != SQLITE_OK) throw std::runtime_error(message);
  };
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144; PRAGMA mmap_size = 8589934592;");
  run("CREATE VIRTUAL TABLE articles USING fts5(headline, lede, body, content='', tokenize='porter unicode61')");
  auto prepare = [database](const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database));
    return statement;
  };
  sqlite3_stmt* insert = prepare("INSERT INTO articles (rowid, headline, lede, body) VALUES (?, ?, ?, ?)");
  sqlite3_stmt* select = prepare("SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 3.0, 1.5, 1.0) LIMIT 10");
  const auto text = [](sqlite3_stmt* statement, int at, const std::string& value) {
    sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  };
  return {"SQLite FTS5",
          [=](const std::vector<search::Document>& documents) {
            run("BEGIN");
            for (const auto& document : documents) {
              sqlite3_bind_int64(insert, 1, document.article);
              text(insert, 2, document.headline);
              text(insert, 3, document.lede);
              text(insert, 4, document.body);
              sqlite3_step(insert);
              sqlite3_reset(insert);
            }
            run("COMMIT");
          },
          [=] { run("INSERT INTO articles (articles) VALUES ('optimize')"); },
          [=](const std::vector<std::string>& words) {
            std::string query;
            for (const std::string& word : words) query += "\"" + word + "\" ";
            text(select, 1, query);
            size_t count = 0;
            while (sqlite3_step(select) == SQLITE_ROW) ++count;
            sqlite3_reset(select);
            return count;
          }};
}

#ifdef NEWSSTAND_XAPIAN
Engine XapianEngine(const std::string& folder) {
  auto database = std::make_shared<Xapian::WritableDatabase>(folder + "/xapian", Xapian::DB_CREATE_OR_OVERWRITE);
  auto generator = std::make_shared<Xapian::TermGenerator>();
  generator->set_stemmer(Xapian::Stem("en"));
  return {"Xapian",
          [=](const std::vector<search::Document>& documents) {
            for (const auto& document : documents) {
              Xapian::Document made;
              generator->set_document(made);
              generator->set_termpos(0);
              generator->index_text(document.headline, 3);
              generator->increase_termpos();
              generator->index_text(document.lede, 2);
              generator->increase_termpos();
              generator->index_text(document.body, 1);
              database->replace_document(static_cast<Xapian::docid>(document.article), made);
            }
          },
          [=] { database->commit(); },
          [=](const std::vector<std::string>& words) {
            const Xapian::Stem stem("en");
            std::vector<Xapian::Query> parts;
            for (const std::string& word : words) parts.emplace_back("Z" + stem(word));
            Xapian::Enquire enquire(*database);
            enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end()));
            return static_cast<size_t>(enquire.get_mset(0, 10).size());
          }};
}
#endif

uintmax_t BytesOf(const std::string& path) {
  uintmax_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

void IndexAll(Engine& engine, const std::vector<Source>& sources, size_t count, int64_t now, const std::string& folder) {
  double seconds = 0;
  const double processor = Processor();
  const uintmax_t before = BytesOf(folder);
  double making = 0;
  size_t text = 0;
  for (size_t from = 0; from < count; from += kBatch) {
    const double made = Processor();
    std::vector<search::Document> documents;
    for (size_t i = from; i < std::min(count, from + kBatch); ++i) {
      documents.push_back(MakeDocument(sources, i, now));
      text += documents.back().headline.size() + documents.back().lede.size() + documents.back().body.size();
    }
    making += Processor() - made;
    const auto begun = Clock_::now();
    engine.add(documents);
    seconds += Since(begun);
  }
  const double rate = static_cast<double>(count) / seconds;
  const auto begun = Clock_::now();
  engine.finish();
  const double finishing = Since(begun);
  fmt::print("{:12} {} articles, {:.0f} MB of text: {:.0f} a second while they come, {:.0f} with all merges ({:.0f} s, {:.0f} s of the processor), index {:.0f} MB\n",
             engine.name, count, static_cast<double>(text) / 1e6, rate, static_cast<double>(count) / (seconds + finishing),
             seconds + finishing, Processor() - processor - making, static_cast<double>(BytesOf(folder) - before) / 1e6);
  std::fflush(stdout);
}

double At(std::vector<double> sorted, double part) { return sorted[static_cast<size_t>(part * static_cast<double>(sorted.size() - 1))]; }

// By how many words the queries have; 0 is all of them.
void Tell(const char* what, const std::vector<Engine>& engines, std::vector<std::vector<std::vector<double>>>& times) {
  fmt::print("ms a query, {}\n{:12} {:>6} {:>9} {:>9} {:>9} {:>9} {:>9}\n", what, "", "words", "mean", "median", "p95", "p99", "longest");
  for (size_t i = 0; i < engines.size(); ++i) {
    for (size_t words = 0; words < 5; ++words) {
      std::vector<double>& all = times[i][words];
      std::sort(all.begin(), all.end());
      double sum = 0;
      for (const double one : all) sum += one;
      fmt::print("{:12} {:>6} {:9.2f} {:9.2f} {:9.2f} {:9.2f} {:9.2f}\n", engines[i].name, words == 0 ? "all" : std::to_string(words),
                 sum / static_cast<double>(all.size()), At(all, 0.5), At(all, 0.95), At(all, 0.99), all.back());
    }
  }
}

// Engines take turns at every query, so that what else the machine does meets all of them. A first round over every
// tenth query warms up.
void AskAll(std::vector<Engine>& engines, const std::vector<std::vector<std::string>>& queries) {
  for (size_t i = 0; i < queries.size(); i += 10) {
    for (Engine& engine : engines) (void)engine.ask(queries[i]);
  }
  std::vector<std::vector<std::vector<double>>> times(engines.size(), std::vector<std::vector<double>>(5));
  auto processor = times;
  std::vector<size_t> found(engines.size());
  for (const auto& query : queries) {
    for (size_t i = 0; i < engines.size(); ++i) {
      const auto begun = Clock_::now();
      const double thread = ThreadSeconds();
      found[i] += engines[i].ask(query);
      const double own = (ThreadSeconds() - thread) * 1000, millis = Since(begun) * 1000;
      for (const size_t row : {size_t{0}, query.size()}) {
        times[i][row].push_back(millis);
        processor[i][row].push_back(own);
      }
    }
  }
  Tell("by the clock", engines, times);
  Tell("of the thread's processor", engines, processor);
  for (size_t i = 0; i < engines.size(); ++i) fmt::print("{:12} found {} results\n", engines[i].name, found[i]);
}
void Compare(const std::vector<Source>& sources, const std::string& folder, size_t count, bool every_engine) {
  const int64_t now = ToUnixMillis(SystemClock().Now());
  std::vector<Engine> engines;
  engines.push_back(Ours(folder, now));
  engines.push_back(Fts5(folder));
#ifdef NEWSSTAND_XAPIAN
  if (every_engine) engines.push_back(XapianEngine(folder));
#else
  if (every_engine) fmt::print("Xapian was not there when this was built\n");
#endif
  fmt::print("{} articles, of which {} are different; the others come again with other dates and titles\n", count, std::min(count, sources.size()));
  for (Engine& engine : engines) IndexAll(engine, sources, count, now, folder);
  AskAll(engines, MakeQueries(sources));
}

// Bodies alone are indexed; the headline is the query.
void Known(const std::vector<Source>& sources) {
  const int64_t now = ToUnixMillis(SystemClock().Now());
  search::SegmentBuilder builder;
  for (size_t i = 0; i < sources.size(); ++i) {
    search::Document document = MakeDocument(sources, i, now);
    document.headline.clear();
    document.published = now - kYear;  // no help from dates
    builder.Add(document);
  }
  auto segment = search::Segment::FromBytes(builder.Finish());
  if (!segment) throw std::runtime_error(segment.error().message);
  search::View view;
  view.parts.push_back({*segment, nullptr});
  view.articles = (*segment)->docs();
  double reciprocal = 0;
  size_t asked = 0, first = 0, in_ten = 0, partial = 0;
  std::vector<double> times;
  for (size_t i = 0; i < sources.size(); ++i) {
    const search::Query query = search::ParseQuery(sources[i].title);
    if (query.all.empty()) continue;
    ++asked;
    const auto begun = Clock_::now();
    const search::Hits hits = search::Search(view, query, search::Order::kRelevance, 10, now);
    times.push_back(Since(begun) * 1000);
    partial += hits.partial ? 1 : 0;
    for (size_t rank = 0; rank < hits.hits.size(); ++rank) {
      if (hits.hits[rank].article != static_cast<int64_t>(i) + 1) continue;
      reciprocal += 1.0 / static_cast<double>(rank + 1);
      first += rank == 0 ? 1 : 0;
      ++in_ten;
    }
  }
  std::sort(times.begin(), times.end());
  const auto share = [&](size_t some) { return static_cast<double>(some) / static_cast<double>(asked); };
  fmt::print("known item, {} headlines over their bodies: MRR@10 {:.3f}, first {:.1f} %, in ten {:.1f} %; {:.1f} % by most of their words; median {:.2f} ms, p99 {:.2f}\n",
             asked, reciprocal / static_cast<double>(asked), 100 * share(first), 100 * share(in_ten), 100 * share(partial), At(times, 0.5), At(times, 0.99));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count > 1 ? arguments[1] : "";
  if (count < 3 || (what != "known" && count < 4)) {
    fmt::print(stderr, "usage: search_bench known ARTICLES | million ARTICLES FOLDER [COUNT] | engines ARTICLES FOLDER [COUNT]\n");
    return 2;
  }
  const std::vector<Source> sources = ReadSources(arguments[2]);
  if (sources.empty()) {
    fmt::print(stderr, "there are no articles in {}\n", arguments[2]);
    return 1;
  }
  if (what == "known") {
    Known(sources);
    return 0;
  }
  const std::string folder = arguments[3];
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const size_t articles = count > 4 ? std::stoul(arguments[4]) : what == "million" ? 1'000'000 : 20'000;
  Compare(sources, folder, articles, what == "engines");
  std::filesystem::remove_all(folder);
  return 0;
}
