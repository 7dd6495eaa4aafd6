// What the subcommands do, apart from reading the command line. Each returns the exit code: 0 done, 1 failed; messages go
// to standard error, answers to standard output.
#pragma once

#include <string>

#include "app/config.h"

namespace newsstand::app {

// What --data, --config and --database say, with the configuration read.
struct Global {
  std::string data = "./data";
  Config config;
};

int RunServe(const Global& global);
int RunDemo(const Global& global);
int RunIngest(const Global& global, bool once);

int RunTitlesImport(const Global& global, const std::string& file, bool json);
int RunTitlesExport(const Global& global, const std::string& file);
int RunTitlesAdd(const Global& global, const std::string& url);
int RunTitlesList(const Global& global, bool json);
int RunFeedsList(const Global& global, bool json);
int RunFeedsCheck(const Global& global, const std::string& url);
// Lists the open cases, or closes the one of this number; 0 closes none.
int RunFeedsCases(const Global& global, int64_t close, bool json);

struct SearchOptions {
  std::string query;
  int64_t limit = 10;
  bool newest = false;     // by time instead of relevance
  bool every = false;      // articles of one story each for itself
  bool rebuild = false;    // makes the index anew from the store first
  bool json = false;
};
int RunSearch(const Global& global, const SearchOptions& options);

int RunMigrate(const Global& global);
int RunDoctor(const Global& global, bool json);
int RunBackup(const Global& global, const std::string& file);
int RunRestore(const Global& global, const std::string& file);

// parse, extract, sanitize: one input, or JSON lines.
struct ConvertOptions {
  enum class What { kParse, kExtract, kSanitize } what = What::kParse;
  std::string file;          // "-" is standard input
  std::string url;
  std::string content_type;
  bool batch = false;
  int jobs = 0;              // 0: one a core
};
int RunConvert(const ConvertOptions& options);

// Articles as JSON lines on standard input → the story of each; `jobs` threads, 0: one a core.
int RunCluster(int jobs);

// Prints "newsstand: MESSAGE" to standard error and returns 1.
int FailWith(const std::string& message);

}  // namespace newsstand::app
