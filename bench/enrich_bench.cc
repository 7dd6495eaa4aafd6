// Asks content/enrich about each line of standard input, for bench/quality.py and by hand.
//   enrich_bench language   "headline<TAB>body<TAB>declared" → "ours<TAB>CLD2's"
//   enrich_bench topics     "headline<TAB>body<TAB>language" → "slug=score slug=score …"
//   enrich_bench entities   the same                         → "kind:slug=salience …"
//   enrich_bench all        the same                         → nothing: only the time counts
//   enrich_bench judge      the lines of topics_corpus.py --judged → how often the topics that are said are right, with
//                           abstention as in the program, and the time of language, topics and entities
// The mean time of a line in microseconds, of reading and printing apart, goes to standard error.
#include <cstdio>  // the next one needs it and does not say so

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <chrono>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "base/text.h"
#include "content/enrich/enrich.h"
#include "content/enrich/entities.h"
#include "content/enrich/topics.h"

namespace {

using namespace newsstand;

// Processor time of this thread: a busy machine does not count.
std::chrono::nanoseconds ThreadTime() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

std::string AskCld2(const std::string& text) {
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  return language == CLD2::UNKNOWN_LANGUAGE ? "" : CLD2::LanguageCode(language);
}

std::string Answer(const std::string& what, const std::vector<std::string_view>& fields) {
  const std::string_view headline = fields[0], body = fields.size() > 1 ? fields[1] : "", given = fields.size() > 2 ? fields[2] : "";
  std::string out;
  char number[32];
  if (what == "language") {
    out = enrich::DetectLanguage(headline, body, given).tag;
  } else if (what == "topics") {
    for (const TopicScore& topic : enrich::FindTopics(headline, body, given)) {
      std::snprintf(number, sizeof(number), "=%.3f ", topic.score);
      out += topic.slug + number;
    }
  } else if (what == "entities") {
    for (const Entity& entity : enrich::FindEntities(headline, body, given)) {
      std::snprintf(number, sizeof(number), "=%.3f ", entity.salience);
      (out += EntityKindName(entity.kind)) += ":" + entity.slug + number;
    }
  } else {
    const enrich::Enriched all = enrich::Enrich({headline, body, given, "", nullptr, ""});
    out.assign(all.topics.size() + all.entities.size() > 0 ? 1 : 0, ' ');
  }
  return out;
}

// Whether a topic is what one of the labels means: "politics", or "sport/" for sport and everything below it.
bool IsMeant(const std::string& slug, std::string_view labels) {
  const enrich::Topic* topic = enrich::FindTopic(slug);
  for (std::string_view label : Split(labels, ',')) {
    label = Trim(label);
    const bool below = label.ends_with('/');
    if (below) label.remove_suffix(1);
    if (slug == label || (below && topic != nullptr && topic->parent == label)) return true;
  }
  return false;
}

struct Clock {
  std::chrono::nanoseconds spent{};
  size_t lines = 0;
  template <class Work>
  auto Time(Work work) {
    const auto begun = ThreadTime();
    auto answer = work();
    if (lines++ > 0) spent += ThreadTime() - begun;  // the first line pays for the tables
    return answer;
  }
  double Mean() const { return std::chrono::duration<double, std::micro>(spent).count() / static_cast<double>(std::max<size_t>(lines, 2) - 1); }
};

int Judge() {
  Clock language, topics, entities;
  size_t lines = 0, answered = 0, first = 0, three = 0, bytes = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto fields = Split(line, '\t');
    if (fields.size() < 5) continue;
    ++lines;
    bytes += fields[4].size();
    const std::string tag = language.Time([&] { return enrich::DetectLanguage(fields[3], fields[4], "").tag; });
    const auto found = topics.Time([&] { return enrich::FindTopics(fields[3], fields[4], tag); });
    entities.Time([&] { return enrich::FindEntities(fields[3], fields[4], tag).size(); });
    if (found.empty()) continue;
    ++answered;
    first += IsMeant(found[0].slug, fields[0]);
    bool among = false;
    for (size_t i = 0; i < found.size() && i < 3; ++i) among = among || IsMeant(found[i].slug, fields[0]);
    three += among;
  }
  const auto share = [](size_t part, size_t whole) { return static_cast<double>(part) / static_cast<double>(std::max<size_t>(whole, 1)); };
  std::printf("%zu articles of %.1f KB; nothing said of %zu\n", lines, static_cast<double>(bytes) / 1e3 / static_cast<double>(std::max<size_t>(lines, 1)), lines - answered);
  std::printf("topics, of those something was said of: top-1 %.3f, top-3 %.3f; of all: top-1 %.3f, top-3 %.3f\n", share(first, answered), share(three, answered), share(first, lines),
              share(three, lines));
  std::printf("language %.1f us, topics %.1f us, entities %.1f us an article\n", language.Mean(), topics.Mean(), entities.Mean());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 2 ? argv[1] : "";
  if (what == "judge") return Judge();
  if (what != "language" && what != "topics" && what != "entities" && what != "all") {
    std::cerr << "usage: enrich_bench language|topics|entities|all|judge < LINES\n";
    return 2;
  }
  std::chrono::nanoseconds ours{}, theirs{};
  size_t lines = 0;
  for (std::string line; std::getline(std::cin, line); ++lines) {
    const auto fields = Split(line, '\t');
    const auto begun = ThreadTime();
    const std::string answer = Answer(what, fields);
    const auto middle = ThreadTime();
    // The first line pays for the tables.
    if (lines > 0) ours += middle - begun;
    std::cout << answer;
    if (what == "language") {
      const std::string text = fields.size() > 1 && !fields[1].empty() ? std::string(fields[0]) + ". " + std::string(fields[1]) : std::string(fields[0]);
      const auto asked = ThreadTime();
      std::cout << '\t' << AskCld2(text);
      if (lines > 0) theirs += ThreadTime() - asked;
    }
    std::cout << '\n';
  }
  const auto mean = [&](std::chrono::nanoseconds time) {
    return std::chrono::duration<double, std::micro>(time).count() / static_cast<double>(std::max<size_t>(lines, 2) - 1);
  };
  std::cerr << lines << " lines, " << mean(ours) << " us a line";
  if (what == "language") std::cerr << "; CLD2 alone " << mean(theirs) << " us";
  std::cerr << '\n';
}
