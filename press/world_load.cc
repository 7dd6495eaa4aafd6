// Reads press/data. Mistakes are collected, not thrown: whoever writes an event sees all of them at once.
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "press/markup.h"
#include "press/world.h"

namespace newsstand::press {
namespace {

// One table being read: remembers where it is, so that every complaint says so, and which keys were asked for.
class Reader {
 public:
  Reader(const toml::table& table, std::string where, std::vector<std::string>& errors)
      : table_(table), where_(std::move(where)), errors_(errors) {}

  void Complain(std::string_view what) { errors_.push_back(fmt::format("{}: {}", where_, what)); }

  std::string Text(std::string_view key, bool required = true) {
    const toml::node* node = Node(key);
    if (!node) {
      if (required) Complain(fmt::format("\"{}\" is missing", key));
      return {};
    }
    if (auto value = node->value_exact<std::string>()) return *value;
    Complain(fmt::format("\"{}\" must be a text", key));
    return {};
  }
  int Number(std::string_view key, int fallback, int low, int high) {
    const toml::node* node = Node(key);
    if (!node) return fallback;
    auto value = node->value_exact<int64_t>();
    if (!value || *value < low || *value > high) {
      Complain(fmt::format("\"{}\" must be a number from {} to {}", key, low, high));
      return fallback;
    }
    return static_cast<int>(*value);
  }
  bool Flag(std::string_view key) {
    const toml::node* node = Node(key);
    if (!node) return false;
    if (auto value = node->value_exact<bool>()) return *value;
    Complain(fmt::format("\"{}\" must be true or false", key));
    return false;
  }
  std::vector<std::string> List(std::string_view key, bool required = true) {
    std::vector<std::string> out;
    const toml::node* node = Node(key);
    if (!node) {
      if (required) Complain(fmt::format("\"{}\" is missing", key));
      return out;
    }
    if (const toml::array* array = node->as_array()) {
      for (const toml::node& item : *array) {
        if (auto value = item.value_exact<std::string>()) {
          out.push_back(*value);
        } else {
          Complain(fmt::format("\"{}\" must hold texts only", key));
        }
      }
    } else {
      Complain(fmt::format("\"{}\" must be a list", key));
    }
    return out;
  }
  const toml::node* Node(std::string_view key) {
    asked_.insert(std::string(key));
    return table_.get(key);
  }
  // Call last: a misspelt key is a mistake, not a silent default.
  void NothingElse() {
    for (const auto& [key, value] : table_) {
      if (!asked_.count(std::string(key.str()))) Complain(fmt::format("unknown key \"{}\"", key.str()));
    }
  }
  template <class Names>
  void OneOf(std::string_view key, const std::string& value, const Names& allowed) {
    if (value.empty() || std::find(std::begin(allowed), std::end(allowed), value) != std::end(allowed)) return;
    Complain(fmt::format("\"{}\" is \"{}\"; expected one of {}", key, value, fmt::join(allowed, " ")));
  }
  std::vector<std::string>& errors() { return errors_; }
  const std::string& where() const { return where_; }

 private:
  const toml::table& table_;
  std::string where_;
  std::vector<std::string>& errors_;
  std::set<std::string> asked_;
};

std::optional<toml::table> Parse(const DataFile& file, std::vector<std::string>& errors) {
  try {
    return toml::parse(file.text, file.name);
  } catch (const toml::parse_error& error) {
    errors.push_back(fmt::format("{}: line {}: {}", file.name, error.source().begin.line, error.description()));
    return std::nullopt;
  }
}

// ------------------------------------------------------------------------------------------------- titles.toml
void ReadStyle(const toml::table& table, const std::string& where, Style& style, std::vector<std::string>& errors) {
  Reader reader(table, where, errors);
  auto text = [&](std::string_view key, std::string& field) {
    if (reader.Node(key)) field = reader.Text(key);
  };
  text("spelling", style.spelling);
  text("headline", style.headline);
  text("quotes", style.quotes);
  text("percent", style.percent);
  text("clock", style.clock);
  text("honorific", style.honorific);
  text("dateline", style.dateline);
  text("byline", style.byline);
  text("copy_byline", style.copy_byline);
  text("copy_credit", style.copy_credit);
  text("sign_off", style.sign_off);
  text("kicker", style.kicker);
  text("attribution", style.attribution);
  text("said", style.said);
  text("paragraphs", style.paragraphs);
  text("millions", style.millions);
  style.cut = reader.Number("cut", style.cut, 0, 99);
  reader.OneOf("spelling", style.spelling, std::array{"en-GB", "en-US"});
  reader.OneOf("headline", style.headline, std::array{"sentence", "title", "as-is"});
  reader.OneOf("quotes", style.quotes, std::array{"single", "double"});
  reader.OneOf("percent", style.percent, std::array{"percent", "per cent", "%"});
  reader.OneOf("clock", style.clock, std::array{"6:38 a.m.", "6.38am", "06:38"});
  reader.OneOf("honorific", style.honorific, std::array{"Mr", "Mr.", "none"});
  reader.OneOf("kicker", style.kicker, std::array{"none", "section", "place"});
  reader.OneOf("attribution", style.attribution, std::array{"said", "according to"});
  reader.OneOf("said", style.said, std::array{"said", "says"});
  reader.OneOf("paragraphs", style.paragraphs, std::array{"as-is", "short", "long"});
  reader.OneOf("millions", style.millions, std::array{"short"});
  reader.NothingElse();
}

using Regions = std::map<std::string, std::vector<std::string>>;

void ReadTitleChoices(Reader& reader, PressTitle& title) {
  title.pictures = reader.Text("pictures");
  title.page_template = reader.Text("template");
  title.feeds = reader.List("feeds");
  title.section_feeds = reader.Text("section_feeds", false);
  if (std::string encoding = reader.Text("encoding", false); !encoding.empty()) title.encoding = encoding;
  title.wall = reader.Text("wall");
  title.rights = reader.Text("rights");
  title.index = reader.Text("index");
  title.crawl_delay = reader.Number("crawl_delay", 0, 0, 60);
  static constexpr std::array kFormats = {
      "rss-0.91", "rss-0.92", "rss-1.0",          "rss-2.0",       "rss-2.0-summary", "rss-2.0-media", "rss-2.0-itunes",
      "atom-0.3", "atom-1.0", "atom-1.0-summary", "json-feed-1.0", "json-feed-1.1",   "news-sitemap"};
  reader.OneOf("pictures", title.pictures, std::array{"flat", "ink", "cutout", "dusk", "pop"});
  reader.OneOf("template", title.page_template,
               std::array{"clean", "soup", "jsonld", "table", "lazy", "column", "app"});
  for (const std::string& feed : title.feeds) reader.OneOf("feeds", feed, kFormats);
  reader.OneOf("section_feeds", title.section_feeds, kFormats);
  reader.OneOf("encoding", title.encoding, std::array{"utf-8", "iso-8859-1", "windows-1251", "Shift_JIS", "GB18030"});
  reader.OneOf("wall", title.wall, std::array{"free", "registration", "metered", "hard"});
  reader.OneOf("rights", title.rights, std::array{"full", "excerpt", "none"});
  reader.OneOf("index", title.index, std::array{"noindex", "canonical", "full"});
}

PressTitle ReadTitle(const toml::table& table, const std::string& file, const Regions& regions,
                     const std::map<std::string, Style>& styles, std::vector<std::string>& errors) {
  PressTitle title;
  std::string slug = table["slug"].value_or(std::string("?"));
  Reader reader(table, fmt::format("{}: title \"{}\"", file, slug), errors);
  title.name = reader.Text("name");
  title.slug = reader.Text("slug");
  title.agency = reader.Text("agency", false);
  title.tagline = reader.Text("tagline");
  title.country = reader.Text("country");
  title.owner = reader.Text("owner");
  title.language = reader.Text("language");
  title.kind = reader.Text("kind");
  reader.OneOf("kind", title.kind, kTitleKinds);
  for (const std::string& area : reader.List("covers", false)) {
    auto region = regions.find(area);
    if (region == regions.end()) {
      title.covers.push_back(area);
    } else {
      title.covers.insert(title.covers.end(), region->second.begin(), region->second.end());
    }
  }
  title.sections = reader.List("sections");
  for (const std::string& section : title.sections) reader.OneOf("sections", section, kSections);
  std::vector<std::string> palette = reader.List("palette");
  if (palette.size() != 5) {
    reader.Complain("\"palette\" must hold five colours");
  } else {
    std::copy(palette.begin(), palette.end(), title.palette.begin());
  }
  std::string style = reader.Text("style");
  if (auto found = styles.find(style); found != styles.end()) {
    title.style = found->second;
  } else {
    reader.Complain(fmt::format("there is no style \"{}\"", style));
  }
  if (const toml::node* tweak = reader.Node("tweak"); tweak && tweak->is_table()) {
    ReadStyle(*tweak->as_table(), reader.where(), title.style, errors);
  }
  ReadTitleChoices(reader, title);
  reader.NothingElse();
  return title;
}

void ReadTitles(const DataFile& file, World& world, std::vector<std::string>& errors) {
  auto parsed = Parse(file, errors);
  if (!parsed) return;
  Regions regions;
  if (const toml::table* table = (*parsed)["regions"].as_table()) {
    Reader reader(*table, file.name + ": regions", errors);
    for (const auto& [name, list] : *table) regions[std::string(name.str())] = reader.List(name.str());
  }
  std::map<std::string, Style> styles;
  if (const toml::table* table = (*parsed)["style"].as_table()) {
    for (const auto& [name, style] : *table) {
      if (!style.is_table()) continue;
      std::string key(name.str());
      ReadStyle(*style.as_table(), fmt::format("{}: style \"{}\"", file.name, key), styles[key], errors);
    }
  }
  if (const toml::array* titles = (*parsed)["title"].as_array()) {
    for (const toml::node& node : *titles) {
      if (node.is_table()) world.titles.push_back(ReadTitle(*node.as_table(), file.name, regions, styles, errors));
    }
  }
  std::set<std::string> slugs;
  for (const PressTitle& title : world.titles) {
    if (!slugs.insert(title.slug).second) errors.push_back(file.name + ": two titles have the slug " + title.slug);
  }
}

// ------------------------------------------------------------------------------------ words.toml and names.toml
void ReadWords(const DataFile& file, World& world, std::vector<std::string>& errors) {
  auto parsed = Parse(file, errors);
  if (!parsed) return;
  for (const auto& [language, node] : *parsed) {
    if (!node.is_table()) continue;
    Words& words = world.words[std::string(language.str())];
    Reader reader(*node.as_table(), fmt::format("{}: [{}]", file.name, language.str()), errors);
    std::vector<std::string> sections = reader.List("sections");
    if (sections.size() != kSections.size()) {
      reader.Complain("\"sections\" must hold nine names");
    } else {
      std::copy(sections.begin(), sections.end(), words.sections.begin());
    }
    words.beats = reader.List("beats", false);
    words.local_lines = reader.List("local_lines", false);
    for (const auto& [key, value] : *node.as_table()) {
      if (key.str() == "sections" || value.is_array()) continue;
      words.text[std::string(key.str())] = reader.Text(key.str());
    }
  }
}

void ReadNames(const DataFile& file, World& world, std::vector<std::string>& errors) {
  auto parsed = Parse(file, errors);
  if (!parsed) return;
  const toml::table* all = (*parsed)["names"].as_table();
  if (!all) return;
  for (const auto& [language, node] : *all) {
    if (!node.is_table()) continue;
    NameList& names = world.names[std::string(language.str())];
    Reader reader(*node.as_table(), fmt::format("{}: [names.{}]", file.name, language.str()), errors);
    if (reader.Node("order")) names.order = reader.Text("order");
    names.first = reader.List("first");
    names.last = reader.List("last");
    reader.NothingElse();
  }
}

// --------------------------------------------------------------------------------------------- events/ID.toml
int ReadTime(Reader& reader, std::string_view key) {
  std::string text = reader.Text(key);
  if (text.empty()) return 0;
  auto at = ParseEventTime(text);
  if (!at) reader.Complain(fmt::format("\"{}\" is \"{}\"; expected a time like \"d2 14:35\"", key, text));
  return at.value_or(0);
}

void ReadCorrection(const toml::node& node, Reader& reader, Report& report) {
  const toml::table* table = node.as_table();
  if (const toml::array* array = node.as_array()) {
    if (array->size() != 1) reader.Complain("has more than one correction");
    table = array->empty() ? nullptr : array->get(0)->as_table();
  }
  if (!table) return;
  Reader inner(*table, reader.where() + ": correction", reader.errors());
  Correction correction;
  correction.at = ReadTime(inner, "at");
  correction.note = inner.Text("note");
  correction.headline = inner.Text("headline", false);
  std::vector<std::string> replace = inner.List("replace", false);
  if (replace.size() == 2) {
    correction.from = replace[0];
    correction.to = replace[1];
    if (report.body.find(correction.from) == std::string::npos &&
        report.standfirst.find(correction.from) == std::string::npos) {
      inner.Complain(fmt::format("\"replace\": \"{}\" is not in the report", correction.from));
    }
  } else if (!replace.empty()) {
    inner.Complain("\"replace\" must hold two texts: what stood there and what stands there now");
  }
  if (correction.at <= report.at) inner.Complain("is dated before its report");
  inner.NothingElse();
  report.correction = std::move(correction);
}

Report ReadReport(const toml::table& table, const std::string& where, std::vector<std::string>& errors) {
  Report report;
  std::string key = table["key"].value_or(std::string("?"));
  Reader reader(table, fmt::format("{}: line {}: report \"{}\"", where, table.source().begin.line, key), errors);
  report.key = reader.Text("key");
  report.kind = reader.Text("kind");
  report.language = reader.Text("language");
  report.at = ReadTime(reader, "at");
  report.headlines = reader.List("headlines");
  if (report.headlines.empty()) reader.Complain("has no headline");
  report.standfirst = reader.Text("standfirst");
  report.scene = reader.Text("scene", false);
  report.caption = reader.Text("caption", false);
  report.body = reader.Text("body");
  report.copies = reader.Number("copies", 0, 0, 40);
  if (report.kind != "brief") reader.OneOf("kind", report.kind, kTitleKinds);
  reader.OneOf("scene", report.scene, kScenes);
  if (ParseMarkup(report.body).empty()) reader.Complain("\"body\" is empty");
  if (const toml::node* correction = reader.Node("correction")) ReadCorrection(*correction, reader, report);
  reader.NothingElse();
  return report;
}

void ReadFigures(const toml::node& node, Reader& reader, Figures& figures) {
  const toml::table* table = node.as_table();
  if (!table) return reader.Complain("\"figures\" must be a table");
  // toml++ keeps tables sorted by key; the chart wants them as written, and only the source positions know that.
  std::vector<std::pair<toml::source_index, std::pair<std::string, double>>> found;
  uint32_t column_width = 10000;
  for (const auto& [key, value] : *table) {
    if (key.str() == "unit") {
      figures.unit = value.value_or(std::string());
    } else if (auto number = value.value<double>(); number && std::isfinite(*number)) {
      toml::source_index order = key.source().begin.line * column_width + key.source().begin.column;
      found.push_back({order, {std::string(key.str()), *number}});
    } else {
      reader.Complain(fmt::format("\"figures\": \"{}\" must be a number", key.str()));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [order, figure] : found) figures.values.push_back(std::move(figure));
}

void ReadPeople(const toml::node& node, Reader& reader, Event& event) {
  const toml::array* people = node.as_array();
  if (!people) return reader.Complain("\"people\" must be a list");
  for (const toml::node& item : *people) {
    const toml::array* pair = item.as_array();
    if (!pair || pair->size() < 2) {
      reader.Complain("\"people\" must hold pairs of name and what they are");
      continue;
    }
    event.people.push_back({pair->get(0)->value_or(std::string()), pair->get(1)->value_or(std::string())});
  }
}

void ReadEvent(const DataFile& file, World& world, std::vector<std::string>& errors) {
  auto parsed = Parse(file, errors);
  if (!parsed) return;
  Event event;
  Reader reader(*parsed, file.name, errors);
  event.id = reader.Text("id");
  event.slug = reader.Text("slug");
  event.section = reader.Text("section");
  event.country = reader.Text("country");
  event.place = reader.Text("place");
  event.importance = reader.Number("importance", 3, 1, 5);
  event.good_news = reader.Flag("good_news");
  event.scenes = reader.List("scenes");
  reader.OneOf("section", event.section, kSections);
  for (const std::string& scene : event.scenes) reader.OneOf("scenes", scene, kScenes);
  if (event.scenes.empty()) reader.Complain("\"scenes\" is empty");
  if (file.name != "events/" + event.id + ".toml") reader.Complain("the id is not the file's name");
  if (event.country.size() != 2) reader.Complain("\"country\" must be two letters");
  if (const toml::node* people = reader.Node("people")) ReadPeople(*people, reader, event);
  if (const toml::node* figures = reader.Node("figures")) ReadFigures(*figures, reader, event.figures);
  const toml::node* reports = reader.Node("report");
  if (!reports || !reports->is_array()) {
    reader.Complain("has no [[report]]");
  } else {
    std::set<std::string> keys;
    for (const toml::node& node : *reports->as_array()) {
      if (!node.is_table()) continue;
      event.reports.push_back(ReadReport(*node.as_table(), file.name, errors));
      if (!keys.insert(event.reports.back().key).second) {
        reader.Complain(fmt::format("two reports have the key \"{}\"", event.reports.back().key));
      }
    }
  }
  reader.NothingElse();
  std::stable_sort(event.reports.begin(), event.reports.end(),
                   [](const Report& a, const Report& b) { return a.at < b.at; });
  world.events.push_back(std::move(event));
}

void CheckLinks(const World& world, std::vector<std::string>& errors) {
  std::set<std::string> ids;
  for (const Event& event : world.events) ids.insert(event.id);
  for (const Event& event : world.events) {
    for (const Report& report : event.reports) {
      for (const std::string& target : LinkedEvents(report.body)) {
        if (!ids.count(target)) {
          errors.push_back(fmt::format("events/{}.toml: report \"{}\": link to \"{}\", which is no event", event.id,
                                       report.key, target));
        }
      }
    }
  }
}

void CheckLanguages(const World& world, std::vector<std::string>& errors) {
  std::set<std::string, std::less<>> spoken;
  for (const PressTitle& title : world.titles) spoken.insert(std::string(title.primary_language()));
  for (const Event& event : world.events) {
    for (const Report& report : event.reports) {
      std::string_view primary = std::string_view(report.language).substr(0, report.language.find('-'));
      if (!spoken.count(primary)) {
        errors.push_back(fmt::format("events/{}.toml: report \"{}\": no title is written in \"{}\"", event.id,
                                     report.key, report.language));
      }
    }
  }
}

}  // namespace

std::vector<std::string> LoadWorld(const std::vector<DataFile>& files, World& world) {
  std::vector<std::string> errors;
  for (const DataFile& file : files) {
    if (file.name == "titles.toml") ReadTitles(file, world, errors);
    if (file.name == "words.toml") ReadWords(file, world, errors);
    if (file.name == "names.toml") ReadNames(file, world, errors);
    if (file.name == "routine.toml") world.routine = file.text;
    if (file.name.starts_with("events/") && file.name.ends_with(".toml")) ReadEvent(file, world, errors);
  }
  std::sort(world.events.begin(), world.events.end(), [](const Event& a, const Event& b) { return a.id < b.id; });
  if (world.titles.empty()) errors.push_back("titles.toml: no titles");
  CheckLinks(world, errors);
  CheckLanguages(world, errors);
  return errors;
}

}  // namespace newsstand::press
