// Which language of news a reader is shown on the pages that would mix all of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/edition/edition.h"
#include "serve/http/request.h"

namespace newsstand::web {

// Primary subtag; "" is all languages. What the address asks for (?language=de, ?language=all), else the first of the
// browser's languages there is enough news in, else the one with the most, if it has enough to fill a page.
std::string ReadingLanguage(const edition::Edition& edition, const http::Request& request);

struct LanguageCount {
  std::string language;
  int64_t count = 0;
};
// The languages with enough news for pages of their own, most first.
std::vector<LanguageCount> ReadableLanguages(const edition::Edition& edition);

}  // namespace newsstand::web
