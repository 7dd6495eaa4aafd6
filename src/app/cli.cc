#include "app/cli.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <functional>
#include <iostream>

#include "app/commands.h"
#include "app/outbound.h"
#include "base/log.h"

namespace newsstand::app {
namespace {

// What the options hold while the command line is read; the chosen subcommand leaves what is to be done in `run`.
struct Line {
  std::string data = "./data", config_file, database, listen;
  bool json = false, once = false;
  std::string file, url;
  int64_t number = 0;
  ConvertOptions convert;
  SearchOptions search;
  std::function<int(const Global&)> run;
  bool needs_config = true;
};

log::Level LevelOf(const std::string& name) {
  if (name == "debug") return log::Level::kDebug;
  if (name == "warn") return log::Level::kWarn;
  if (name == "error") return log::Level::kError;
  return name == "off" ? log::Level::kOff : log::Level::kInfo;
}

CLI::App* Add(CLI::App& parent, const std::string& name, const std::string& does, const std::string& example) {
  CLI::App* command = parent.add_subcommand(name, does);
  command->footer("Example:\n  " + example);
  command->fallthrough();
  return command;
}

void AddServing(CLI::App& app, Line& line) {
  CLI::App* serve = Add(app, "serve", "The whole product in one process: web, fetching, the edition.", "newsstand serve --listen 127.0.0.1:8080");
  serve->add_option("--listen", line.listen, "Address and port, for example 0.0.0.0:8080");
  serve->callback([&line] { line.run = RunServe; });
  CLI::App* demo = Add(app, "demo", "Serve with the demo press; needs no network and no configuration, sends nothing outside.", "newsstand demo --listen 127.0.0.1:8081");
  demo->add_option("--listen", line.listen, "Address and port");
  demo->callback([&line] { line.run = RunDemo; });
  CLI::App* ingest = Add(app, "ingest", "Fetch what is due, through to the store.", "newsstand ingest --once");
  ingest->add_flag("--once", line.once, "Stop when nothing more is due");
  ingest->callback([&line] { line.run = [&line](const Global& global) { return RunIngest(global, line.once); }; });
}

void AddCatalogue(CLI::App& app, Line& line) {
  CLI::App* titles = app.add_subcommand("titles", "The catalogue of publications.");
  titles->require_subcommand(1)->fallthrough();
  CLI::App* import = Add(*titles, "import", "Add the feeds of an OPML file and say what became of each line; folders become sections. At most 5 MiB and 5,000 outlines.", "newsstand titles import subscriptions.opml");
  import->add_option("file", line.file, "The OPML file")->required();
  import->add_flag("--json", line.json, "The report, one entry a line of the list, as JSON");
  import->callback([&line] { line.run = [&line](const Global& g) { return RunTitlesImport(g, line.file, line.json); }; });
  CLI::App* exported = Add(*titles, "export", "Write all titles and feeds as OPML.", "newsstand titles export > subscriptions.opml");
  exported->add_option("file", line.file, "Where to write; standard output when left out");
  exported->callback([&line] { line.run = [&line](const Global& g) { return RunTitlesExport(g, line.file); }; });
  CLI::App* add = Add(*titles, "add", "Add a title by the address of any of its pages or feeds.", "newsstand titles add https://www.example.org/");
  add->add_option("url", line.url, "The address")->required();
  add->callback([&line] { line.run = [&line](const Global& g) { return RunTitlesAdd(g, line.url); }; });
  CLI::App* list = Add(*titles, "list", "All titles.", "newsstand titles list --json");
  list->add_flag("--json", line.json, "As JSON");
  list->callback([&line] { line.run = [&line](const Global& g) { return RunTitlesList(g, line.json); }; });

  CLI::App* feeds = app.add_subcommand("feeds", "Feeds and their health.");
  feeds->require_subcommand(1)->fallthrough();
  CLI::App* feeds_list = Add(*feeds, "list", "All feeds with their state, last success, last error and rhythm.", "newsstand feeds list");
  feeds_list->add_flag("--json", line.json, "As JSON");
  feeds_list->callback([&line] { line.run = [&line](const Global& g) { return RunFeedsList(g, line.json); }; });
  CLI::App* check = Add(*feeds, "check", "Fetch one feed now and say what is right and wrong with it; nothing is stored.", "newsstand feeds check https://www.example.org/feed.xml");
  check->add_option("url", line.url, "The feed's address")->required();
  check->callback([&line] { line.run = [&line](const Global& g) { return RunFeedsCheck(g, line.url); }; });
  CLI::App* cases = Add(*feeds, "cases", "Articles that readers say look wrong.", "newsstand feeds cases --close 12");
  cases->add_option("--close", line.number, "Close the case of this number")->check(CLI::PositiveNumber);
  cases->add_flag("--json", line.json, "As JSON");
  cases->callback([&line] { line.run = [&line](const Global& g) { return RunFeedsCases(g, line.number, line.json); }; });
}

void AddConverter(CLI::App& app, Line& line, const std::string& name, ConvertOptions::What what, const std::string& does,
                  const std::string& example) {
  CLI::App* command = Add(app, name, does, example);
  auto* file = command->add_option("file", line.convert.file, "The file, or - for standard input");
  command->add_option("--url", line.convert.url, "Where it comes from: the base of relative addresses");
  command->add_option("--content-type", line.convert.content_type, "The Content-Type it was sent with");
  auto* batch = command->add_flag("--batch", line.convert.batch, "JSON lines {\"id\",\"path\" or \"input\",\"url\"} on standard input, JSON lines on standard output");
  command->add_option("--jobs", line.convert.jobs, "Threads for --batch; 0: one a core")->check(CLI::Range(0, 256));
  command->callback([&line, what, file, batch] {
    if (file->count() == 0 && batch->count() == 0) throw CLI::RequiredError("file");
    line.convert.what = what;
    line.needs_config = false;
    line.run = [&line](const Global&) { return RunConvert(line.convert); };
  });
}

void AddConverters(CLI::App& app, Line& line) {
  AddConverter(app, line, "parse", ConvertOptions::What::kParse, "A feed of any format → one JSON object.", "newsstand parse feed.xml --url https://www.example.org/feed.xml");
  AddConverter(app, line, "extract", ConvertOptions::What::kExtract, "A web page → the article on it as one JSON object.", "newsstand extract page.html --url https://www.example.org/news/1");
  AddConverter(app, line, "sanitize", ConvertOptions::What::kSanitize, "Hostile HTML → safe HTML.", "echo '<b onclick=x>Hello</b>' | newsstand sanitize -");
}

void AddCluster(CLI::App& app, Line& line) {
  CLI::App* command = Add(app, "cluster", "Articles as JSON lines {\"id\",\"title\",\"text\",\"published\",\"source\",\"language\"?} in order of arrival → {\"id\",\"story\",\"duplicate_of\"?,\"language\",\"topics\",\"entities\"}, when all have been read.",
                          "newsstand cluster < articles.jsonl > stories.jsonl");
  command->add_option("--jobs", line.convert.jobs, "Threads; 0: one a core")->check(CLI::Range(0, 256));
  command->callback([&line] {
    line.needs_config = false;
    line.run = [&line](const Global&) { return RunCluster(line.convert.jobs); };
  });
}

void AddSearch(CLI::App& app, Line& line) {
  CLI::App* command = Add(app, "search", "Search the store: words, \"phrases\", -without, this OR that, begin*, title: author: topic: entity: section: from: lang: country: before: after:",
                          "newsstand search 'budget -sport title:vote lang:en after:2026-11' --limit 5");
  auto* query = command->add_option("query", line.search.query, "What is sought");
  command->add_option("--limit", line.search.limit, "At most so many results")->check(CLI::Range(1, 500))->capture_default_str();
  command->add_flag("--newest", line.search.newest, "The newest first instead of the best");
  command->add_flag("--every", line.search.every, "Every article for itself, not folded by story");
  auto* rebuild = command->add_flag("--rebuild", line.search.rebuild, "Make the index anew from the store; not while serve runs");
  command->add_flag("--json", line.search.json, "As JSON");
  command->callback([&line, query, rebuild] {
    if (query->count() == 0 && rebuild->count() == 0) throw CLI::RequiredError("query");
    line.run = [&line](const Global& g) { return RunSearch(g, line.search); };
  });
}

void AddCare(CLI::App& app, Line& line) {
  CLI::App* migrate = Add(app, "migrate", "Bring the store to this program's schema; serve does it by itself.", "newsstand migrate --data ./data");
  migrate->callback([&line] { line.run = RunMigrate; });
  CLI::App* doctor = Add(app, "doctor", "Look at store, disk and assets and say what is wrong.", "newsstand doctor");
  doctor->add_flag("--json", line.json, "As JSON");
  doctor->callback([&line] { line.run = [&line](const Global& g) { return RunDoctor(g, line.json); }; });
  CLI::App* backup = Add(app, "backup", "A consistent copy of the store, also while it is in use.", "newsstand backup newsstand-backup.db");
  backup->add_option("file", line.file, "The file to write; it must not exist")->required();
  backup->callback([&line] { line.run = [&line](const Global& g) { return RunBackup(g, line.file); }; });
  CLI::App* restore = Add(app, "restore", "Replace the store by a backup, after checking it whole.", "newsstand restore newsstand-backup.db");
  restore->add_option("file", line.file, "The backup")->required();
  restore->callback([&line] { line.run = [&line](const Global& g) { return RunRestore(g, line.file); }; });
}

Result<Global> ReadGlobal(const Line& line) {
  Global global;
  global.data = line.data;
  auto config = LoadConfig(line.config_file, ProcessEnvironment());
  if (!config) return Fail(config.error());
  global.config = std::move(*config);
  if (!line.database.empty()) global.config.store_database = line.database;
  if (!line.listen.empty()) global.config.serve_listen = line.listen;
  return global;
}

}  // namespace

int FailWith(const std::string& message) {
  std::cerr << "newsstand: " << message << "\n";
  return 1;
}

int RunCommandLine(int argc, char** argv) {
  CLI::App app("Newsstand: all your news in one place, hundreds of titles, one program.", "newsstand");
  Line line;
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(Version()));
  app.add_option("--data", line.data, "The folder everything is kept in")->capture_default_str()->envname("NEWSSTAND_DATA_FOLDER");
  app.add_option("--config", line.config_file, "A TOML file; without one everything has a default")->check(CLI::ExistingFile);
  app.add_option("--database", line.database, "postgresql://… instead of the SQLite file in the data folder");
  app.footer("Every subcommand has --help with an example. Start with:\n  newsstand serve");
  AddServing(app, line);
  AddCatalogue(app, line);
  AddConverters(app, line);
  AddCluster(app, line);
  AddSearch(app, line);
  AddCare(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!line.needs_config) {
    log::Configure(log::Level::kWarn, false);
    return line.run(Global{});
  }
  auto global = ReadGlobal(line);
  if (!global) {
    FailWith(global.error().message);
    return 2;
  }
  log::Configure(LevelOf(global->config.log_level), global->config.log_json);
  return line.run(*global);
}

}  // namespace newsstand::app
