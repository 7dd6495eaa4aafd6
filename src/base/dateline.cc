#include "base/dateline.h"

namespace newsstand {

std::string_view WithoutDateline(std::string_view line) {
  const std::string_view head = line.substr(0, 90);
  for (const std::string_view dash :
       {std::string_view(" - "), std::string_view(" — "), std::string_view(" – "), std::string_view(" -- ")}) {
    const size_t at = head.find(dash);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view dateline = head.substr(0, at);
    const bool agency = dateline.back() == ')' && dateline.find('(') != std::string_view::npos;
    size_t capitals = 0;
    while (capitals < dateline.size() && dateline[capitals] >= 'A' && dateline[capitals] <= 'Z') ++capitals;
    if (agency || capitals >= 4) return line.substr(at + dash.size());
  }
  return line;
}

}  // namespace newsstand
