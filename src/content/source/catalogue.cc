#include "content/source/catalogue.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unordered_map>

#include "base/text.h"
#include "base/url.h"

namespace newsstand::source {
namespace {

// Reads one [[title]] and remembers the first thing that is wrong.
class EntryReader {
 public:
  EntryReader(const toml::table& table, std::string_view file) : table_(table), file_(file) {}

  Result<CatalogueEntry> Read() {
    CheckKeys(table_, {"name", "home", "country", "language", "owner", "brand_colour", "icon", "logo", "sections", "rights", "policy",
                       "metered_per_month", "index_policy", "slug", "feeds"});
    CatalogueEntry entry;
    Title& title = entry.title;
    title.name = Text("name", true);
    title.home = Address("home", true);
    title.country = Text("country", false);
    title.language = Text("language", false);
    title.owner = Text("owner", false);
    title.brand_colour = AsciiLower(Text("brand_colour", false));
    title.icon_url = Address("icon", false);
    title.logo_url = Address("logo", false);
    title.slug = Text("slug", false);
    if (title.slug.empty()) title.slug = Slugify(title.name);
    title.rights = Named<Rights>("rights", ParseRights, Rights::kExcerpt, "full, excerpt or none");
    title.policy = Named<WallPolicy>("policy", ParseWallPolicy, WallPolicy::kFree, "free, registration, metered or hard");
    title.index_policy = Named<IndexPolicy>("index_policy", ParseIndexPolicy, IndexPolicy::kNoindex, "noindex, canonical or full");
    title.metered_per_month = static_cast<int>(table_["metered_per_month"].value_or<int64_t>(0));
    CheckShapes(title);
    ReadSections(title);
    ReadFeeds(entry);
    if (!error_.empty()) return Fail(ErrorCode::kInvalid, error_);
    return entry;
  }

 private:
  void Complain(const toml::node* node, const std::string& words) {
    if (!error_.empty()) return;
    const auto line = node != nullptr ? node->source().begin.line : table_.source().begin.line;
    error_ = fmt::format("{}:{}: {}", file_, line, words);
  }

  void CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
        Complain(&node, fmt::format("there is no key \"{}\" here", key.str()));
      }
    }
  }

  std::string Text(std::string_view key, bool required) {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      if (required) Complain(nullptr, fmt::format("the title has no \"{}\"", key));
      return "";
    }
    const auto* text = node->as_string();
    if (text == nullptr || (required && Trim(text->get()).empty())) {
      Complain(node, fmt::format("\"{}\" has to be a text", key));
      return "";
    }
    return std::string(Trim(text->get()));
  }

  std::string Address(std::string_view key, bool required) {
    const std::string text = Text(key, required);
    if (text.empty()) return "";
    const std::string url = ResolveHttpUrl(text, "");
    if (url.empty()) Complain(table_.get(key), fmt::format("\"{}\" has to be a web address; it is \"{}\"", key, text));
    return url;
  }

  template <class E, class Parse>
  E Named(std::string_view key, Parse parse, E fallback, std::string_view words) {
    const std::string text = Text(key, false);
    if (text.empty()) return fallback;
    const std::optional<E> value = parse(text);
    if (!value) Complain(table_.get(key), fmt::format("\"{}\" has to be {}; it is \"{}\"", key, words, text));
    return value.value_or(fallback);
  }

  void CheckShapes(const Title& title) {
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!title.country.empty() && (title.country.size() != 2 || !upper(title.country[0]) || !upper(title.country[1]))) {
      Complain(table_.get("country"), "\"country\" has to be two capital letters (ISO 3166-1); it is \"" + title.country + "\"");
    }
    const std::string& colour = title.brand_colour;
    const bool hex = std::all_of(colour.begin() + (colour.empty() ? 0 : 1), colour.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!colour.empty() && (colour.size() != 7 || colour[0] != '#' || !hex)) {
      Complain(table_.get("brand_colour"), "\"brand_colour\" has to look like #1a2f96; it is \"" + colour + "\"");
    }
    if (title.slug != Slugify(title.slug) || title.slug.empty()) Complain(table_.get("slug"), "the title needs a \"slug\" of letters, digits and dashes");
  }

  void ReadSections(Title& title) {
    const toml::array* list = table_["sections"].as_array();
    if (list == nullptr) return;
    for (const toml::node& node : *list) {
      const auto* text = node.as_string();
      const auto& known = SectionSlugs();
      if (text == nullptr || std::find(known.begin(), known.end(), text->get()) == known.end()) {
        Complain(&node, "a section has to be one of " + JoinedSections());
        return;
      }
      title.sections.push_back(text->get());
    }
  }

  void ReadFeeds(CatalogueEntry& entry) {
    const toml::array* list = table_["feeds"].as_array();
    if (list == nullptr || list->empty()) return Complain(nullptr, "the title \"" + entry.title.name + "\" has no feeds");
    for (const toml::node& node : *list) {
      const toml::table* row = node.as_table();
      if (row == nullptr) return Complain(&node, "a feed has to be {url = \"…\", section = \"…\"}");
      CheckKeys(*row, {"url", "section"});
      Feed feed;
      feed.url = ResolveHttpUrl((*row)["url"].value_or<std::string_view>(""), "");
      feed.section = (*row)["section"].value_or<std::string>("");
      if (feed.url.empty()) return Complain(&node, "a feed has no web address");
      if (!feed.section.empty() && SectionFor(feed.section) != feed.section) return Complain(&node, "a feed's section has to be one of " + JoinedSections());
      entry.feeds.push_back(std::move(feed));
    }
  }

  static std::string JoinedSections() {
    std::string out;
    for (const std::string_view slug : SectionSlugs()) out += (out.empty() ? "" : " ") + std::string(slug);
    return out;
  }

  const toml::table& table_;
  std::string_view file_;
  std::string error_;
};

// One slug, one title; one address, one feed.
Status CheckUnique(const Catalogue& catalogue) {
  std::unordered_map<std::string, std::string> slugs, urls;
  for (const CatalogueEntry& entry : catalogue) {
    const auto [other, fresh] = slugs.emplace(entry.title.slug, entry.title.name);
    if (!fresh) return Fail(ErrorCode::kInvalid, fmt::format("the slug \"{}\" is both \"{}\" and \"{}\": give one of them a slug of its own", entry.title.slug, other->second, entry.title.name));
    for (const Feed& feed : entry.feeds) {
      const auto [owner, new_url] = urls.emplace(feed.url, entry.title.name);
      if (!new_url) return Fail(ErrorCode::kInvalid, fmt::format("the feed {} stands at both \"{}\" and \"{}\"", feed.url, owner->second, entry.title.name));
    }
  }
  return {};
}

Result<Catalogue> ParseOne(std::string_view text, std::string_view name) {
  Catalogue catalogue;
  try {
    const toml::table table = toml::parse(text, name);
    for (const auto& [key, node] : table) {
      if (key.str() != "title" || !node.is_array_of_tables()) {
        return Fail(ErrorCode::kInvalid, fmt::format("{}:{}: a catalogue holds [[title]] tables only, not \"{}\"", name, node.source().begin.line, key.str()));
      }
      for (const toml::node& row : *node.as_array()) {
        auto entry = EntryReader(*row.as_table(), name).Read();
        if (!entry) return Fail(entry.error());
        catalogue.push_back(std::move(*entry));
      }
    }
  } catch (const toml::parse_error& error) {
    return Fail(ErrorCode::kInvalid, fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
  }
  return catalogue;
}

}  // namespace

Result<Catalogue> ParseCatalogue(std::string_view text, std::string_view name) {
  auto catalogue = ParseOne(text, name);
  if (!catalogue) return catalogue;
  if (Status unique = CheckUnique(*catalogue); !unique) return Fail(unique.error());
  return catalogue;
}

Result<Catalogue> ReadCatalogue(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (error) return Fail(ErrorCode::kNotFound, "The catalogue folder " + folder + " cannot be read: " + error.message());
  std::sort(files.begin(), files.end());
  Catalogue all;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    auto part = ParseOne(text.view(), file.filename().string());
    if (!part) return part;
    std::move(part->begin(), part->end(), std::back_inserter(all));
  }
  if (Status unique = CheckUnique(all); !unique) return Fail(unique.error());
  return all;
}

}  // namespace newsstand::source
