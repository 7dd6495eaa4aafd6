#include "app/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <toml++/toml.h>

#include "base/log.h"
#include "base/text.h"
#include "base/url.h"

extern char** environ;

namespace newsstand::app {
namespace {

using Words = std::vector<std::string_view>;
using Member = std::variant<std::string Config::*, int64_t Config::*, bool Config::*, std::vector<std::string> Config::*,
                            Mode Config::*>;

struct Key {
  std::string_view name;
  Member member;
  std::string_view meaning;
  int64_t least = 0, most = 0;  // of a number
  Words words = {};             // of a text that may only be one of them
};

const std::vector<Key>& Keys() {
  static const std::vector<Key> keys = {
      {"mode", &Config::mode, "personal: a household's own reading, no walls, full text. membership: what titles have agreed to.", 0, 0, {"personal", "membership"}},
      {"site.name", &Config::site_name, "The name readers see."},
      {"site.base_url", &Config::site_base_url, "The address readers use, for example https://news.example.org. Empty: made from the listening address."},
      {"site.time_zone", &Config::site_time_zone, "The zone of printed times, for example Europe/Berlin. Empty: the machine's."},
      {"site.contact", &Config::site_contact, "A mail address or page where publishers reach whoever runs this; sent with every request."},
      {"serve.listen", &Config::serve_listen, "Address and port to serve at."},
      {"serve.threads", &Config::serve_threads, "Threads that answer requests. 0: one a core.", 0, 256},
      {"serve.trusted_proxies", &Config::serve_trusted_proxies, "Addresses or networks whose X-Forwarded-For header is believed."},
      {"store.database", &Config::store_database, "postgresql://user@host/name to keep everything in PostgreSQL. Empty: SQLite in the data folder."},
      {"store.readers", &Config::store_readers, "Connections for reading.", 1, 64},
      {"net.allow_private", &Config::net_allow_private, "Networks that may be fetched from though they are not public, for example [\"127.0.0.0/8\"]."},
      {"net.extra_ports", &Config::net_extra_ports, "Ports besides 80, 443, 8080 and 8443 that may be fetched from."},
      {"ingest.enabled", &Config::ingest_enabled, "Whether serve fetches feeds itself."},
      {"ingest.threads", &Config::ingest_threads, "Threads that parse and extract. 0: one a core.", 0, 256},
      {"ingest.feeds_under_way", &Config::ingest_feeds_under_way, "Feeds fetched at the same time, all hosts together.", 1, 4096},
      {"ingest.pages_under_way", &Config::ingest_pages_under_way, "Article pages fetched at the same time; 0: none, feeds alone.", 0, 4096},
      {"ingest.longest_interval_seconds", &Config::ingest_longest_interval_seconds, "A feed that answers is fetched again after this time at the latest.", 5, 86'400},
      {"ingest.robots_for_feeds", &Config::ingest_robots_for_feeds, "Whether robots.txt also binds for feeds; for pages it always does."},
      {"ingest.starter_catalogue", &Config::ingest_starter_catalogue, "Whether an empty store starts with the titles that come with the program."},
      {"websub.enabled", &Config::websub_enabled, "Whether hubs that feeds name are asked to tell us of news at once. They call site.base_url, which has to be given."},
      {"edition.days", &Config::edition_days, "How many days of news the front pages know. Older articles stay in the store.", 1, 365},
      {"edition.max_articles", &Config::edition_max_articles, "At most so many articles on the front pages' lists.", 1000, 5'000'000},
      {"search.keep_months", &Config::search_keep_months, "Articles older than so many months are not searched any more: their part of the index is dropped whole. 0: all are.", 0, 1200},
      {"pictures.max_mb", &Config::pictures_max_mb, "Megabytes of disk for pictures; the least recently used leave first.", 16, 1'000'000},
      {"log.level", &Config::log_level, "What is written to the log.", 0, 0, {"debug", "info", "warn", "error", "off"}},
      {"log.json", &Config::log_json, "One JSON object a line instead of text."},
  };
  return keys;
}

std::string EnvironmentName(std::string_view name) {
  std::string out = "NEWSSTAND_";
  for (const char c : name) out += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

std::string Expected(const Key& key) {
  if (!key.words.empty()) {
    std::string out = "one of";
    for (const std::string_view word : key.words) out += fmt::format(" \"{}\"", word);
    return out;
  }
  switch (key.member.index()) {
    case 1: return fmt::format("a whole number from {} to {}", key.least, key.most);
    case 2: return "true or false";
    case 3: return "a list of texts such as [\"a\", \"b\"]";
    default: return "a text in quotation marks";
  }
}

// A value before it is known whether the key takes it.
using Value = std::variant<std::string, int64_t, bool, std::vector<std::string>>;

bool Assign(Config& config, const Key& key, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (!key.words.empty() && std::find(key.words.begin(), key.words.end(), *text) == key.words.end()) return false;
    if (const auto* mode = std::get_if<Mode Config::*>(&key.member)) {
      config.**mode = *text == "membership" ? Mode::kMembership : Mode::kPersonal;
      return true;
    }
    const auto* member = std::get_if<std::string Config::*>(&key.member);
    if (member == nullptr) return false;
    config.**member = *text;
    return true;
  }
  if (const auto* number = std::get_if<int64_t>(&value)) {
    const auto* member = std::get_if<int64_t Config::*>(&key.member);
    if (member == nullptr || *number < key.least || *number > key.most) return false;
    config.**member = *number;
    return true;
  }
  if (const auto* flag = std::get_if<bool>(&value)) {
    const auto* member = std::get_if<bool Config::*>(&key.member);
    if (member == nullptr) return false;
    config.**member = *flag;
    return true;
  }
  const auto* member = std::get_if<std::vector<std::string> Config::*>(&key.member);
  if (member == nullptr) return false;
  config.**member = std::get<std::vector<std::string>>(value);
  return true;
}

std::optional<Value> FromToml(const toml::node& node) {
  if (const auto* text = node.as_string()) return Value(text->get());
  if (const auto* number = node.as_integer()) return Value(number->get());
  if (const auto* flag = node.as_boolean()) return Value(flag->get());
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> list;
  for (const toml::node& item : *array) {
    if (const auto* text = item.as_string()) {
      list.push_back(text->get());
    } else if (const auto* number = item.as_integer()) {
      list.push_back(std::to_string(number->get()));
    } else {
      return std::nullopt;
    }
  }
  return Value(std::move(list));
}

// Environment variables are text: the key says what it has to mean. Lists are separated by commas.
std::optional<Value> FromText(const Key& key, std::string_view text) {
  switch (key.member.index()) {
    case 1: {
      int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
      return Value(number);
    }
    case 2:
      if (text == "true" || text == "1" || text == "yes") return Value(true);
      if (text == "false" || text == "0" || text == "no") return Value(false);
      return std::nullopt;
    case 3: {
      std::vector<std::string> list;
      for (const std::string_view part : Split(text, ',')) {
        if (!Trim(part).empty()) list.emplace_back(Trim(part));
      }
      return Value(std::move(list));
    }
    default: return Value(std::string(text));
  }
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string Suggestion(std::string_view name) {
  const Key* nearest = nullptr;
  size_t best = 6;
  for (const Key& key : Keys()) {
    const size_t distance = EditDistance(name, key.name);
    if (distance < best) {
      best = distance;
      nearest = &key;
    }
  }
  return nearest == nullptr ? "" : fmt::format("; did you mean {}?", nearest->name);
}

const Key* FindKey(std::string_view name) {
  const auto found = std::find_if(Keys().begin(), Keys().end(), [&](const Key& key) { return key.name == name; });
  return found == Keys().end() ? nullptr : &*found;
}

Status ReadTable(Config& config, const toml::table& table, const std::string& prefix, const std::string& file) {
  for (const auto& [part, node] : table) {
    const std::string name = prefix.empty() ? std::string(part.str()) : prefix + "." + std::string(part.str());
    const auto line = node.source().begin.line;
    const Key* key = FindKey(name);
    if (key == nullptr) {
      const bool is_section = std::any_of(Keys().begin(), Keys().end(), [&](const Key& k) { return k.name.starts_with(name + "."); });
      if (is_section && node.is_table()) {
        if (Status status = ReadTable(config, *node.as_table(), name, file); !status) return status;
        continue;
      }
      return Fail(ErrorCode::kInvalid, fmt::format("{}:{}: there is no key \"{}\"{}", file, line, name, Suggestion(name)));
    }
    const auto value = FromToml(node);
    if (!value || !Assign(config, *key, *value)) {
      return Fail(ErrorCode::kInvalid, fmt::format("{}:{}: \"{}\" has to be {}", file, line, name, Expected(*key)));
    }
  }
  return {};
}

Status CheckMeaning(const Config& config) {
  if (!config.site_base_url.empty()) {
    const auto url = ParseUrl(config.site_base_url);
    if (!url || !url->is_http() || url->path != "/" || url->query) {
      return Fail(ErrorCode::kInvalid, fmt::format("site.base_url has to be an address such as https://news.example.org, without a path; it is \"{}\"", config.site_base_url));
    }
  }
  for (const std::string& port : config.net_extra_ports) {
    int number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || number < 1 || number > 65535) {
      return Fail(ErrorCode::kInvalid, fmt::format("net.extra_ports has to hold port numbers from 1 to 65535; \"{}\" is none", port));
    }
  }
  return {};
}

std::string DefaultOf(const Key& key) {
  const Config fallback;
  return std::visit(
      [&](auto member) -> std::string {
        const auto& value = fallback.*member;
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Mode>) return "\"personal\"";
        if constexpr (std::is_same_v<T, std::string>) return "\"" + value + "\"";
        if constexpr (std::is_same_v<T, int64_t>) return std::to_string(value);
        if constexpr (std::is_same_v<T, bool>) return value ? "true" : "false";
        return "[]";
      },
      key.member);
}

}  // namespace

std::vector<ConfigKey> ConfigKeys() {
  std::vector<ConfigKey> out;
  for (const Key& key : Keys()) {
    out.push_back({std::string(key.name), EnvironmentName(key.name), Expected(key), DefaultOf(key), std::string(key.meaning)});
  }
  return out;
}

Result<Config> LoadConfig(const std::string& file, const Environment& environment) {
  Config config;
  if (!file.empty()) {
    try {
      const toml::table table = toml::parse_file(file);
      if (Status read = ReadTable(config, table, "", file); !read) return Fail(read.error());
    } catch (const toml::parse_error& error) {
      return Fail(ErrorCode::kInvalid, fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
    }
  }
  for (const auto& [name, text] : environment) {
    const auto key = std::find_if(Keys().begin(), Keys().end(), [&](const Key& k) { return EnvironmentName(k.name) == name; });
    if (key == Keys().end()) continue;
    const auto value = FromText(*key, text);
    if (!value || !Assign(config, *key, *value)) {
      return Fail(ErrorCode::kInvalid, fmt::format("the environment variable {} has to be {}; it is \"{}\"", name, Expected(*key), text));
    }
  }
  if (Status checked = CheckMeaning(config); !checked) return Fail(checked.error());
  return config;
}

Environment ProcessEnvironment() {
  Environment out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (text.starts_with("NEWSSTAND_") && equals != std::string_view::npos) {
      out.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return out;
}

}  // namespace newsstand::app
