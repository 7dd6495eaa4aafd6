#include "content/source/catalogue.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <span>

#include "base/text.h"
#include "base/url.h"

namespace newsstand::source {
namespace {

namespace fs = std::filesystem;

constexpr size_t kErrors = 20;

constexpr std::array<std::string_view, 15> kTitleKeys = {
    "name",     "home",   "country", "language",          "owner",        "brand_colour", "icon", "logo",
    "sections", "rights", "policy",  "metered_per_month", "index_policy", "slug",         "feeds"};

// Collects titles and mistakes over all files.
class CatalogueReader {
 public:
  void ReadFile(std::string_view text, const std::string& file) {
    file_ = file;
    try {
      toml::table table = toml::parse(text, file);
      ReadTable(table);
    } catch (const toml::parse_error& error) {
      Say(error.source().begin.line, "", std::string(error.description()));
    }
  }

  Result<Catalogue> Finish() {
    if (errors_.empty()) return std::move(catalogue_);
    std::string message;
    for (const std::string& error : errors_) message += (message.empty() ? "" : "\n") + error;
    return Fail(ErrorCode::kInvalid, std::move(message));
  }

 private:
  void Say(size_t line, std::string_view key, const std::string& sentence) {
    if (errors_.size() >= kErrors) return;
    std::string where = file_ + ":" + std::to_string(line) + ": ";
    errors_.push_back(where + (key.empty() ? "" : std::string(key) + ": ") + sentence);
  }
  void Say(const toml::node& node, std::string_view key, const std::string& sentence) {
    Say(node.source().begin.line, key, sentence);
  }

  void ReadTable(const toml::table& table) {
    for (const auto& [key, node] : table) {
      const toml::array* titles = key.str() == "title" ? node.as_array() : nullptr;
      if (titles == nullptr) {
        Say(node, key.str(), "expected nothing but [[title]] tables");
        continue;
      }
      for (const toml::node& entry : *titles) {
        if (const toml::table* title = entry.as_table()) {
          ReadTitle(*title);
        } else {
          Say(entry, "title", "expected a table");
        }
      }
    }
  }

  // The text under `key`; "" when it is absent or wrong.
  std::string Text(const toml::table& table, std::string_view key, bool required = false) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      if (required) Say(table, key, "is missing");
      return "";
    }
    auto text = node->value<std::string>();
    if (!text || !node->is_string()) {
      Say(*node, key, "expected text");
      return "";
    }
    std::string trimmed(Trim(*text));
    if (required && trimmed.empty()) Say(*node, key, "is empty");
    return trimmed;
  }

  std::string Address(const toml::table& table, std::string_view key, bool required = false) {
    std::string text = Text(table, key, required);
    if (text.empty()) return "";
    std::string url = ResolveHttpUrl(text, "");
    if (url.empty()) Say(*table.get(key), key, "expected an http or https address, not “" + text + "”");
    return url;
  }

  // One of a few names, `fallback` when it is absent.
  template <class T>
  T Named(const toml::table& table, std::string_view key, std::optional<T> (*parse)(std::string_view),
          std::string_view expected, T fallback) {
    std::string text = Text(table, key);
    if (text.empty()) return fallback;
    auto value = parse(text);
    if (!value) Say(*table.get(key), key, "expected " + std::string(expected) + ", not “" + text + "”");
    return value.value_or(fallback);
  }

  void CheckKeys(const toml::table& table, std::span<const std::string_view> known) {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      std::string names;
      for (std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
      Say(node, key.str(), "is no key of the catalogue; expected one of " + names);
    }
  }

  std::string Section(const toml::node& node, const std::string& text) {
    const auto& slugs = SectionSlugs();
    if (std::find(slugs.begin(), slugs.end(), text) != slugs.end()) return text;
    std::string names;
    for (std::string_view name : slugs) names += (names.empty() ? "" : ", ") + std::string(name);
    Say(node, "section", "expected one of " + names + ", not “" + text + "”");
    return "";
  }

  std::string Country(const toml::table& table) {
    std::string country = Text(table, "country");
    if (country.empty()) {
      std::string name = fs::path(file_).stem().string();
      for (char c : name) country += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    bool code =
        country.size() == 2 && std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!code) Say(table, "country", "expected a country code of two capital letters, not “" + country + "”");
    return country;
  }

  std::string Language(const toml::table& table) {
    std::string language = Text(table, "language", true);
    if (language.empty()) return "";
    size_t dash = std::min(language.find('-'), language.size());
    bool primary = dash >= 2 && dash <= 3 &&
                   std::all_of(language.begin(), language.begin() + static_cast<long>(dash),
                               [](char c) { return c >= 'a' && c <= 'z'; });
    if (!primary)
      Say(*table.get("language"), "language", "expected a language like en or pt-BR, not “" + language + "”");
    return language;
  }

  std::string Colour(const toml::table& table) {
    std::string colour = AsciiLower(Text(table, "brand_colour"));
    if (colour.empty()) return "";
    bool hex =
        colour.size() == 7 && colour[0] == '#' && colour.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    if (!hex) Say(*table.get("brand_colour"), "brand_colour", "expected a colour like #1a2b3c, not “" + colour + "”");
    return colour;
  }

  std::string Slug(const toml::table& table, const std::string& name) {
    std::string slug = Text(table, "slug");
    if (slug.empty()) slug = Slugify(name);
    size_t line = table.source().begin.line;
    if (slug.empty() || slug != Slugify(slug)) {
      Say(line, "slug", "expected small letters, digits and hyphens, not “" + slug + "”; give the title one");
      return "";
    }
    auto [known, added] = slugs_.try_emplace(slug, file_ + ":" + std::to_string(line));
    if (!added) Say(line, "slug", "“" + slug + "” is the slug of the title at " + known->second + ", too");
    return slug;
  }

  void ReadTitle(const toml::table& table) {
    CheckKeys(table, kTitleKeys);
    TitleFeeds entry;
    Title& title = entry.title;
    title.name = CollapseSpace(Text(table, "name", true));
    title.home = Address(table, "home", true);
    title.country = Country(table);
    title.language = Language(table);
    title.owner = CollapseSpace(Text(table, "owner"));
    title.brand_colour = Colour(table);
    title.icon_url = Address(table, "icon");
    title.logo_url = Address(table, "logo");
    title.rights = Named(table, "rights", &ParseRights, "full, excerpt or none", Rights::kExcerpt);
    title.policy = Named(table, "policy", &ParseWallPolicy, "free, registration, metered or hard", WallPolicy::kFree);
    title.index_policy =
        Named(table, "index_policy", &ParseIndexPolicy, "noindex, canonical or full", IndexPolicy::kNoindex);
    ReadMeter(table, title);
    ReadSections(table, title);
    if (!title.name.empty()) title.slug = Slug(table, title.name);
    ReadFeeds(table, entry);
    catalogue_.titles.push_back(std::move(entry));
  }

  void ReadMeter(const toml::table& table, Title& title) {
    const toml::node* node = table.get("metered_per_month");
    if (node == nullptr) return;
    int64_t value = node->is_integer() ? node->value<int64_t>().value_or(-1) : -1;
    if (value < 0 || value > 1'000) {
      Say(*node, "metered_per_month", "expected a number of articles from 0 to 1000");
      return;
    }
    title.metered_per_month = static_cast<int>(value);
  }

  void ReadSections(const toml::table& table, Title& title) {
    const toml::node* node = table.get("sections");
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      Say(*node, "sections", "expected a list of sections");
      return;
    }
    for (const toml::node& entry : *list) {
      std::string section = Section(entry, entry.value<std::string>().value_or(""));
      if (!section.empty()) title.sections.push_back(std::move(section));
    }
  }

  void ReadFeeds(const toml::table& table, TitleFeeds& entry) {
    const toml::node* node = table.get("feeds");
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (list == nullptr || list->empty()) {
      Say(node == nullptr ? static_cast<const toml::node&>(table) : *node, "feeds",
          "expected a list of at least one feed, like [{url = \"https://…\"}]");
      return;
    }
    for (const toml::node& item : *list) {
      if (const toml::table* feed = item.as_table()) {
        ReadFeed(*feed, entry);
      } else {
        Say(item, "feeds", "expected a table like {url = \"https://…\", section = \"world\"}");
      }
    }
  }

  void ReadFeed(const toml::table& table, TitleFeeds& entry) {
    constexpr std::array<std::string_view, 2> kFeedKeys = {"url", "section"};
    CheckKeys(table, kFeedKeys);
    Feed feed;
    feed.url = Address(table, "url", true);
    if (std::string section = Text(table, "section"); !section.empty()) {
      feed.section = Section(*table.get("section"), section);
    }
    if (feed.url.empty()) return;
    const toml::node& url = *table.get("url");
    std::string line = file_ + ":" + std::to_string(url.source().begin.line);
    auto [known, added] = addresses_.try_emplace(feed.url, line);
    if (!added) Say(url, "url", "“" + feed.url + "” is listed at " + known->second + ", too");
    entry.feeds.push_back(std::move(feed));
  }

  Catalogue catalogue_;
  std::string file_;
  std::vector<std::string> errors_;
  std::map<std::string, std::string> slugs_, addresses_;  // → where each was first used
};

}  // namespace

Result<Catalogue> ReadCatalogueText(std::string_view text, const std::string& file) {
  CatalogueReader reader;
  reader.ReadFile(text, file);
  return reader.Finish();
}

Result<Catalogue> ReadCatalogue(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  }
  if (error)
    return Fail(ErrorCode::kNotFound, "The catalogue “" + folder + "” cannot be read: " + error.message() + ".");
  if (files.empty()) return Fail(ErrorCode::kNotFound, "There is no .toml file in the catalogue “" + folder + "”.");
  std::sort(files.begin(), files.end());
  CatalogueReader reader;
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Fail(ErrorCode::kUnavailable, "The catalogue's file “" + path.string() + "” cannot be opened.");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    reader.ReadFile(text, path.filename().string());
  }
  return reader.Finish();
}

}  // namespace newsstand::source
