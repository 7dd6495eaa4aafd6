#include "serve/web/reading_language.h"

#include <algorithm>

#include "base/text.h"

namespace newsstand::web {
namespace {

constexpr size_t kEnough = 24;  // cards: a front page's worth

bool HasEnough(const edition::Edition& edition, const std::string& language) {
  return edition::Edition::ListOf(edition.by_language, language).size() >= kEnough;
}

}  // namespace

std::vector<LanguageCount> ReadableLanguages(const edition::Edition& edition) {
  std::vector<LanguageCount> languages;
  for (const auto& [language, cards] : edition.by_language) {
    if (cards->size() >= kEnough) languages.push_back({language, static_cast<int64_t>(cards->size())});
  }
  std::sort(languages.begin(), languages.end(), [](const LanguageCount& a, const LanguageCount& b) {
    return a.count != b.count ? a.count > b.count : a.language < b.language;
  });
  return languages;
}

std::string ReadingLanguage(const edition::Edition& edition, const http::Request& request) {
  const std::string asked = AsciiLower(request.Query("language"));
  if (asked == "all") return "";
  if (!asked.empty() && edition.by_language.contains(asked)) return asked;
  for (const std::string_view part : Split(request.Header("accept-language"), ',')) {
    const std::string_view tag = Trim(part.substr(0, part.find(';')));
    const std::string language = AsciiLower(tag.substr(0, tag.find('-')));
    if (HasEnough(edition, language)) return language;
  }
  const auto languages = ReadableLanguages(edition);
  return languages.empty() ? "" : languages.front().language;
}

}  // namespace newsstand::web
