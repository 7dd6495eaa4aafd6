// Pages for what went wrong, in the reader's language and look. Made when they are first needed; one of each in the
// default language is made at the start, so that there is always something to show.
#include <fmt/core.h>

#include <exception>

#include "base/hash.h"
#include "base/log.h"
#include "serve/http/compress.h"
#include "serve/web/chips.h"
#include "serve/web/dictionary.h"
#include "serve/web/page.h"
#include "serve/web/serving.h"
#include "serve/web/shelf.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;

constexpr int kStatuses[] = {400, 403, 404, 405, 408, 410, 413, 414, 429, 431, 500, 503};
constexpr int kBrotliQuality = 5, kGzipLevel = 6;

// What is shown if even an error page is missing.
constexpr std::string_view kLastResort =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">"
    "<meta name=\"color-scheme\" content=\"light dark\"><title>Something went wrong</title><h1>Something went wrong "
    "here.</h1>"
    "<p>It is our fault, not yours. Please try again in a moment.</p><p><a href=\"/\">To the front page</a></p></html>";

// What helps: another search, the sections, or the same page once more.
void FillWaysOn(PageMaker& page, int status) {
  TemplateDictionary& main = page.main();
  main.SetValue(kn_FRONT_CLASS, "more");
  if (status == 404 || status == 410) {
    Chips chips(*main.AddSectionDictionary(kn_ERROR_FINDS));
    for (std::string_view slug : SectionSlugs()) chips.Add(SectionPath(slug), SectionName(page.words(), slug));
  }
  const bool passes = status == 408 || status == 429 || status >= 500;
  if (passes)
    main.ShowSection(kn_ERROR_AGAIN);
  else if (status != 404 && status != 410)
    main.SetValue(kn_FRONT_CLASS, "button");
}

Result<std::string> RenderError(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition,
                                int status) {
  PageMaker page(parts, variant, edition, "error.tpl");
  const std::string number = std::to_string(status);
  const std::string key = page.words().Has("error_" + number + "_title") ? number : status < 500 ? "400" : "500";
  page.main().SetValue(kn_STATUS, number);
  page.main().SetValue(kn_ERROR_TITLE, page.words().Text("error_" + key + "_title"));
  page.main().SetValue(kn_ERROR_TEXT, page.words().Text("error_" + key + "_text"));
  FillWaysOn(page, status);
  PageFrame frame;
  frame.path.clear();
  frame.title = page.words().Text("error_" + key + "_title");
  frame.robots = "noindex";
  return page.Finish(frame);
}

http::SharedBody Compressed(std::string html) {
  auto body = std::make_shared<http::Body>();
  body->brotli = http::Brotli(html, kBrotliQuality);
  body->gzip = http::Gzip(html, kGzipLevel);
  body->etag = "\"" + Hash64Hex(html) + "\"";
  body->plain = std::move(html);
  return body;
}

// Null when it could not be made: then there is another.
http::SharedBody TryToMake(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition, int status) {
  try {
    Result<std::string> html = RenderError(parts, variant, edition, status);
    if (html.ok()) return Compressed(std::move(*html));
    log::Error("The page of status {} could not be made: {}", status, html.error().message);
  } catch (const std::exception& error) {
    log::Error("The page of status {} could not be made: {}", status, error.what());
  }
  return nullptr;
}

}  // namespace

http::SharedBody ErrorPages::Get(const std::string& key, const std::string& stamp,
                                 const std::function<http::SharedBody()>& make) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = pages_.find(key);
    if (found != pages_.end() && found->second.stamp == stamp) return found->second.body;
  }
  http::SharedBody body = make();
  const std::lock_guard lock(mutex_);
  if (pages_.size() >= kMost) pages_.clear();
  if (body) pages_[key] = {stamp, body};
  return body;
}

Status MakeErrorPages(SiteParts& parts) {
  Variant variant;
  variant.words = parts.DefaultWords();
  const edition::EditionPtr edition = parts.context.edition();
  for (int status : kStatuses) {
    Result<std::string> html = RenderError(parts, variant, edition, status);
    if (!html.ok()) return Fail(html.error());
    parts.error_pages.at_start[status] = Compressed(std::move(*html));
  }
  return {};
}

http::Response ErrorPage(SiteParts& parts, const http::Request& request, int status) {
  http::Response response;
  response.status = status;
  response.Set("Cache-Control", "no-store");
  if (status == 503 || status == 429) response.Set("Retry-After", "10");
  Variant variant = VariantOf(parts, request);
  variant.hidden.clear();  // nothing of theirs stands in it
  const edition::EditionPtr edition = parts.context.edition();
  const std::string key = fmt::format("{}|{}|{}|{}", status, static_cast<int>(variant.theme), variant.words->locale(),
                                      LookText(variant.look));
  response.body = parts.error_pages.Get(key, parts.brands.UrlFor(*edition),
                                        [&] { return TryToMake(parts, variant, edition, status); });
  if (response.body) return response;
  const auto& at_start = parts.error_pages.at_start;
  auto found = at_start.find(status);
  if (found == at_start.end()) found = at_start.find(status < 500 ? 400 : 500);
  response.body = found != at_start.end()
                      ? found->second
                      : std::make_shared<const http::Body>(http::Body{std::string(kLastResort), {}, {}, {}});
  return response;
}

}  // namespace newsstand::web
