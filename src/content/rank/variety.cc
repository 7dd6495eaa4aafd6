#include "content/rank/variety.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace newsstand::rank {
namespace {

constexpr size_t kWindow = 10;

// How many of the last nine on the page have this value.
template <class Member>
size_t Recent(std::span<const Candidate> all, const std::vector<size_t>& page, Member member, uint64_t value) {
  const size_t begin = page.size() < kWindow ? 0 : page.size() - (kWindow - 1);
  size_t count = 0;
  for (size_t i = begin; i < page.size(); ++i) count += all[page[i]].*member == value ? 1 : 0;
  return count;
}

bool Fits(std::span<const Candidate> all, const std::vector<size_t>& page, const Candidate& one,
          const VarietyRules& rules) {
  if (Recent(all, page, &Candidate::owner, one.owner) >= rules.of_one_owner_in_ten) return false;
  return one.section == 0 || Recent(all, page, &Candidate::section, one.section) < rules.of_one_section_in_ten;
}

}  // namespace

std::vector<size_t> Arrange(std::span<const Candidate> candidates, const VarietyRules& rules) {
  std::vector<size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return candidates[a].score > candidates[b].score; });
  std::unordered_set<uint64_t> stories;
  std::erase_if(order, [&](size_t i) { return !stories.insert(candidates[i].story).second; });

  std::vector<size_t> page, held;  // `held` waits for its turn: a rule counts only the last ten
  size_t next = 0;
  while (page.size() < rules.places && (next < order.size() || !held.empty())) {
    const auto waiting =
        std::find_if(held.begin(), held.end(), [&](size_t i) { return Fits(candidates, page, candidates[i], rules); });
    if (waiting != held.end()) {
      page.push_back(*waiting);
      held.erase(waiting);
      continue;
    }
    if (next == order.size()) break;
    const size_t one = order[next++];
    if (Fits(candidates, page, candidates[one], rules))
      page.push_back(one);
    else if (held.size() < 4 * rules.places)
      held.push_back(one);  // bounds the search; who is that far down has no place anyway
  }
  for (size_t i = 0; i < held.size() && page.size() < rules.places; ++i) page.push_back(held[i]);
  return page;
}

}  // namespace newsstand::rank
