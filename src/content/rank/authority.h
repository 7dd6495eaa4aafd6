// How much an owner's word weighs: PageRank on who cites whom (links in bodies, wire reports carried), after Page,
// Brin, Motwani and Winograd, "The PageRank Citation Ranking" (1999), with owners for pages. Within a section the
// weight moves from the owner's general one towards the section's own as citations come in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace newsstand::rank {

inline constexpr double kLeastAuthority = 0.3;
inline constexpr double kMostAuthority = 3;

// `from` named `to` as its source `count` times, in a section ("" none). An owner that cites itself is not counted.
struct Citation {
  uint64_t from = 0, to = 0;
  std::string section;
  double count = 1;
};

// Immutable; thread-safe.
class Authority {
 public:
  Authority() = default;  // everybody weighs 1
  // Costs 50 rounds over the citations at most.
  static Authority From(std::span<const Citation> citations);

  // kLeastAuthority … kMostAuthority; 1 for an owner nobody has cited and who cites nobody.
  double Of(uint64_t owner, std::string_view section) const;

 private:
  using Weights = std::unordered_map<uint64_t, double>;
  Weights general_;
  std::unordered_map<std::string, Weights> by_section_;
  std::unordered_map<std::string, std::unordered_map<uint64_t, double>> cited_in_section_;
};

}  // namespace newsstand::rank
