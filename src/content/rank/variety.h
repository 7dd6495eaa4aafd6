// Which of the ranked stories stand on a page: in the order of their scores, but no story twice and no owner, section
// or country filling it alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace newsstand::rank {

struct Candidate {
  uint64_t story = 0;    // a story stands once
  uint64_t owner = 0;    // of the article that leads its card
  uint64_t section = 0;  // 0 none: not counted
  double score = 0;
};

struct VarietyRules {
  size_t places = 30;
  size_t of_one_owner_in_ten = 2;
  size_t of_one_section_in_ten = 5;
};

// Indices into `candidates`, best first, at most `places`. A rule that would leave places empty gives way: what it held
// back follows at the end, in order. Costs n log n.
std::vector<size_t> Arrange(std::span<const Candidate> candidates, const VarietyRules& rules);

}  // namespace newsstand::rank
