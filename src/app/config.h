// The configuration: one TOML file, environment variables above it, a default for every key.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/title.h"

namespace newsstand::app {

struct Config {
  Mode mode = Mode::kPersonal;

  std::string site_name = "Newsstand";
  std::string site_base_url;       // "" : made from the listening address
  std::string site_time_zone;      // IANA name; "" the machine's
  std::string site_contact;        // e-mail or page of whoever runs this; sent to publishers with every request

  std::string serve_listen = "127.0.0.1:8080";
  int64_t serve_threads = 0;       // 0: one a core
  std::vector<std::string> serve_trusted_proxies;

  std::string store_database;      // postgresql://…; "" SQLite in the data folder
  int64_t store_readers = 4;

  std::vector<std::string> net_allow_private;
  std::vector<std::string> net_extra_ports;

  bool ingest_enabled = true;
  int64_t ingest_threads = 0;
  int64_t ingest_feeds_under_way = 128;
  int64_t ingest_pages_under_way = 64;
  int64_t ingest_longest_interval_seconds = 86'400;
  bool ingest_robots_for_feeds = true;
  bool ingest_starter_catalogue = true;

  bool websub_enabled = true;      // where site.base_url is given

  int64_t edition_days = 7;
  int64_t edition_max_articles = 200'000;

  int64_t search_keep_months = 0;

  int64_t pictures_max_mb = 512;

  std::string log_level = "info";  // debug info warn error off
  bool log_json = false;
};

// A key as the file, the environment and the documentation know it.
struct ConfigKey {
  std::string name;         // "net.allow_private"
  std::string environment;  // "NEWSSTAND_NET_ALLOW_PRIVATE"
  std::string type;         // "text", "number", "true or false", "list of texts", or the words that are allowed
  std::string fallback;     // as it would be written in the file
  std::string meaning;
};
std::vector<ConfigKey> ConfigKeys();

using Environment = std::map<std::string, std::string>;

// `file` may be "" (defaults and environment only). kInvalid names file, line, key and what was expected; an unknown key
// names the one that was probably meant.
Result<Config> LoadConfig(const std::string& file, const Environment& environment);

// The NEWSSTAND_… variables of this process.
Environment ProcessEnvironment();

}  // namespace newsstand::app
