#include "press/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "press/rng.h"

namespace newsstand::press {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr size_t kFeedPage = 100;  // as in site.cc: articles in one page of a feed

struct Row {
  std::string id, headline, text, source, topic, author;
  std::optional<Timestamp> day;
  size_t line = 0;
};

std::string Field(const json::object& row, std::string_view key) {
  const json::value* value = row.if_contains(key);
  return value && value->is_string() ? CleanUtf8(std::string_view(value->get_string())) : std::string();
}

// "2018-05-06" or "6/15/17".
std::optional<Timestamp> ReadDay(std::string_view text) {
  if (text.size() == 10 && text[4] == '-') return ParseRfc3339(std::string(text) + "T00:00:00Z");
  std::vector<std::string_view> parts = Split(text, '/');
  if (parts.size() != 3) return std::nullopt;
  auto number = [](std::string_view digits) {
    int value = 0;
    for (char c : digits) value = c >= '0' && c <= '9' ? value * 10 + (c - '0') : 9999;
    return value;
  };
  return ParseRfc3339(
      fmt::format("20{:02}-{:02}-{:02}T00:00:00Z", number(parts[2]), number(parts[0]), number(parts[1])));
}

std::vector<std::string> Authors(std::string_view text) {
  std::vector<std::string> out;
  for (std::string_view part : Split(text, ',')) {
    std::string name(Trim(part));
    name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
    if (!name.empty()) out.push_back(name);
  }
  return out;
}

std::string_view SectionOf(std::string_view topic) {
  static const std::map<std::string_view, std::string_view> kSectionByTopic = {{"economy_and_jobs", "business"},
                                                                               {"trade", "business"},
                                                                               {"banking_and_finance", "business"},
                                                                               {"business", "business"},
                                                                               {"taxes", "business"},
                                                                               {"federal_budget", "business"},
                                                                               {"treasury", "business"},
                                                                               {"labor", "business"},
                                                                               {"technology", "tech"},
                                                                               {"cybersecurity", "tech"},
                                                                               {"science", "science"},
                                                                               {"nasa", "science"},
                                                                               {"healthcare", "health"},
                                                                               {"coronavirus", "health"},
                                                                               {"public_health", "health"},
                                                                               {"ebola", "health"},
                                                                               {"environment", "climate"},
                                                                               {"energy", "climate"},
                                                                               {"epa", "climate"},
                                                                               {"culture", "culture"},
                                                                               {"arts_and_entertainment", "culture"},
                                                                               {"religion_and_faith", "culture"},
                                                                               {"sports", "sport"},
                                                                               {"world", "world"},
                                                                               {"middle_east", "world"},
                                                                               {"north_korea", "world"},
                                                                               {"russia", "world"},
                                                                               {"europe", "world"},
                                                                               {"asia", "world"},
                                                                               {"africa", "world"},
                                                                               {"israel", "world"},
                                                                               {"great_britain", "world"},
                                                                               {"terrorism", "world"},
                                                                               {"isis", "world"},
                                                                               {"foreign_policy", "world"},
                                                                               {"disaster", "world"}};
  auto found = kSectionByTopic.find(topic);
  return found == kSectionByTopic.end() ? "politics" : found->second;
}

std::optional<Row> ReadRow(const std::string& line, size_t number, std::vector<std::string>& warnings) {
  boost::system::error_code failure;
  json::value value = json::parse(line, failure);
  if (failure || !value.is_object()) {
    warnings.push_back(fmt::format("line {} is no JSON object: left out", number));
    return std::nullopt;
  }
  const json::object& object = value.get_object();
  Row row;
  row.line = number;
  row.id = Field(object, "id");
  row.headline = CollapseSpace(Field(object, "title"));
  row.text = Field(object, "text");
  row.source = CollapseSpace(Field(object, "source"));
  row.topic = Field(object, "topic");
  row.author = Field(object, "author");
  row.day = ReadDay(Field(object, "published"));
  if (row.headline.empty() && row.text.empty()) {
    warnings.push_back(fmt::format("line {} has neither headline nor text: printed as \"Untitled\"", number));
    row.headline = "Untitled";
  }
  if (row.headline.empty()) row.headline = Ellipsize(CollapseSpace(row.text), 80);
  if (Trim(row.text).empty()) row.text = row.headline + ".";
  if (row.source.empty()) row.source = "Unknown source";
  return row;
}

PressTitle MakeTitle(const std::string& name, const std::string& slug, size_t index) {
  static constexpr std::array<std::array<const char*, 5>, 6> kPalettes = {
      {{"#12263a", "#1f6f8b", "#d7e7ec", "#f2a65a", "#f7f4ee"},
       {"#2b1d0e", "#b5541c", "#f6e7cb", "#2f7f79", "#fffaf0"},
       {"#1b1b2f", "#b23a48", "#f3e9e2", "#fcb97d", "#fffaf4"},
       {"#10312b", "#1e7a5f", "#dfeee6", "#e8a33d", "#fdfcf7"},
       {"#22223b", "#4a4e9a", "#dcdff2", "#f2cc8f", "#fbfbff"},
       {"#1d1a16", "#7a1f1f", "#e8e0d2", "#c9973f", "#faf7f0"}}};
  static constexpr std::array kTemplates = {"clean", "soup", "jsonld", "table", "lazy", "column", "app"};
  PressTitle title;
  title.name = title.owner = name;
  title.slug = slug;
  title.tagline = name;
  title.country = "US";
  title.language = "en";
  title.kind = "broadsheet";
  std::copy(kPalettes[index % 6].begin(), kPalettes[index % 6].end(), title.palette.begin());
  title.pictures = "flat";
  title.page_template = kTemplates[index % kTemplates.size()];
  title.wall = "free";
  title.rights = "full";
  title.index = "noindex";
  return title;
}

// The latest hundred, and archive pages of a hundred each when there are more. In turns RSS and Atom, whole and
// summary.
void AddFeeds(TitleSite& site, size_t index, size_t articles) {
  static constexpr std::array kFormats = {"rss-2.0", "atom-1.0-summary", "atom-1.0", "rss-2.0-summary"};
  std::string format = kFormats[index % kFormats.size()];
  site.feeds.push_back({"/feed.xml", format, "", -1});
  if (articles <= kFeedPage) return;
  for (size_t page = 0; page * kFeedPage < articles; ++page) {
    site.feeds.push_back({fmt::format("/feed/{}.xml", page + 1), format, "", static_cast<int>(page)});
  }
}

std::string UniqueSlug(const std::string& name, std::set<std::string>& taken) {
  std::string slug = Slugify(name);
  if (slug.empty()) slug = "source";
  for (int i = 2; !taken.insert(slug).second; ++i) slug = fmt::format("{}-{}", Slugify(name), i);
  return slug;
}

// A place in time for every row: real days keep their distances, the last is `now`; within a day rows follow each
// other; undated rows fall anywhere between the first and the last.
void PlaceInTime(std::vector<std::pair<Row, PressArticle>>& rows, Timestamp now) {
  Timestamp first = now, last{};
  for (const auto& [row, article] : rows) {
    if (row.day) first = std::min(first, *row.day), last = std::max(last, *row.day);
  }
  if (last == Timestamp{}) first = last = now;
  auto span = std::max<milliseconds>(last - first, std::chrono::hours(24));
  for (auto& [row, article] : rows) {
    Rng rng(Hash64(article.id));
    auto in_day = milliseconds(static_cast<int64_t>(rng.Unit() * 86'000'000));
    article.dated = row.day.has_value();
    article.published =
        row.day ? *row.day + in_day
                : first + milliseconds(static_cast<int64_t>(rng.Unit() * static_cast<double>(span.count())));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second.published < b.second.published; });
  if (rows.empty()) return;
  auto shift = now - rows.back().second.published;
  for (auto& [row, article] : rows)
    article.published = std::chrono::floor<std::chrono::seconds>(article.published + shift);
}

}  // namespace

Result<Replay> ReadReplay(const std::filesystem::path& file, Timestamp now) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(ErrorCode::kNotFound, "cannot read the articles to replay from " + file.string());
  Replay replay;
  std::vector<std::pair<Row, PressArticle>> rows;
  std::set<std::string> ids, slugs;
  std::map<std::string, size_t> title_of;
  std::vector<size_t> counts;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (Trim(line).empty()) continue;
    auto row = ReadRow(line, number, replay.warnings);
    if (!row) continue;
    auto [found, added] = title_of.emplace(row->source, replay.sites.size());
    if (added) {
      TitleSite site;
      site.title = MakeTitle(row->source, UniqueSlug(row->source, slugs), replay.sites.size());
      replay.sites.push_back(std::move(site));
      counts.push_back(0);
    }
    ++counts[found->second];
    PressArticle article;
    article.title = found->second;
    // The row's own id where it can stand in an address; else one from its place in the file.
    bool usable = !row->id.empty() && row->id.size() <= 64 && PercentEncode(row->id) == row->id;
    article.id = usable ? row->id : fmt::format("row-{}", number);
    for (int copy = 2; !ids.insert(article.id).second; ++copy)
      article.id = fmt::format("{}-{}", usable ? row->id : "row", number * 10 + static_cast<size_t>(copy));
    article.path = "/article/" + article.id;
    article.headline = row->headline;
    article.section = SectionOf(row->topic);
    article.topic = row->topic;
    article.authors = Authors(row->author);
    article.byline = article.authors.empty() ? "" : fmt::format("By {}", fmt::join(article.authors, ", "));
    for (std::string_view paragraph : Split(row->text, '\n')) {
      if (!Trim(paragraph).empty())
        article.body.push_back({Block::Kind::kParagraph, std::string(Trim(paragraph)), {}, {}});
    }
    rows.emplace_back(std::move(*row), std::move(article));
  }
  if (rows.empty())
    return Fail(ErrorCode::kInvalid, file.string() + " holds no articles: expected one JSON object a line");
  for (size_t i = 0; i < replay.sites.size(); ++i) {
    AddFeeds(replay.sites[i], i, counts[i]);
    replay.sites[i].title.sections = {"politics", "world",   "business", "tech", "science",
                                      "health",   "climate", "culture",  "sport"};
  }
  PlaceInTime(rows, now);
  for (auto& [row, article] : rows) replay.articles.push_back(std::move(article));
  return replay;
}

ReplayClock::ReplayClock(std::vector<Timestamp> moments, double articles_per_second, const Clock& real)
    : moments_(std::move(moments)), rate_(articles_per_second), real_(real), start_(real.Now()) {}

Timestamp ReplayClock::Now() const {
  Timestamp now = real_.Now();
  if (rate_ <= 0 || moments_.empty()) return now;
  double appeared = std::chrono::duration<double>(now - start_).count() * rate_;
  if (appeared >= static_cast<double>(moments_.size())) return now;
  return moments_[static_cast<size_t>(std::max(appeared, 0.0))];
}

}  // namespace newsstand::press
