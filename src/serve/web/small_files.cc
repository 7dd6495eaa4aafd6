// What is no page: static files, the icon, and the form that sets the theme.
#include <algorithm>

#include "base/text.h"
#include "serve/web/forms.h"
#include "serve/web/pages.h"
#include "serve/web/shelf.h"

namespace newsstand::web {
namespace {

constexpr std::string_view kForEver = "public, max-age=31536000, immutable";

http::Response FileResponse(const Assets::File& file, std::string_view cache) {
  http::Response response;
  response.content_type = file.content_type;
  response.body = file.body;
  response.Set("Cache-Control", std::string(cache));
  return response;
}

// Sets a cookie and goes back to the page the form stood on.
http::Response BackWith(const http::Request& request, std::string cookie) {
  const std::string back = FormField(request.body, "back");
  http::Response response = http::Redirect(303, IsOwnPath(back) ? back : "/");
  response.Set("Set-Cookie", std::move(cookie)).Set("Cache-Control", "no-store");
  return response;
}

}  // namespace

bool IsOwnPath(std::string_view path) {
  const auto is_own = [](std::string_view text) {
    if (text.empty() || text[0] != '/' || text.size() > 1024) return false;
    if (text.size() > 1 && (text[1] == '/' || text[1] == '\\')) return false;
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c != 0x7F && c != '\\'; });
  };
  // Also as something that decodes it once more would see it.
  return is_own(path) && is_own(PercentDecode(path));
}

http::Response SetTheme(SiteParts& parts, const http::Request& request) {
  if (!FromOurPage(request)) return ErrorPage(parts, request, 403);
  const std::string theme = FormField(request.body, "theme");
  if (theme != "light" && theme != "dark" && theme != "auto") return ErrorPage(parts, request, 400);
  return BackWith(request, CookieFor(parts, "theme", theme, "/"));
}

http::Response SetLook(SiteParts& parts, const http::Request& request) {
  if (!FromOurPage(request)) return ErrorPage(parts, request, 403);
  // A form may bring some of the three: the others stay.
  const Look now = ParseLook(request.Cookie("look"));
  std::string text;
  for (const auto& [name, value] : {std::pair("size", now.size), std::pair("spacing", now.spacing), std::pair("density", now.density)}) {
    const std::string field = FormField(request.body, name);
    (text += text.empty() ? "" : ".") += field.empty() ? std::to_string(value) : field;
  }
  const Look look = ParseLook(text);
  if (look == Look{} && text != "1.0.0") return ErrorPage(parts, request, 400);
  return BackWith(request, CookieFor(parts, "look", LookText(look), "/"));
}

http::Response SetLanguage(SiteParts& parts, const http::Request& request) {
  if (!FromOurPage(request)) return ErrorPage(parts, request, 403);
  const std::string language = FormField(request.body, "language");
  if (language != "auto" && !parts.words.contains(language)) return ErrorPage(parts, request, 400);
  return BackWith(request, CookieFor(parts, "language", language == "auto" ? "" : language, "/"));
}

http::Response Forget(SiteParts& parts, const http::Request& request) {
  if (!FromOurPage(request)) return ErrorPage(parts, request, 403);
  http::Response response = http::Redirect(303, "/saved");
  response.Set("Cache-Control", "no-store").Set("Clear-Site-Data", "\"cache\", \"storage\"");
  for (const char* name : {"theme", "look", "language"}) response.Set("Set-Cookie", CookieFor(parts, name, "", "/"));
  for (const ShelfList list : {ShelfList::kSaved, ShelfList::kHistory, ShelfList::kHidden, ShelfList::kFollowing}) WriteShelf(response, parts, list, {});
  return response;
}

http::Response ScriptWords(SiteParts& parts, const http::Request& request) {
  for (const auto& [key, words] : parts.words) {
    if (words->script_words_name() != request.Param("name")) continue;
    http::Response response = http::Json(200, words->script_words());
    response.Set("Cache-Control", std::string(kForEver));
    return response;
  }
  return ErrorPage(parts, request, 404);
}

http::Response StaticFile(SiteParts& parts, const http::Request& request) {
  if (const Assets::File* file = parts.assets.Find(request.Param("path"))) return FileResponse(*file, kForEver);
  if (http::SharedBody sheet = parts.brands.Find(request.path)) {
    http::Response response;
    response.content_type = "text/css; charset=utf-8";
    response.body = std::move(sheet);
    response.Set("Cache-Control", std::string(kForEver));
    return response;
  }
  return ErrorPage(parts, request, 404);
}

http::Response ServiceWorker(SiteParts& parts, const http::Request& request) {
  // Its address never changes, so it is asked for anew each time.
  if (const Assets::File* file = parts.assets.FindLogical("sw.js")) return FileResponse(*file, "no-cache");
  return ErrorPage(parts, request, 404);
}

http::Response SpeculationRules(SiteParts&, const http::Request&) {
  // Pages to read are fetched while the pointer rests on their link. What a reader keeps, what is found, and what changes
  // anything is not.
  static const std::string kRules =
      R"({"prefetch":[{"source":"document","eagerness":"moderate","where":{"and":[{"href_matches":"/*"},)"
      R"({"not":{"href_matches":["/saved*","/history*","/hidden*","/following*","/highlights*","/search*","/why/*","/dev/*",)"
      R"("/theme*","/look*","/language*","/forget*","/wrong/*","/share*","/offline","/*.rss","/*.atom","/*.json","/picture/*","/icon/*"]}},)"
      R"({"not":{"selector_matches":"[rel~=nofollow],[download]"}}]}}]})"
      "\n";
  http::Response response = http::Json(200, kRules);
  response.content_type = "application/speculationrules+json";
  response.Set("Cache-Control", "public, max-age=3600");
  return response;
}

http::Response Favicon(SiteParts& parts, const http::Request& request) {
  if (request.path == "/favicon.svg")
    return FileResponse(*parts.assets.FindLogical("icon.svg"), "public, max-age=86400");
  if (const Assets::File* icon = parts.assets.FindLogical("icon-32.png"))
    return FileResponse(*icon, "public, max-age=86400");
  return FileResponse(*parts.assets.FindLogical("icon.svg"), "public, max-age=86400");
}

}  // namespace newsstand::web
