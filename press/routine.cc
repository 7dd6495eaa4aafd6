#include "press/routine.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/hash.h"
#include "base/text.h"
#include "press/house_style.h"
#include "press/print.h"
#include "press/rng.h"

namespace newsstand::press {
namespace {

struct Range {
  double low = 0, high = 0;
  int decimals = 0;
};
struct Walk {
  double level = 0, move_percent = 1;
};

struct Piece {
  std::string key, language, section, scene, body, chart, unit;
  std::vector<std::string> kinds, headlines, standfirst;
  std::map<std::string, Range> numbers, times;
  std::map<std::string, Walk> walks;
  std::map<std::string, std::vector<std::string>> choices;
  int from_hour = 0, to_hour = 24;  // UTC
  std::vector<size_t> titles;       // that may print it
};

std::vector<std::string> Texts(const toml::node* node) {
  std::vector<std::string> out;
  if (const toml::array* list = node ? node->as_array() : nullptr) {
    for (const toml::node& item : *list) out.push_back(item.value_or(std::string()));
  }
  return out;
}

std::map<std::string, Range> Ranges(const toml::node* node) {
  std::map<std::string, Range> out;
  if (const toml::table* table = node ? node->as_table() : nullptr) {
    for (const auto& [name, value] : *table) {
      const toml::array* list = value.as_array();
      if (!list || list->size() < 2) continue;
      out[std::string(name.str())] = {list->get(0)->value_or(0.0), list->get(1)->value_or(0.0),
                                      list->size() > 2 ? static_cast<int>(list->get(2)->value_or(0)) : 0};
    }
  }
  return out;
}

Piece ReadPiece(const toml::table& table, const World& world) {
  Piece piece;
  piece.key = table["key"].value_or(std::string());
  piece.language = table["language"].value_or(std::string());
  piece.section = table["section"].value_or(std::string("world"));
  piece.scene = table["scene"].value_or(std::string("skyline"));
  piece.body = table["body"].value_or(std::string());
  piece.chart = table["chart"].value_or(std::string());
  piece.unit = table["unit"].value_or(std::string());
  piece.kinds = Texts(table.get("kinds"));
  piece.headlines = Texts(table.get("headlines"));
  piece.standfirst = Texts(table.get("standfirst"));
  piece.numbers = Ranges(table.get("numbers"));
  piece.times = Ranges(table.get("times"));
  for (const auto& [name, range] : Ranges(table.get("walks"))) piece.walks[name] = {range.low, range.high};
  if (const toml::table* choices = table["choices"].as_table()) {
    for (const auto& [name, value] : *choices) piece.choices[std::string(name.str())] = Texts(&value);
  }
  if (const toml::array* hours = table["hours"].as_array(); hours && hours->size() == 2) {
    piece.from_hour = static_cast<int>(hours->get(0)->value_or(0));
    piece.to_hour = static_cast<int>(hours->get(1)->value_or(24));
  }
  for (size_t i = 0; i < world.titles.size(); ++i) {
    const PressTitle& title = world.titles[i];
    bool kind = std::find(piece.kinds.begin(), piece.kinds.end(), title.kind) != piece.kinds.end();
    bool section = std::find(title.sections.begin(), title.sections.end(), piece.section) != title.sections.end();
    if (kind && section && title.primary_language() == piece.language && title.language != "zh-Hant")
      piece.titles.push_back(i);
  }
  return piece;
}

// What an instance of a piece knows: values by name, and the numbers behind comparisons.
struct Facts {
  std::map<std::string, std::string> text;
  std::map<std::string, double> number;
  std::map<std::string, bool> rising;
};

// A level that wanders from day to day and comes back the next time it is asked about the same day.
double WalkLevel(const Walk& walk, std::string_view name, int64_t day) {
  double swing = 0;
  for (int64_t d = day - 30; d <= day; ++d) swing += Rng(static_cast<uint64_t>(d), name).In(-1, 1);
  double slow = std::sin(static_cast<double>(day) / 23.0 + static_cast<double>(Hash64(name) % 7)) * 4;
  return walk.level * (1 + (swing * 1.2 + slow) * walk.move_percent / 100);
}

std::string Grouped(double value) {
  if (value < 100) return fmt::format("{:.2f}", value);
  auto whole = static_cast<int64_t>(std::llround(value));
  std::string digits = std::to_string(whole), out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

// Decimal and thousands marks of a language.
std::string Localised(std::string number, std::string_view language) {
  if (language == "en" || language == "ja" || language == "zh" || language == "ar") return number;
  for (char& c : number) c = c == ',' ? '.' : c == '.' ? ',' : c;
  return number;
}

std::string CalendarWord(std::string_view language, const char* pattern, Timestamp at) {
  UErrorCode failure = U_ZERO_ERROR;
  icu::SimpleDateFormat format(icu::UnicodeString::fromUTF8(pattern),
                               icu::Locale::createFromName(std::string(language).c_str()), failure);
  if (U_FAILURE(failure)) return {};
  format.setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString text;
  format.format(static_cast<UDate>(ToUnixMillis(at)), text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

Facts Invent(const Piece& piece, Timestamp at, Rng& rng) {
  Facts facts;
  int64_t day = std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
  for (const auto& [name, range] : piece.numbers) {
    double value = range.decimals ? rng.In(range.low, range.high)
                                  : rng.Int(static_cast<int>(range.low), static_cast<int>(range.high));
    facts.number[name] = value;
    std::string written = range.decimals             ? fmt::format("{:.{}f}", value, range.decimals)
                          : value > 999 || value < 0 ? (value < 0 ? fmt::format("−{:.0f}", -value) : Grouped(value))
                                                     : fmt::format("{:.0f}", value);
    facts.text[name] = Localised(written, piece.language);
  }
  for (const auto& [name, range] : piece.times) {
    int minutes = rng.Int(static_cast<int>(range.low), static_cast<int>(range.high)) / 5 * 5;
    int hour = minutes / 60, minute = minutes % 60;
    facts.text[name] = piece.language == "en"
                           ? fmt::format("{}:{:02} {}", (hour + 11) % 12 + 1, minute, hour < 12 ? "a.m." : "p.m.")
                           : fmt::format("{}:{:02}", hour, minute);
  }
  for (const auto& [name, walk] : piece.walks) {
    double today = WalkLevel(walk, name, day), yesterday = WalkLevel(walk, name, day - 1);
    facts.number[name] = today;
    facts.rising[name] = today >= yesterday;
    facts.text[name] = Localised(Grouped(today), piece.language);
    facts.text[name + "_move"] =
        Localised(fmt::format("{:.1f}", std::max(0.1, std::abs(today / yesterday - 1) * 100)), piece.language);
    facts.text[name + "_points"] = fmt::format("{:.0f}", std::max(1.0, std::abs(today - yesterday)));
  }
  for (const auto& [name, list] : piece.choices) facts.text[name] = rng.Pick(list);
  facts.text["weekday"] = CalendarWord(piece.language, "EEEE", at);
  facts.text["date"] = CalendarWord(piece.language, piece.language == "en" ? "MMMM d" : "d MMMM", at);
  return facts;
}

// Evaluates what stands between two braces.
std::string Expand(std::string_view text, const Facts& facts, int depth = 0);

std::string Evaluate(std::string_view inside, const Facts& facts, int depth) {
  size_t colon = inside.find(':');
  if (colon == std::string_view::npos) {
    auto found = facts.text.find(std::string(inside));
    return found == facts.text.end() ? "{" + std::string(inside) + "}" : Expand(found->second, facts, depth + 1);
  }
  std::string_view condition = inside.substr(0, colon), branches = inside.substr(colon + 1);
  bool holds = false;
  if (size_t greater = condition.find('>'); greater != std::string_view::npos) {
    auto value = [&](std::string_view name) {
      auto found = facts.number.find(std::string(name));
      return found == facts.number.end() ? std::strtod(std::string(name).c_str(), nullptr) : found->second;
    };
    holds = value(condition.substr(0, greater)) > value(condition.substr(greater + 1));
  } else if (auto found = facts.rising.find(std::string(condition)); found != facts.rising.end()) {
    holds = found->second;
  }
  // The bar between the branches, outside inner braces.
  int open = 0;
  size_t bar = branches.size();
  for (size_t i = 0; i < branches.size() && bar == branches.size(); ++i) {
    if (branches[i] == '{') ++open;
    if (branches[i] == '}') --open;
    if (branches[i] == '|' && open == 0) bar = i;
  }
  std::string_view chosen = holds                   ? branches.substr(0, bar)
                            : bar < branches.size() ? branches.substr(bar + 1)
                                                    : std::string_view();
  return Expand(chosen, facts, depth + 1);
}

std::string Expand(std::string_view text, const Facts& facts, int depth) {
  std::string out;
  if (depth > 6) return std::string(text);
  for (size_t i = 0; i < text.size();) {
    if (text[i] != '{') {
      out += text[i++];
      continue;
    }
    int open = 0;
    size_t end = i;
    for (; end < text.size(); ++end) {
      if (text[end] == '{') ++open;
      if (text[end] == '}' && --open == 0) break;
    }
    out += Evaluate(text.substr(i + 1, end - i - 1), facts, depth);
    i = end + 1;
    if (out.ends_with(".m.") && i < text.size() && text[i] == '.') ++i;  // "at 6:45 p.m." ends a sentence, too
  }
  return out;
}

// A sentence begins with a capital. The words that stand first in other scripts are written with one already.
std::string Capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

class RoutineDesk {
 public:
  RoutineDesk(const World& world, uint64_t seed, Timestamp start) : world_(world), seed_(seed), start_(start) {}

  Status Load() {
    try {
      toml::table parsed = toml::parse(std::string_view(world_.routine), std::string_view("routine.toml"));
      if (const toml::array* pieces = parsed["piece"].as_array()) {
        for (const toml::node& node : *pieces) {
          if (node.is_table()) pieces_.push_back(ReadPiece(*node.as_table(), world_));
        }
      }
    } catch (const toml::parse_error& error) {
      return Fail(ErrorCode::kInvalid,
                  fmt::format("routine.toml: line {}: {}", error.source().begin.line, error.description()));
    }
    std::erase_if(pieces_, [](const Piece& piece) { return piece.titles.empty() || piece.headlines.empty(); });
    return {};
  }

  PressArticle Write(int64_t slot, Timestamp at) const {
    Rng rng(seed_, "routine/" + std::to_string(slot));
    PressArticle article;
    std::vector<const Piece*> fitting;
    int hour = static_cast<int>(at.time_since_epoch().count() / 3'600'000 % 24);
    for (const Piece& piece : pieces_) {
      // English pieces are as many as all others together; so are the titles that print them.
      if (hour >= piece.from_hour && hour < piece.to_hour) fitting.push_back(&piece);
    }
    if (fitting.empty()) return article;
    const Piece& piece = *fitting[rng.Index(fitting.size())];
    article.title = piece.titles[rng.Index(piece.titles.size())];
    Fill(piece, slot, at, rng, article);
    return article;
  }

 private:
  void Fill(const Piece& piece, int64_t slot, Timestamp at, Rng& rng, PressArticle& article) const {
    const PressTitle& title = world_.titles[article.title];
    Facts facts = Invent(piece, at, rng);
    auto values = PatternValues(world_, title, piece.section, "", "", at, rng);
    article.report = piece.key;
    article.section = piece.section;
    article.topic = SectionWord(world_, title, piece.section);
    article.published = at;
    article.headline = StyleHeadline(Capital(Expand(rng.Pick(piece.headlines), facts)), title.style);
    if (!piece.standfirst.empty())
      article.standfirst = StyleText(Capital(Expand(rng.Pick(piece.standfirst), facts)), title.style);
    std::string body = piece.body;
    if (size_t mark = body.find("[headlines]"); mark != std::string::npos)
      body.replace(mark, 11, Headlines(piece.language, at, rng));
    article.body = ParseMarkup(Expand(body, facts));
    ForEachText(article.body, [&](std::string& text) { text = StyleText(Capital(text), title.style); });
    article.byline = FillPattern(title.style.byline, values);
    if (title.style.byline.find("{place}") != std::string::npos) article.byline = values["name"];
    article.authors = {values["name"]};
    article.picture.scene = piece.scene;
    article.picture.seed = Hash64(title.slug, static_cast<uint64_t>(slot));
    article.picture.credit = world_.WordsFor(title.language)["illustration"] + ": " + title.name;
    article.picture.caption = article.topic;
    article.picture.hour = rng.Int(5, 21);
    if (piece.scene == "chart") Chart(piece, at, article);
    Identify(title, "routine/" + std::to_string(slot), piece.key, article);
  }

  // Fourteen days of the walk the piece is about, so that the chart tells what the text says.
  void Chart(const Piece& piece, Timestamp at, PressArticle& article) const {
    auto drawn = piece.walks.find(piece.chart);
    if (drawn == piece.walks.end()) {
      article.picture.scene = "night";
      return;
    }
    const auto& [name, walk] = *drawn;
    article.picture.figures.unit = piece.unit;
    int64_t day = std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
    article.picture.chart_title = article.headline;
    for (int64_t d = day - 13; d <= day; ++d) {
      Timestamp when{std::chrono::hours(24 * d)};
      article.picture.figures.values.push_back(
          {CalendarWord(piece.language, "d", when), std::round(WalkLevel(walk, name, d) * 100) / 100});
    }
  }

  // Four reports of the last day in this language, as a list of links.
  std::string Headlines(std::string_view language, Timestamp at, Rng& rng) const {
    auto minute = std::min<int64_t>(
        kStartMinute, kStartMinute + std::chrono::duration_cast<std::chrono::minutes>(at - start_).count());
    std::vector<std::string> lines;
    for (const Event& event : world_.events) {
      const Report* latest = nullptr;
      for (const Report& report : event.reports) {
        bool speaks = std::string_view(report.language).substr(0, 2) == language;
        if (speaks && report.at < minute && report.at > minute - 1440 && report.kind != "brief") latest = &report;
      }
      if (latest) lines.push_back("[" + latest->headlines.front() + "](event:" + event.id + "). " + latest->standfirst);
    }
    std::string out;
    for (int i = 0; i < 4 && !lines.empty(); ++i) {
      size_t at_line = rng.Index(lines.size());
      out += "- " + lines[at_line] + "\n";
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at_line));
    }
    return out;
  }

  const World& world_;
  uint64_t seed_;
  Timestamp start_;
  std::vector<Piece> pieces_;
};

}  // namespace

Result<Newsroom::RoutineWriter> MakeRoutine(const World& world, uint64_t seed, Timestamp start) {
  auto desk = std::make_shared<RoutineDesk>(world, seed, start);
  if (Status loaded = desk->Load(); !loaded) return Fail(loaded.error());
  return Newsroom::RoutineWriter([desk](int64_t slot, Timestamp at) { return desk->Write(slot, at); });
}

}  // namespace newsstand::press
