#include "content/rank/authority.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace newsstand::rank {
namespace {

constexpr double kDamping = 0.85;
constexpr int kRounds = 50;
constexpr double kSettled = 1e-9;
constexpr double kCitationsToBelieve = 20;  // at which a section's own weight counts half

struct Edge {
  size_t from, to;
  double share;  // of what `from` gives away
};

// PageRank scaled so that the average owner weighs 1.
std::unordered_map<uint64_t, double> Weigh(std::span<const Citation> citations, std::string_view section, bool all) {
  std::unordered_map<uint64_t, size_t> index;
  std::vector<uint64_t> owners;
  const auto number = [&](uint64_t owner) {
    const auto [at, fresh] = index.try_emplace(owner, owners.size());
    if (fresh) owners.push_back(owner);
    return at->second;
  };
  std::vector<Edge> edges;
  for (const Citation& citation : citations) {
    if (citation.from == citation.to || citation.count <= 0 || (!all && citation.section != section)) continue;
    edges.push_back({number(citation.from), number(citation.to), citation.count});
  }
  const size_t n = owners.size();
  std::vector<double> given(n, 0.0);
  for (const Edge& edge : edges) given[edge.from] += edge.share;
  for (Edge& edge : edges) edge.share /= given[edge.from];

  std::vector<double> rank(n, 1.0), next(n);
  for (int round = 0; round < kRounds; ++round) {
    double loose = 0;  // of owners who cite nobody: shared by all
    for (size_t i = 0; i < n; ++i) loose += given[i] > 0 ? 0 : rank[i];
    std::fill(next.begin(), next.end(), (1 - kDamping) + kDamping * loose / static_cast<double>(n));
    for (const Edge& edge : edges) next[edge.to] += kDamping * rank[edge.from] * edge.share;
    double moved = 0;
    for (size_t i = 0; i < n; ++i) moved += std::abs(next[i] - rank[i]);
    rank.swap(next);
    if (moved < kSettled * static_cast<double>(n)) break;
  }
  std::unordered_map<uint64_t, double> weights;
  for (size_t i = 0; i < n; ++i) weights.emplace(owners[i], rank[i]);
  return weights;
}

double Find(const std::unordered_map<uint64_t, double>& map, uint64_t key, double otherwise) {
  const auto at = map.find(key);
  return at == map.end() ? otherwise : at->second;
}

}  // namespace

Authority Authority::From(std::span<const Citation> citations) {
  Authority authority;
  authority.general_ = Weigh(citations, "", true);
  for (const Citation& citation : citations) {
    if (citation.from == citation.to || citation.count <= 0 || citation.section.empty()) continue;
    authority.cited_in_section_[citation.section][citation.to] += citation.count;
  }
  for (const auto& [section, cited] : authority.cited_in_section_)
    authority.by_section_[section] = Weigh(citations, section, false);
  return authority;
}

double Authority::Of(uint64_t owner, std::string_view section) const {
  double weight = Find(general_, owner, 1);
  if (const auto at = by_section_.find(std::string(section)); at != by_section_.end()) {
    const double cited = Find(cited_in_section_.at(at->first), owner, 0);
    const double belief = cited / (cited + kCitationsToBelieve);
    weight = belief * Find(at->second, owner, 1) + (1 - belief) * weight;
  }
  return std::clamp(weight, kLeastAuthority, kMostAuthority);
}

}  // namespace newsstand::rank
