// The web manifest: what an installed site is called, looks like and can be sent.
#include <boost/json.hpp>

#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

namespace json = boost::json;

void AddIcon(json::array& icons, const std::string& url, std::string_view size, std::string_view purpose) {
  if (url.empty()) return;
  const std::string sizes = std::string(size) + "x" + std::string(size);
  icons.push_back(json::object{{"src", url}, {"type", "image/png"}, {"sizes", sizes}, {"purpose", purpose}});
}

json::array Icons(const Assets& assets) {
  json::array icons;
  icons.push_back(
      json::object{{"src", "/favicon.svg"}, {"type", "image/svg+xml"}, {"sizes", "any"}, {"purpose", "any"}});
  for (const char* size : {"192", "512"}) {
    AddIcon(icons, assets.Url(std::string("icon-") + size + ".png"), size, "any");
    // Drawn to the edge, its signs within the circle that every shape of icon leaves.
    AddIcon(icons, assets.Url(std::string("icon-maskable-") + size + ".png"), size, "maskable");
  }
  return icons;
}

json::array Shortcuts(const Assets& assets, const Words& words) {
  struct Shortcut {
    const char *name, *url, *icon;
  };
  json::array shortcuts;
  for (const Shortcut& one : {Shortcut{"nav_top", "/top", "top"}, Shortcut{"nav_latest", "/latest", "latest"},
                              Shortcut{"offline_saved", "/saved", "saved"}, Shortcut{"search", "/search", "search"}}) {
    json::object shortcut{{"name", words.Text(one.name)}, {"url", one.url}};
    json::array icons;
    AddIcon(icons, assets.Url(std::string("shortcut-") + one.icon + ".png"), "96", "any");
    if (!icons.empty()) shortcut["icons"] = std::move(icons);
    shortcuts.push_back(std::move(shortcut));
  }
  return shortcuts;
}

}  // namespace

http::Response Manifest(SiteParts& parts, const http::Request& request) {
  const WordsPtr words = VariantOf(parts, request).words;
  const json::object share{
      {"action", "/share"}, {"method", "GET"}, {"params", {{"title", "title"}, {"text", "text"}, {"url", "url"}}}};
  const json::object manifest{{"name", parts.options.site_name},
                              {"short_name", parts.options.site_name},
                              {"description", words->Text("site_description")},
                              {"lang", words->locale()},
                              {"dir", words->direction()},
                              {"id", "/"},
                              {"start_url", "/"},
                              {"scope", "/"},
                              {"display", "standalone"},
                              {"background_color", "#fbfaf7"},
                              {"theme_color", "#fbfaf7"},
                              {"categories", {"news"}},
                              {"icons", Icons(parts.assets)},
                              {"shortcuts", Shortcuts(parts.assets, *words)},
                              {"share_target", share}};
  http::Response response = http::Json(200, json::serialize(manifest));
  response.content_type = "application/manifest+json";
  response.Set("Cache-Control", "public, max-age=3600").Set("Vary", "Accept-Language, Cookie");
  return response;
}

}  // namespace newsstand::web
