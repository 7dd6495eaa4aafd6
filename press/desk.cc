#include "press/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "press/print.h"
#include "press/rng.h"

namespace newsstand::press {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

template <class List>
bool Contains(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Only these writings differ between the two Chinese scripts often enough to tell them apart by a short text.
std::string_view ChineseScript(std::string_view text) {
  int simplified = 0, traditional = 0;
  for (auto [s, t] : {std::pair{"们", "們"},
                      {"国", "國"},
                      {"这", "這"},
                      {"时", "時"},
                      {"来", "來"},
                      {"说", "說"},
                      {"会", "會"},
                      {"为", "為"},
                      {"个", "個"},
                      {"对", "對"},
                      {"后", "後"},
                      {"岁", "歲"}}) {
    for (size_t at = 0; (at = text.find(s, at)) != text.npos; ++at) ++simplified;
    for (size_t at = 0; (at = text.find(t, at)) != text.npos; ++at) ++traditional;
  }
  return traditional > simplified ? "zh-Hant" : "zh-Hans";
}

// How far a title's kind is from what a report was written for: 0 the same, 9 never.
int KindDistance(std::string_view report, std::string_view title) {
  static const std::map<std::string_view, std::vector<std::string_view>> kOrder = {
      {"wire", {"wire", "public", "broadsheet", "local"}},
      {"public", {"public", "broadsheet", "wire", "local"}},
      {"broadsheet", {"broadsheet", "public", "magazine", "wire", "local"}},
      {"tabloid", {"tabloid", "local", "broadsheet", "public", "wire"}},
      {"local", {"local", "tabloid", "broadsheet", "public", "wire"}},
      {"business", {"business", "broadsheet", "wire", "public", "local"}},
      {"science", {"science", "public", "broadsheet", "magazine", "wire", "local"}},
      {"tech", {"tech", "science", "broadsheet", "public", "wire", "local"}},
      {"sport", {"sport", "tabloid", "broadsheet", "public", "local", "wire"}},
      {"culture", {"culture", "magazine", "broadsheet", "public", "local", "wire"}},
      {"magazine", {"magazine", "broadsheet", "public", "wire", "local"}},
      {"brief", {"public", "broadsheet", "tabloid", "local", "wire"}},
  };
  auto found = kOrder.find(report);
  if (found == kOrder.end()) return 9;
  auto at = std::find(found->second.begin(), found->second.end(), title);
  return at == found->second.end() ? 9 : static_cast<int>(at - found->second.begin());
}

// Houses that take agency copy: magazines and agencies do not, specialists only in their own field.
bool TakesCopy(const PressTitle& title, const Event& event) {
  if (title.kind == "wire" || title.kind == "magazine") return false;
  if (title.kind == "public" || title.kind == "broadsheet" || title.kind == "tabloid" || title.kind == "local")
    return true;
  return Contains(title.sections, event.section) && title.sections.front() == event.section;
}

class Desk {
 public:
  Desk(const World& world, uint64_t seed, Timestamp start)
      : world_(world), seed_(seed), start_(start), printed_(world.titles.size(), 0) {}

  std::vector<PressArticle> Run();

 private:
  struct Slot {
    size_t event, report;
    int at;
  };

  Timestamp TimeOf(int minute, Rng& rng) const {
    return start_ - minutes(kStartMinute - minute) + seconds(rng.Int(0, 50)) -
           (minute >= kStartMinute ? seconds(0) : seconds(60));
  }
  bool Speaks(const PressTitle& title, const Report& report) const;
  double Fit(size_t title, const Event& event, const Report& report, bool copy, Rng& rng) const;
  bool TooSoon(size_t title, size_t event, Timestamp at) const;
  void PublishReport(const Slot& slot, Timestamp at);
  void PublishCopies(size_t event, size_t report, size_t original, Timestamp at, Rng& rng);
  void Print(size_t title, size_t event, size_t report, Timestamp at, int copy, const std::string& agency);

  const World& world_;
  uint64_t seed_;
  Timestamp start_;
  std::vector<int> printed_;                                          // articles a title has so far
  std::map<std::pair<size_t, size_t>, std::vector<Timestamp>> seen_;  // (event, title) → times
  std::map<std::pair<size_t, std::string>, size_t> agency_of_;  // (event, language) → the agency that has the story
  std::map<std::pair<size_t, size_t>, std::string> last_kind_;  // (event, title) → kind of its last report
  std::vector<PressArticle> out_;
};

bool Desk::Speaks(const PressTitle& title, const Report& report) const {
  std::string_view language = report.language;
  if (title.primary_language() != language.substr(0, language.find('-'))) return false;
  if (title.primary_language() == "zh") {
    std::string_view script = ChineseScript(report.body);
    return (script == "zh-Hant") == (title.language == "zh-Hant");
  }
  return true;
}

bool Desk::TooSoon(size_t title, size_t event, Timestamp at) const {
  auto found = seen_.find({event, title});
  if (found == seen_.end()) return false;
  // Reports after the start are packed into an hour, so the rule would silence small languages there.
  auto gap = at > start_ ? std::chrono::duration_cast<milliseconds>(minutes(4))
                         : std::chrono::duration_cast<milliseconds>(minutes(60));
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](Timestamp other) { return (at > other ? at - other : other - at) < gap; });
}

double Desk::Fit(size_t index, const Event& event, const Report& report, bool copy, Rng& rng) const {
  const PressTitle& title = world_.titles[index];
  double fit = rng.In(0, 24);
  if (!copy) fit -= 100.0 * KindDistance(report.kind, title.kind);
  if (title.country == event.country) fit += 45;
  if (title.covers.empty()) {
    fit += 18;
  } else {
    fit += Contains(title.covers, event.country) ? 30 : -40;
  }
  if (Contains(title.sections, event.section)) {
    fit += title.sections.front() == event.section ? 20 : 10;
  } else {
    fit -= 60;
  }
  if (!copy && last_kind_.count({static_cast<size_t>(&event - world_.events.data()), index})) fit -= 35;
  return fit - 2.2 * printed_[index];
}

void Desk::PublishReport(const Slot& slot, Timestamp at) {
  const Event& event = world_.events[slot.event];
  const Report& report = event.reports[slot.report];
  Rng rng(seed_, event.id + "/" + report.key);
  std::vector<std::pair<double, size_t>> ranked;
  for (size_t i = 0; i < world_.titles.size(); ++i) {
    if (!Speaks(world_.titles[i], report) || KindDistance(report.kind, world_.titles[i].kind) == 9) continue;
    double fit = Fit(i, event, report, false, rng);
    auto agency = agency_of_.find({slot.event, report.language});
    if (report.kind == "wire" && agency != agency_of_.end() && agency->second == i) fit += 150;  // its story
    ranked.push_back({fit, i});
  }
  if (ranked.empty()) return;
  std::sort(ranked.begin(), ranked.end(),
            [](auto a, auto b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  size_t chosen = ranked.front().second;
  bool free_title = false;
  for (auto [fit, title] : ranked) {
    if (fit < ranked.front().first - 260) break;
    if (TooSoon(title, slot.event, at)) continue;
    chosen = title;
    free_title = true;
    break;
  }
  if (!free_title) {  // a small language: the same title waits until its hour is over
    while (TooSoon(chosen, slot.event, at)) at += minutes(1);
  }
  if (report.kind == "wire") agency_of_.emplace(std::pair{slot.event, report.language}, chosen);
  last_kind_[{slot.event, chosen}] = report.kind;
  Print(chosen, slot.event, slot.report, at, 0, "");
  if (report.kind == "wire" && report.copies > 0) PublishCopies(slot.event, slot.report, chosen, at, rng);
}

void Desk::PublishCopies(size_t event_index, size_t report_index, size_t original, Timestamp at, Rng& rng) {
  const Event& event = world_.events[event_index];
  const Report& report = event.reports[report_index];
  const PressTitle& agency = world_.titles[original];
  std::vector<std::pair<double, size_t>> ranked;
  for (size_t i = 0; i < world_.titles.size(); ++i) {
    if (i == original || !Speaks(world_.titles[i], report) || !TakesCopy(world_.titles[i], event)) continue;
    ranked.push_back({Fit(i, event, report, true, rng), i});
  }
  std::sort(ranked.begin(), ranked.end(),
            [](auto a, auto b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  int copy = 0;
  for (auto [fit, title] : ranked) {
    if (copy >= report.copies) break;
    // Quick houses take it within minutes, others with their next page change.
    Timestamp when = at + (at > start_ ? seconds(rng.Int(15, 420)) : seconds(rng.Int(3, 55) * 60 + rng.Int(0, 59)));
    if (TooSoon(title, event_index, when)) continue;
    ++copy;
    Print(title, event_index, report_index, when, copy, agency.agency.empty() ? agency.name : agency.agency);
  }
}

void Desk::Print(size_t title, size_t event, size_t report, Timestamp at, int copy, const std::string& agency) {
  out_.push_back(PrintReport(world_, seed_, start_, {title, event, report, at, copy, agency}));
  seen_[{event, title}].push_back(at);
  ++printed_[title];
}

std::vector<PressArticle> Desk::Run() {
  std::vector<Slot> before, after;
  for (size_t e = 0; e < world_.events.size(); ++e) {
    for (size_t r = 0; r < world_.events[e].reports.size(); ++r) {
      int at = world_.events[e].reports[r].at;
      (at < kStartMinute ? before : after).push_back({e, r, at});
    }
  }
  auto earlier = [&](const Slot& a, const Slot& b) {
    return std::tie(a.at, a.event, a.report) < std::tie(b.at, b.event, b.report);
  };
  std::sort(before.begin(), before.end(), earlier);
  std::sort(after.begin(), after.end(), earlier);
  for (const Slot& slot : before) {
    Rng rng(seed_, fmt::format("time/{}/{}", slot.event, slot.report));
    PublishReport(slot, TimeOf(slot.at, rng));
  }
  Timestamp live = start_ + seconds(12);
  Rng rhythm(seed_, "rhythm");
  for (const Slot& slot : after) {
    PublishReport(slot, live);
    live += seconds(rhythm.Int(20, 40));
  }
  std::stable_sort(out_.begin(), out_.end(),
                   [](const PressArticle& a, const PressArticle& b) { return a.published < b.published; });
  return std::move(out_);
}

}  // namespace

std::vector<PressArticle> ComposeArticles(const World& world, uint64_t seed, Timestamp start) {
  return Desk(world, seed, start).Run();
}

}  // namespace newsstand::press
