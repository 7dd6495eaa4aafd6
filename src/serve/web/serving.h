// From a request to an answer: which variant of a page, from the cache or rendered now, with its headers.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "content/edition/edition.h"
#include "serve/http/request.h"
#include "serve/http/response.h"
#include "serve/web/site_parts.h"

namespace newsstand::web {

// What a page's function makes. With another status than 200 only `location` is looked at (301), or, where there is no
// text, the error page of that status is shown.
struct Rendered {
  int status = 200;
  std::string text;
  std::string content_type = "text/html; charset=utf-8";
  std::string location;
};
inline Result<Rendered> HtmlPage(Result<std::string> html, int status = 200) {
  if (!html) return Fail(html.error());
  return Rendered{status, std::move(*html), "text/html; charset=utf-8", ""};
}
inline Rendered NotFound() { return Rendered{404, "", "", ""}; }
// The general page of what was withdrawn.
inline Rendered Gone() { return Rendered{410, "", "", ""}; }
inline Rendered MovedTo(std::string location) { return Rendered{301, "", "", std::move(location)}; }

using RenderPage = std::function<Result<Rendered>(const Variant&, const edition::EditionPtr&)>;

Variant VariantOf(const SiteParts& parts, const http::Request& request);

// The page under `key`, rendered at most once per edition, variant and minute.
http::Response Serve(SiteParts& parts, const http::Request& request, const std::string& key, const RenderPage& render);

// The same for a page of one reader: made for this request, kept nowhere.
http::Response ServeOwn(SiteParts& parts, const http::Request& request, const RenderPage& render);

// The number of an article or story, as addresses and forms have it; 0 for what is none.
int64_t IdIn(std::string_view text);

// The page for a status, in the reader's language and look. Cannot fail.
http::Response ErrorPage(SiteParts& parts, const http::Request& request, int status);
// Makes one of each, for when the right one cannot be made.
Status MakeErrorPages(SiteParts& parts);

}  // namespace newsstand::web
