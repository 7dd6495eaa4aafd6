// The web pages. The only module that makes HTML.
//
// Anonymous pages are rendered once per edition, variant (theme, interface language) and minute, kept compressed, and
// served from memory. Thread-safe after Create.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "content/edition/edition.h"
#include "content/image/image.h"
#include "content/picture/picture_store.h"
#include "content/search/search.h"
#include "model/title.h"
#include "serve/http/router.h"
#include "store/database.h"

namespace newsstand::web {

struct WebOptions {
  Mode mode = Mode::kPersonal;
  std::string site_name = "Newsstand";
  std::string base_url;   // "https://news.example.org": what links that leave the page are made of; "" leaves them out
  std::string time_zone;  // IANA name pages without script tell the time in; "" is the machine's own
  std::string assets;     // folder with manifest.json, static/, templates/, messages/; "" is DefaultAssets()
  std::string version;    // of the program, for /about
  bool pseudo_languages = false;  // offers the interface in en-XA and ar-XB, too: to see what pages do with other words
  size_t page_cache_bytes = 64u << 20;
  size_t article_cache_bytes = 32u << 20;
  size_t digest_cache_bytes = 16u << 20;
};

struct WebContext {
  std::function<edition::EditionPtr()> edition;  // the current one; never null
  std::function<search::ViewPtr()> search;       // the index as it is now, never null; may be empty: then nothing is searched
  store::Database* database = nullptr;
  const Clock* clock = nullptr;
  // Own-origin path of a publisher's picture scaled to `width` pixels, "" when there is none to be had. May be empty:
  // then pages have no pictures. Thread-safe and quick: called for every picture of a page and width.
  std::function<std::string(const std::string& original_url, int width, picture::Shape shape)> picture_address;
  // What is known of a picture before it comes: its measures, and the colour that stands in for it. May be empty.
  // Thread-safe and quick.
  std::function<std::optional<image::Facts>(const std::string& original_url)> picture_facts;
  // Own-origin path of a title's icon, "" when none is known: a monogram stands in. May be empty.
  std::function<std::string(const Title& title)> icon_address;
};

// assets/ beside the program, else share/newsstand/assets of where it is installed.
std::string DefaultAssets();

// Headers of every response, security.md's: give them to http::ServerOptions::headers.
const std::vector<std::pair<std::string, std::string>>& PageHeaders();

struct SiteParts;

class Site {
 public:
  // Loads and checks assets, templates and words; kNotFound or kCorrupt with a sentence that names the file.
  static Result<std::unique_ptr<Site>> Create(WebOptions options, WebContext context);
  ~Site();

  // Adds every page, /static/, /robots.txt, icons and the error pages. The Site must outlive the router's server.
  void AddRoutes(http::Router& router);

 private:
  explicit Site(std::unique_ptr<SiteParts> parts);
  std::unique_ptr<SiteParts> parts_;
};

}  // namespace newsstand::web
