// Fills placeholders in a text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsstand::store {

inline std::string ReplaceAll(std::string_view text,
                              const std::vector<std::pair<std::string_view, std::string_view>>& replacements) {
  std::string out(text);
  for (const auto& [from, to] : replacements) {
    for (size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size())) {
      out.replace(at, from.size(), to);
    }
  }
  return out;
}

}  // namespace newsstand::store
