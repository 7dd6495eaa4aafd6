// Pages about the device: "/app" (as an app, what is kept here, how to forget it), "/offline" (what a device without a
// network shows instead of a page) and "/highlights" (kept on the device alone: its script fills the page).

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

Result<Rendered> RenderApp(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "app.tpl");
  PageFrame frame;
  frame.path = "/app";
  frame.kind = "told";
  frame.title = page.words().Text("install_title");
  frame.description = page.words().Text("install_lede");
  frame.preload_text = true;
  return HtmlPage(page.Finish(frame));
}

Result<Rendered> RenderOffline(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "offline.tpl");
  PageFrame frame;
  frame.path = "/offline";
  frame.kind = "offline";
  frame.title = page.words().Text("offline_title");
  frame.robots = "noindex";
  frame.finds = false;
  return HtmlPage(page.Finish(frame));
}

Result<Rendered> RenderHighlights(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition) {
  PageMaker page(parts, variant, edition, "highlights.tpl");
  PageFrame frame;
  frame.path = "/highlights";
  frame.kind = "highlights";
  frame.title = page.words().Text("highlights_title");
  frame.robots = "noindex";
  frame.preload_text = true;
  return HtmlPage(page.Finish(frame));
}

}  // namespace

http::Response ShowApp(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/app", [&parts](const Variant& variant, const edition::EditionPtr& edition) {
    return RenderApp(parts, variant, edition);
  });
}

http::Response ShowOffline(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/offline", [&parts](const Variant& variant, const edition::EditionPtr& edition) {
    return RenderOffline(parts, variant, edition);
  });
}

http::Response ShowHighlights(SiteParts& parts, const http::Request& request) {
  return Serve(parts, request, "/highlights", [&parts](const Variant& variant, const edition::EditionPtr& edition) {
    return RenderHighlights(parts, variant, edition);
  });
}

}  // namespace newsstand::web
