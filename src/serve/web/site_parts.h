// What all pages share. Everything here is immutable after Create or locks itself.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "serve/web/article_cache.h"
#include "serve/web/assets.h"
#include "serve/web/brands.h"
#include "serve/web/error_pages.h"
#include "serve/web/forms.h"
#include "serve/web/page_cache.h"
#include "serve/web/site.h"
#include "serve/web/story_digests.h"
#include "serve/web/templates.h"
#include "serve/web/words.h"

namespace newsstand::web {

enum class Theme { kAuto, kLight, kDark };
std::string_view ThemeName(Theme theme);  // "auto", "light", "dark"

// How a reader has text set. Steps, not measures: the style sheet knows what they are.
struct Look {
  int size = 1;     // 0 to 6: 0.9, 1, 1.1, … 1.5 of the usual
  int spacing = 0;  // 0 to 2
  int density = 0;  // of lists: 0 roomy, 1 compact
  friend bool operator==(const Look&, const Look&) = default;
};

// What a page depends on besides the edition and its address.
struct Variant {
  Theme theme = Theme::kAuto;
  Look look;
  WordsPtr words;
  std::string hidden;  // what the reader does not want to see, as shelf.h writes it; "" for nearly all
};

// The brand sheets of the last few catalogues: pages made before a change still ask for the sheet they name.
class BrandSheets {
 public:
  // The address of the sheet of this edition; made when the edition is a new one.
  std::string UrlFor(const edition::Edition& edition);
  http::SharedBody Find(std::string_view url) const;  // null when unknown

 private:
  mutable std::mutex mutex_;
  uint64_t edition_ = ~uint64_t{0};
  std::deque<BrandSheet> sheets_;  // newest first
};

struct SiteParts {
  SiteParts(WebOptions o, WebContext c)
      : options(std::move(o)),
        context(std::move(c)),
        pages(options.page_cache_bytes),
        articles(options.article_cache_bytes),
        story_digests(options.digest_cache_bytes) {}

  WebOptions options;
  WebContext context;
  Assets assets;
  std::unique_ptr<Templates> templates;
  std::map<std::string, WordsPtr> words;  // by language; pseudo-languages by locale
  BrandSheets brands;
  PageCache pages;
  ArticleCache articles;
  StoryDigests story_digests;
  RateLimit reports{10, std::chrono::minutes(10)};  // of what looks wrong
  Timestamp started;
  ErrorPages error_pages;

  const WordsPtr& DefaultWords() const { return words.at("en"); }
};

}  // namespace newsstand::web
