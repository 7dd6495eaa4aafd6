// The invented world as it stands in press/data: titles, their house styles and words, and the events with their
// reports.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace newsstand::press {

// Minutes since d1 00:00. The press starts at kStartMinute ("d4 24:00").
inline constexpr int kStartMinute = 4 * 24 * 60;

// The kinds a title can be of; a report's kind is one of these or "brief".
inline constexpr std::array<std::string_view, 11> kTitleKinds = {
    "wire", "public", "broadsheet", "tabloid", "local", "business", "science", "tech", "sport", "culture", "magazine"};
// Sections, in the order of the `sections` lists in words.toml.
inline constexpr std::array<std::string_view, 9> kSections = {"world",  "politics", "business", "tech", "science",
                                                              "health", "climate",  "culture",  "sport"};
inline constexpr std::array<std::string_view, 24> kScenes = {
    "skyline", "coast", "crowd",    "chart",   "map",    "portrait", "mountain", "field",
    "stadium", "lab",   "street",   "harbour", "forest", "factory",  "court",    "stage",
    "sea",     "rail",  "hospital", "space",   "school", "river",    "farm",     "night"};

// How a house writes. Patterns may hold {name} {NAME} {initials} {editor} {editor_initials} {agency} {title} {place}
// {PLACE} {date} {beat} {email}.
struct Style {
  std::string spelling;            // "en-GB", "en-US", "" leave as written
  std::string headline = "as-is";  // "sentence", "title", "as-is"
  std::string quotes;              // "single", "double", "" leave
  std::string percent;             // "percent", "per cent", "%", "" leave
  std::string clock;               // "6:38 a.m.", "6.38am", "06:38", "" leave
  std::string honorific;           // "Mr", "Mr.", "none" and "" leave
  std::string dateline;            // before the first paragraph; "" none
  std::string byline = "{name}";
  std::string copy_byline = "{agency}";
  std::string copy_credit;           // last line under agency copy; "" none
  std::string sign_off;              // last line under the house's own pieces; "" none
  std::string kicker = "none";       // "none", "section", "place"
  std::string attribution = "said";  // in agency copy: "said", "according to"
  std::string said = "said";         // in agency copy after a quotation: "said", "says"
  std::string paragraphs = "as-is";  // of agency copy: "as-is", "short", "long"
  std::string millions;              // "short": $4m; "" leave
  int cut = 0;                       // agency copy: first N paragraphs; 0 all
};

struct PressTitle {
  std::string name, slug, agency, tagline, country, owner, language, kind;
  std::vector<std::string> covers;  // countries, regions already spelled out; empty: everywhere
  std::vector<std::string> sections;
  std::array<std::string, 5> palette;  // "#rrggbb": deep, brand, pale, accent, paper
  std::string pictures;                // flat ink cutout dusk pop
  Style style;
  std::string page_template;       // clean soup jsonld table lazy column app
  std::vector<std::string> feeds;  // formats; the first is the main one
  std::string section_feeds;       // format of one feed a section; "" none
  std::string encoding = "utf-8";  // of feeds
  std::string wall, rights, index;
  int crawl_delay = 0;  // seconds in robots.txt; 0 none

  std::string_view primary_language() const { return std::string_view(language).substr(0, language.find('-')); }
};

struct Words {
  std::array<std::string, 9> sections;
  std::map<std::string, std::string, std::less<>> text;       // "read_more" → "Read more"
  std::vector<std::string> beats;                             // what reporters of each section cover; may be empty
  std::vector<std::string> local_lines;                       // what houses add under agency copy; {title}
  const std::string& operator[](std::string_view key) const;  // "" for an unknown key
};

struct NameList {
  std::string order = "{first} {last}";
  std::vector<std::string> first, last;
};

struct Correction {
  int at = 0;
  std::string note, from, to, headline;
};

struct Report {
  std::string key, kind, language;
  int at = 0;
  std::vector<std::string> headlines;
  std::string standfirst, scene, caption, body;
  int copies = 0;
  std::optional<Correction> correction;
};

struct Figures {
  std::string unit;
  std::vector<std::pair<std::string, double>> values;  // in the order written
};

struct Event {
  std::string id, slug, section, country, place;
  int importance = 3;
  bool good_news = false;
  std::vector<std::string> scenes;
  std::vector<std::pair<std::string, std::string>> people;  // name, what they are
  Figures figures;
  std::vector<Report> reports;  // by time
};

struct World {
  std::vector<PressTitle> titles;
  std::map<std::string, Words, std::less<>> words;     // by language
  std::map<std::string, NameList, std::less<>> names;  // by language
  std::vector<Event> events;                           // by id
  std::string routine;                                 // routine.toml, read by routine.cc

  // The most particular entry: "zh-Hant" before "zh" before "en".
  const Words& WordsFor(std::string_view language) const;
  // "en-IE" before "en"; for titles whose language has no country of its own, by language and country.
  const NameList& NamesFor(std::string_view language, std::string_view country) const;
};

// One file of the data folder: "titles.toml", "events/brzezina-tram.toml".
struct DataFile {
  std::string name;
  std::string_view text;
};

// The files compiled into the program.
std::vector<DataFile> BuiltInData();

// Every mistake found, each a sentence with file and line or report; empty when all is well. `world` gets what could be
// read.
std::vector<std::string> LoadWorld(const std::vector<DataFile>& files, World& world);

// "d2 14:35" → 2315. nullopt when it is not that form.
std::optional<int> ParseEventTime(std::string_view text);

}  // namespace newsstand::press
