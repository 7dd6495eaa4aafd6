#include "content/cluster/agglomerate.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>
#include <unordered_map>

namespace newsstand::cluster {
namespace {

constexpr size_t kLongestList = 3'000;  // groups that have a term; a term in more tells little

struct Pair {
  double score = 0;
  uint32_t a = 0, b = 0, a_version = 0, b_version = 0;
  bool operator<(const Pair& other) const {
    return score != other.score ? score < other.score : std::pair(a, b) > std::pair(other.a, other.b);
  }
};

class Joiner {
 public:
  Joiner(std::vector<Group>& groups, const Model& model, const Agglomeration& options)
      : groups_(groups), model_(model), options_(options), edges_(groups.size()), into_(groups.size()), version_(groups.size()), apart_(groups.size()) {
    for (uint32_t i = 0; i < groups.size(); ++i) into_[i] = i;
    crowd_ = options.crowd;
    if (crowd_ <= 0) {
      for (const Group& group : groups) crowd_ += group.articles;
    }
    for (const auto& [a, b] : options.apart) {
      apart_[a].insert(b);
      apart_[b].insert(a);
    }
  }

  std::vector<uint32_t> Run() {
    FindNeighbours();
    while (!queue_.empty()) {
      const Pair best = queue_.top();
      queue_.pop();
      if (version_[best.a] != best.a_version || version_[best.b] != best.b_version) continue;
      if (into_[best.a] != best.a || into_[best.b] != best.b || apart_[best.a].contains(best.b)) continue;
      if (best.score < options_.least) break;
      if (options_.watch) {
        const Shared shared = edges_[best.a][best.b];
        if (!options_.watch(best.a, best.b, FeaturesOf(groups_[best.a], groups_[best.b], shared, crowd_), best.score)) break;
      }
      Join(best.a, best.b);
    }
    std::vector<uint32_t> out(groups_.size());
    for (uint32_t i = 0; i < out.size(); ++i) out[i] = Root(i);
    return out;
  }

 private:
  uint32_t Root(uint32_t group) const {
    while (into_[group] != group) group = into_[group];
    return group;
  }

  // Who shares most, by one pass over the lists of groups that have each term.
  void FindNeighbours() {
    std::unordered_map<Term, std::vector<std::pair<uint32_t, float>>> lists;
    for (uint32_t i = 0; i < groups_.size(); ++i) {
      const auto length = static_cast<float>(std::sqrt(std::max(groups_[i].words.norm2(), 1e-9)));
      for (const Weight& weight : groups_[i].words.slots()) {
        if (weight.term != 0) lists[weight.term].push_back({i, weight.value / length});
      }
    }
    std::vector<float> score(groups_.size());
    std::vector<uint32_t> met;
    for (uint32_t i = 0; i < groups_.size(); ++i) {
      met.clear();
      for (const Weight& weight : groups_[i].words.slots()) {
        if (weight.term == 0) continue;
        const auto& list = lists[weight.term];
        if (list.size() > kLongestList) continue;
        for (const auto& [other, value] : list) {
          if (other == i) continue;
          if (score[other] == 0) met.push_back(other);
          score[other] += weight.value * value;
        }
      }
      const size_t keep = std::min(met.size(), options_.neighbours);
      std::partial_sort(met.begin(), met.begin() + static_cast<std::ptrdiff_t>(keep), met.end(), [&](uint32_t a, uint32_t b) {
        return score[a] != score[b] ? score[a] > score[b] : a < b;
      });
      for (size_t k = 0; k < keep; ++k) Connect(i, met[k]);
      for (const uint32_t other : met) score[other] = 0;
    }
  }

  void Connect(uint32_t a, uint32_t b) {
    if (edges_[a].contains(b)) return;
    const Shared shared = SharedOf(groups_[a], groups_[b]);
    edges_[a][b] = edges_[b][a] = shared;
    Push(a, b, shared);
  }

  void Push(uint32_t a, uint32_t b, const Shared& shared) {
    const double score = model_.Score(groups_[a], groups_[b], shared, crowd_);
    if (score < options_.least && !options_.watch) return;
    if (a > b) std::swap(a, b);
    queue_.push({score, a, b, version_[a], version_[b]});
  }

  // The sums add up, so do the products with every neighbour; one only half of the pair knew is computed.
  void Join(uint32_t a, uint32_t b) {
    if (groups_[a].words.terms() < groups_[b].words.terms()) std::swap(a, b);
    edges_[a].erase(b);
    edges_[b].erase(a);
    auto edges = std::move(edges_[a]);
    edges_[a].clear();
    std::vector<std::pair<uint32_t, Shared>> all;
    for (auto& [other, shared] : edges) {
      const auto also = edges_[b].find(other);
      const Shared more = also != edges_[b].end() ? also->second : SharedOf(groups_[b], groups_[other]);
      all.push_back({other, {shared.words + more.words, shared.title + more.title, shared.names + more.names}});
      edges_[other].erase(b);
    }
    for (auto& [other, shared] : edges_[b]) {
      if (edges.contains(other)) continue;
      const Shared more = SharedOf(groups_[a], groups_[other]);
      all.push_back({other, {shared.words + more.words, shared.title + more.title, shared.names + more.names}});
      edges_[other].erase(b);
    }
    groups_[a].Add(groups_[b]);
    groups_[b] = Group{};
    into_[b] = a;
    ++version_[a];
    edges_[b].clear();
    for (const uint32_t other : apart_[b]) {
      apart_[a].insert(other);
      apart_[other].insert(a);
    }
    std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    for (const auto& [other, shared] : all) {
      edges_[a][other] = edges_[other][a] = shared;
      Push(a, other, shared);
    }
  }

  std::vector<Group>& groups_;
  const Model& model_;
  const Agglomeration& options_;
  double crowd_ = 0;
  std::vector<std::unordered_map<uint32_t, Shared>> edges_;
  std::vector<uint32_t> into_, version_;
  std::vector<std::set<uint32_t>> apart_;
  std::priority_queue<Pair> queue_;
};

}  // namespace

std::vector<uint32_t> Agglomerate(std::vector<Group>& groups, const Model& model, const Agglomeration& options) {
  return Joiner(groups, model, options).Run();
}

}  // namespace newsstand::cluster
