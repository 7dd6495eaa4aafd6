#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/enrich/enrich.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kCharacters = 400;
constexpr int kWordsAMinute = 238;
constexpr int kSecondsAPicture = 12;

// What feeds put behind a summary. Compared without case at the end of the text.
constexpr std::array<std::string_view, 16> kTails = {
    "continue reading...", "continue reading…", "continue reading", "continue reading →", "read more...", "read more…",
    "read more »", "read more", "read the full story", "weiterlesen", "lire la suite", "leer más", "leia mais",
    "continua a leggere", "lees verder", "[link]"};

std::string_view WithoutTail(std::string_view text) {
  // WordPress: "The post HEADLINE appeared first on SITE."
  if (const size_t at = text.rfind("The post "); at != std::string_view::npos) {
    if (text.find(" appeared first on ", at) != std::string_view::npos) text = text.substr(0, at);
  }
  for (bool again = true; again;) {
    again = false;
    text = Trim(text);
    const std::string end = AsciiLower(text.substr(text.size() - std::min<size_t>(text.size(), 32)));
    for (const std::string_view tail : kTails) {
      if (end.ends_with(tail)) {
        text.remove_suffix(tail.size());
        again = true;
        break;
      }
    }
  }
  return text;
}

}  // namespace

std::string Standfirst(std::string_view text, std::string_view headline) {
  const std::string collapsed = CollapseSpace(text);
  std::string_view rest = WithoutTail(collapsed);
  if (!headline.empty() && rest.starts_with(headline)) {
    rest.remove_prefix(headline.size());
    while (!rest.empty() && (IsAsciiSpace(rest.front()) || rest.front() == '.' || rest.front() == ':' || rest.front() == '-')) {
      rest.remove_prefix(1);
    }
  }
  return Ellipsize(rest, kCharacters);
}

int MinutesToRead(int words, int pictures) {
  const int total_seconds = words * 60 / kWordsAMinute + pictures * kSecondsAPicture;
  return std::max(1, (total_seconds + 30) / 60);
}

}  // namespace newsstand::enrich
