// cluster: articles as JSON lines in, the story, language, topics and entities of each out. No store is needed.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <cmath>
#include <deque>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <thread>

#include "app/commands.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "content/cluster/stories.h"
#include "content/enrich/entities.h"
#include "content/enrich/language.h"
#include "content/enrich/topics.h"
#include "content/ingest/work_pool.h"

namespace newsstand::app {
namespace {

namespace json = boost::json;

constexpr size_t kHeldAnswers = 200'000;   // answers wait for the repair at the end; beyond that they are given as they are
constexpr size_t kRepairEvery = 20'000;    // articles
constexpr size_t kShortBytes = 300;        // of a text whose language is a guess
constexpr double kSure = .8;               // of a language

// One line, read and enriched; what does not depend on other articles.
struct Row {
  json::value id;
  std::string error;
  std::string title, text;
  std::optional<Timestamp> published;
  std::string declared;
  enrich::Language language;
  json::array topics, entities;
};

// RFC 3339, a date alone, or seconds or milliseconds since 1970.
std::optional<Timestamp> TimeOf(const json::value& value) {
  if (value.is_string()) {
    const std::string_view text = value.as_string();
    if (auto time = ParseRfc3339(text)) return time;
    return text.size() == 10 ? ParseRfc3339(std::string(text) + "T00:00:00Z") : std::nullopt;
  }
  if (!value.is_number()) return std::nullopt;
  const double number = value.to_number<double>();
  if (!(std::fabs(number) < 1e14)) return std::nullopt;
  return std::fabs(number) > 1e11 ? FromUnixMillis(static_cast<int64_t>(number)) : FromUnixSeconds(static_cast<int64_t>(number));
}

void EnrichRow(Row& row) {
  row.language = enrich::DetectLanguage(row.title, row.text, row.declared);
  for (const TopicScore& topic : enrich::FindTopics(row.title, row.text, row.language.tag)) {
    const enrich::Topic* known = enrich::FindTopic(topic.slug);
    row.topics.push_back({{"name", known != nullptr ? known->name : topic.slug}, {"score", std::round(topic.score * 1000) / 1000}});
  }
  for (const Entity& entity : enrich::FindEntities(row.title, row.text, row.language.tag)) row.entities.push_back(json::value(entity.name));
}

Row ReadRow(const std::string& line) {
  Row row;
  try {
    json::error_code error;
    const json::value parsed = json::parse(line, error);
    if (error || !parsed.is_object()) {
      row.error = "the line is no JSON object" + (error ? ": " + error.message() : std::string());
      return row;
    }
    const json::object& object = parsed.as_object();
    if (const auto* id = object.if_contains("id")) row.id = *id;
    const auto text = [&](const char* name, size_t most) -> std::string {
      const auto* value = object.if_contains(name);
      if (value == nullptr || !value->is_string()) return "";
      return CleanUtf8(TruncateUtf8(value->as_string(), most));
    };
    row.title = CollapseSpace(text("title", limits::kHeadlineBytes));
    row.text = text("text", limits::kBodyBytes);
    row.declared = text("language", 64);
    if (const auto* published = object.if_contains("published")) row.published = TimeOf(*published);
    if (row.id.is_null()) {
      row.error = "the line has no \"id\"";
    } else if (row.title.empty() && Trim(row.text).empty()) {
      row.error = "the line has neither \"title\" nor \"text\"";
    } else {
      EnrichRow(row);
    }
  } catch (const std::exception& error) {
    row.error = std::string("it failed: ") + error.what();
  }
  return row;
}

// Places rows in order and prints their answers in order.
class Desk {
 public:
  void Take(Row row) {
    if (!row.error.empty()) {
      held_.push_back({0, json::serialize(json::object{{"id", row.id}, {"error", row.error}})});
    } else {
      Place(row);
    }
    if (held_.size() >= kHeldAnswers) Print();
  }

  void Print() {
    Follow(stories_.Repair(std::nullopt, true));
    for (const auto& [article, answer] : held_) {
      if (article == 0) {
        std::cout << answer << '\n';
        continue;
      }
      std::cout << answer.substr(0, answer.find('\0')) << story_of_[article - first_] << answer.substr(answer.find('\0') + 1) << '\n';
    }
    std::cout.flush();
    held_.clear();
  }

  size_t articles() const { return next_ - 1; }
  size_t bytes() const { return stories_.bytes(); }

 private:
  struct Answer {
    uint64_t article = 0;  // 0: the answer is complete
    std::string text;      // NUL where the story's number goes
  };

  // Of a short text the language is a guess; where most of what came was in one language, that is the better one.
  std::string LanguageOf(const Row& row) {
    std::string primary = row.language.tag.substr(0, row.language.tag.find('-'));
    const bool guess = row.language.confidence < kSure && row.title.size() + row.text.size() < kShortBytes && row.declared.empty();
    if (!guess) {
      ++languages_[primary];
      ++sure_;
    }
    if (!guess || sure_ < 20) return row.language.tag;
    for (const auto& [language, count] : languages_) {
      if (count * 2 > sure_) return language == primary ? row.language.tag : language;
    }
    return row.language.tag;
  }

  void Place(const Row& row) {
    const std::string language = LanguageOf(row);
    const uint64_t article = next_++;
    const auto placed = stories_.Add({article, row.title, row.text, language, row.published});
    ids_.push_back(row.id);
    story_of_.push_back(placed.story);
    std::string answer = "{\"id\":" + json::serialize(row.id) + ",\"story\":" + '\0';
    if (placed.copy) answer += ",\"duplicate_of\":" + json::serialize(ids_[placed.copy->origin - 1]);
    answer += ",\"language\":" + json::serialize(json::value(language)) + ",\"topics\":" + json::serialize(row.topics) +
              ",\"entities\":" + json::serialize(row.entities) + "}";
    held_.push_back({article, std::move(answer)});
    if (articles() % kRepairEvery == 0) Follow(stories_.Repair(row.published));
  }

  void Follow(const cluster::Changes& changes) {
    for (const auto& move : changes.moves) story_of_[move.article - first_] = move.story;
  }

  cluster::Stories stories_;
  uint64_t next_ = 1;
  const uint64_t first_ = 1;
  std::vector<json::value> ids_;
  std::vector<uint64_t> story_of_;
  std::vector<Answer> held_;
  std::map<std::string, size_t> languages_;
  size_t sure_ = 0;
};

}  // namespace

int RunCluster(int jobs) {
  if (jobs <= 0) jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const size_t window = static_cast<size_t>(jobs) * 32;  // lines in memory at a time
  const auto begun = std::chrono::steady_clock::now();
  size_t lines = 0;
  Desk desk;
  {
    std::deque<std::future<Row>> waiting;
    ingest::WorkPool pool(jobs);
    const auto take_first = [&] {
      desk.Take(waiting.front().get());
      waiting.pop_front();
    };
    std::string line;
    while (std::getline(std::cin, line)) {
      if (Trim(line).empty()) continue;
      ++lines;
      auto task = std::make_shared<std::packaged_task<Row()>>([text = std::move(line)] { return ReadRow(text); });
      waiting.push_back(task->get_future());
      pool.Run([task] { (*task)(); });
      while (waiting.size() >= window) take_first();
    }
    while (!waiting.empty()) take_first();
    desk.Print();
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::cerr << fmt::format("{} lines in {:.2f} s: {:.0f} a second with {} jobs; {} MB of stories\n", lines, took,
                           static_cast<double>(lines) / std::max(took, 1e-9), jobs, desk.bytes() >> 20);
  return std::cout ? 0 : 1;
}

}  // namespace newsstand::app
