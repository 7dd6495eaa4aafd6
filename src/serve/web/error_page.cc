
#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/serving.h"

namespace newsstand::web {
namespace {

constexpr int kStatuses[] = {400, 403, 404, 405, 408, 410, 413, 414, 429, 431, 500, 503};

// What is shown if even an error page is missing.
constexpr std::string_view kLastResort =
    "<!doctype html><html lang=\"en\"><title>Something went wrong</title><p>Something went wrong here. Please try "
    "again in a moment.</p></html>";

Result<http::SharedBody> MakeErrorPage(SiteParts& parts, Theme theme, int status) {
  Variant variant;
  variant.theme = theme;
  variant.words = parts.DefaultWords();
  PageMaker page(parts, variant, parts.context.edition(), "error.tpl");
  const std::string number = std::to_string(status);
  const std::string key = page.words().Has("error_" + number + "_title") ? number : status < 500 ? "400" : "500";
  page.main().SetValue(kn_STATUS, number);
  page.main().SetValue(kn_ERROR_TITLE, page.words().Text("error_" + key + "_title"));
  page.main().SetValue(kn_ERROR_TEXT, page.words().Text("error_" + key + "_text"));
  PageFrame frame;
  frame.path.clear();
  frame.title = page.words().Text("error_" + key + "_title");
  frame.robots = "noindex";
  Result<std::string> html = page.Finish(frame);
  if (!html.ok()) return Fail(html.error());
  return http::Precompress(std::move(*html));
}

}  // namespace

Status MakeErrorPages(SiteParts& parts) {
  for (int status : kStatuses) {
    for (Theme theme : {Theme::kAuto, Theme::kLight, Theme::kDark}) {
      Result<http::SharedBody> body = MakeErrorPage(parts, theme, status);
      if (!body.ok()) return Fail(body.error());
      parts.error_pages[status][theme] = *body;
    }
  }
  return {};
}

http::Response ErrorPage(const SiteParts& parts, const http::Request& request, int status) {
  http::Response response;
  response.status = status;
  response.Set("Cache-Control", "no-store");
  auto found = parts.error_pages.find(status);
  if (found == parts.error_pages.end()) found = parts.error_pages.find(status < 500 ? 400 : 500);
  if (found == parts.error_pages.end()) {
    response.body = std::make_shared<const http::Body>(http::Body{std::string(kLastResort), {}, {}, {}});
    return response;
  }
  response.body = found->second.at(VariantOf(parts, request).theme);
  if (status == 503 || status == 429) response.Set("Retry-After", "10");
  return response;
}

}  // namespace newsstand::web
