// Which stories are each other's best, and what groups that makes.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "content/events/events.h"

namespace newsstand::events {
namespace {

constexpr size_t kMostStories = 400;  // a mark that more have tells nothing
constexpr float kCentral = 0.5F;      // share of a story's articles
constexpr size_t kTopMarks = 12;      // of a story: what it could be recognised by at best

// What a mark of each kind is worth: a sound is shared by chance more easily than the name itself.
constexpr double kWorth[] = {0.8, 1.0, 0.7, 0.8};

struct Read {
  std::vector<double> weights;  // of its marks
  double best = 0;              // the sum of the heaviest
};

class Linker {
 public:
  Linker(std::span<const Telling> tellings, const Options& options) : tellings_(tellings), options_(options) {
    for (size_t i = 0; i < tellings.size(); ++i) {
      if (tellings[i].language.empty()) continue;
      for (const auto& [mark, share] : tellings[i].marks) having_[mark].push_back(static_cast<uint32_t>(i));
    }
    read_.resize(tellings.size());
    const double all = static_cast<double>(tellings.size()) + 1;
    for (size_t i = 0; i < tellings.size(); ++i) {
      std::vector<double> sorted;
      for (const auto& [mark, share] : tellings[i].marks) {
        const auto having = having_.find(mark);
        const double count = having == having_.end() ? 1 : static_cast<double>(having->second.size());
        const double rarity = std::max(0.0, std::log(all / (count + 0.5)));
        const double weight = rarity * kWorth[mark & 3];
        read_[i].weights.push_back(weight * std::sqrt(static_cast<double>(share)));
        sorted.push_back(weight);  // whole: a story whose articles have little in common is recognised by little
      }
      std::sort(sorted.begin(), sorted.end(), std::greater<>());
      for (size_t k = 0; k < sorted.size() && k < kTopMarks; ++k) read_[i].best += sorted[k];
    }
  }

  // For each language the best partner of one story.
  void FindBest(size_t one, std::map<std::string, Link>& best) const {
    std::unordered_map<uint32_t, int> shared;
    for (const auto& [mark, share] : tellings_[one].marks) {
      const auto having = having_.find(mark);
      if (having == having_.end() || having->second.size() > kMostStories) continue;
      for (const uint32_t other : having->second) ++shared[other];
    }
    for (const auto& [other, count] : shared) {
      if (count < 2 || tellings_[other].language == tellings_[one].language || !Near(one, other)) continue;
      const double score = Score(one, other);
      Link& kept = best[tellings_[other].language];
      if (score > options_.least && score > kept.score) kept = {one, other, score};
    }
  }

 private:
  bool Near(size_t one, size_t other) const {
    const Telling &a = tellings_[one], &b = tellings_[other];
    return a.oldest <= b.newest + options_.apart && b.oldest <= a.newest + options_.apart;
  }

  // The share of what either could be recognised by at best, of the one with less; nothing without two different things
  // that are shared, and one of them more than a figure or a country.
  double Score(size_t one, size_t other) const {
    const Telling &a = tellings_[one], &b = tellings_[other];
    double sum = 0;
    int names = 0, things = 0;
    size_t i = 0, j = 0;
    while (i < a.marks.size() && j < b.marks.size()) {
      if (a.marks[i].first == b.marks[j].first) {
        const double weight = std::sqrt(read_[one].weights[i] * read_[other].weights[j]);
        sum += weight;
        const MarkKind kind = KindOf(a.marks[i].first);
        // A name that most of both stories' articles have: a story that mixes two events is not linked by one of them.
        const bool central = a.marks[i].second > kCentral && b.marks[j].second > kCentral;
        if (central && (kind == MarkKind::kName || kind == MarkKind::kSound)) ++names;
        if (kind != MarkKind::kName) ++things;  // a name has its sound besides
        ++i;
        ++j;
      } else if (a.marks[i].first < b.marks[j].first) {
        ++i;
      } else {
        ++j;
      }
    }
    if (things < 2 || names < 1) return 0;
    const double least = std::min(read_[one].best, read_[other].best);
    return least > 0 ? sum / least : 0;
  }

  std::span<const Telling> tellings_;
  const Options& options_;
  std::unordered_map<Mark, std::vector<uint32_t>> having_;
  std::vector<Read> read_;
};

}  // namespace

std::vector<Link> FindLinks(std::span<const Telling> tellings, const Options& options) {
  const Linker linker(tellings, options);
  std::vector<std::map<std::string, Link>> best(tellings.size());
  for (size_t i = 0; i < tellings.size(); ++i) {
    if (!tellings[i].language.empty()) linker.FindBest(i, best[i]);
  }
  std::vector<Link> links;
  for (size_t i = 0; i < tellings.size(); ++i) {
    for (const auto& [language, link] : best[i]) {
      if (link.score <= 0 || link.other < i) continue;
      const auto back = best[link.other].find(tellings[i].language);
      if (back != best[link.other].end() && back->second.other == i) links.push_back(link);
    }
  }
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    return a.score != b.score ? a.score > b.score : std::pair(a.one, a.other) < std::pair(b.one, b.other);
  });
  return links;
}

std::vector<std::vector<size_t>> Group(std::span<const Telling> tellings, std::span<const Link> links) {
  std::vector<size_t> root(tellings.size());
  std::iota(root.begin(), root.end(), size_t{0});
  std::unordered_map<size_t, std::vector<size_t>> members;
  const auto members_of = [&](size_t of) -> std::vector<size_t>& {
    auto& list = members[of];
    if (list.empty()) list.push_back(of);
    return list;
  };
  for (const Link& link : links) {
    const size_t a = root[link.one], b = root[link.other];
    if (a == b) continue;
    std::set<std::string> languages;
    for (const size_t i : members_of(a)) languages.insert(tellings[i].language);
    const std::vector<size_t> others = members_of(b);
    if (std::any_of(others.begin(), others.end(), [&](size_t i) { return languages.contains(tellings[i].language); })) continue;
    for (const size_t i : others) {
      root[i] = a;
      members_of(a).push_back(i);
    }
    members.erase(b);
  }
  std::vector<std::vector<size_t>> groups;
  for (auto& [of, list] : members) {
    if (list.size() < 2) continue;
    std::sort(list.begin(), list.end());
    groups.push_back(std::move(list));
  }
  std::sort(groups.begin(), groups.end());
  return groups;
}

}  // namespace newsstand::events
