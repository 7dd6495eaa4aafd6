// How well stories of different languages on one event are found: the events of the demo press, which know what each report
// is on, placed in stories in the order of time and linked. Reports are read as written, without house styles and copies.
//   stories_events [pairs | LEAST] [FILE]
// With FILE the stories are those of a running program: lines of event ("-" unknown), story, language, milliseconds, headline, text,
// by tabs. Prints precision and recall by pairs of stories; with "pairs" every pair, scored; with
// a number: with that instead of the program's least score
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "content/cluster/stories.h"
#include "content/enrich/enrich.h"
#include "content/events/events.h"
#include "press/world.h"

namespace {

using namespace newsstand;

struct Piece {
  uint64_t id = 0;
  const press::Event* event = nullptr;
  const press::Report* report = nullptr;
  Timestamp published;
};

// Of the events whose place in the order of names is even, or odd.
struct Tally {
  int found = 0, right = 0, wanted = 0;
};

// The reports that are there when the press starts, in the order of time.
std::vector<Piece> Reports(const press::World& world, Timestamp start) {
  std::vector<Piece> pieces;
  for (const press::Event& event : world.events) {
    for (const press::Report& report : event.reports) {
      if (report.at <= press::kStartMinute) pieces.push_back({0, &event, &report, start + std::chrono::minutes(report.at)});
    }
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.published < b.published; });
  for (size_t i = 0; i < pieces.size(); ++i) pieces[i].id = i + 1;
  return pieces;
}

const std::string& Most(const std::map<std::string, int>& all) {
  return std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

// Stories as placed, and which event most of their reports are on.
struct Placed {
  std::vector<events::Telling> tellings;
  std::vector<std::string> event_of, name_of;
};

// One report as it was placed.
struct Report {
  uint64_t story = 0;
  std::string event, language, headline;
  Timestamp published;
  std::vector<events::Mark> marks;
};

Placed Gather(const std::vector<Report>& reports) {
  std::map<uint64_t, std::vector<const Report*>> of_story;
  for (const Report& report : reports) of_story[report.story].push_back(&report);
  Placed placed;
  for (const auto& [story, members] : of_story) {
    events::Telling telling;
    telling.story = story;
    std::map<std::string, int> languages, on;
    std::map<events::Mark, int> counts;
    telling.oldest = telling.newest = members.front()->published;
    for (const Report* report : members) {
      ++languages[report->language.substr(0, report->language.find('-'))];
      ++on[report->event];
      telling.oldest = std::min(telling.oldest, report->published);
      telling.newest = std::max(telling.newest, report->published);
      for (const events::Mark mark : report->marks) ++counts[mark];
    }
    telling.language = Most(languages);
    for (const auto& [mark, count] : counts) telling.marks.emplace_back(mark, static_cast<float>(count) / static_cast<float>(members.size()));
    placed.name_of.push_back(telling.language + " " + members.front()->headline);
    placed.tellings.push_back(std::move(telling));
    placed.event_of.push_back(Most(on));
  }
  return placed;
}

Placed Place(const std::vector<Piece>& pieces, Timestamp end) {
  cluster::Stories stories;
  std::vector<Report> reports;
  for (const Piece& piece : pieces) {
    const std::string& headline = piece.report->headlines.front();
    const std::string text = piece.report->standfirst + "\n" + piece.report->body;
    const enrich::Enriched about = enrich::Enrich({headline, text, piece.report->language, "", nullptr, ""});
    stories.Add({piece.id, headline, text, about.language.tag, piece.published});
    reports.push_back({piece.id, piece.event->id, piece.report->language, headline, piece.published,
                       events::MarksOf(headline, text, about.language.tag, about.entities)});
  }
  stories.Repair(end);
  for (Report& report : reports) report.story = stories.StoryOf(report.story);
  return Gather(reports);
}

Placed ReadPlaced(const char* file) {
  std::ifstream in(file);
  std::vector<Report> reports;
  for (std::string line; std::getline(in, line);) {
    const auto fields = Split(line, '\t');
    if (fields.size() < 6) continue;
    const enrich::Enriched about = enrich::Enrich({fields[4], fields[5], fields[2], "", nullptr, ""});
    reports.push_back({std::stoull(std::string(fields[1])), std::string(fields[0]), std::string(fields[2]), std::string(fields[4]),
                       FromUnixMillis(std::stoll(std::string(fields[3]))), events::MarksOf(fields[4], fields[5], fields[2], about.entities)});
  }
  return Gather(reports);
}

void PrintPairs(const Placed& placed, const std::vector<events::Link>& links) {
  for (const events::Link& link : links) {
    std::cout << (placed.event_of[link.one] == placed.event_of[link.other] ? "same  " : "OTHER ") << link.score << "  " << placed.name_of[link.one] << "  |  "
              << placed.name_of[link.other] << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool print = argc > 1 && std::string(argv[1]) == "pairs";
  press::World world;
  const auto mistakes = press::LoadWorld(press::BuiltInData(), world);
  if (!mistakes.empty()) {
    std::cerr << mistakes.front() << '\n';
    return 1;
  }
  const Timestamp start = FromUnixSeconds(1'795'000'000);
  const std::vector<Piece> pieces = Reports(world, start);
  const Placed placed = argc > 2 ? ReadPlaced(argv[2]) : Place(pieces, start + std::chrono::minutes(press::kStartMinute));
  std::map<std::string, int> number_of;
  for (const press::Event& event : world.events) number_of.emplace(event.id, static_cast<int>(number_of.size()));
  events::Options options;
  if (print) options.least = 0.02;
  else if (argc > 1) options.least = std::stod(argv[1]);
  const auto links = events::FindLinks(placed.tellings, options);
  if (print) PrintPairs(placed, links);
  Tally halves[2];
  for (const auto& group : events::Group(placed.tellings, links)) {
    for (size_t i = 0; i < group.size(); ++i) {
      for (size_t k = i + 1; k < group.size(); ++k) {
        Tally& half = halves[number_of[placed.event_of[group[i]]] % 2];
        ++half.found;
        half.right += placed.event_of[group[i]] != "-" && placed.event_of[group[i]] == placed.event_of[group[k]];
      }
    }
  }
  // Wanted: of each event and two languages one pair.
  std::map<std::string, std::set<std::string>> languages;
  for (size_t i = 0; i < placed.tellings.size(); ++i) languages[placed.event_of[i]].insert(placed.tellings[i].language);
  languages.erase("-");
  for (const auto& [event, spoken] : languages) halves[number_of[event] % 2].wanted += static_cast<int>(spoken.size() * (spoken.size() - 1) / 2);
  for (int i = 0; i < 2; ++i) {
    const Tally& half = halves[i];
    std::cout << (i == 0 ? "even" : "odd ") << " events: " << half.found << " pairs found, " << half.right << " right, " << half.wanted << " wanted: precision "
              << static_cast<double>(half.right) / std::max(1, half.found) << ", recall " << static_cast<double>(half.right) / std::max(1, half.wanted) << '\n';
  }
  std::cout << pieces.size() << " reports, " << placed.tellings.size() << " stories\n";
  return 0;
}
