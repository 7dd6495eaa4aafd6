// Pages about the device: "/app" (as an app, what is kept here, how to forget it), "/offline" (what a device without a
// network shows instead of a page) and "/highlights" (kept on the device alone: its script fills the page).

#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"

namespace newsstand::web {
namespace {

// A page whose text is all in its template.
struct PlainPage {
  const char *path, *content, *kind;
  const char *title, *description;  // keys of the words; description "" none
  bool found_by_search = false;     // by search engines
  bool finds = true;
  bool long_text = true;
};

http::Response Show(SiteParts& parts, const http::Request& request, const PlainPage& plain) {
  return Serve(parts, request, plain.path, [&parts, plain](const Variant& variant, const edition::EditionPtr& edition) {
    PageMaker page(parts, variant, edition, plain.content);
    PageFrame frame;
    frame.path = plain.path;
    frame.kind = plain.kind;
    frame.title = page.words().Text(plain.title);
    if (*plain.description != '\0') frame.description = page.words().Text(plain.description);
    if (!plain.found_by_search) frame.robots = "noindex";
    frame.finds = plain.finds;
    frame.preload_text = plain.long_text;
    return HtmlPage(page.Finish(frame));
  });
}

}  // namespace

http::Response ShowApp(SiteParts& parts, const http::Request& request) {
  return Show(parts, request, {"/app", "app.tpl", "told", "install_title", "install_lede", true});
}

http::Response ShowOffline(SiteParts& parts, const http::Request& request) {
  return Show(parts, request, {"/offline", "offline.tpl", "offline", "offline_title", "", false, false, false});
}

http::Response ShowHighlights(SiteParts& parts, const http::Request& request) {
  return Show(parts, request, {"/highlights", "highlights.tpl", "highlights", "highlights_title", ""});
}

}  // namespace newsstand::web
