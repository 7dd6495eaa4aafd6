#include "base/text.h"
#include "base/url.h"
#include "content/enrich/enrich.h"
#include "model/title.h"

namespace newsstand::enrich {
namespace {

constexpr size_t kCategories = 12;     // more are tags, not sections
constexpr size_t kPathSegments = 3;

}  // namespace

std::string SectionOf(std::string_view feed_section, const std::vector<std::string>& categories, std::string_view url) {
  if (const std::string_view own = SectionFor(feed_section); !own.empty()) return std::string(own);
  std::string_view general;
  const auto consider = [&](std::string_view name) -> std::string_view {
    const std::string_view section = SectionFor(name);
    if (section.empty()) return "";
    if (section != "world") return section;
    general = section;
    return "";
  };
  for (size_t i = 0; i < categories.size() && i < kCategories; ++i) {
    if (const auto section = consider(categories[i]); !section.empty()) return std::string(section);
  }
  if (const auto parsed = ParseUrl(url)) {
    const auto segments = Split(parsed->path, '/');
    // The last segment is the headline's slug: its words are no sections.
    for (size_t i = 0; i + 1 < segments.size() && i <= kPathSegments; ++i) {
      if (segments[i].empty() || segments[i].size() > 24) continue;
      if (const auto section = consider(segments[i]); !section.empty()) return std::string(section);
    }
  }
  return std::string(general);
}

}  // namespace newsstand::enrich
